"""Stops a question to the law that takes too long, with the alarm clock of the process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, TypeVar

from gehoor.regulation.guard import OutOfTime

T = TypeVar("T")
#: The alarm rings each time so many seconds have passed, until the question is over.
EVERY = 0.05


class NotFromTheKeyboard(Exception):
    """A law raised KeyboardInterrupt itself: nobody at a keyboard can, because the server handles that signal."""


class TimeLimit:
    """Asks a question and raises `OutOfTime` inside it when its time is over; it also wakes a law that sleeps.

    Time is counted in rings that were heard. A machine that is too busy to run us, or that was asleep, and Python
    clearing up memory do not let us hear them, so that does not count against a law. Nor does one long call into C,
    which no alarm can interrupt.

    Questions are asked in the main thread, where the loop runs; only there can an alarm interrupt. In any other
    thread, and for a question inside a question, nothing is limited here. The alarm stays installed between
    questions, because installing it costs more than some questions; `close` gives it back to whoever had it before.
    """

    def __init__(self) -> None:
        self._main = threading.main_thread().ident
        self._busy = False
        self._heard = 0
        self._limit = 0.0
        self._over = False
        self._before: Any = None
        self._installed = False

    def __call__(self, question: Callable[[], T], seconds: float) -> tuple[T, float]:
        """The answer, and the seconds it took; less than one ring counts as none."""
        if self._busy or threading.get_ident() != self._main:
            return question(), 0.0
        if not self._installed:
            self._before = signal.signal(signal.SIGALRM, self._ring)
            self._installed = True
        self._busy, self._over, self._heard, self._limit = True, False, 0, seconds
        earlier = signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)
        try:
            answer = _inside(question)
        except KeyboardInterrupt:
            if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
                raise
            raise NotFromTheKeyboard from None
        finally:
            # Whenever the alarm rings from here on, `_inside` has been left and it finds nothing to stop.
            left, _ = signal.setitimer(signal.ITIMER_REAL, 0.0)
            self._busy = False
            if earlier[0]:
                # Somebody else had set the clock: it goes on with what is left of that.
                passed = self._heard * EVERY + (EVERY - left)
                signal.setitimer(signal.ITIMER_REAL, max(earlier[0] - passed, 0.001), earlier[1])
        if self._over:
            # The law swallowed the alarm and answered late.
            raise OutOfTime
        return answer, self._heard * EVERY

    def close(self) -> None:
        """Gives the alarm back."""
        if self._installed and signal.getsignal(signal.SIGALRM) == self._ring:
            signal.signal(signal.SIGALRM, self._before)
        self._installed = False

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if self._busy:
            if _runs(frame, _inside.__code__):
                self._heard += 1
                if self._heard * EVERY >= self._limit:
                    self._over = True
                    raise OutOfTime
        elif callable(self._before):
            self._before(number, frame)


def _inside(question: Callable[[], T]) -> T:
    """Marks on the stack that a question is being asked: the alarm interrupts nothing but that."""
    return question()


def _runs(frame: FrameType | None, code: CodeType) -> bool:
    while frame is not None:
        if frame.f_code is code:
            return True
        frame = frame.f_back
    return False
