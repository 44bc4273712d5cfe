"""Algemene termijnenwet, articles 1-5: on which days a statutory term cannot end, and why a local term can."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from gehoor.domain.calendar import (
    SkippedDay,
    Term,
    Unit,
    easter,
    end_of,
    next_day_that_counts,
    previous_working_day,
    weekend_or,
)
from gehoor.domain.reckoning import Reckoning
from nl_awb_zaltbommel.awb.source import ATW, ATW_1_1

RECEIPT = "de ontvangst"
NONE_SKIPPED: tuple[SkippedDay, ...] = ()

#: Days equated with a holiday by royal decree, with the publication of the decree. No formula gives them.
EQUATED_DAYS: Mapping[date, str] = MappingProxyType(
    {
        date(2023, 4, 28): "Stcrt. 2022, 7812",
        date(2023, 5, 19): "Stcrt. 2022, 7812",
        date(2024, 5, 10): "Stcrt. 2022, 7812",
        date(2024, 12, 27): "Stcrt. 2022, 7812",
        date(2025, 5, 30): "Stcrt. 2022, 7812",
        date(2026, 1, 2): "Stcrt. 2025, 24713",
        date(2026, 5, 15): "Stcrt. 2025, 24713",
        date(2027, 5, 7): "Stcrt. 2025, 24713",
        date(2028, 4, 28): "Stcrt. 2025, 24713",
        date(2028, 5, 26): "Stcrt. 2025, 24713",
    }
)
FIRST_YEAR, LAST_YEAR = 2023, 2028
EQUATED_NAME = "dag die bij koninklijk besluit gelijk is gesteld met een feestdag"
BEYOND_THE_TABLE = (
    f"de lijst van dagen die bij koninklijk besluit gelijk zijn gesteld met een feestdag loopt van {FIRST_YEAR}"
    f" tot en met {LAST_YEAR} (Stcrt. 2022, 7812 en Stcrt. 2025, 24713); een dag die daar nog bij komt"
    " kan de termijn alleen langer maken"
)
DAY_COUNTS = "die dag is geen zaterdag, zondag of feestdag, dus de Algemene termijnenwet verschuift hem niet"
TERM_TOO_LONG = "de Algemene termijnenwet geldt niet voor een termijn van deze lengte"
LOCAL_STAYS = "de Algemene termijnenwet geldt niet voor een termijn uit een gemeentelijke verordening"


@ATW.article("1", lid="1")
def statutory_end(term: Term, after: date, *, term_text: str = "", last_term: Term | None = None) -> Reckoning:
    """A term in a statute that ends on a Saturday, Sunday or holiday runs on to the next day that is none of these.

    `last_term` is the part of a composed term that runs last: ten weeks and an extension of four weeks are two
    terms, and each is held against article 4 by itself.
    """
    nominal = end_of(term, after)
    if not moves(last_term or term):
        due, skipped, provisional, stays = nominal, NONE_SKIPPED, "", TERM_TOO_LONG
    else:
        due, skipped, provisional = rolled(nominal)
        stays = "" if skipped else DAY_COUNTS
    return Reckoning(
        start_event=RECEIPT,
        counted_from=after,
        term=term,
        term_text=term_text,
        nominal=nominal,
        due=due,
        skipped=skipped,
        moved_by=ATW_1_1 if skipped else None,
        not_moved_because=stays,
        provisional_because=provisional,
    )


ATW.no_code(
    "1",
    "No complaint term with an end of its own is counted back; the year of Awb 9:8 lid 1 onder b is, and stays.",
    lid="2",
)
ATW.no_code(
    "2",
    "Every statutory complaint term is one of weeks, and four weeks always hold more than two days that count.",
)


@ATW.article("3", lid="1")
def holidays_of_the_law(year: int) -> dict[date, str]:
    """The generally recognised holidays. The King's birthday is celebrated a day early where it is a Sunday."""
    sunday = easter(year)
    return {
        date(year, 1, 1): "nieuwjaarsdag",
        sunday + timedelta(days=1): "tweede paasdag",
        **_birthday(year),
        date(year, 5, 5): "Bevrijdingsdag",
        sunday + timedelta(days=39): "Hemelvaartsdag",
        sunday + timedelta(days=50): "tweede pinksterdag",
        date(year, 12, 25): "eerste kerstdag",
        date(year, 12, 26): "tweede kerstdag",
    }


def _birthday(year: int) -> dict[date, str]:
    """Koningsdag since 2014 on 27 April; before that Koninginnedag on 30 April."""
    day, name = (date(year, 4, 27), "Koningsdag") if year >= 2014 else (date(year, 4, 30), "Koninginnedag")
    return {day - timedelta(days=1) if day.weekday() == 6 else day: name}


@ATW.article("3", lid="2")
def good_friday(year: int) -> dict[date, str]:
    """Good Friday is equated with the holidays by the statute itself."""
    return {easter(year) - timedelta(days=2): "Goede Vrijdag"}


@ATW.article("3", lid="3")
def days_of_royal_decree(year: int) -> dict[date, str]:
    """The days equated by royal decree, as far as the table goes."""
    return {day: EQUATED_NAME for day in EQUATED_DAYS if day.year == year}


@ATW.article("4", point="a")
def excludes(term: Term) -> bool:
    """The law does not hold for terms of hours, more than 90 days, twelve weeks or three months, or of years."""
    longest = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3, Unit.YEARS: 0}
    return term.amount > longest[term.unit]


@ATW.article("5")
def local_end(term: Term, after: date, *, term_text: str = "") -> Reckoning:
    """Articles 1-4 reach terms in a general administrative order, but nothing extends them to a municipal by-law."""
    nominal = end_of(term, after)
    return Reckoning(
        start_event=RECEIPT,
        counted_from=after,
        term=term,
        term_text=term_text,
        nominal=nominal,
        due=nominal,
        not_moved_because=LOCAL_STAYS,
    )


@lru_cache(maxsize=64)
def moves(term: Term) -> bool:
    """Whether article 1 may move the end of a term of this length."""
    return not excludes(term)


@lru_cache(maxsize=128)
def holidays(year: int) -> Mapping[date, str]:
    """All days of a year that are no Saturday or Sunday by themselves and yet do not count, with their names."""
    return MappingProxyType({**days_of_royal_decree(year), **good_friday(year), **holidays_of_the_law(year)})


def name_of(day: date) -> str | None:
    """Why a statutory term cannot end on this day, the holiday before the day of the week; None where it can."""
    return weekend_or(holidays(day.year), day)


@lru_cache(maxsize=4096)
def rolled(nominal: date) -> tuple[date, tuple[SkippedDay, ...], str]:
    """The day that holds for this end, the days skipped, and why it is provisional where the table falls short."""
    due, skipped = next_day_that_counts(nominal, name_of)
    certain = nominal.year >= FIRST_YEAR and due.year <= LAST_YEAR
    return due, skipped, "" if certain else BEYOND_THE_TABLE


@lru_cache(maxsize=4096)
def act_by(due: date) -> date | None:
    """The last working day before a local term that ends on a day that does not count; None where it does count."""
    return None if name_of(due) is None else previous_working_day(due, name_of)
