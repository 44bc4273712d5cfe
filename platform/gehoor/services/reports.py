"""The yearly reports the law asks for: which there are, and one of them with its figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from gehoor.domain.organisation import Actor
from gehoor.errors import NotFound
from gehoor.regulation.answers import ReportSection
from gehoor.services import report_figures, report_tables
from gehoor.services.municipality import Municipality
from gehoor.services.report_tables import Report
from gehoor.services.sight import require_reports
from gehoor.storage import received

_MISSING: Final = "Dit rapport is er niet. Kies een rapport in de lijst."


async def years(place: Municipality, actor: Actor, at: datetime) -> list[int]:
    """The years in which complaints came in, this year first; raises `NotAllowed`."""
    require_reports(place, actor, at)
    this_year = place.day(at).year
    first = await received.first_year()
    return list(range(this_year, (first or this_year) - 1, -1))


def sections(place: Municipality, actor: Actor, year: int, at: datetime) -> list[ReportSection]:
    """What the law wants reported about a year, what is due first at the top; raises `NotAllowed` or `NotFound`."""
    require_reports(place, actor, at)
    today = place.day(at)
    if not 1900 <= year <= today.year:
        raise NotFound(_MISSING)
    found = place.rulebook(min(date(year, 12, 31), today)).report_sections(year)
    return sorted(found, key=lambda section: (section.due or date.max, section.title))


async def report(
    place: Municipality, actor: Actor, year: int, key: str, at: datetime, *, exact: bool = False
) -> Report:
    """One report with its figures; `exact` shows small numbers also where the report is public.

    That small numbers are left out of a public report is no law: whoever makes the report chooses.
    """
    section = next((each for each in sections(place, actor, year, at) if each.key == key), None)
    if section is None:
        raise NotFound(_MISSING)
    on = place.day(at)
    figures = await report_figures.counted(place, year, section, on)
    return report_tables.report_of(place, section, year, figures, on, hide=section.public and not exact)
