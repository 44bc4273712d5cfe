"""Ways of counting days, against worked examples and against independent calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as oracle
from hypothesis import given
from hypothesis import strategies as st

from gehoor.domain.calendar import (
    Term,
    Unit,
    days,
    easter,
    end_of,
    in_words,
    more_than_years_before,
    next_day_that_counts,
    previous_working_day,
    weekend_or,
    weeks,
    working_days_after,
    written,
    years,
)

anyday = st.dates(min_value=date(1990, 1, 1), max_value=date(2150, 12, 31))


def no_holidays(day: date) -> str | None:
    return weekend_or({}, day)


@given(anyday, st.integers(0, 60))
def test_a_term_in_weeks_ends_on_the_same_weekday(after: date, amount: int) -> None:
    end = end_of(weeks(amount), after)
    assert end.weekday() == after.weekday()
    assert (end - after).days == 7 * amount


@given(anyday, st.integers(0, 400))
def test_a_term_in_days_counts_from_the_day_after(after: date, amount: int) -> None:
    assert end_of(days(amount), after) == after + timedelta(days=amount)


def test_a_year_after_the_leap_day_ends_on_the_last_day_of_february() -> None:
    assert end_of(years(1), date(2024, 2, 29)) == date(2025, 2, 28)


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert end_of(Term(1, Unit.MONTHS), date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("earlier", "later", "more"),
    [
        (date(2025, 5, 10), date(2026, 5, 10), False),
        (date(2025, 5, 10), date(2026, 5, 11), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
    ],
)
def test_exactly_a_year_before_is_not_more_than_a_year(earlier: date, later: date, more: bool) -> None:
    assert more_than_years_before(earlier, later, 1) is more


@given(anyday)
def test_the_next_day_that_counts_is_never_in_a_weekend_and_names_each_day_skipped(day: date) -> None:
    due, skipped = next_day_that_counts(day, no_holidays)
    assert due.weekday() < 5
    assert [entry.on for entry in skipped] == [day + timedelta(days=n) for n in range((due - day).days)]
    assert all(entry.name in ("zaterdag", "zondag") for entry in skipped)


def test_a_holiday_in_the_weekend_is_named_as_the_holiday() -> None:
    assert weekend_or({date(2026, 12, 26): "tweede kerstdag"}, date(2026, 12, 26)) == "tweede kerstdag"


@given(anyday, st.integers(1, 30))
def test_working_days_count_the_days_that_are_not_skipped(after: date, amount: int) -> None:
    end = working_days_after(amount, after, no_holidays)
    passed = [after + timedelta(days=n) for n in range(1, (end - after).days + 1)]
    assert sum(day.weekday() < 5 for day in passed) == amount
    assert end.weekday() < 5


def test_the_previous_working_day_of_a_sunday_is_friday() -> None:
    assert previous_working_day(date(2026, 11, 22), no_holidays) == date(2026, 11, 20)


def test_easter_is_the_easter_of_the_church() -> None:
    assert easter(2026) == date(2026, 4, 5)
    assert easter(2027) == date(2027, 3, 28)
    assert all(easter(year) == oracle(year) for year in range(1990, 2100))


def test_days_terms_and_enumerations_read_as_dutch() -> None:
    assert written(date(2027, 1, 4)) == "maandag 4 januari 2027"
    assert [weeks(6).text, weeks(1).text, days(45).text, years(1).text] == [
        *("zes weken", "één week", "45 dagen", "één jaar"),
    ]
    assert in_words(["a"]) == "a"
    assert in_words(["a", "b", "c"]) == "a, b en c"
