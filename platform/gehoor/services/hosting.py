"""What the host of the platform does with municipalities: list them, close one for a while, and open it again."""

from __future__ import annotations

from datetime import datetime

from gehoor.errors import InvalidInput, NotFound, Refused
from gehoor.services import admin_log
from gehoor.storage import removals, tenant_state
from gehoor.storage.scope import Store, transaction
from gehoor.storage.tenant_state import Known, Listed, State

__all__ = ["Listed", "State", "known", "listed", "resume", "suspend"]


async def listed(store: Store) -> list[Listed]:
    """All municipalities in whatever state, by slug."""
    return await tenant_state.listed(store.control)


async def known(store: Store, slug: str) -> Known:
    """One municipality in whatever state; raises `NotFound`."""
    found = await tenant_state.of_slug(store.control, slug)
    if found is None:
        raise NotFound(f"De gemeente '{slug}' is hier niet bekend. Kijk met 'gehoor tenants list' welke er zijn.")
    return found


async def suspend(store: Store, slug: str, reason: str, person: str, at: datetime) -> None:
    """Closes a municipality to everybody until it is resumed; what it has stays as it is."""
    if not reason.strip():
        raise InvalidInput("Geef een reden; die komt in het logboek van de gemeente.", field="reason")
    await _move(store, slug, State.SUSPENDED, reason.strip(), person, at)


async def resume(store: Store, slug: str, person: str, at: datetime, reason: str = "") -> None:
    """Opens a suspended municipality again, or one of which the removal failed before anything was destroyed."""
    await _move(store, slug, State.ACTIVE, reason.strip(), person, at)


async def _move(store: Store, slug: str, new: State, why: str, person: str, at: datetime) -> None:
    now = await known(store, slug)
    if now.state is State.REMOVING and not (new is State.ACTIVE and await removals.call_off(store.control, slug)):
        raise Refused(f"'{slug}' wordt verwijderd. Maak dat eerst af met 'gehoor tenants remove {slug}'.")
    if now.state is new:
        raise Refused(f"'{slug}' is al {_WORDS[new]}; er is niets veranderd.")
    # The state comes last: cut off in between, the same command does both again.
    async with store.tenant(slug), transaction():
        before, after = {"state": now.state.value}, {"state": new.value, "why": why}
        await admin_log.write(person, "tenant_suspended" if new is State.SUSPENDED else "tenant_resumed", slug,
                              before, after, at)  # fmt: skip
    await tenant_state.put(store.control, slug, new, why if new is State.SUSPENDED else "")


_WORDS = {State.ACTIVE: "in bedrijf", State.SUSPENDED: "gesloten", State.REMOVING: "bijna verwijderd"}
