"""A clock for tests, which only moves when a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

#: A Monday morning.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """Gives the moment a test says it is."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**time)
