"""When the clock of a municipality strikes: once a day at its own hour, also in the nights the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def moment_of(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The moment at which a day is gone through. An hour that comes twice counts the first time, one that is
    skipped when the next one begins."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def last_due(at: datetime, hour: int, zone: ZoneInfo) -> date:
    """The last day whose hour has struck."""
    today = at.astimezone(zone).date()
    return today if at >= moment_of(today, hour, zone) else today - DAY


def days_to_do(last: date | None, until: date) -> list[date]:
    """The days after the last that was done, in order; where none was ever done only the last one."""
    if last is None:
        return [until]
    return [last + DAY * number for number in range(1, (until - last).days + 1)]
