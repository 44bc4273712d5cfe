"""Counting days the way the law does: one function per way of counting, every result explained."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

import msgspec
from dateutil.easter import easter as _easter
from dateutil.relativedelta import relativedelta

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_NUMBERS = (
    *("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven"),
    *("acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien"),
)
_NAMES = {
    "days": ("dag", "dagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
    "years": ("jaar", "jaar"),
}


class Unit(StrEnum):
    """The unit a term is written in. Days are calendar days unless the function counting them says otherwise."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Term(msgspec.Struct, frozen=True):
    """A length of time as the text writes it, such as six weeks. `amount` is 0 or more."""

    amount: int
    unit: Unit

    @property
    def text(self) -> str:
        """The term in plain Dutch: "zes weken", "45 dagen"."""
        number = _NUMBERS[self.amount] if self.amount < len(_NUMBERS) else str(self.amount)
        singular, plural = _NAMES[self.unit.value]
        return f"{number} {singular if self.amount == 1 else plural}"


def weeks(amount: int) -> Term:
    """A term of `amount` weeks."""
    return Term(amount, Unit.WEEKS)


def days(amount: int) -> Term:
    """A term of `amount` calendar days."""
    return Term(amount, Unit.DAYS)


def years(amount: int) -> Term:
    """A term of `amount` years."""
    return Term(amount, Unit.YEARS)


class SkippedDay(msgspec.Struct, frozen=True):
    """A day on which the term could not end, and the name of the reason ("zaterdag", "Koningsdag")."""

    on: date
    name: str


def end_of(term: Term, after: date) -> date:
    """The last day of `term` counted from the day after `after`; the last day itself still counts.

    Weeks end on the same weekday; months and years on the same day of the month, or on the month's last
    day where that month is shorter (29 February plus a year is 28 February).
    """
    if term.unit is Unit.WEEKS:
        return after + timedelta(days=7 * term.amount)
    if term.unit is Unit.DAYS:
        return after + timedelta(days=term.amount)
    if term.unit is Unit.MONTHS:
        return after + relativedelta(months=term.amount)
    year = after.year + term.amount
    # 29 February has no anniversary in most years; its day is then the last one of the month.
    return date(year, 2, 28) if (after.month, after.day) == (2, 29) and not isleap(year) else after.replace(year=year)


def more_than_years_before(earlier: date, later: date, amount: int) -> bool:
    """Whether `earlier` lies more than `amount` years before `later`; exactly on the anniversary is not more."""
    return end_of(years(amount), earlier) < later


@lru_cache(maxsize=256)
def easter(year: int) -> date:
    """Easter Sunday of `year` (Gregorian)."""
    return _easter(year)


def next_day_that_counts(nominal: date, name_of: Callable[[date], str | None]) -> tuple[date, tuple[SkippedDay, ...]]:
    """The first day from `nominal` on for which `name_of` gives no reason to skip it, and the days skipped."""
    skipped: list[SkippedDay] = []
    day = nominal
    while (name := name_of(day)) is not None:
        skipped.append(SkippedDay(day, name))
        day += timedelta(days=1)
    return day, tuple(skipped)


def weekend_or(holidays: Mapping[date, str], day: date) -> str | None:
    """The holiday's name, or "zaterdag" or "zondag"; None for a day that counts."""
    if (name := holidays.get(day)) is not None:
        return name
    return WEEKDAYS[day.weekday()] if day.weekday() >= 5 else None


def previous_working_day(day: date, name_of: Callable[[date], str | None]) -> date:
    """The last day before `day`, or `day` itself, that is not skipped by `name_of`: a target, never a legal term."""
    while name_of(day) is not None:
        day -= timedelta(days=1)
    return day


def working_days_after(amount: int, after: date, name_of: Callable[[date], str | None]) -> date:
    """The `amount`-th working day after `after`, where `name_of` names the days that are no working days."""
    day = after
    while amount:
        day += timedelta(days=1)
        if name_of(day) is None:
            amount -= 1
    return day


@lru_cache(maxsize=4096)
def written(day: date) -> str:
    """The day in plain Dutch: "maandag 4 januari 2027"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def written_moment(at: str, zone: tzinfo) -> str:
    """A moment, ISO 8601 in UTC, as it is on the clock there: "maandag 4 januari 2027 om 14.30 uur"."""
    told = datetime.fromisoformat(at)
    here = (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(zone)
    return f"{written(here.date())} om {here.hour}.{here.minute:02d} uur"


def in_words(names: list[str]) -> str:
    """An enumeration in plain Dutch: "a", "a en b", "a, b en c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
