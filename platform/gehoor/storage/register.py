"""The register: appends events to the one hash chain of a tenant and reads them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

import msgspec

from gehoor.errors import ConcurrentChange
from gehoor.storage import tables
from gehoor.storage.chain import digest_of
from gehoor.storage.engine import TENANT
from gehoor.storage.prepared import Prepared, insert
from gehoor.storage.rows import facts, moment
from gehoor.storage.scope import require_transaction


class NewEvent(msgspec.Struct, frozen=True):
    """Something that happened, not yet on the register; its payload is JSON and is kept byte for byte."""

    kind: str
    payload: bytes
    actor: str


class StoredEvent(msgspec.Struct, frozen=True):
    """An event on the register, with its place in the chain."""

    position: int
    case_id: str
    seq: int
    kind: str
    at: datetime
    actor: str
    payload: bytes
    previous_hash: str
    hash: str


class Head(msgspec.Struct, frozen=True):
    """The last position of the register with its hash; keep it elsewhere to prove the register later."""

    position: int
    hash: str


async def append(case_id: str, expected_seq: int, events: Sequence[NewEvent], at: datetime) -> int:
    """Put these events on the register after the last one of the case, and give the new last number.

    `expected_seq` is the last number the caller has seen, 0 for a new case.
    """
    require_transaction()
    if TENANT.current.kind == "postgres":
        # Of two processes one waits here, and only then looks where the case stands. A file has one writer anyway.
        await tables.RegisterHead.raw("SELECT id FROM register_head WHERE id = 1 FOR UPDATE")
    stands = await _STANDS.run(case_id)
    if not stands:
        raise _lost()
    now = stands[0]
    last_seq = int(now["last_seq"])
    if last_seq != expected_seq:
        raise ConcurrentChange(
            "Iemand anders heeft deze zaak intussen gewijzigd. Uw wijziging is niet opgeslagen. "
            "Laad de zaak opnieuw en kijk of uw wijziging nog nodig is."
        )
    if not events:
        return last_seq
    position, previous, when = int(now["position"]), str(now["hash"]), moment(at)
    rows = []
    for seq, event in enumerate(events, start=last_seq + 1):
        position += 1
        _check_json(event)
        digest = digest_of(position, case_id, seq, event.kind, when, event.actor, event.payload, previous)
        row = {
            "position": position, "case_id": case_id, "seq": seq, "kind": event.kind, "at": when,
            "actor": event.actor, "payload": event.payload, "previous_hash": previous, "hash": digest,
        }  # fmt: skip
        rows.append(row)
        previous = digest
    await insert(tables.RegisterEvent, rows)
    await _MOVE_HEAD.run(position, previous)
    return last_seq + len(events)


async def events_of(case_id: str) -> list[StoredEvent]:
    """The events of a case in their order."""
    return facts(await _EVENTS.run(case_id), StoredEvent)


async def payloads_of(case_ids: Sequence[str], without: str) -> dict[str, list[bytes]]:
    """The payloads of these cases in their order, but not those of one kind of event; for a list of many cases."""
    found: dict[str, list[bytes]] = {case_id: [] for case_id in case_ids}
    if found:
        for row in await _payloads(len(found)).run(*found, without):
            found[row["case_id"]].append(bytes(row["payload"]))
    return found


@lru_cache(64)
def _payloads(count: int) -> Prepared:
    marks = ", ".join(["{}"] * count)
    query = (
        f"SELECT case_id, payload FROM register_event WHERE case_id IN ({marks}) AND kind <> {{}} "  # noqa: S608  # Only marks.
        "ORDER BY case_id, seq"
    )
    return Prepared(count + 1, lambda *values: tables.RegisterEvent.raw(query, *values))


async def all_cases() -> list[str]:
    """Every case that is on the register, in the order in which they came."""
    query = "SELECT case_id FROM register_event WHERE seq = 1 ORDER BY position"
    return [row["case_id"] for row in await tables.RegisterEvent.raw(query)]


async def head() -> Head:
    """Where the register stands now."""
    table = tables.RegisterHead
    rows = await table.select(table.position, table.hash).where(table.id == 1)
    if not rows:
        raise _lost()
    return Head(rows[0]["position"], rows[0]["hash"])


#: Where the register stands, and how many events a case has.
_STANDS: Final = Prepared(
    1,
    lambda case_id: tables.RegisterHead.raw(
        "SELECT position, hash, (SELECT COALESCE(MAX(seq), 0) FROM register_event WHERE case_id = {}) AS last_seq "
        "FROM register_head WHERE id = 1",
        case_id,
    ),
)
_EVENTS: Final = Prepared(
    1,
    lambda case_id: (
        tables.RegisterEvent.select().where(tables.RegisterEvent.case_id == case_id).order_by(tables.RegisterEvent.seq)
    ),
)
_MOVE_HEAD: Final = Prepared(
    2,
    lambda position, hash_: tables.RegisterHead.update(
        {tables.RegisterHead.position: position, tables.RegisterHead.hash: hash_}
    ).where(tables.RegisterHead.id == 1),
)


def _lost() -> RuntimeError:
    return RuntimeError("The register has lost its head, so nothing can be added. Restore it from a backup.")


async def has_been(earlier: Head) -> bool:
    """Whether this head once stood on this register, so that what came after it was added to it."""
    if earlier.position == 0:
        return True
    table = tables.RegisterEvent
    rows = await table.select(table.hash).where(table.position == earlier.position)
    return bool(rows) and rows[0]["hash"] == earlier.hash


def _check_json(event: NewEvent) -> None:
    try:
        msgspec.json.decode(event.payload)
    except msgspec.DecodeError as error:
        raise ValueError(f"The payload of {event.kind} is not JSON, so nobody could read it back.") from error
