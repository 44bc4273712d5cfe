"""Signing in: passwords with argon2id, the same answer whether or not an account exists."""

from __future__ import annotations

import asyncio
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gehoor.errors import NotAllowed
from gehoor.storage import people
from gehoor.storage.people import Account

#: 19 MiB and two passes, as OWASP asks at least; one lane, so that a check costs one core some 40 ms.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: A hash of nobody's password: an unknown login takes as long as a known one.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$obyMbjQvsfHEU7S6RVT+1A$kwHKYn1QOm/k+EkOQSHmoCdOOtJ/x/7DoNGsk8tQiGk"
_TWO_AT_ONCE = asyncio.Semaphore(2)


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with a salt of its own."""
    return _HASHER.hash(password)


async def sign_in(login: str, password: str) -> Account:
    """The account of this login; raises `NotAllowed` with one and the same message for every mistake."""
    account = await people.account_by_login(login)
    async with _TWO_AT_ONCE:
        right = await asyncio.to_thread(_fits, account.password_hash if account else _NOBODY, password)
    if account is None or not right:
        raise NotAllowed("De gebruikersnaam of het wachtwoord klopt niet.", field="password")
    return account


async def set_password(person: str, login: str, name: str, password: str, at: datetime) -> None:
    """Gives somebody on the staff an account with this password, or the account another password."""
    hashed = await asyncio.to_thread(hash_password, password)
    if await people.account(person) is None:
        await people.add_account(person, login, name, hashed, at)
    else:
        await people.set_password(person, hashed)


def _fits(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
