"""The wait after wrong passwords grows, ends soon, and is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gehoor.web.desk.throttle import FIRST_WAIT, FREE, LONGEST_WAIT, REMEMBERED, WINDOW, Throttle

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = ("plaats", "naam")


def mistakes(amount: int) -> Throttle:
    throttle = Throttle()
    for _ in range(amount):
        throttle.mistake(KEY, AT)
    return throttle


def test_the_first_mistakes_cost_nothing() -> None:
    assert mistakes(FREE - 1).wait(KEY, AT) == timedelta()


def test_the_wait_doubles_and_never_passes_the_longest() -> None:
    waits = [mistakes(FREE + more).wait(KEY, AT) for more in range(8)]
    assert waits[:3] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]
    assert max(waits) == LONGEST_WAIT


def test_the_wait_passes_and_mistakes_are_forgotten() -> None:
    throttle = mistakes(FREE)
    assert throttle.wait(KEY, AT + FIRST_WAIT) == timedelta()
    throttle.mistake(KEY, AT + WINDOW)
    assert throttle.wait(KEY, AT + WINDOW) == timedelta()


def test_signing_in_clears_the_mistakes() -> None:
    throttle = mistakes(FREE)
    throttle.right(KEY)
    assert throttle.wait(KEY, AT) == timedelta()


def test_somebody_else_does_not_wait() -> None:
    assert mistakes(FREE).wait(("plaats", "ander"), AT) == timedelta()


def test_no_more_is_remembered_than_fits() -> None:
    throttle = mistakes(FREE)
    for number in range(REMEMBERED):
        throttle.mistake(("plaats", str(number)), AT)
    assert throttle.wait(KEY, AT) == timedelta()
