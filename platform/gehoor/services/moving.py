"""Copies a municipality to another database, proves that both are equal, and only then opens it there.

1. Here the municipality is closed, so that nobody writes.
2. There it is made known, closed, with its hosts and its key.
3. All rows go there in one transaction, read here in one transaction.
4. The register there is proved, and each table is compared: number of rows and one hash over all of them.
5. There it is opened. Here it stays closed and whole; nothing is destroyed.

Cut off anywhere, the same command begins again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from gehoor.errors import GehoorError, Refused
from gehoor.services import hosting
from gehoor.services.hosting import State
from gehoor.storage import arrivals, copying, register, tenant_state
from gehoor.storage.copying import Share
from gehoor.storage.dump import tables
from gehoor.storage.register import Head
from gehoor.storage.scope import Store, snapshot, transaction
from gehoor.storage.tenant_state import Listed
from gehoor.storage.verify import verify_chain

ON_THE_WAY = "Deze gemeente verhuist."
MOVED = "Verhuisd naar"


class MoveFailed(GehoorError):
    """The copy is not what it was copied from, or this changed meanwhile; what was here is whole."""

    code = "move_failed"


class Moving(msgspec.Struct, frozen=True):
    """The two databases; `copy` puts the rows of the selected tenant into the other one, and `place` names that."""

    source: Store
    target: Store
    copy: Callable[[str, Sequence[Any]], Awaitable[None]]
    place: str
    clock: Callable[[], datetime]


class Moved(msgspec.Struct, frozen=True):
    """What was proved: the head of the register, and what each table holds, equal in both."""

    head: Head
    tables: Mapping[str, Share]


async def move(tools: Moving, slug: str, person: str) -> Moved:
    """Moves a municipality; raises `NotFound`, `Refused`, or `MoveFailed` and then leaves it open where it was."""
    tenant = await _movable(tools, slug)
    was_closed = tenant.state is State.SUSPENDED and tenant.state_why != ON_THE_WAY
    if tenant.state is State.ACTIVE:
        await hosting.suspend(tools.source, slug, ON_THE_WAY, person, tools.clock())
    try:
        await _make_room(tools, tenant)
        moved = await _copied(tools, slug)
    except BaseException:
        if not was_closed:
            await hosting.resume(tools.source, slug, person, tools.clock(), "De verhuizing is niet gelukt.")
        raise
    if was_closed:
        await tenant_state.put(tools.target.control, slug, State.SUSPENDED, tenant.state_why)
    else:
        await hosting.resume(tools.target, slug, person, tools.clock(), "Verhuisd en gelijk bevonden.")
    await tenant_state.put(tools.source.control, slug, State.SUSPENDED, f"{MOVED} {tools.place}.")
    return moved


async def _movable(tools: Moving, slug: str) -> Listed:
    await hosting.known(tools.source, slug)
    tenant = next(each for each in await hosting.listed(tools.source) if each.slug == slug)
    if tenant.state is State.REMOVING:
        raise Refused(f"'{slug}' wordt verwijderd en kan niet verhuizen.")
    if tenant.state_why.startswith(MOVED):
        raise Refused(
            f"'{slug}' is al verhuisd ({tenant.state_why}) Open hem hier eerst met 'gehoor tenants resume {slug}' als"
            " u die verhuizing ongedaan wilt maken."
        )
    return tenant


async def _make_room(tools: Moving, tenant: Listed) -> None:
    """There may only be an earlier state of the same municipality, which moved away from there."""
    there = await tenant_state.of_slug(tools.target.control, tenant.slug)
    if there is not None:
        if there.state is not State.SUSPENDED or not there.state_why.startswith((MOVED, ON_THE_WAY)):
            raise Refused(f"{tools.place}: daar is al een '{tenant.slug}' in gebruik. Er is niets veranderd.")
        async with tools.target.tenant(tenant.slug):
            head = await register.head()
        async with tools.source.tenant(tenant.slug):
            if not await register.has_been(head):
                raise Refused(
                    f"{tools.place}: daar staat een '{tenant.slug}' met gebeurtenissen die hier niet zijn. Er is niets"
                    " veranderd. Zoek uit welke de goede is."
                )
    await arrivals.announce(tools.target.control, tenant, ON_THE_WAY)
    old, new = await tools.source.keys.master(), await tools.target.keys.master()
    await arrivals.hand_over_key(tools.source.control, old, tools.target.control, new, tenant.slug)
    tools.target.keys.forget(tenant.slug)


async def _copied(tools: Moving, slug: str) -> Moved:
    async with tools.source.tenant(slug), transaction():
        await _prove(slug, "hier")
        before = Moved(await register.head(), await copying.shares())
        await tools.copy(slug, tables())
    async with tools.target.tenant(slug), snapshot():
        await _prove(slug, "daar")
        after = Moved(await register.head(), await copying.shares())
    if after != before:
        differ = [name for name in before.tables if before.tables[name] != after.tables.get(name)]
        raise MoveFailed(f"De kopie van '{slug}' is niet gelijk: {', '.join(differ) or 'het hoofd van het register'}.")
    async with tools.source.tenant(slug), snapshot():
        if Moved(await register.head(), await copying.shares()) != before:
            raise MoveFailed(
                f"Tijdens het kopiëren schreef nog iemand in '{slug}'. Stop de website en de worker, of wacht even, en"
                " geef het commando opnieuw."
            )
    return before


async def _prove(slug: str, where: str) -> None:
    if findings := await verify_chain():
        raise MoveFailed(
            f"Het register van '{slug}' klopt {where} niet (positie {findings[0].position}). Er is niets verhuisd."
            " Kijk met 'gehoor register verify' wat er mis is."
        )
