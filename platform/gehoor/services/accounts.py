"""The accounts of the staff: signing in with a password, changing it, and shutting an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gehoor.domain.tenant import Person
from gehoor.errors import NotAllowed, NotFound
from gehoor.services import admin_log, passwords
from gehoor.services.municipality import Municipality
from gehoor.storage import attempts, credentials, invitations, people, provider_subjects, sessions
from gehoor.storage.people import Account
from gehoor.storage.scope import transaction

WRONG = "De gebruikersnaam of het wachtwoord klopt niet."


def person_of(place: Municipality, person_id: str) -> Person | None:
    """Somebody on the staff by id, as the settings are now."""
    return next((person for person in place.tenant.organisation.people if person.id == person_id), None)


def person_with_login(place: Municipality, login: str) -> Person | None:
    """Somebody on the staff by login; capitals make no difference."""
    wanted = login.strip().lower()
    return next((p for p in place.tenant.organisation.people if p.login.strip().lower() == wanted), None)


async def open_account(person: Person | None) -> Account | None:
    """The account of somebody on the staff, when it is there and not shut; as much work for a stranger."""
    account = await people.account(person.id if person else "")
    return account if account is not None and account.enabled else None


async def sign_in(place: Municipality, login: str, password: str) -> Account:
    """The account of this login; raises `NotAllowed` with one and the same message for every mistake."""
    account = await open_account(person_with_login(place, login))
    if not await passwords.fits(account.password_hash if account else "", password) or account is None:
        raise NotAllowed(WRONG, field="password")
    if passwords.outdated(account.password_hash):
        await people.set_password(account.person_id, await passwords.hashed(password))
    return account


async def set_password(person: str, login: str, name: str, password: str, at: datetime) -> None:
    """Gives somebody an account with this password without asking anything: for the demonstration and for tests."""
    hashed = await passwords.hashed(password)
    if await people.account(person) is None:
        await people.add_account(person, login, name, hashed, at)
    else:
        await people.set_password(person, hashed)


async def change_password(
    place: Municipality, person_id: str, old: str, new: str, at: datetime, *, keep: str = ""
) -> None:
    """Another password for whoever knows the old one; ends all sessions but the one with the handle `keep`.

    Raises `NotAllowed` for a wrong old password and `InvalidInput` for a new one that may not be chosen.
    """
    account = await open_account(person_of(place, person_id))
    if not await passwords.fits(account.password_hash if account else "", old) or account is None:
        raise NotAllowed("Uw oude wachtwoord klopt niet. Typ het wachtwoord waarmee u zich nu aanmeldt.", field="old")
    passwords.check_choice(new, own_words(place, account))
    hashed = await passwords.hashed(new)
    async with transaction():
        await people.set_password(person_id, hashed)
        await invitations.withdraw(person_id)
        await sessions.end_sessions_of(person_id, but=keep)
        await attempts.forget_devices(person_id)
        await admin_log.write(person_id, "password_changed", subject_of(person_id), None, None, at)


async def ensure(place: Municipality, person_id: str, at: datetime) -> Account:
    """The account of somebody on the staff, made without a password when there was none; raises `NotFound`."""
    person = person_of(place, person_id)
    if person is None:
        raise NotFound(
            f"'{person_id}' staat niet bij de medewerkers van {place.tenant.title}. Voeg deze persoon eerst toe."
        )
    account = await people.account(person_id)
    if account is None:
        return await people.add_account(person_id, person.login, person.name, "", at)
    if (account.login, account.name) != (person.login.strip().lower(), person.name):
        await people.set_login(person_id, person.login, person.name)
    return await people.account(person_id) or account


async def login_of_another(person_id: str, login: str) -> bool:
    """Whether an account of somebody else has this login, also of somebody who is on the list no more."""
    account = await people.account_by_login(login)
    return account is not None and account.person_id != person_id


async def follow(person: Person) -> None:
    """Gives the account, when there is one, the name and login of the settings; its sessions stay."""
    async with transaction():
        if await people.account(person.id) is not None:
            await people.set_login(person.id, person.login, person.name)


async def disable(person_id: str, by: str, at: datetime) -> None:
    """Shuts the account: whoever has it is signed out at once and does not get in again."""
    await _switch(person_id, by, at, enabled=False)


async def enable(person_id: str, by: str, at: datetime) -> None:
    """Opens the account again, with the password and second factors it had."""
    await _switch(person_id, by, at, enabled=True)


async def remove(person_id: str, by: str, at: datetime) -> None:
    """Takes the account away with its sessions, password and second factors; the person stays in the settings."""
    async with transaction():
        account = await people.account(person_id)
        if account is None:
            raise NotFound(f"'{person_id}' heeft geen account. Kijk na wie u bedoelt.")
        await people.remove_account(person_id)
        await admin_log.write(by, "account_removed", subject_of(person_id), account.enabled, None, at)


async def start_over(person_id: str, by: str, at: datetime) -> None:
    """Takes away second factors, recovery codes and sessions, for whoever lost everything; the password stays.

    Whoever does this must have made sure who asks for it: with the password alone a new second factor can be set up.
    """
    async with transaction():
        kinds = [factor.kind.value for factor in await credentials.of(person_id)]
        await credentials.remove_all(person_id)
        await provider_subjects.unlink(person_id)
        await attempts.forget_devices(person_id)
        await sessions.end_sessions_of(person_id)
        await admin_log.write(by, "second_factor_reset", subject_of(person_id), kinds, [], at)


def subject_of(person_id: str) -> str:
    """How the admin log names an account."""
    return f"account:{person_id}"


def own_words(place: Municipality, account: Account) -> Sequence[str]:
    """What is easy to guess about this person's password."""
    return (account.name, account.login, account.person_id, place.tenant.title, place.tenant.slug)


async def _switch(person_id: str, by: str, at: datetime, *, enabled: bool) -> None:
    async with transaction():
        account = await people.lock_account(person_id)
        if account is None:
            raise NotFound(f"'{person_id}' heeft geen account. Kijk na wie u bedoelt.")
        await people.set_enabled(person_id, enabled)
        if not enabled:
            await sessions.end_sessions_of(person_id)
            await invitations.withdraw(person_id)
        what = "account_enabled" if enabled else "account_disabled"
        await admin_log.write(by, what, subject_of(person_id), account.enabled, enabled, at)
