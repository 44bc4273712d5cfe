"""Which days are no working days in a Flemish town hall, by name.

The ten legal holidays are those of article 1 of the royal decree (KB) of 18 April 1974. 11 July, 2 November,
15 November and 26 December are not among them: a board may close its offices then (option `closing_days`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from gehoor.domain.calendar import easter, next_day_that_counts, previous_working_day, weekend_or


@lru_cache(maxsize=256)
def legal_holidays(year: int) -> Mapping[date, str]:
    """The ten legal holidays of `year`, with their Dutch names."""
    sunday = easter(year)
    return {
        date(year, 1, 1): "Nieuwjaar",
        sunday + timedelta(days=1): "Paasmaandag",
        date(year, 5, 1): "Dag van de Arbeid",
        sunday + timedelta(days=39): "Onze-Lieve-Heer-Hemelvaart",
        sunday + timedelta(days=50): "Pinkstermaandag",
        date(year, 7, 21): "de nationale feestdag",
        date(year, 8, 15): "Onze-Lieve-Vrouw-Hemelvaart",
        date(year, 11, 1): "Allerheiligen",
        date(year, 11, 11): "Wapenstilstand",
        date(year, 12, 25): "Kerstmis",
    }


def no_working_day(day: date) -> str | None:
    """The name of the reason why `day` is no working day by law: a weekend day or a legal holiday; else None."""
    return weekend_or(legal_holidays(day.year), day)


def next_working_day(day: date) -> date:
    """`day`, or the first working day after it."""
    return next_day_that_counts(day, no_working_day)[0]


def last_open_day(day: date, closing_days: frozenset[date]) -> date:
    """`day`, or the last day before it on which the offices are open."""
    return previous_working_day(day, lambda d: "sluitingsdag" if d in closing_days else no_working_day(d))


@lru_cache(maxsize=4096)
def reply_day(asked_on: date, days: int) -> date:
    """The last day for an answer of a citizen who was asked something: never a day the post does not work."""
    return next_working_day(asked_on + timedelta(days=days))
