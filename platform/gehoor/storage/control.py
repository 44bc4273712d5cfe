"""Which tenants there are and which hosts they answer to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from gehoor.errors import InvalidInput
from gehoor.storage.engine import FileEngine
from gehoor.storage.rows import moment


class Tenant(msgspec.Struct, frozen=True):
    """A municipality on this installation."""

    slug: str
    regulation: str
    title: str
    created_at: datetime
    hosts: tuple[str, ...] = ()


async def add_tenant(
    engine: FileEngine, *, slug: str, regulation: str, title: str, hosts: Sequence[str], at: datetime
) -> None:
    """Add a tenant, or bring a known one up to date; its hosts become exactly these."""
    async with engine.transaction():
        await engine.run(
            "INSERT INTO tenant (slug, regulation, title, created_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (slug) DO UPDATE SET regulation = excluded.regulation, title = excluded.title",
            (slug, regulation, title, moment(at)),
        )
        await engine.run("DELETE FROM tenant_host WHERE slug = ?", (slug,))
        for host in dict.fromkeys(bare_host(host) for host in hosts):
            if not host:
                raise InvalidInput(f"Een van de hosts van {slug} is leeg. Geef elke host een naam.", field="hosts")
            taken = await engine.run("SELECT slug FROM tenant_host WHERE host = ?", (host,))
            if taken:
                raise InvalidInput(
                    f"De host {host} hoort al bij de tenant {taken[0]['slug']} en kan niet ook bij {slug} horen. "
                    "Haal de host eerst daar weg of kies een andere.",
                    field="hosts",
                )
            await engine.run("INSERT INTO tenant_host (host, slug) VALUES (?, ?)", (host, slug))


async def tenant_of_host(engine: FileEngine, host: str) -> str | None:
    """The tenant that answers to this host; a port and capitals make no difference."""
    rows = await engine.run("SELECT slug FROM tenant_host WHERE host = ?", (bare_host(host),))
    return str(rows[0]["slug"]) if rows else None


async def tenants(engine: FileEngine) -> list[Tenant]:
    """All tenants, by slug, with their hosts."""
    hosts: dict[str, list[str]] = {}
    async with engine.snapshot():
        for row in await engine.run("SELECT slug, host FROM tenant_host ORDER BY host"):
            hosts.setdefault(row["slug"], []).append(row["host"])
        rows = await engine.run("SELECT slug, regulation, title, created_at FROM tenant ORDER BY slug")
    return [msgspec.convert({**row, "hosts": hosts.get(row["slug"], [])}, Tenant) for row in rows]


async def knows(engine: FileEngine, slug: str) -> bool:
    """Whether there is such a tenant."""
    return bool(await engine.run("SELECT 1 FROM tenant WHERE slug = ?", (slug,)))


def bare_host(host: str) -> str:
    """A host in lower case, without port and without the dot that may end it."""
    name = host.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0].rstrip(".")
