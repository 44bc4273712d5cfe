"""How much time a law may take of everybody, and how long it rests when it took that."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gehoor.regulation.guard import AGAIN, REST, SLOW, WHOLE, Patience, WhoseLaw

DAY = date(2026, 3, 2)


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


LAW = WhoseLaw("proefstad", "xx", DAY, "1")


def test_slow_answers_use_up_the_same_time_as_one_that_hangs() -> None:
    clock = Clock()
    patience = Patience(clock)
    patience.took(LAW, SLOW / 2)
    assert patience.left(LAW) == WHOLE
    patience.took(LAW, WHOLE * 0.6)
    assert patience.left(LAW) == pytest.approx(WHOLE * 0.4)
    patience.took(LAW, WHOLE * 0.6)
    assert patience.left(LAW) == 0
    clock.now += REST
    assert patience.left(LAW) == AGAIN


def test_time_that_was_not_used_up_is_forgotten() -> None:
    clock = Clock()
    patience = Patience(clock)
    patience.took(LAW, WHOLE * 0.6)
    clock.now += REST
    assert patience.left(LAW) == WHOLE


def test_a_law_that_hangs_again_rests_again_after_a_shorter_wait() -> None:
    clock = Clock()
    patience = Patience(clock)
    patience.ran_out(LAW)
    for _ in range(3):
        clock.now += REST - timedelta(seconds=1)
        assert patience.left(LAW) == 0
        clock.now += timedelta(seconds=1)
        assert patience.left(LAW) == AGAIN
        patience.ran_out(LAW)
    clock.now += REST
    patience.took(LAW, 0.001)
    assert patience.left(LAW) == WHOLE


def test_a_text_that_hung_at_one_tenant_gets_little_time_at_the_next() -> None:
    patience = Patience(Clock())
    patience.ran_out(LAW)
    assert patience.left(WhoseLaw("elders", "xx", DAY, "1")) == AGAIN
    assert patience.left(WhoseLaw("elders", "yy", DAY, "1")) == WHOLE
