"""Slows down whoever keeps guessing, counted in the tenant's database for all processes, and locks nobody out."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from gehoor.services.tokens import hash_of, new_token
from gehoor.storage import attempts as stored
from gehoor.storage.attempts import Tried
from gehoor.storage.scope import current_tenant, transaction

#: How long a browser counts as one in which somebody signed in before.
DEVICE_KEPT: Final = timedelta(days=180)
_KEPT: Final = timedelta(days=1)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """How often something may go wrong; above that the wait doubles with each mistake, up to the longest.

    Mistakes are forgotten after a quiet window. With `per_window` the window stands still instead: so many times in
    each, and then no more until it is over. That is for what many people share, which is never quiet.
    """

    name: str
    free: int
    window: timedelta = timedelta(minutes=15)
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=8)
    per_window: bool = False
    #: Whether something right forgets the mistakes before it. Where others count along, it takes back only itself.
    right_forgets: bool = True

    def wait(self, tried: Tried, at: datetime) -> timedelta:
        """How long to wait from now after so many tries."""
        if tried.times < self.free or tried.last_at + self.window <= at:
            return timedelta()
        if self.per_window:
            return tried.last_at + self.window - at
        doublings: int = 2 ** min(tried.times - self.free, 10)
        return max(tried.last_at + min(self.first_wait * doublings, self.longest_wait) - at, timedelta())

    def after(self, tried: Tried, at: datetime) -> Tried:
        """What is known after one more try."""
        if tried.times == 0 or tried.last_at + self.window <= at:
            return Tried(1, at)
        return Tried(tried.times + 1, tried.last_at if self.per_window else at)


#: One login from one address, or from one browser in which this person signed in before.
SIGN_IN: Final = Rule(name="sign_in", free=5)
#: One login from all unknown browsers together: many addresses against one account slow each other down.
SIGN_IN_ANYWHERE: Final = Rule(name="sign_in_anywhere", free=20, right_forgets=False)
#: All logins from one address; a town hall has one address for everybody, so this is generous.
SIGN_IN_ADDRESS: Final = Rule(name="sign_in_address", free=60, per_window=True, right_forgets=False)
#: Codes of a second factor: a code has six digits, so few tries are free.
SECOND_FACTOR: Final = Rule(name="second_factor", free=5)
#: Links of invitations from one address.
INVITATION: Final = Rule(name="invitation", free=20, per_window=True, right_forgets=False)
#: Access codes that open nothing, from one address; whoever holds a right one in a browser is never kept waiting.
ACCESS_CODE: Final = Rule(name="access_code", free=10, per_window=True, right_forgets=False)
#: Pages that remember something for whoever opens them, from one address.
OPENING: Final = Rule(name="opening", free=100, per_window=True, right_forgets=False)


class Counter(msgspec.Struct, frozen=True, kw_only=True):
    """What is counted under which rule; of `what` only a keyed hash is kept, for it can be an address."""

    rule: Rule
    what: tuple[str, ...]

    def key(self, secret: bytes) -> str:
        """The hash that is kept."""
        message = "\n".join((current_tenant(), self.rule.name, *self.what)).encode()
        return hmac.new(secret, message, hashlib.sha256).hexdigest()


async def begin(secret: bytes, counters: Sequence[Counter], at: datetime) -> timedelta:
    """Counts a try under each counter before it is known whether it is right, so that many at once gain nothing.

    Gives how long to wait instead when one of them says so; then nothing is counted.
    """
    # Always in the same order, so that two who count the same things never wait for each other.
    keys = sorted(((counter.key(secret), counter.rule) for counter in counters), key=lambda counted: counted[0])
    async with transaction():
        tried = [await stored.lock(rule.name, key, at) for key, rule in keys]
        wait = max((rule.wait(known, at) for (_, rule), known in zip(keys, tried, strict=True)), default=timedelta())
        if not wait:
            await stored.forget_before(at - _KEPT)
            for (key, rule), known in zip(keys, tried, strict=True):
                await stored.write(rule.name, key, rule.after(known, at))
    return wait


async def wait_for(secret: bytes, counter: Counter, at: datetime) -> timedelta:
    """How long to wait before trying, without counting anything."""
    tried = await stored.tried(counter.rule.name, counter.key(secret))
    return counter.rule.wait(tried, at) if tried else timedelta()


async def right(secret: bytes, counters: Sequence[Counter]) -> None:
    """What was tried was right: it was no mistake after all."""
    async with transaction():
        for counter in counters:
            if counter.rule.right_forgets:
                await stored.forget(counter.rule.name, counter.key(secret))
            else:
                await stored.give_back(counter.rule.name, counter.key(secret))


def sign_in_counters(login: str, caller: str, device: str) -> list[Counter]:
    """What counts when somebody signs in; `device` is the token of a browser this login is known in, or empty."""
    name = login.strip().lower()
    if device:
        return [Counter(rule=SIGN_IN, what=("device", hash_of(device), name))]
    return [
        Counter(rule=SIGN_IN, what=("address", caller, name)),
        Counter(rule=SIGN_IN_ANYWHERE, what=(name,)),
        Counter(rule=SIGN_IN_ADDRESS, what=(caller,)),
    ]


def second_factor_counters(person_id: str, device: str) -> list[Counter]:
    """What counts when somebody types a code of a second factor."""
    return [Counter(rule=SECOND_FACTOR, what=("device", hash_of(device), person_id) if device else (person_id,))]


async def is_known(device: str, person_id: str, at: datetime) -> bool:
    """Whether somebody signed in before in the browser that holds this token; as much work for a stranger."""
    return await stored.known_device(hash_of(device), person_id, at - DEVICE_KEPT)


async def remember(device: str, person_id: str, at: datetime) -> str:
    """Remembers that somebody signed in in this browser; gives the token it must hold, which may be a new one."""
    async with transaction():
        # A token that we never gave was put there by somebody else, so it is not taken over.
        token = device if device and await stored.is_device(hash_of(device)) else new_token()
        await stored.put_device(hash_of(token), person_id, at, at - DEVICE_KEPT)
    return token
