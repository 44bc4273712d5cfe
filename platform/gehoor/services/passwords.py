"""Passwords: which may be chosen, and how they are kept and checked with argon2id."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gehoor.errors import InvalidInput

SHORTEST: Final = 12
#: Nobody's password is longer; a longer one is a mistake or an attack.
LONGEST: Final = 1000
#: What is left when these and the person's own name are taken out must still be worth something.
OBVIOUS: Final = (
    *("wachtwoord", "paswoord", "password", "passwoord", "welkom", "welcome", "geheim", "secret", "login", "inloggen"),
    *("qwertyuiop", "azertyuiop", "qwerty", "azerty", "asdfghjkl", "asdfgh", "zxcvbnm", "letmein", "iloveyou"),
    *("1234567890", "0987654321", "123456789", "987654321", "12345678", "1234567", "123456", "12345", "1234", "123"),
    *("abcdefghijklmnopqrstuvwxyz", "abcdefghijkl", "abcdef", "abc123", "abc", "aaaa", "0000", "1111"),
    *("gemeente", "stadhuis", "stad", "klachten", "klacht", "gehoor", "admin", "beheerder", "medewerker", "test"),
    *("lente", "zomer", "herfst", "winter", "januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december", "maandag", "vrijdag"),
)
#: This many letters and digits must be left.
_LEFT_AT_LEAST: Final = 6
_DIFFERENT_AT_LEAST: Final = 5

#: 19 MiB and two passes, as OWASP asks at least; one lane, so that a check costs one core some 40 ms.
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: A hash of nobody's password: an unknown login takes as long as a known one.
_NOBODY: Final = "$argon2id$v=19$m=19456,t=2,p=1$obyMbjQvsfHEU7S6RVT+1A$kwHKYn1QOm/k+EkOQSHmoCdOOtJ/x/7DoNGsk8tQiGk"
_TWO_AT_ONCE: Final = asyncio.Semaphore(2)


def check_choice(password: str, own: Sequence[str], field: str = "wachtwoord") -> None:
    """Whether somebody may choose this; `own` holds names that are easy to guess. Raises `InvalidInput`."""
    if len(password) < SHORTEST:
        raise InvalidInput(
            f"Uw wachtwoord is te kort. Gebruik minstens {SHORTEST} tekens, bijvoorbeeld vier woorden achter elkaar.",
            field=field,
        )
    if len(password) > LONGEST:
        raise InvalidInput(f"Uw wachtwoord is te lang. Gebruik hoogstens {LONGEST} tekens.", field=field)
    typed = password.casefold()
    left = typed
    names = [part for name in own for part in re.split(r"[\W_\d]+", name.casefold()) if len(part) > 2]
    for word in sorted({*names, *OBVIOUS}, key=len, reverse=True):
        left = left.replace(word, " ")
    # Digits and signs behind an obvious word are as obvious as the word.
    worth = re.sub(r"[\W_]" if left == typed else r"[\W_\d]", "", left)
    if len(worth) < _LEFT_AT_LEAST or len(set(typed)) < _DIFFERENT_AT_LEAST:
        raise InvalidInput(
            "Dit wachtwoord is makkelijk te raden. Gebruik niet alleen uw naam, uw gemeente, een bekend woord of een"
            " rijtje. Vier losse woorden achter elkaar zijn goed te onthouden en moeilijk te raden.",
            field=field,
        )


async def hashed(password: str) -> str:
    """The argon2id hash of a password, with a salt of its own."""
    async with _TWO_AT_ONCE:
        return await asyncio.to_thread(HASHER.hash, password)


async def fits(password_hash: str, password: str) -> bool:
    """Whether this is the password; without a hash it takes as long, and it is not."""
    async with _TWO_AT_ONCE:
        right = await asyncio.to_thread(_verify, password_hash or _NOBODY, password)
    return right and bool(password_hash)


def outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than those of now."""
    return HASHER.check_needs_rehash(password_hash)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
