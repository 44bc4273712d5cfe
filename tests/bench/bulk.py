"""Many cases in the file of one municipality: copies of cases that went through the services, on one whole register.

Each copy has its own number, its own events with their hashes, and its own rows in the overviews, made from those
events as the services make them; `gehoor register verify` proves them like any other. The words are left out: names,
texts and letters stay with the case they were written for, and no page that is measured shows them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gehoor.domain.case import from_register
from gehoor.domain.events import Received
from gehoor.domain.payloads import decode, encode
from gehoor.services.projection import people_concerned, project
from gehoor.storage.chain import digest_of
from gehoor.storage.rows import columns

#: Cases that are written in one go.
PORTION = 2000
Event = tuple[str, str, str, bytes]


def multiply(file: Path, total: int, *, below: str = "") -> None:
    """Copies the cases of a municipality, which nobody uses now, until there are so many.

    With `below`, a day, only what is due after it or is closed, so that the top of the work list stays as it is.
    """
    database = sqlite3.connect(file, isolation_level=None)
    # The file is made to be measured once; should the machine stop, it is made again.
    database.execute("PRAGMA synchronous = OFF")
    patterns = _patterns(database, below)
    position, previous = database.execute("SELECT position, hash FROM register_head").fetchone()
    (present,) = database.execute("SELECT count(*) FROM case_view").fetchone()
    for start in range(present, total, PORTION):
        database.execute("BEGIN IMMEDIATE")
        for number in range(start, min(start + PORTION, total)):
            events = patterns[number % len(patterns)]
            position, previous = _copy(database, number, events, position, previous)
        database.execute("UPDATE register_head SET position = ?, hash = ?", (position, previous))
        database.execute("COMMIT")
    database.close()


def _patterns(database: sqlite3.Connection, below: str) -> list[list[Event]]:
    """The events of each case that may be copied: what kind, when, by whom, and the payload."""
    found: dict[str, list[Event]] = {}
    for case_id, *event in database.execute(
        "SELECT case_id, kind, at, actor, payload FROM register_event JOIN case_view USING (case_id)"
        " WHERE ? = '' OR closed_on IS NOT NULL OR next_due > ? ORDER BY position",
        (below, below),
    ):
        found.setdefault(case_id, []).append(tuple(event))
    return list(found.values())


def _copy(
    database: sqlite3.Connection, number: int, events: Sequence[Event], position: int, previous: str
) -> tuple[int, str]:
    case_id = f"{number:016x}"
    payloads = list(_renamed(events, f"B-{number:06}"))
    rows = []
    for seq, ((kind, at, actor, _), payload) in enumerate(zip(events, payloads, strict=True), start=1):
        position += 1
        digest = digest_of(position, case_id, seq, kind, at, actor, payload, previous)
        rows.append((position, case_id, seq, kind, at, actor, payload, previous, digest))
        previous = digest
    database.executemany(f"INSERT INTO register_event VALUES ({_marks(9)})", rows)
    received, case = from_register(map(decode, payloads))
    row, deadlines, duties = project(case_id, received, case, len(rows))
    _insert(database, "case_view", [columns(row)])
    _insert(database, "deadline_view", [columns(deadline) for deadline in deadlines])
    _insert(database, "duty_view", [columns(duty) for duty in duties])
    people = [{"case_id": case_id, "person_id": person, "how": how} for person, how in people_concerned(case).items()]
    _insert(database, "case_person", people)
    return position, previous


def _renamed(events: Sequence[Event], reference: str) -> Iterator[bytes]:
    for _, _, _, payload in events:
        event = decode(payload)
        yield encode(msgspec.structs.replace(event, reference=reference)) if isinstance(event, Received) else payload


def _insert(database: sqlite3.Connection, table: str, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        names = ", ".join(rows[0])
        statement = f"INSERT INTO {table} ({names}) VALUES ({_marks(len(rows[0]))})"  # Names of our own.
        database.executemany(statement, [tuple(row.values()) for row in rows])


def _marks(count: int) -> str:
    return ", ".join("?" * count)
