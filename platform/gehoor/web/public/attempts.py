"""Counts wrong access codes from one place, so that nobody can keep guessing."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from gehoor.web.here import AnyRequest, place_of, platform_of

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


def caller_of(request: AnyRequest) -> str:
    """Where a request comes from, for this municipality.

    With https a proxy of ours stands before us, which writes the address of the caller last. A connection
    with the newer kind of address has a whole network of them, so the network counts.
    """
    address = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "") if platform_of(request).settings.https else ""
    address = forwarded.rpartition(",")[2].strip() or address
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return f"{place_of(request).tenant.slug} {address[:100]}"
    network = ipaddress.ip_network((known, 64 if known.version == 6 else 32), strict=False)
    return f"{place_of(request).tenant.slug} {network}"
