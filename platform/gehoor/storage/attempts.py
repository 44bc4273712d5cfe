"""How often something was tried lately, and in which browsers somebody signed in before."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage import tables_sign_in as tables
from gehoor.storage.rows import moment
from gehoor.storage.scope import require_transaction


class Tried(msgspec.Struct, frozen=True):
    """How often, and when for the last time."""

    times: int
    last_at: datetime


async def lock(rule: str, key_hash: str, at: datetime) -> Tried:
    """How often this was tried; until the end of the transaction nobody else can ask."""
    require_transaction()
    # An update that changes nothing takes the row's lock, and gives the row also where it was there, on both databases.
    rows = await tables.Attempt.raw(
        "INSERT INTO attempt (rule, key_hash, times, last_at) VALUES ({}, {}, 0, {}) "
        "ON CONFLICT (rule, key_hash) DO UPDATE SET times = attempt.times RETURNING times, last_at",
        rule, key_hash, moment(at),
    )  # fmt: skip
    return msgspec.convert(rows[0], Tried)


async def tried(rule: str, key_hash: str) -> Tried | None:
    """How often this was tried, without keeping anybody else from asking; nothing when it was not."""
    table = tables.Attempt
    rows = await table.select(table.times, table.last_at).where((table.rule == rule) & (table.key_hash == key_hash))
    return msgspec.convert(rows[0], Tried) if rows else None


async def write(rule: str, key_hash: str, tried: Tried) -> None:
    """Write down how often this was tried."""
    table = tables.Attempt
    update = table.update({table.times: tried.times, table.last_at: moment(tried.last_at)})
    await update.where((table.rule == rule) & (table.key_hash == key_hash))


async def forget(rule: str, key_hash: str) -> None:
    """Forget how often this was tried."""
    table = tables.Attempt
    await table.delete().where((table.rule == rule) & (table.key_hash == key_hash))


async def give_back(rule: str, key_hash: str) -> None:
    """One try less, for it was a right one."""
    await tables.Attempt.raw(
        "UPDATE attempt SET times = times - 1 WHERE rule = {} AND key_hash = {} AND times > 0", rule, key_hash
    )


async def forget_before(at: datetime) -> None:
    """Forget everything that was last tried before this moment."""
    await tables.Attempt.delete().where(tables.Attempt.last_at < moment(at))


async def known_device(token_hash: str, person_id: str, since: datetime) -> bool:
    """Whether somebody signed in in this browser since then."""
    table = tables.Device
    return bool(
        await table.select(table.seen_at).where(
            (table.token_hash == token_hash) & (table.person_id == person_id) & (table.seen_at >= moment(since))
        )
    )


async def is_device(token_hash: str) -> bool:
    """Whether anybody signed in in this browser."""
    return bool(await tables.Device.select(tables.Device.seen_at).where(tables.Device.token_hash == token_hash))


async def put_device(token_hash: str, person_id: str, at: datetime, forget_before: datetime) -> None:
    """Remember that somebody signed in in this browser; browsers not seen for long are forgotten."""
    table = tables.Device
    await table.delete().where(table.seen_at < moment(forget_before))
    update = table.update({table.seen_at: moment(at)})
    await table.insert(table(token_hash=token_hash, person_id=person_id, seen_at=moment(at))).on_conflict(
        action="DO NOTHING"
    )
    await update.where((table.token_hash == token_hash) & (table.person_id == person_id))


async def forget_devices(person_id: str) -> None:
    """No browser is known any more as one in which this person signed in."""
    await tables.Device.delete().where(tables.Device.person_id == person_id)
