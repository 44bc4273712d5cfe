"""The second factors and recovery codes of the people who sign in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from gehoor.storage import tables_sign_in as tables
from gehoor.storage.rows import facts, first, moment


class Kind(StrEnum):
    """What a second factor is."""

    TOTP = "totp"
    PASSKEY = "passkey"


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor of somebody.

    Of an app, `secret` is sealed and `counter` the last moment of which a code was accepted. Of a passkey,
    `secret` is its public key and `counter` how often it says that it was used.
    """

    id: int
    person_id: str
    kind: Kind
    title: str
    secret: bytes
    credential_id: str | None
    counter: int
    created_at: datetime
    used_at: datetime | None


async def add(
    person_id: str, kind: Kind, title: str, secret: bytes, at: datetime, *, credential_id: str | None, counter: int
) -> bool:
    """Keep a second factor; no when this very passkey is already known here."""
    table = tables.Credential
    row = table(
        person_id=person_id, kind=kind.value, title=title, secret=secret, credential_id=credential_id,
        counter=counter, created_at=moment(at), used_at=None,
    )  # fmt: skip
    return bool(await table.insert(row).on_conflict(action="DO NOTHING"))


async def of(person_id: str) -> list[Credential]:
    """The second factors of somebody, oldest first."""
    table = tables.Credential
    return facts(await table.select().where(table.person_id == person_id).order_by(table.id), Credential)


async def by_credential_id(credential_id: str) -> Credential | None:
    """The passkey of this name."""
    table = tables.Credential
    return first(await table.select().where(table.credential_id == credential_id), Credential)


async def advance(credential: Credential, counter: int, at: datetime) -> bool:
    """Note that a code of this later moment was accepted; no when that moment was used in the meantime."""
    rows = await tables.Credential.raw(
        "UPDATE credential SET counter = {}, used_at = {} WHERE id = {} AND counter < {} RETURNING id",
        counter, moment(at), credential.id, counter,
    )  # fmt: skip
    return bool(rows)


async def used(credential: Credential, counter: int, at: datetime) -> None:
    """Note when a passkey was used and what it counts."""
    table = tables.Credential
    update = table.update({table.counter: counter, table.used_at: moment(at)})
    await update.where(table.id == credential.id)


async def remove(person_id: str, credential: int) -> Credential | None:
    """Take a second factor of somebody away; gives what it was, and nothing when it is not of this person."""
    table = tables.Credential
    mine = (table.id == credential) & (table.person_id == person_id)
    found = first(await table.select().where(mine), Credential)
    if found is not None:
        await table.delete().where(mine)
    return found


async def remove_all(person_id: str) -> None:
    """Take away all second factors and recovery codes of somebody."""
    await tables.Credential.delete().where(tables.Credential.person_id == person_id)
    await tables.RecoveryCode.delete().where(tables.RecoveryCode.person_id == person_id)


async def put_recovery_codes(person_id: str, hashes: Sequence[str], at: datetime) -> None:
    """Keep a new set of codes; the set before is worth nothing from now on."""
    table = tables.RecoveryCode
    await table.delete().where(table.person_id == person_id)
    await table.insert(*[table(code_hash=code, person_id=person_id, made_at=moment(at)) for code in hashes])


async def recovery_codes_left(person_id: str) -> int:
    """How many codes somebody still has."""
    table = tables.RecoveryCode
    return int(await table.count().where(table.person_id == person_id))


async def use_recovery_code(person_id: str, code_hash: str) -> bool:
    """Take a code away because it is used; no when it is not there, or no longer."""
    rows = await tables.RecoveryCode.raw(
        "DELETE FROM recovery_code WHERE person_id = {} AND code_hash = {} RETURNING person_id", person_id, code_hash
    )
    return bool(rows)
