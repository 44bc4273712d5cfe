"""Codes of an app on somebody's phone (TOTP): setting it up, and accepting each code once."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Final

import msgspec

from gehoor.errors import InvalidInput, NotFound
from gehoor.services import second_factor
from gehoor.services.municipality import Municipality
from gehoor.services.tokens import hash_of
from gehoor.storage import ceremonies, credentials, sealing
from gehoor.storage.credentials import Credential, Kind
from gehoor.storage.people import Account

# pyotp and segno are imported where they are used: a process in which nobody signs in never needs them.

#: A code counts for this long, and the one before and after it count as well, for clocks that are not equal.
STEP_SECONDS: Final = 30
DIGITS: Final = 6
SETUP_TIME: Final = timedelta(minutes=30)
_KIND: Final = "totp"


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody needs to put the account in an app: a picture, or the key to type."""

    #: An SVG picture of the address that an app reads.
    qr: str
    #: The key in groups of four, which is easier to copy.
    key: str


async def setup(place: Municipality, account: Account, session: str, at: datetime) -> Setup:
    """The key for the session with this handle; the same one again until it is confirmed or too old."""
    import pyotp

    secret = await _pending(account.person_id, session, at)
    if secret is None:
        secret = pyotp.random_base32()
        sealed = sealing.current().seal(secret.encode(), _about(account.person_id))
        await ceremonies.put(_key(session), _KIND, sealed, at, at + SETUP_TIME, owner=session)
    address = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=place.tenant.title)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return Setup(qr=_qr(address), key=" ".join(groups))


async def confirm(account: Account, session: str, code: str, title: str, at: datetime, *, first: bool) -> None:
    """Keeps the app when it shows the right code; raises `InvalidInput` when it does not."""
    secret = await _pending(account.person_id, session, at)
    if secret is None:
        raise NotFound("Het instellen duurde te lang. Begin opnieuw: u krijgt dan een nieuwe sleutel.")
    step = _step_of(secret, code, at)
    if step is None:
        raise InvalidInput(
            "Deze code klopt niet. Typ de code die nu in de app staat. Klopt de klok van uw telefoon?", field="code"
        )
    sealed = sealing.current().seal(secret.encode(), _about(account.person_id))
    await second_factor.add(
        account.person_id, Kind.TOTP, title, sealed, at, counter=step, session=session, first=first
    )  # fmt: skip
    await ceremonies.take(_key(session), _KIND, at, owner=session)


async def accepts(person_id: str, code: str, at: datetime) -> bool:
    """Whether an app of this person shows this code; a code that was accepted is never accepted again."""
    for credential in await credentials.of(person_id):
        if credential.kind is Kind.TOTP and await _accepted(credential, code, at):
            return True
    return False


async def _accepted(credential: Credential, code: str, at: datetime) -> bool:
    secret = sealing.current().unseal(credential.secret, _about(credential.person_id)).decode()
    step = _step_of(secret, code, at)
    return step is not None and await credentials.advance(credential, step, at)


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The moment a code belongs to, among those that count now."""
    import pyotp

    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdecimal() and len(typed) == DIGITS):
        return None
    app, current = pyotp.TOTP(secret), int(at.timestamp()) // STEP_SECONDS
    fitting = [s for s in (current - 1, current, current + 1) if hmac.compare_digest(app.generate_otp(s), typed)]
    return fitting[-1] if fitting else None


async def _pending(person_id: str, session: str, at: datetime) -> str | None:
    sealed = await ceremonies.look(_key(session), _KIND, at, owner=session)
    return sealing.current().unseal(sealed, _about(person_id)).decode() if sealed else None


def _qr(address: str) -> str:
    """The picture, without a size of its own, so that a page can scale all of it."""
    import segno

    drawn: str = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, light="#fff", omitsize=True)
    return drawn


def _key(session: str) -> str:
    return hash_of(_KIND, session)


def _about(person_id: str) -> str:
    return f"totp:{person_id}"
