"""The operators of an installation: adding one, and letting one in with a password and a code that works once."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from gehoor.errors import InvalidInput, NotAllowed, NotFound
from gehoor.services import passwords
from gehoor.services.attempts import Counter, sign_in_counters
from gehoor.services.totp import DIGITS, STEP_SECONDS
from gehoor.storage import operator_attempts as tries
from gehoor.storage import operators as stored
from gehoor.storage.control import Control
from gehoor.storage.master_key import MasterKey
from gehoor.storage.operators import Operator

# pyotp is imported where it is used: a process in which nobody signs in never needs it.
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}\Z")
_ISSUER: Final = "Gehoor beheer"
_KEPT: Final = timedelta(days=1)


async def add(control: Control, master: MasterKey, login: str, password: str, at: datetime) -> str:
    """Add an operator; gives the otpauth address for an app, which is shown once and kept sealed."""
    import pyotp

    if not _LOGIN.match(login):
        raise InvalidInput(
            f"Een beheerder kan niet '{login}' heten. Gebruik kleine letters, cijfers, punten en koppeltekens, samen"
            " 2 tot en met 63, en begin met een letter of een cijfer.",
            field="login",
        )
    passwords.check_choice(password, [login])
    key = pyotp.random_base32()
    operator = Operator(
        login=login,
        password_hash=await passwords.hashed(password),
        totp=master.lock(key.encode(), stored.about(login)),
        counter=0,
        created_at=at,
    )
    if not await stored.add(control, operator):
        raise InvalidInput(
            f"De beheerder '{login}' bestaat al. Voor een nieuw wachtwoord of een nieuwe app haalt u hem eerst weg met:"
            f" gehoor operator remove {login}.",
            field="login",
        )
    return pyotp.TOTP(key).provisioning_uri(name=login, issuer_name=_ISSUER)


async def remove(control: Control, login: str) -> None:
    """Take an operator away, who is signed out everywhere; raises `NotFound`."""
    if not await stored.remove(control, login):
        raise NotFound(f"Er is geen beheerder '{login}'. Kijk de naam na.")


async def sign_in(control: Control, master: MasterKey, login: str, password: str, code: str, at: datetime) -> str:
    """The operator who is let in; one and the same refusal for a wrong name, password or code."""
    name = login.strip().lower()
    operator = await stored.of_login(control, name)
    right = await passwords.fits(operator.password_hash if operator else "", password[: passwords.LONGEST])
    step = _step_of(master, operator, code, at) if operator else None
    # The code is used up only together with the right password, and of two who show it at once one gets in.
    if operator is None or not right or step is None or not await stored.advance(control, operator.login, step):
        raise NotAllowed(
            "De gebruikersnaam, het wachtwoord of de code klopt niet. Een code werkt één keer: wacht op de volgende"
            " code in uw app en probeer het opnieuw."
        )
    return operator.login


async def begin(control: Control, secret: bytes, login: str, caller: str, at: datetime) -> timedelta:
    """Count a try to sign in before it is known whether it is right; gives how long to wait instead, if at all."""
    # Always in the same order, so that two who count the same things never wait for each other.
    counted = sorted(_counted(secret, login, caller), key=lambda pair: pair[0])
    async with control.transaction():
        tried = [await tries.lock(control, counter.rule.name, key, at) for key, counter in counted]
        waits = [counter.rule.wait(known, at) for (_, counter), known in zip(counted, tried, strict=True)]
        if not max(waits):
            await tries.forget_before(control, at - _KEPT)
            for (key, counter), known in zip(counted, tried, strict=True):
                await tries.write(control, counter.rule.name, key, counter.rule.after(known, at))
    return max(waits)


async def right(control: Control, secret: bytes, login: str, caller: str) -> None:
    """What was tried was right: it was no mistake after all."""
    async with control.transaction():
        for key, counter in _counted(secret, login, caller):
            change = tries.forget if counter.rule.right_forgets else tries.give_back
            await change(control, counter.rule.name, key)


def _counted(secret: bytes, login: str, caller: str) -> Sequence[tuple[str, Counter]]:
    return [(_key(secret, counter), counter) for counter in sign_in_counters(login, caller, "")]


def _key(secret: bytes, counter: Counter) -> str:
    """The hash that is kept; what is counted can be an address."""
    message = "\n".join(("operator", counter.rule.name, *counter.what)).encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()


def _step_of(master: MasterKey, operator: Operator, code: str, at: datetime) -> int | None:
    """The moment a code belongs to, among those that count now."""
    import pyotp

    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdecimal() and len(typed) == DIGITS):
        return None
    app = pyotp.TOTP(master.unlock(operator.totp, stored.about(operator.login)).decode())
    current = int(at.timestamp()) // STEP_SECONDS
    fitting = [s for s in (current - 1, current, current + 1) if hmac.compare_digest(app.generate_otp(s), typed)]
    return fitting[-1] if fitting else None
