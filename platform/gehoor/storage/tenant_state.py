"""Which municipality answers to a host, and whether it is served now, from the control database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from gehoor.storage.control import Control, bare_host


class State(StrEnum):
    """An active tenant is served; a suspended one waits; of one that is being removed the rest goes too."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REMOVING = "removing"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A tenant of this installation and its state; `state_why` is what whoever suspended it wrote."""

    slug: str
    state: State
    state_why: str
    #: Its key as it stands locked in the control tables, by which a process notices that there is another one.
    wrapped: bytes | None = None


class Listed(Known, frozen=True, kw_only=True):
    """A tenant as the host sees it."""

    regulation: str
    title: str
    created_at: datetime
    hosts: tuple[str, ...]


async def of_host(control: Control, host: str) -> Known | None:
    """The tenant that answers to this host; a port and capitals make no difference."""
    rows = await control.look_up(
        "SELECT tenant.slug AS slug, state, state_why, wrapped FROM tenant_host "
        "JOIN tenant ON tenant.slug = tenant_host.slug LEFT JOIN tenant_key "
        "ON tenant_key.slug = tenant.slug AND destroyed_at IS NULL WHERE host = {}",
        bare_host(host),
    )
    return _first(rows)


async def of_slug(control: Control, slug: str) -> Known | None:
    """The tenant of this name."""
    return _first(
        await control.look_up(
            "SELECT tenant.slug AS slug, state, state_why, wrapped FROM tenant LEFT JOIN tenant_key"
            " ON tenant_key.slug = tenant.slug AND destroyed_at IS NULL WHERE tenant.slug = {}",
            slug,
        )
    )


async def slugs(control: Control, state: State) -> list[str]:
    """The names of the tenants in this state, in their order."""
    rows = await control.run("SELECT slug FROM tenant WHERE state = {} ORDER BY slug", state.value)
    return [str(row["slug"]) for row in rows]


async def listed(control: Control) -> list[Listed]:
    """All tenants in whatever state, by slug."""
    rows = await control.run(
        "SELECT tenant.*, host FROM tenant LEFT JOIN tenant_host ON tenant_host.slug = tenant.slug "
        "ORDER BY tenant.slug, host"
    )
    grouped = groupby(rows, key=itemgetter("slug"))
    return [
        msgspec.convert({**of_one[0], "hosts": [row["host"] for row in of_one if row["host"] is not None]}, Listed)
        for of_one in (list(found) for _, found in grouped)
    ]


async def put(control: Control, slug: str, state: State, why: str) -> None:
    """Bring a tenant into another state."""
    await control.run("UPDATE tenant SET state = {}, state_why = {} WHERE slug = {}", state.value, why, slug)


def _first(rows: Sequence[dict[str, Any]]) -> Known | None:
    return msgspec.convert(rows[0], Known) if rows else None
