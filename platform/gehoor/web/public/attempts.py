"""Counts wrong access codes from one place, so that nobody can keep guessing."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from gehoor.web.here import AnyRequest

WRONG_AT_MOST = 10
WINDOW = timedelta(minutes=15)
#: More places than this are not remembered: whoever came first is forgotten first.
PLACES_AT_MOST = 10_000


class Attempts:
    """Wrong attempts of the last fifteen minutes, in memory only."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, deque[datetime]] = OrderedDict()

    def blocked_until(self, caller: str, at: datetime) -> datetime | None:
        """The moment from which this caller may try again; None when that is now."""
        wrong = self._recent(caller, at)
        return wrong[-WRONG_AT_MOST] + WINDOW if len(wrong) >= WRONG_AT_MOST else None

    def note_wrong(self, caller: str, at: datetime) -> None:
        """Remember a wrong attempt."""
        wrong = self._recent(caller, at)
        wrong.append(at)
        self._wrong[caller] = wrong
        self._wrong.move_to_end(caller)
        while len(self._wrong) > PLACES_AT_MOST:
            self._wrong.popitem(last=False)

    def _recent(self, caller: str, at: datetime) -> deque[datetime]:
        self._forget_old(at)
        wrong = self._wrong.get(caller, deque())
        while wrong and wrong[0] + WINDOW <= at:
            wrong.popleft()
        return wrong

    def _forget_old(self, at: datetime) -> None:
        """Forget the places from which nothing wrong came lately; whoever was noted last stands last."""
        while self._wrong and next(iter(self._wrong.values()))[-1] + WINDOW <= at:
            self._wrong.popitem(last=False)

    def __len__(self) -> int:
        return len(self._wrong)


def attempts_of(request: AnyRequest) -> Attempts:
    """The attempts this application knows of."""
    state = request.app.state
    if "attempts" not in state:
        state["attempts"] = Attempts()
    attempts: Attempts = state["attempts"]
    return attempts
