"""The hour of a municipality comes once a day, also in the nights the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gehoor.services.clock_times import days_to_do, last_due, moment_of

ZONE = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2026, 10, 24), 7, "05:00"),
        (date(2026, 10, 25), 7, "06:00"),
        (date(2027, 3, 27), 7, "06:00"),
        (date(2027, 3, 28), 7, "05:00"),
        # Two o'clock comes twice on the one night and is skipped on the other.
        (date(2026, 10, 25), 2, "00:00"),
        (date(2027, 3, 28), 2, "01:00"),
    ],
)
def test_the_hour_is_the_one_on_the_clock_of_the_municipality(day: date, hour: int, utc: str) -> None:
    assert f"{moment_of(day, hour, ZONE):%H:%M}" == utc


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("start", [date(2026, 10, 23), date(2027, 3, 26)])
def test_each_day_is_due_once_and_in_order_across_the_change_of_the_clocks(start: date, hour: int) -> None:
    at = datetime(start.year, start.month, start.day, tzinfo=UTC)
    seen = [last_due(at + timedelta(minutes=10 * step), hour, ZONE) for step in range(6 * 24 * 5)]
    assert seen == sorted(seen)
    days = sorted(set(seen))
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert len(days) >= 5


def test_missed_days_are_done_in_order_and_without_a_history_only_the_last() -> None:
    assert days_to_do(None, date(2026, 11, 22)) == [date(2026, 11, 22)]
    assert days_to_do(date(2026, 11, 19), date(2026, 11, 22)) == [date(2026, 11, day) for day in (20, 21, 22)]
    assert days_to_do(date(2026, 11, 22), date(2026, 11, 22)) == []
    assert days_to_do(date(2026, 11, 23), date(2026, 11, 22)) == []
