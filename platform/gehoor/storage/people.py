"""The people in a case, and the people who work on it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from piccolo.query import Insert

from gehoor.errors import Refused
from gehoor.storage import tables
from gehoor.storage.prepared import Prepared, insert
from gehoor.storage.rows import columns, facts, first


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a case: who complains, who is complained about, who speaks for somebody."""

    id: int
    case_id: str
    role: str
    name: str
    address: str | None = None
    email: str | None = None
    phone: str | None = None
    #: Of a representative: the hash of an own code; without one this person may not follow the case.
    access_hash: str | None = None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can log in."""

    person_id: str
    login: str
    name: str
    #: Empty as long as nobody has chosen a password, which opens nothing.
    password_hash: str
    created_at: datetime
    #: Whoever is not enabled cannot sign in, and is not signed in.
    enabled: bool = True


_PARTIES: Final = Prepared(
    1, lambda case_id: tables.Party.select().where(tables.Party.case_id == case_id).order_by(tables.Party.id)
)


async def put_party(
    case_id: str,
    role: str,
    name: str,
    *,
    address: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    access_hash: str | None = None,
) -> int:
    """Write down who has this role in the case, in the place of whoever had it, and give the id.

    `access_hash` is the hash of a code of one's own, for a representative; the complainant's is with the case.
    """
    row = {
        "case_id": case_id, "role": role, "name": name, "address": address, "email": email, "phone": phone,
        "access_hash": access_hash,
    }  # fmt: skip
    return int((await insert(tables.Party, [row], _in_the_place_of))[0]["id"])


def _in_the_place_of(query: Insert[tables.Party]) -> Insert[tables.Party]:
    table = tables.Party
    return query.on_conflict(
        (table.case_id, table.role),
        "DO UPDATE",
        [table.name, table.address, table.email, table.phone, table.access_hash],
    )


async def parties_of(case_id: str) -> list[Party]:
    """Everybody in the case, in the order in which they came."""
    return facts(await _PARTIES.run(case_id), Party)


async def party(party_id: int) -> Party | None:
    """The party with this id."""
    return first(await tables.Party.select().where(tables.Party.id == party_id), Party)


async def party_by_role(case_id: str, role: str) -> Party | None:
    """Who has this role in the case."""
    table = tables.Party
    return first(await table.select().where((table.case_id == case_id) & (table.role == role)), Party)


async def forget_parties(case_id: str) -> None:
    """Destroy who was in the case; the register keeps only their ids."""
    await tables.Party.delete().where(tables.Party.case_id == case_id)


async def add_account(person_id: str, login: str, name: str, password_hash: str, at: datetime) -> Account:
    """Let somebody log in; capitals in a login make no difference."""
    account = Account(person_id=person_id, login=_login(login), name=name, password_hash=password_hash, created_at=at)
    table = tables.Account
    added = await table.insert(table(**columns(account))).on_conflict(action="DO NOTHING")
    if not added:
        raise Refused(
            f"Er is al een account voor {person_id} of met de inlognaam {account.login}. "
            "Kies een andere inlognaam of wijzig het account dat er is."
        )
    return account


async def account(person_id: str) -> Account | None:
    """The account of this person."""
    return first(await tables.Account.select().where(tables.Account.person_id == person_id), Account)


async def account_by_login(login: str) -> Account | None:
    """The account with this login; capitals make no difference."""
    return first(await tables.Account.select().where(tables.Account.login == _login(login)), Account)


async def accounts() -> list[Account]:
    """All accounts, by name."""
    return facts(await tables.Account.select().order_by(tables.Account.name), Account)


async def set_password(person_id: str, password_hash: str) -> None:
    """Give the account another password."""
    update = tables.Account.update({tables.Account.password_hash: password_hash})
    await update.where(tables.Account.person_id == person_id)


async def set_login(person_id: str, login: str, name: str) -> None:
    """Give the account another login or name; raises `Refused` when the login is somebody else's."""
    other = await account_by_login(login)
    if other is not None and other.person_id != person_id:
        raise Refused(f"De inlognaam {_login(login)} is al van iemand anders. Kies een andere inlognaam.")
    table = tables.Account
    await table.update({table.login: _login(login), table.name: name}).where(table.person_id == person_id)


async def set_enabled(person_id: str, enabled: bool) -> None:
    """Let somebody sign in, or no longer."""
    table = tables.Account
    await table.update({table.enabled: enabled}).where(table.person_id == person_id)


async def lock_account(person_id: str) -> Account | None:
    """The account, which until the end of the transaction nobody else changes."""
    # An update that changes nothing takes the row's lock, on both databases.
    await tables.Account.raw("UPDATE account SET enabled = enabled WHERE person_id = {}", person_id)
    return await account(person_id)


async def remove_account(person_id: str) -> None:
    """Take away the account with its sessions."""
    await tables.Account.delete().where(tables.Account.person_id == person_id)


def _login(login: str) -> str:
    return login.strip().lower()
