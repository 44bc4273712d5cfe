"""The work list: which cases somebody sees, what is due next in each, and where the next page begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput
from gehoor.regulation.answers import Duty, Sight
from gehoor.services import access
from gehoor.services import dossier as dossiers
from gehoor.services.access import PAGE
from gehoor.services.municipality import Municipality
from gehoor.services.projection import stored_answers
from gehoor.storage.cases import CaseRow


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
    try:
        rows = await access.worklist(place, actor, at, (due, case_id) if case_id else None, open_only=open_only)
    except ValueError:
        raise InvalidInput("Deze bladzijde van de lijst bestaat niet. Begin bij het begin van de lijst.") from None
    shown = rows[:PAGE]
    more = len(rows) > PAGE
    last = shown[-1] if more else None
    after = f"{last.next_due.isoformat() if last.next_due else ''}_{last.case_id}" if last else ""
    return Page([await _line(place, actor, row) for row in shown], after)


async def _line(place: Municipality, actor: Actor, row: CaseRow) -> Line:
    """The law is asked for each case: a coordinator who handed one over no longer sees what is in it."""
    found = await dossiers.by_id(place, row.case_id)
    answer = access.sight_of(found, actor)
    if answer.sight not in (Sight.ALL, Sight.ASSIGNED):
        return Line(row, closed_to_viewer=answer.because or "Deze zaak is niet voor u.")
    duties = stored_answers(found.case)[1] if row.closed_on is None else []
    return Line(row, next((duty for duty in duties if duty.key == row.next_due_key and not duty.done), None))
