"""The second factors of somebody on the staff: whether one is needed, which there are, adding and removing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from gehoor.errors import NotFound, Refused
from gehoor.services import accounts, admin_log
from gehoor.storage import credentials, people, sessions
from gehoor.storage.credentials import Credential, Kind
from gehoor.storage.scope import transaction
from gehoor.storage.sessions import Stage

#: Whoever changes second factors must have shown one this lately.
RECENT: Final = timedelta(minutes=10)
#: More than this nobody needs; it keeps the list readable and the check of a code short.
AT_MOST: Final = 10


async def stage_after_password(person_id: str, *, demo: bool) -> Stage:
    """How far a right password brings somebody. Only a demonstration lets in who has no second factor."""
    if await credentials.of(person_id):
        return Stage.SECOND_FACTOR
    return Stage.FULL if demo else Stage.ENROLMENT


async def of(person_id: str) -> list[Credential]:
    """The second factors of somebody, oldest first."""
    return await credentials.of(person_id)


async def add(
    person_id: str,
    kind: Kind,
    title: str,
    secret: bytes,
    at: datetime,
    *,
    counter: int,
    session: str,
    first: bool,
    credential_id: str | None = None,
) -> None:
    """Keeps a second factor that was just shown to work in the session with this handle.

    `first` is for whoever came no further than the password: when there is a second factor after all, that one must
    be shown and no other can be put next to it. The first one ends all other sessions of this person.
    """
    async with transaction():
        await people.lock_account(person_id)
        there = await credentials.of(person_id)
        if first and there:
            raise Refused("Voor dit account is intussen een tweede stap ingesteld. Meld u opnieuw aan met die stap.")
        if len(there) >= AT_MOST:
            raise Refused(f"U hebt al {AT_MOST} manieren voor de tweede stap. Haal er eerst een weg.")
        if not await credentials.add(person_id, kind, title, secret, at, credential_id=credential_id, counter=counter):
            raise Refused("Deze passkey is hier al ingesteld. Kies een andere, of gebruik de passkey die er is.")
        if not there:
            await sessions.end_sessions_of(person_id, but=session)
        await admin_log.write(
            person_id, "second_factor_added", accounts.subject_of(person_id), _kinds(there),
            [*_kinds(there), kind.value], at,
        )  # fmt: skip


async def remove(person_id: str, credential: int, at: datetime, *, may_be_last: bool) -> None:
    """Takes a second factor away; the last one stays, unless somebody else asks for a second factor."""
    async with transaction():
        await people.lock_account(person_id)
        there = await credentials.of(person_id)
        if len(there) == 1 and there[0].id == credential and not may_be_last:
            raise Refused(
                "Dit is uw enige tweede stap, en zonder tweede stap kunt u zich niet aanmelden."
                " Voeg eerst een andere toe."
            )
        if await credentials.remove(person_id, credential) is None:
            raise NotFound("Deze tweede stap is er niet of niet meer. Laad de pagina opnieuw.")
        left = [factor for factor in there if factor.id != credential]
        await admin_log.write(
            person_id, "second_factor_removed", accounts.subject_of(person_id), _kinds(there), _kinds(left), at
        )


def is_recent(proven_at: datetime | None, at: datetime) -> bool:
    """Whether a second factor was shown lately enough to change second factors."""
    return proven_at is not None and at - proven_at < RECENT


def _kinds(factors: Sequence[Credential]) -> list[str]:
    return [factor.kind.value for factor in factors]
