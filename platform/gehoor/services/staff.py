"""Everybody on the staff with how far their account is, for whoever administers the accounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

import msgspec

from gehoor.domain.areas import Area
from gehoor.domain.tenant import Person
from gehoor.services import configuration, invitations, second_factor
from gehoor.services.municipality import Municipality
from gehoor.storage import people

_MOST = 60


class State(StrEnum):
    """How far an account is."""

    NONE = "none"
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the staff and the account, if there is one."""

    person: Person
    state: State
    has_account: bool = False
    #: Until when the link works that was made last and not used.
    invited_until: datetime | None = None
    second_factor: bool = False


async def members(place: Municipality, at: datetime) -> list[Member]:
    """Everybody in the settings, by name."""
    accounts = {account.person_id: account for account in await people.accounts()}
    found: list[Member] = []
    for person in sorted(place.tenant.organisation.people, key=lambda each: each.name):
        account = accounts.get(person.id)
        if account is None:
            found.append(Member(person=person, state=State.NONE))
            continue
        invitation = await invitations.open_invitation(person.id, at)
        # Whoever comes in through the identity provider never chooses a password here.
        comes_in = bool(account.password_hash or place.tenant.file.sign_in.issuer)
        state = State.ACTIVE if comes_in else State.INVITED if invitation else State.NONE
        found.append(
            Member(
                person=person,
                state=state if account.enabled else State.DISABLED,
                has_account=True,
                invited_until=invitation.expires_at if invitation else None,
                second_factor=bool(await second_factor.of(person.id)),
            )
        )
    return found


async def new_key(area: Area, key: str, words: str, otherwise: str) -> str:
    """A key for a new person or unit that nobody and nothing had before: old cases keep naming the old one."""
    used = {
        entry[key]
        for version in await configuration.history(area)
        if isinstance(version.content, list)
        for entry in version.content
    }
    return _free(used, _plain(words) or otherwise)


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_MOST].strip("-")


def _free(used: Collection[str], wanted: str) -> str:
    number, key = 1, wanted
    while key in used:
        number += 1
        key = f"{wanted[: _MOST - len(str(number))]}-{number}"
    return key
