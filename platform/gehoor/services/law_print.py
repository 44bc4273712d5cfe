"""How a law answers now, small enough to keep, so that it is noticed when dates may have moved without a step."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final
from weakref import WeakKeyDictionary

import msgspec

from gehoor.domain.case import Case
from gehoor.domain.complaint import Channel, Complaint
from gehoor.regulation.guard import RegulationFailed
from gehoor.regulation.library import Regulation, RegulationLibrary
from gehoor.regulation.options import fed_fields
from gehoor.services import options
from gehoor.services.municipality import Municipality
from gehoor.services.options import CLOSING_DAYS

_encode = msgspec.json.Encoder(order="sorted").encode
#: How a law answers by itself does not change while a process has it loaded.
_KNOWN: Final[MutableMapping[RegulationLibrary, dict[tuple[str, date, str, int], str]]] = WeakKeyDictionary()


class LawPrint(msgspec.Struct, frozen=True, kw_only=True):
    """What dates depend on besides the case itself."""

    edition: str
    #: The settings of the municipality, without the closing days, and those.
    options: str
    closing_days: tuple[date, ...]
    #: Year of receipt -> the dates of a plain complaint on each day of it.
    calendar: dict[int, str]


class Change(msgspec.Struct, frozen=True):
    """Why dates may have moved, in codes."""

    cause: str
    detail: str


def key_of(version: Regulation) -> str:
    """The version of a regulation, as its print is kept."""
    return f"{version.id}@{version.in_force.isoformat()}"


async def print_of(place: Municipality, version: Regulation, on: date) -> LawPrint:
    """How this version answers for this municipality now."""
    # The terms of a complaint of last year may still run, and the table of the year to come grows.
    asked = {year: await _calendar(place.library, version, year) for year in (on.year, on.year + 1)}
    calendar = {year: found for year, found in asked.items() if found}
    return as_set(place, version, LawPrint(edition="", options="", closing_days=(), calendar=calendar))


def as_set(place: Municipality, version: Regulation, was: LawPrint) -> LawPrint:
    """A print with the edition and the settings of now; the calendar stays, as asking about it takes a while."""
    chosen: dict[str, Any] = msgspec.to_builtins(options.of(place.library, version, place.tenant))
    fed = fed_fields(version.options)
    closing = {day for name, area in fed.items() if area == CLOSING_DAYS for day in chosen.get(name) or ()}
    own = {name: value for name, value in chosen.items() if name not in fed}
    return LawPrint(
        edition=version.edition,
        options=sha256(_encode(own)).hexdigest(),
        closing_days=tuple(sorted(date.fromisoformat(str(day)) for day in closing)),
        calendar=was.calendar,
    )


def changed(was: LawPrint, now: LawPrint) -> Change | None:
    """What changed between two prints; None where nothing did. The most telling cause comes first."""
    if was.closing_days != now.closing_days:
        gone, come = set(was.closing_days) - set(now.closing_days), set(now.closing_days) - set(was.closing_days)
        signed = [*(f"+{day.isoformat()}" for day in sorted(come)), *(f"-{day.isoformat()}" for day in sorted(gone))]
        return Change(CLOSING_DAYS, ",".join(signed[:10]))
    if was.options != now.options:
        return Change("options", "")
    editions = f"{was.edition}>{now.edition}"
    if any(was.calendar[year] != now.calendar[year] for year in was.calendar.keys() & now.calendar.keys()):
        return Change("calendar", editions)
    return Change("edition", editions) if was.edition != now.edition else None


async def _calendar(library: RegulationLibrary, version: Regulation, year: int) -> str:
    """The dates of complaints on all days of a year, in a hash; empty where the law does not answer."""
    known = _KNOWN.setdefault(library, {})
    key = (version.id, version.in_force, version.edition, year)
    if key not in known:
        try:
            known[key] = await _asked(library, version, year)
        except RegulationFailed:
            # Nothing is kept: it may answer the next time.
            return ""
    return known[key]


async def _asked(library: RegulationLibrary, version: Regulation, year: int) -> str:
    rulebook, digest = library.rulebook(version), sha256()
    day = date(year, 1, 1)
    while day.year == year:
        if day.day == 1:
            # Asking about a year takes a while, and a process that shows pages does not wait for it.
            await asyncio.sleep(0)
        case = Case(complaint=Complaint(received_on=day, channel=Channel.LETTER))
        for deadline in rulebook.deadlines(case, day):
            digest.update(f"{day.isoformat()} {deadline.key} {deadline.due.isoformat()}\n".encode())
        day += timedelta(days=1)
    return digest.hexdigest()
