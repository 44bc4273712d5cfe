"""Who looked at what: the access log of the whole municipality, for whoever keeps the register and who watches it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput
from gehoor.regulation.answers import Part
from gehoor.services.municipality import Municipality
from gehoor.services.sight import require_part
from gehoor.storage import access_log, case_people, cases
from gehoor.storage.access_log import Access, Wanted

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What somebody looks for in the log; both days count."""

    person: str = ""
    reference: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One reading, with the number of the case; no word of what is in the case."""

    entry: Access
    reference: str


@dataclass(frozen=True)
class Page:
    """A page of the log, the latest first; `next_below` begins the next one, 0 for the last."""

    lines: list[Line]
    next_below: int = 0


def require_inspector(place: Municipality, actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor is coordinator or data protection officer today."""
    require_part(place, actor, Part.COORDINATOR, Part.PRIVACY_OFFICER)


async def page_of(place: Municipality, actor: Actor, asked: Asked, below: int | None = None) -> Page:
    """A page of the log; cases that concern whoever asks are left out. Raises `NotAllowed` or `InvalidInput`."""
    require_inspector(place, actor)
    case_id = ""
    if asked.reference:
        row = await cases.by_reference(asked.reference)
        if row is None:
            raise InvalidInput("Met dit kenmerk is geen zaak gevonden. Kijk het kenmerk na.", field="reference")
        case_id = row.case_id
    wanted = Wanted(
        person_id=asked.person,
        case_id=case_id,
        since=_start_of(place, asked.since) if asked.since else None,
        before=_start_of(place, asked.until + timedelta(days=1)) if asked.until else None,
        without=tuple(await case_people.concerning([actor.person])),
    )
    entries = await access_log.entries(wanted, PAGE + 1, below)
    shown = entries[:PAGE]
    references = {each: await _reference_of(each) for each in dict.fromkeys(entry.case_id for entry in shown)}
    lines = [Line(entry, references[entry.case_id]) for entry in shown]
    return Page(lines, shown[-1].id if len(entries) > PAGE else 0)


async def _reference_of(case_id: str) -> str:
    row = await cases.by_id(case_id)
    return row.reference if row else ""


def _start_of(place: Municipality, day: date) -> datetime:
    return datetime.combine(day, time(), place.zone)
