"""How an installation is doing, for its operator: codes, counts and moments, and nothing of what people wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from gehoor import logs
from gehoor.errors import GehoorError
from gehoor.regulation.library import ENTRY_POINTS, Regulation, RegulationLibrary
from gehoor.services import admin_log
from gehoor.services import stranded as stranded_work
from gehoor.services.stranded import Found
from gehoor.storage import outbox, sizes, tenant_state
from gehoor.storage.control import Control
from gehoor.storage.scope import Store
from gehoor.storage.tenant_state import Listed, State

log = logs.of(__name__)
#: So many tenants stand on a page, and so many are opened for one at most.
PER_PAGE: Final = 25


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a regulation that is installed."""

    regulation: str
    title: str
    in_force: date
    until: date | None
    edition: str


class Plugin(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin with the version of what brought it; `broken` is the kind of error that kept it from loading."""

    name: str
    package: str
    version: str
    broken: str = ""


class TenantLine(msgspec.Struct, frozen=True, kw_only=True):
    """A tenant and the version of its regulation that is in force today."""

    tenant: Listed
    law: Version | None


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The work and the storage of one tenant; `trouble` is the kind of error when it could not be read."""

    slug: str
    state: State
    waiting: int = 0
    oldest: datetime | None = None
    dead: Found = Found()
    size: int | None = None
    rows: int | None = None
    trouble: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the tenants; `number` counts from one."""

    number: int
    last: int
    tenants: Sequence[Listed]


async def page_of(control: Control, number: int) -> Page:
    """One page of the tenants, by slug; a page that is not there gives the nearest one."""
    found = await tenant_state.listed(control)
    last = max(1, -(-len(found) // PER_PAGE))
    number = min(max(number, 1), last)
    return Page(number=number, last=last, tenants=found[(number - 1) * PER_PAGE : number * PER_PAGE])


def lines(library: RegulationLibrary, tenants: Sequence[Listed], at: datetime) -> list[TenantLine]:
    """The tenants with their law of today; no tenant is opened for it."""
    return [TenantLine(tenant=tenant, law=_law(library, tenant.regulation, at)) for tenant in tenants]


def versions(library: RegulationLibrary) -> list[Version]:
    """Every version of every regulation that is installed."""
    return [_version(version) for name in library.ids for version in library.versions(name)]


def plugins(library: RegulationLibrary) -> list[Plugin]:
    """The plugins that are installed, also those that could not be loaded."""
    return [
        Plugin(
            name=entry.name,
            package=entry.dist.name if entry.dist else "",
            version=entry.dist.version if entry.dist else "",
            broken=type(library.broken[entry.name]).__name__ if entry.name in library.broken else "",
        )
        for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)
    ]


async def answers(control: Control) -> bool:
    """Whether the database answers."""
    try:
        return bool(await control.run("SELECT 1 AS one"))
    except Exception as error:
        # Whatever is wrong with it, the page is there to say so.
        log.error("the database did not answer: %s", logs.where(error))
        return False


async def work_of(store: Store, data: Path, tenant: Listed) -> Work:
    """The work and the storage of a tenant, for which it is opened; one that cannot be opened is told as such."""
    if tenant.state is State.REMOVING:
        return Work(slug=tenant.slug, state=tenant.state)
    on_files = store.control.kind == "sqlite"
    try:
        async with store.tenant(tenant.slug):
            waiting = await outbox.waiting()
            dead = await stranded_work.stranded()
            rows = None if on_files else await sizes.rows()
    except Exception as error:
        # One municipality that is broken must not hide how the others are doing.
        log.error("the work of a tenant could not be read: %s", logs.where(error))
        return Work(slug=tenant.slug, state=tenant.state, trouble=_kind_of(error))
    return Work(
        slug=tenant.slug,
        state=tenant.state,
        waiting=waiting.count,
        oldest=waiting.oldest,
        dead=dead,
        size=sizes.of_files(data, tenant.slug) if on_files else None,
        rows=rows,
    )


async def try_again(store: Store, slug: str, job: int, at: datetime) -> None:
    """Give work that was given up a new series of tries; raises `NotFound` when it is not there, or not given up."""
    async with store.tenant(slug):
        await stranded_work.try_again(job, admin_log.FILES, at)


def _kind_of(error: Exception) -> str:
    return error.code if isinstance(error, GehoorError) else type(error).__name__


def _law(library: RegulationLibrary, regulation: str, at: datetime) -> Version | None:
    try:
        zone = ZoneInfo(library.versions(regulation)[-1].time_zone)
        return _version(library.in_force(regulation, at.astimezone(zone).date()))
    except GehoorError:
        return None


def _version(version: Regulation) -> Version:
    return Version(
        regulation=version.id,
        title=version.title,
        in_force=version.in_force,
        until=version.until,
        edition=version.edition,
    )
