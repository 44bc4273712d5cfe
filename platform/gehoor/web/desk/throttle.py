"""Slows down whoever keeps trying passwords, and never keeps an honest person out for long."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

import msgspec

#: This many mistakes in the window cost nothing.
FREE = 5
WINDOW = timedelta(minutes=15)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=8)
#: More combinations of login and address than this are not remembered: the oldest is forgotten first.
REMEMBERED = 10_000


class _Mistakes(msgspec.Struct):
    count: int
    last: datetime


class Throttle:
    """Counts mistakes by login and address, in memory: the wait doubles with each mistake above the free ones."""

    def __init__(self) -> None:
        self._mistakes: OrderedDict[tuple[str, ...], _Mistakes] = OrderedDict()

    def wait(self, key: tuple[str, ...], at: datetime) -> timedelta:
        """How long this combination must wait from now; zero when it may try."""
        known = self._known(key, at)
        if known is None or known.count < FREE:
            return timedelta()
        doublings: int = 2 ** min(known.count - FREE, 10)
        pause = min(FIRST_WAIT * doublings, LONGEST_WAIT)
        return max(known.last + pause - at, timedelta())

    def mistake(self, key: tuple[str, ...], at: datetime) -> None:
        """Remember a wrong password."""
        known = self._known(key, at)
        self._mistakes[key] = _Mistakes(known.count + 1 if known else 1, at)
        self._mistakes.move_to_end(key)
        while len(self._mistakes) > REMEMBERED:
            self._mistakes.popitem(last=False)

    def right(self, key: tuple[str, ...]) -> None:
        """Forget the mistakes of somebody who has signed in."""
        self._mistakes.pop(key, None)

    def _known(self, key: tuple[str, ...], at: datetime) -> _Mistakes | None:
        known = self._mistakes.get(key)
        if known is not None and known.last + WINDOW <= at:
            del self._mistakes[key]
            return None
        return known
