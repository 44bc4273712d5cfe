"""Wrong attempts are counted for a quarter of an hour, for each place by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gehoor.web.public import attempts
from gehoor.web.public.attempts import WINDOW, WRONG_AT_MOST, Attempts

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def minutes(amount: float) -> datetime:
    return START + timedelta(minutes=amount)


def test_nine_wrong_attempts_block_nobody() -> None:
    known = Attempts()
    for number in range(WRONG_AT_MOST - 1):
        known.note_wrong("here", minutes(number))
    assert known.blocked_until("here", minutes(9)) is None


def test_ten_wrong_attempts_block_until_the_first_of_them_is_a_quarter_old() -> None:
    known = Attempts()
    for number in range(WRONG_AT_MOST):
        known.note_wrong("here", minutes(number))
    assert known.blocked_until("here", minutes(10)) == START + WINDOW
    assert known.blocked_until("elsewhere", minutes(10)) is None
    assert known.blocked_until("here", START + WINDOW) is None


def test_slow_attempts_never_block() -> None:
    known = Attempts()
    for number in range(100):
        known.note_wrong("here", minutes(2 * number))
        assert known.blocked_until("here", minutes(2 * number)) is None


def test_the_places_that_came_first_are_forgotten_first() -> None:
    known = Attempts()
    for number in range(attempts.PLACES_AT_MOST + 1):
        known.note_wrong(f"place {number}", START)
    for _ in range(WRONG_AT_MOST - 1):
        known.note_wrong("place 0", START)
        known.note_wrong("place 2", START)
    assert known.blocked_until("place 0", START) is None
    assert known.blocked_until("place 2", START) is not None


def test_a_place_is_forgotten_after_a_quarter() -> None:
    known = Attempts()
    known.note_wrong("here", START)
    known.note_wrong("there", minutes(5))
    assert len(known) == 2
    assert known.blocked_until("elsewhere", START + WINDOW) is None
    assert len(known) == 1
