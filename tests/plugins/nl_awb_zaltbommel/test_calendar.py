"""The days on which a statutory term cannot end, by name and by year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gehoor.domain.calendar import Term, Unit, days, weeks, years
from nl_awb_zaltbommel.awb import termijnenwet as atw

NAMED = [
    *[(date(2026, 1, 1), "nieuwjaarsdag"), (date(2026, 4, 3), "Goede Vrijdag"), (date(2026, 4, 6), "tweede paasdag")],
    *[(date(2026, 4, 27), "Koningsdag"), (date(2026, 5, 5), "Bevrijdingsdag"), (date(2026, 5, 14), "Hemelvaartsdag")],
    *[(date(2026, 5, 25), "tweede pinksterdag"), (date(2026, 12, 25), "eerste kerstdag")],
    *[(date(2027, 3, 26), "Goede Vrijdag"), (date(2027, 3, 29), "tweede paasdag"), (date(2027, 4, 27), "Koningsdag")],
    *[(date(2027, 5, 6), "Hemelvaartsdag"), (date(2027, 5, 17), "tweede pinksterdag")],
    *[(date(2028, 4, 14), "Goede Vrijdag"), (date(2028, 4, 17), "tweede paasdag"), (date(2028, 4, 27), "Koningsdag")],
    *[(date(2028, 5, 25), "Hemelvaartsdag"), (date(2028, 6, 5), "tweede pinksterdag")],
    *[(date(2025, 4, 26), "Koningsdag"), (date(2025, 4, 27), "zondag"), (date(2031, 4, 26), "Koningsdag")],
    *[(date(2013, 4, 30), "Koninginnedag"), (date(2006, 4, 29), "Koninginnedag")],
    *[(date(2026, 12, 26), "tweede kerstdag"), (date(2027, 12, 26), "tweede kerstdag")],
    *[(date(2026, 11, 21), "zaterdag"), (date(2026, 11, 22), "zondag")],
]
COUNTING = [
    *[date(2026, 5, 4), date(2027, 4, 26), date(2026, 12, 24), date(2026, 12, 31), date(2014, 4, 30)],
    *[date(2026, 2, 16), date(2026, 11, 23), date(2029, 5, 11)],
]
EQUATED = [
    *[date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30)],
    *[date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)],
]


@pytest.mark.parametrize(("day", "name"), NAMED)
def test_a_day_that_does_not_count_has_its_name(day: date, name: str) -> None:
    assert atw.name_of(day) == name


@pytest.mark.parametrize("day", COUNTING)
def test_any_other_day_counts(day: date) -> None:
    assert atw.name_of(day) is None


@pytest.mark.parametrize("day", EQUATED)
def test_a_day_of_royal_decree_is_equated_and_names_its_publication(day: date) -> None:
    assert atw.name_of(day) == "dag die bij koninklijk besluit gelijk is gesteld met een feestdag"
    assert atw.EQUATED_DAYS[day].startswith("Stcrt. 20")


def test_the_table_holds_these_days_and_no_other() -> None:
    assert sorted(atw.EQUATED_DAYS) == EQUATED
    assert {day.year for day in atw.EQUATED_DAYS} <= set(range(atw.FIRST_YEAR, atw.LAST_YEAR + 1))


@pytest.mark.parametrize(
    ("term", "excluded"),
    [
        *[(weeks(12), False), (weeks(13), True), (days(90), False), (days(91), True)],
        *[(Term(3, Unit.MONTHS), False), (Term(4, Unit.MONTHS), True), (years(1), True)],
    ],
)
def test_the_law_does_not_hold_for_long_terms(term: Term, excluded: bool) -> None:
    assert atw.excludes(term) is excluded


def test_a_term_that_is_too_long_is_not_moved_and_says_so() -> None:
    end = atw.statutory_end(weeks(14), date(2026, 11, 14))
    assert end.due == end.nominal == date(2027, 2, 20)
    assert end.not_moved_because == atw.TERM_TOO_LONG


@pytest.mark.parametrize(
    ("received", "provisional"),
    [
        *[(date(2026, 11, 20), False), (date(2028, 11, 17), False), (date(2028, 11, 19), True)],
        *[(date(2028, 11, 20), True), (date(2022, 11, 18), True), (date(2022, 11, 20), False)],
        (date(2028, 12, 1), True),
    ],
)
def test_beyond_the_table_a_date_is_given_and_marked_provisional(received: date, provisional: bool) -> None:
    end = atw.statutory_end(weeks(6), received)
    assert end.provisional is provisional
    assert ("koninklijk besluit" in end.provisional_because) is provisional


def test_an_end_that_moves_out_of_the_table_is_provisional_too() -> None:
    end = atw.statutory_end(weeks(6), date(2028, 11, 19))
    assert (end.nominal, end.due) == (date(2028, 12, 31), date(2029, 1, 2))
    assert "alleen langer" in end.provisional_because


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from([4, 6, 10]))
def test_no_statutory_end_lies_on_a_day_the_law_skips_or_before_its_term(received: date, amount: int) -> None:
    end = atw.statutory_end(weeks(amount), received)
    assert atw.name_of(end.due) is None
    assert end.nominal == received + timedelta(weeks=amount)
    assert [skipped.on for skipped in end.skipped] == [
        end.nominal + timedelta(days=step) for step in range((end.due - end.nominal).days)
    ]
    assert bool(end.moved_by) != bool(end.not_moved_because)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_later_receipt_never_gives_an_earlier_end(received: date) -> None:
    assert atw.statutory_end(weeks(6), received).due <= atw.statutory_end(weeks(6), received + timedelta(days=1)).due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_local_term_is_never_moved_and_advises_a_working_day(received: date) -> None:
    end = atw.local_end(weeks(2), received)
    assert end.due == end.nominal == received + timedelta(weeks=2)
    advised = atw.act_by(end.due)
    assert (advised is None) == (atw.name_of(end.due) is None)
    if advised is not None:
        assert advised < end.due
        assert atw.name_of(advised) is None
