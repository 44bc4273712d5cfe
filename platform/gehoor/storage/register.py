"""The register: appends events to the one hash chain of a tenant and reads them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from gehoor.errors import ConcurrentChange
from gehoor.storage import tables
from gehoor.storage.chain import digest_of
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
    last_seq = await last_seq_of(case_id)
    if last_seq != expected_seq:
        raise ConcurrentChange(
            "Iemand anders heeft deze zaak intussen gewijzigd. Uw wijziging is niet opgeslagen. "
            "Laad de zaak opnieuw en kijk of uw wijziging nog nodig is."
        )
    if not events:
        return last_seq
    position, previous, when = *msgspec.structs.astuple(await head()), moment(at)
    rows = []
    for seq, event in enumerate(events, start=last_seq + 1):
        position += 1
        _check_json(event)
        digest = digest_of(position, case_id, seq, event.kind, when, event.actor, event.payload, previous)
        row = tables.RegisterEvent(
            position=position, case_id=case_id, seq=seq, kind=event.kind, at=when, actor=event.actor,
            payload=event.payload, previous_hash=previous, hash=digest,
        )  # fmt: skip
        rows.append(row)
        previous = digest
    await tables.RegisterEvent.insert(*rows)
    update = tables.RegisterHead.update({tables.RegisterHead.position: position, tables.RegisterHead.hash: previous})
    await update.where(tables.RegisterHead.id == 1)
    return last_seq + len(events)


async def last_seq_of(case_id: str) -> int:
    """The number of the last event of a case, 0 when it has none."""
    query = "SELECT COALESCE(MAX(seq), 0) AS last_seq FROM register_event WHERE case_id = {}"
    rows = await tables.RegisterEvent.raw(query, case_id)
    return int(rows[0]["last_seq"])


async def events_of(case_id: str) -> list[StoredEvent]:
    """The events of a case in their order."""
    table = tables.RegisterEvent
    return facts(await table.select().where(table.case_id == case_id).order_by(table.seq), StoredEvent)


async def all_cases() -> list[str]:
    """Every case that is on the register, in the order in which they came."""
    query = "SELECT case_id FROM register_event WHERE seq = 1 ORDER BY position"
    return [row["case_id"] for row in await tables.RegisterEvent.raw(query)]


async def head() -> Head:
    """Where the register stands now."""
    table = tables.RegisterHead
    rows = await table.select(table.position, table.hash).where(table.id == 1)
    if not rows:
        raise RuntimeError("The register has lost its head, so nothing can be added. Restore it from a backup.")
    return Head(rows[0]["position"], rows[0]["hash"])


def _check_json(event: NewEvent) -> None:
    try:
        msgspec.json.decode(event.payload)
    except msgspec.DecodeError as error:
        raise ValueError(f"The payload of {event.kind} is not JSON, so nobody could read it back.") from error
