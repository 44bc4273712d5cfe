"""What the control tables of another database must know of a tenant before its rows come there."""

from __future__ import annotations

from gehoor.errors import InvalidInput
from gehoor.storage.control import Control
from gehoor.storage.master_key import MasterKey
from gehoor.storage.rows import moment
from gehoor.storage.tenant_state import Listed, State


async def announce(control: Control, tenant: Listed, why: str) -> None:
    """Makes the tenant known there, closed to everybody, with its hosts; raises `InvalidInput` for a host in use."""
    async with control.transaction():
        await control.run(
            "INSERT INTO tenant (slug, regulation, title, created_at, state, state_why) "
            "VALUES ({}, {}, {}, {}, {}, {}) ON CONFLICT (slug) DO UPDATE SET regulation = excluded.regulation, "
            "title = excluded.title, state = excluded.state, state_why = excluded.state_why",
            *(tenant.slug, tenant.regulation, tenant.title, moment(tenant.created_at), State.SUSPENDED.value, why),
        )
        await control.run("DELETE FROM tenant_host WHERE slug = {}", tenant.slug)
        for host in tenant.hosts:
            taken = await control.run("SELECT slug FROM tenant_host WHERE host = {}", host)
            if taken:
                raise InvalidInput(
                    f"Het adres {host} hoort daar al bij '{taken[0]['slug']}'. Haal het eerst daar weg.", field="hosts"
                )
            await control.run("INSERT INTO tenant_host (host, slug) VALUES ({}, {})", host, tenant.slug)


async def hand_over_key(source: Control, old: MasterKey, target: Control, new: MasterKey, slug: str) -> None:
    """The key of the tenant, locked by the master key of where it goes, so that what is sealed opens there too."""
    rows = await source.run("SELECT wrapped FROM tenant_key WHERE slug = {} AND destroyed_at IS NULL", slug)
    if not rows:
        return
    wrapped = new.lock(old.unlock(bytes(rows[0]["wrapped"]), slug), slug)
    await target.run(
        "INSERT INTO tenant_key (slug, wrapped) VALUES ({}, {}) "
        "ON CONFLICT (slug) DO UPDATE SET wrapped = excluded.wrapped, destroyed_at = NULL",
        *(slug, wrapped),
    )
