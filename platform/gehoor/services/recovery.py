"""Recovery codes: ten codes on paper, each good once, for when there is no second factor at hand."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from typing import Final

import msgspec

from gehoor.services import accounts, admin_log
from gehoor.services.tokens import hash_of
from gehoor.storage import ceremonies, credentials, sealing
from gehoor.storage.scope import transaction

CODES: Final = 10
#: Ten bytes are sixteen letters and digits: too many to guess, also for who has the hashes.
_BYTES: Final = 10
LENGTH: Final = 16
#: This long the page shows a new set again, so that a page that was closed too soon loses nothing.
SHOWN: Final = timedelta(minutes=10)
_KIND: Final = "recovery_codes"


async def new_set(person_id: str, session: str, at: datetime) -> None:
    """Makes ten new codes; the old ones are worth nothing from now on. `shown` gives them for a short time."""
    codes = [base64.b32encode(secrets.token_bytes(_BYTES)).decode() for _ in range(CODES)]
    sealed = sealing.current().seal(msgspec.json.encode(codes), _about(session))
    async with transaction():
        await credentials.put_recovery_codes(person_id, [hash_of(person_id, code) for code in codes], at)
        await ceremonies.put(hash_of(_KIND, session), _KIND, sealed, at, at + SHOWN, owner=session)
        await admin_log.write(person_id, "recovery_codes_made", accounts.subject_of(person_id), None, CODES, at)


async def shown(session: str, at: datetime) -> list[str]:
    """The codes that were just made in the session with this handle, in groups of four; empty afterwards."""
    sealed = await ceremonies.look(hash_of(_KIND, session), _KIND, at, owner=session)
    if sealed is None:
        return []
    codes = msgspec.json.decode(sealing.current().unseal(sealed, _about(session)), type=list[str])
    return ["-".join(code[start : start + 4] for start in range(0, LENGTH, 4)) for code in codes]


async def are_kept(session: str, at: datetime) -> None:
    """Whoever has them has kept them: they are not shown again."""
    await ceremonies.take(hash_of(_KIND, session), _KIND, at, owner=session)


async def left(person_id: str) -> int:
    """How many codes somebody still has."""
    return await credentials.recovery_codes_left(person_id)


async def accepts(person_id: str, typed: str, at: datetime) -> bool:
    """Whether this is a code of this person; from now on it is none."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    # Letters that look like a digit are read as what we write: the alphabet of the codes has no 0 and no 1.
    code = code.replace("0", "O").replace("1", "I")
    async with transaction():
        used = await credentials.use_recovery_code(person_id, hash_of(person_id, code))
        if used:
            await admin_log.write(person_id, "recovery_code_used", accounts.subject_of(person_id), None, None, at)
    return used


def _about(session: str) -> str:
    return f"recovery:{session}"
