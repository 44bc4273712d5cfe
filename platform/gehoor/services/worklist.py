"""The work list: which cases somebody sees, what is due next in each, and where the next page begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from gehoor.domain.case import from_register
from gehoor.domain.events import Reckoned
from gehoor.domain.organisation import Actor
from gehoor.domain.payloads import decode
from gehoor.errors import InvalidInput
from gehoor.regulation.answers import Duty
from gehoor.regulation.guard import RegulationFailed
from gehoor.regulation.rulebook import Rulebook
from gehoor.services import access, replacement, sight_kept
from gehoor.services.access import PAGE
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.projection import duty_of
from gehoor.storage import cases, register
from gehoor.storage.cases import CaseRow
from gehoor.storage.scope import snapshot

_RECKONED: Final = str(Reckoned.__struct_config__.tag)


@dataclass(frozen=True)
class Line:
    """One case on the list; where `closed_to_viewer` says why, only its number and dates may be shown."""

    case: CaseRow
    duty: Duty | None = None
    closed_to_viewer: str = ""


@dataclass(frozen=True)
class Page:
    """A page of the list; `next_start` is where the next one begins, empty for the last."""

    lines: list[Line]
    next_start: str = ""


async def page_of(place: Municipality, actor: Actor, at: datetime, start: str, *, open_only: bool) -> Page:
    """The cases this actor works on, what is due first at the top; raises `InvalidInput` for a start that is none."""
    due, _, case_id = start.partition("_")
    async with snapshot():
        try:
            rows = await access.worklist(place, actor, at, (due, case_id) if case_id else None, open_only=open_only)
        except ValueError:
            raise InvalidInput("Deze bladzijde van de lijst bestaat niet. Begin bij het begin van de lijst.") from None
        shown = rows[:PAGE]
        last = shown[-1] if len(rows) > PAGE else None
        after = f"{last.next_due.isoformat() if last.next_due else ''}_{last.case_id}" if last else ""
        opened = await _opened(place, shown)
        duties = await cases.next_duties([row.case_id for row in shown])
        lines = [await _line(place, actor, row, opened[row.case_id], duties.get(row.case_id, b""), at) for row in shown]
        told_of_all = access.sees_register(place, actor, at)
    # A case that went to an office is nothing to whoever holds it and may not see the case: not even its number.
    mine = [line for line in lines if told_of_all or not line.closed_to_viewer or line.case.handler == actor.person]
    return Page(mine, after)


async def _opened(place: Municipality, rows: Sequence[CaseRow]) -> dict[str, Dossier]:
    """The facts of these cases for the law, read at once.

    What the law answered about dates and duties before is left out: it is most of a case, and no fact.
    """
    payloads = await register.payloads_of([row.case_id for row in rows], without=_RECKONED)
    rulebooks: dict[tuple[str, date], Rulebook] = {}
    opened = {}
    for row in rows:
        received, case = from_register(map(decode, payloads[row.case_id]))
        version = (received.regulation, received.in_force)
        if version not in rulebooks:
            rulebooks[version] = place.pinned(received)
        opened[row.case_id] = Dossier(
            case_id=row.case_id, received=received, case=case, seq=row.last_seq, rulebook=rulebooks[version]
        )
    return opened


async def _line(place: Municipality, actor: Actor, row: CaseRow, found: Dossier, duty: bytes, at: datetime) -> Line:
    """The law is asked for each case: a coordinator who handed one over no longer sees what is in it."""
    try:
        lets_in = access.may_handle(found, actor)
    except RegulationFailed:
        if not await sight_kept.reason_to_go_on(place, found, actor):
            return Line(row, closed_to_viewer=sight_kept.NOT_NOW)
        lets_in = True
    if not lets_in:
        return Line(row, closed_to_viewer=replacement.closed_because(place, found, actor, at))
    return Line(row, duty_of(duty) if duty else None)
