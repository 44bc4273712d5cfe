"""Proves that the register of a tenant is as it was written, or names each place where it is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

from gehoor.storage import tables
from gehoor.storage.chain import GENESIS, Finding, Problem, Record, diagnose, link_of
from gehoor.storage.engine import TENANT
from gehoor.storage.scope import snapshot

PAGE: Final = 1000
_BYTES_OR_TEXT: Final = ("case_id", "kind", "at", "actor", "payload", "previous_hash", "hash")


async def verify_chain() -> list[Finding]:
    """What is wrong with the register; nothing when it is whole."""
    async with snapshot():
        head = await tables.RegisterHead.raw("SELECT position, hash FROM register_head WHERE id = 1")
        if not head:
            detail = "Het register weet zijn einde niet meer. Zet een reservekopie terug."
            return [Finding(0, None, Problem.HEAD_GONE, detail)]
        position, digest = int(head[0]["position"]), str(head[0]["hash"])
        last_seqs = await _last_seqs()
        if await _is_whole(position, digest, last_seqs):
            return []
        links = [link_of(record) async for record in _records()]
    return diagnose(links, position, digest, last_seqs)


async def _is_whole(head_position: int, head_hash: str, last_seqs: dict[str, int]) -> bool:
    """The quick look, which keeps no more in memory than a number for each case."""
    position, digest, seqs = 0, GENESIS, dict.fromkeys(last_seqs, 0)
    async for record in _records():
        seq = seqs.get(record.case_id, 0)
        if record.position != position + 1 or record.previous_hash != digest or record.seq != seq + 1:
            return False
        if not record.fits(record.position):
            return False
        position, digest, seqs[record.case_id] = record.position, record.hash, record.seq
    complete = all(seqs[case_id] >= last_seq for case_id, last_seq in last_seqs.items())
    return complete and position == head_position and digest == head_hash


async def _records() -> AsyncIterator[Record]:
    table, position = tables.RegisterEvent, -1
    # SQLite keeps bytes that are no text in a column of text, and then fails to read them; PostgreSQL refuses them.
    raw = TENANT.current.kind == "sqlite"
    columns = ", ".join(f"CAST({name} AS BLOB) AS {name}" if raw else name for name in _BYTES_OR_TEXT)
    # The names come from this module.
    query = f"SELECT position, seq, {columns} FROM register_event WHERE position > {{}} ORDER BY position LIMIT {PAGE}"  # noqa: S608
    while True:
        rows = await table.raw(query, position)
        for row in rows:
            yield _record(row)
            position = row["position"]
        if len(rows) < PAGE:
            return


def _record(row: dict[str, Any]) -> Record:
    # Whoever tampers with a file may leave text where bytes belong; that must become a finding, not a crash.
    texts = {
        name: value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        for name, value in row.items()
        if name not in ("position", "seq", "payload")
    }
    payload = row["payload"] if isinstance(row["payload"], bytes) else str(row["payload"]).encode()
    return Record(position=row["position"], seq=row["seq"], payload=payload, **texts)


async def _last_seqs() -> dict[str, int]:
    """How many events each case must have, by its view."""
    rows = await tables.CaseView.raw("SELECT case_id, last_seq FROM case_view")
    return {row["case_id"]: int(row["last_seq"]) for row in rows}
