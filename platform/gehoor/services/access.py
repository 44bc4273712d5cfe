"""The doors to a case: whoever opens one gets what the law lets this person see, and the reading is logged."""

from __future__ import annotations

from datetime import date, datetime

from gehoor.domain.organisation import Actor
from gehoor.errors import NotAllowed, NotFound
from gehoor.regulation.answers import Access, Part, Sight
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import break_glass, replacement, sight_kept
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.sight import (
    HANDLING,
    has_part,
    is_coordinator,
    may_handle,
    require_handling,
    require_part,
    sees_register,
    sight_of,
)
from gehoor.storage import access_log, cases, register
from gehoor.storage.break_glass import Opening
from gehoor.storage.cases import CaseRow

__all__ = [
    "HANDLING", "PAGE", "find", "has_part", "is_coordinator", "may_handle", "read", "read_copy",
    "read_recorded", "read_to_look", "require_handling", "require_part", "sees_register", "sight_of", "worklist",
]  # fmt: skip

PAGE = 25
NOT_FOUND = "Deze zaak is niet gevonden."


async def find(place: Municipality, actor: Actor, reference: str, at: datetime) -> Dossier:
    """The dossier for a step in it, which the register shows; raises `NotFound` for whoever may not work on it.

    Whoever keeps the register knows that the case is there, and hears with `NotAllowed` why it is closed.
    """
    found = await dossiers.by_reference(place, reference)
    try:
        lets_in = may_handle(found, actor)
    except RegulationFailed:
        if sight_kept.may_know_of(place, found, actor):
            raise
        raise NotFound(NOT_FOUND) from None
    if not lets_in:
        raise _closed(place, found, actor, at)
    return found


async def read_to_look(
    place: Municipality, actor: Actor, reference: str, at: datetime, what: str = "dossier"
) -> tuple[Dossier, Opening | None]:
    """The dossier for looking only, with the emergency opening that lets somebody; the reading is logged.

    While the law does not answer, its last answer stands for whoever it let in to the case as it still is.
    """
    found = await dossiers.by_reference(place, reference)
    closed: Exception | None = None
    try:
        answer = sight_of(found, actor)
        why = answer.basis[0].label if answer.sight in HANDLING else ""
    except RegulationFailed as failed:
        why = await sight_kept.reason_to_go_on(place, found, actor)
        closed = failed if sight_kept.may_know_of(place, found, actor) else NotFound(NOT_FOUND)
    if why:
        await access_log.log_access(actor.person, found.case_id, what, at, why)
        return found, None
    opening = await break_glass.active(place, found, actor, at)
    if opening is None:
        raise closed or _closed(place, found, actor, at)
    await access_log.log_access(actor.person, found.case_id, what, at, break_glass.WHAT)
    return found, opening


async def read(place: Municipality, actor: Actor, reference: str, at: datetime, what: str = "dossier") -> Dossier:
    """The dossier for somebody on the staff; the reading is logged. Raises `NotFound`."""
    found, _ = await read_to_look(place, actor, reference, at, what)
    return found


async def read_copy(
    place: Municipality, actor: Actor, reference: str, at: datetime, what: str
) -> tuple[Dossier, Access]:
    """The case for whom it is about, with what this person may see of it; the reading is logged.

    Raises `NotFound` for everybody else.
    """
    found = await dossiers.by_reference(place, reference)
    answer = sight_of(found, actor)
    if answer.sight is not Sight.OWN_COPY:
        raise NotFound(NOT_FOUND)
    await access_log.log_access(actor.person, found.case_id, what, at, answer.basis[0].label)
    return found, answer


async def read_recorded(place: Municipality, actor: Actor, case_id: str, at: datetime, what: str) -> Dossier | None:
    """What somebody wrote down for a complainant just now, for that colleague only; the reading is logged.

    Nothing once it shows that the case concerns this colleague.
    """
    found = await dossiers.by_id(place, case_id)
    filed_by = (await register.events_of(case_id))[0].actor
    if filed_by != actor.person or found.case.concerns(actor.person):
        return None
    await access_log.log_access(actor.person, case_id, what, at, sight_kept.SELF_RECORDED)
    return found


async def worklist(
    place: Municipality, actor: Actor, at: datetime, after: tuple[str, str] | None, *, open_only: bool
) -> list[CaseRow]:
    """A page of the work list: all cases for whoever has the register, else only one's own.

    For a directeur these are also the cases that went to that office, so that a deputy finds them. Gives one row more
    than a page where there are more.
    """
    start = (date.fromisoformat(after[0]) if after[0] else None, after[1]) if after else None
    if sees_register(place, actor, at):
        return await cases.worklist(PAGE + 1, start, None, open_only)
    found = await cases.worklist(PAGE + 1, start, actor.person, open_only)
    for office in sorted(actor.offices & place.offices_with(Part.DIRECTOR)):
        found += await cases.worklist(PAGE + 1, start, None, open_only, office)
    in_order = sorted(found, key=lambda row: (row.next_due or cases.NO_DATE, row.case_id))
    return list({row.case_id: row for row in in_order}.values())[: PAGE + 1]


def _closed(place: Municipality, found: Dossier, actor: Actor, at: datetime) -> NotFound | NotAllowed:
    if sees_register(place, actor, at):
        return NotAllowed(replacement.closed_because(place, found, actor, at))
    return NotFound(NOT_FOUND)
