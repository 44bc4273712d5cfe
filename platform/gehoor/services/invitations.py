"""Invitations: a link with which somebody on the staff chooses a password, once and within a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from gehoor.errors import NotFound, Refused
from gehoor.services import accounts, admin_log, passwords
from gehoor.services.municipality import Municipality
from gehoor.services.tokens import hash_of, new_token
from gehoor.storage import attempts, people, sessions
from gehoor.storage import invitations as stored
from gehoor.storage.invitations import Invitation
from gehoor.storage.people import Account
from gehoor.storage.scope import transaction

VALID: Final = timedelta(days=7)
#: One answer for a link that never was, one that was used and one that is too old.
OVER: Final = (
    "Deze link werkt niet of niet meer. Een link werkt één keer en zeven dagen lang. Vraag uw beheerder om een nieuwe"
    " link."
)


async def invite(place: Municipality, person_id: str, by: str, at: datetime) -> str:
    """Makes a link for somebody on the staff and gives its token, which is kept nowhere; an older link ends.

    It is the way to a first password and to another one when it was forgotten.
    """
    token = new_token()
    async with transaction():
        account = await accounts.ensure(place, person_id, at)
        if not account.enabled:
            raise Refused(f"Het account van {account.name} staat uit. Zet het eerst aan en maak dan een link.")
        await stored.put(
            Invitation(
                token_hash=hash_of(token), person_id=person_id, made_by=by, made_at=at, expires_at=at + VALID
            )
        )  # fmt: skip
        await admin_log.write(by, "invitation_made", accounts.subject_of(person_id), None, None, at)
    return token


async def open_invitation(person_id: str, at: datetime) -> Invitation | None:
    """The link this person can use now, for whoever administers accounts."""
    return await stored.open_of(person_id, at)


async def withdraw(person_id: str, by: str, at: datetime) -> None:
    """Takes back the link of somebody who has not used it."""
    async with transaction():
        await stored.withdraw(person_id)
        await admin_log.write(by, "invitation_withdrawn", accounts.subject_of(person_id), None, None, at)


async def whose(place: Municipality, token: str, at: datetime) -> Account:
    """For whom the link is, as long as it works; raises `NotFound`."""
    invitation = await stored.open_by_token(hash_of(token), at)
    account = await accounts.open_account(accounts.person_of(place, invitation.person_id if invitation else ""))
    if account is None:
        raise NotFound(OVER)
    return account


async def accept(place: Municipality, token: str, password: str, at: datetime) -> Account:
    """Uses the link: from now on this is the password, and whoever was signed in under the old one is not any more.

    Raises `NotFound` when the link does not work and `InvalidInput` for a password that may not be chosen; then the
    link stays good.
    """
    account = await whose(place, token, at)
    passwords.check_choice(password, accounts.own_words(place, account))
    hashed = await passwords.hashed(password)
    async with transaction():
        if await stored.use(hash_of(token), at) != account.person_id:
            raise NotFound(OVER)
        await people.set_password(account.person_id, hashed)
        await sessions.end_sessions_of(account.person_id)
        await attempts.forget_devices(account.person_id)
        await admin_log.write(
            account.person_id, "password_chosen", accounts.subject_of(account.person_id), None, None, at
        )
    return account
