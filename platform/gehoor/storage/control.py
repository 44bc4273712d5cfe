"""The control tables: which tenants there are and which hosts they answer to, and nothing about complaints."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import msgspec
from piccolo.querystring import QueryString

from gehoor.errors import InvalidInput, NotFound
from gehoor.storage.engine import CONTROL_IS_OPEN, TENANT, Kind, Queries, Rows
from gehoor.storage.rows import moment

SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")


class UnknownTenant(NotFound):
    """There is no tenant of this name on this installation."""

    code = "unknown_tenant"


class Tenant(msgspec.Struct, frozen=True):
    """A municipality on this installation."""

    slug: str
    regulation: str
    title: str
    created_at: datetime
    hosts: tuple[str, ...] = ()


class Control:
    """The control tables; no tenant need be selected, and a transaction here holds nothing of a tenant."""

    def __init__(self, database: Queries) -> None:
        self._database = database

    @property
    def kind(self) -> Kind:
        """Which of the two databases it is."""
        return self._database.kind

    async def run(self, query: str, *args: Any) -> Rows:
        """Run a query with `{}` where the arguments go, by itself or in the transaction that is open here."""
        return await self._database.run(_written(query, len(args), self._database.kind), args)

    async def look_up(self, query: str, *args: Any) -> Rows:
        """As `run`, for a query that finds a few rows by their keys; every request asks one."""
        return await self._database.run_short(_written(query, len(args), self._database.kind), args)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All that is written here is kept, or nothing when something fails."""
        if TENANT.active is not None:
            raise RuntimeError(
                "A transaction of a tenant is open here. End it before one on the control tables: "
                "the two would not be undone together."
            )
        async with self._database.transaction():
            token = CONTROL_IS_OPEN.set(True)
            try:
                yield
            finally:
                CONTROL_IS_OPEN.reset(token)


@lru_cache(256)
def _written(query: str, count: int, kind: Kind) -> str:
    """The query with the marks of this database; every request asks one of these queries."""
    text: str = QueryString(query, *range(count)).compile_string(engine_type=kind)[0]
    return text


async def add_tenant(
    control: Control, *, slug: str, regulation: str, title: str, hosts: Sequence[str], at: datetime
) -> None:
    """Add a tenant, or bring a known one up to date; its hosts become exactly these."""
    if SLUG.match(slug) is None:
        raise InvalidInput(
            f"Een tenant kan niet {slug!r} heten. Gebruik kleine letters, cijfers en koppeltekens, samen "
            "hoogstens 63, en begin met een letter of een cijfer.",
            field="slug",
        )
    async with control.transaction():
        await control.run(
            "INSERT INTO tenant (slug, regulation, title, created_at) VALUES ({}, {}, {}, {}) "
            "ON CONFLICT (slug) DO UPDATE SET regulation = excluded.regulation, title = excluded.title",
            *(slug, regulation, title, moment(at)),
        )
        await control.run("DELETE FROM tenant_host WHERE slug = {}", slug)
        for host in dict.fromkeys(bare_host(host) for host in hosts):
            if not host:
                raise InvalidInput(f"Een van de hosts van {slug} is leeg. Geef elke host een naam.", field="hosts")
            taken = await control.run("SELECT slug FROM tenant_host WHERE host = {}", host)
            if taken:
                raise InvalidInput(
                    f"De host {host} hoort al bij de tenant {taken[0]['slug']} en kan niet ook bij {slug} horen. "
                    "Haal de host eerst daar weg of kies een andere.",
                    field="hosts",
                )
            await control.run("INSERT INTO tenant_host (host, slug) VALUES ({}, {})", host, slug)


async def tenant_of_host(control: Control, host: str) -> str | None:
    """The tenant that answers to this host; a port and capitals make no difference."""
    rows = await control.run("SELECT slug FROM tenant_host WHERE host = {}", bare_host(host))
    return str(rows[0]["slug"]) if rows else None


async def tenants(control: Control) -> list[Tenant]:
    """All tenants, by slug, with their hosts."""
    found: dict[str, dict[str, Any]] = {}
    for row in await control.run(
        "SELECT tenant.slug AS slug, regulation, title, created_at, host FROM tenant "
        "LEFT JOIN tenant_host ON tenant_host.slug = tenant.slug ORDER BY tenant.slug, host"
    ):
        hosts = found.setdefault(row["slug"], {**row, "hosts": []})["hosts"]
        hosts += [row["host"]] if row["host"] is not None else []
    return [msgspec.convert(tenant, Tenant) for tenant in found.values()]


async def require(control: Control, slug: str) -> None:
    """Refuse a name that no tenant has."""
    known = SLUG.match(slug) is not None and await control.run("SELECT 1 FROM tenant WHERE slug = {}", slug)
    if not known:
        raise UnknownTenant(f"De tenant {slug!r} bestaat hier niet. Voeg hem eerst toe of controleer de naam.")


def bare_host(host: str) -> str:
    """A host in lower case, without port and without the dot that may end it."""
    name = host.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0].rstrip(".")
