"""Whoever goes round the platform and changes the register is found, and the place is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gehoor.storage.chain import Finding, Problem, digest_of
from gehoor.storage.scope import Store
from gehoor.storage.verify import verify_chain
from storage.made_up import direct, record, tenant_file

pytestmark = pytest.mark.anyio

Tamper = Callable[[sqlite3.Connection], object]
READ_ONE = (
    "SELECT position, case_id, seq, kind, at, actor, payload, previous_hash FROM register_event WHERE position = ?"
)


async def after(store: Store, tmp_path: Path, tamper: Tamper) -> list[Finding]:
    """Six events over two cases, then somebody with the file in hand, then what is found."""
    async with store.tenant("zaltbommel"):
        for case_id, seen in (("c-1", 0), ("c-2", 0), ("c-1", 1), ("c-1", 2), ("c-2", 1), ("c-1", 3)):
            await record(case_id, seen)
        assert await verify_chain() == []
        connection = direct(tenant_file(tmp_path))
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        tamper(connection)
        connection.close()
        return await verify_chain()


def named(findings: list[Finding]) -> list[tuple[int, str | None, Problem]]:
    return [(finding.position, finding.case_id, finding.problem) for finding in findings]


def shift(connection: sqlite3.Connection, first: int, by: int) -> None:
    connection.execute("UPDATE register_event SET position = position + 1000 WHERE position >= ?", (first,))
    connection.execute("UPDATE register_event SET position = position - 1000 + ? WHERE position > 1000", (by,))


def add(connection: sqlite3.Connection, position: int, previous: int) -> None:
    """A forged event whose own hash is right and that points to the event before it."""
    (previous_hash,) = connection.execute("SELECT hash FROM register_event WHERE position = ?", (previous,)).fetchone()
    parts = (position, "c-9", 1, "received", "2025-03-03T09:30:00.000000Z", "p-9", b"{}", previous_hash)
    connection.execute("INSERT INTO register_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*parts, digest_of(*parts)))


def rehash(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Write the chain anew from one event to another, as somebody who knows how it is made."""
    previous = None
    for position in range(first, last + 1):
        *parts, previous_hash = connection.execute(READ_ONE, (position,)).fetchone()
        previous = previous or previous_hash
        place, case_id, seq, kind, at, actor, payload = parts
        digest = digest_of(place, case_id, seq, kind, at, actor, payload, previous)
        connection.execute(
            "UPDATE register_event SET hash = ?, previous_hash = ? WHERE position = ?", (digest, previous, position)
        )
        previous = digest


@pytest.mark.parametrize(
    "change",
    ["actor = 'p-2'", "at = '2024-03-03T09:30:00.000000Z'", "kind = 'closed'", "payload = CAST('[]' AS BLOB)",
     "hash = printf('%064d', 5)", "previous_hash = printf('%064d', 5)", "case_id = 'c-3'", "seq = 9"],
)  # fmt: skip
async def test_a_changed_event_is_found(file_store: Store, tmp_path: Path, change: str) -> None:
    findings = await after(
        file_store,
        tmp_path,
        lambda file: file.execute(" ".join(("UPDATE register_event SET", change, "WHERE position = 3"))),
    )
    assert Problem.CHANGED in {finding.problem for finding in findings if finding.position == 3}
    if not change.startswith(("case_id", "seq")):
        assert named(findings) == [(3, "c-1", Problem.CHANGED)]


async def test_bytes_made_into_text_are_found_without_a_crash(file_store: Store, tmp_path: Path) -> None:
    def tamper(file: sqlite3.Connection) -> None:
        file.execute("PRAGMA ignore_check_constraints = ON")
        file.execute("UPDATE register_event SET payload = 'geen json', kind = x'ff' WHERE position = 3")

    assert named(await after(file_store, tmp_path, tamper)) == [(3, "c-1", Problem.CHANGED)]


async def test_a_changed_event_with_a_new_hash_is_found(file_store: Store, tmp_path: Path) -> None:
    def tamper(file: sqlite3.Connection) -> None:
        file.execute("UPDATE register_event SET actor = 'p-2' WHERE position = 3")
        rehash(file, 3, 3)

    assert named(await after(file_store, tmp_path, tamper)) == [(3, "c-1", Problem.CHANGED)]


async def test_a_chain_written_anew_to_its_end_does_not_fit_the_head(file_store: Store, tmp_path: Path) -> None:
    def tamper(file: sqlite3.Connection) -> None:
        file.execute("UPDATE register_event SET actor = 'p-2' WHERE position = 3")
        rehash(file, 3, 6)

    assert named(await after(file_store, tmp_path, tamper)) == [(6, "c-1", Problem.CHANGED)]


@pytest.mark.parametrize(("position", "case_id"), [(1, "c-1"), (2, "c-2"), (3, "c-1"), (4, "c-1")])
async def test_a_deleted_event_is_found(file_store: Store, tmp_path: Path, position: int, case_id: str) -> None:
    findings = await after(
        file_store, tmp_path, lambda file: file.execute("DELETE FROM register_event WHERE position = ?", (position,))
    )
    assert named(findings) == [(position, case_id, Problem.DELETED)]


async def test_a_deleted_row_of_events_is_found_with_every_case(file_store: Store, tmp_path: Path) -> None:
    findings = await after(
        file_store, tmp_path, lambda file: file.execute("DELETE FROM register_event WHERE position IN (2, 3, 4)")
    )
    assert named(findings) == [(2, case_id, Problem.DELETED) for case_id in ("c-2", "c-1", "c-1")]
    assert "de plaatsen 2 tot en met 4" in findings[0].detail


async def test_an_event_deleted_with_the_gap_closed_is_found(file_store: Store, tmp_path: Path) -> None:
    def tamper(file: sqlite3.Connection) -> None:
        file.execute("DELETE FROM register_event WHERE position = 3")
        shift(file, 4, -1)

    findings = named(await after(file_store, tmp_path, tamper))
    assert (3, None, Problem.DELETED) in findings
    assert (3, "c-1", Problem.MOVED) in findings


@pytest.mark.parametrize(("one", "other"), [(3, 4), (2, 5)])
async def test_swapped_events_are_found_with_where_they_were(
    file_store: Store, tmp_path: Path, one: int, other: int
) -> None:
    def tamper(file: sqlite3.Connection) -> None:
        for here, there in ((one, 99), (other, one), (99, other)):
            file.execute("UPDATE register_event SET position = ? WHERE position = ?", (there, here))

    findings = await after(file_store, tmp_path, tamper)
    assert [(finding.position, finding.problem) for finding in findings] == [
        (one, Problem.MOVED),
        (other, Problem.MOVED),
    ]
    assert str(other) in findings[0].detail
    assert str(one) in findings[1].detail


async def test_an_event_inserted_between_others_is_found(file_store: Store, tmp_path: Path) -> None:
    def tamper(file: sqlite3.Connection) -> None:
        shift(file, 4, 1)
        add(file, 4, previous=3)

    findings = await after(file_store, tmp_path, tamper)
    assert named(findings)[0] == (4, "c-9", Problem.INSERTED)
    assert {finding.problem for finding in findings[1:]} == {Problem.MOVED}


async def test_an_event_added_after_the_head_is_found(file_store: Store, tmp_path: Path) -> None:
    findings = await after(file_store, tmp_path, lambda file: add(file, 7, previous=6))
    assert named(findings) == [(7, "c-9", Problem.INSERTED)]


async def test_a_tail_that_was_cut_off_is_found(file_store: Store, tmp_path: Path) -> None:
    findings = await after(
        file_store, tmp_path, lambda file: file.execute("DELETE FROM register_event WHERE position >= 5")
    )
    assert named(findings) == [(5, "c-2", Problem.CUT_OFF), (5, "c-1", Problem.CUT_OFF)] or named(findings) == [
        (5, "c-1", Problem.CUT_OFF),
        (5, "c-2", Problem.CUT_OFF),
    ]


async def test_a_tail_cut_off_with_the_head_put_back_is_found_by_the_case(file_store: Store, tmp_path: Path) -> None:
    def tamper(file: sqlite3.Connection) -> None:
        file.execute("DELETE FROM register_event WHERE position = 6")
        file.execute(
            "UPDATE register_head SET position = 5, hash = (SELECT hash FROM register_event WHERE position = 5)"
        )

    assert [(finding.case_id, finding.problem) for finding in await after(file_store, tmp_path, tamper)] == [
        ("c-1", Problem.CUT_OFF)
    ]


async def test_a_register_that_was_emptied_is_found(file_store: Store, tmp_path: Path) -> None:
    findings = await after(file_store, tmp_path, lambda file: file.execute("DELETE FROM register_event"))
    assert {finding.case_id for finding in findings} == {"c-1", "c-2"}
    assert {finding.problem for finding in findings} == {Problem.CUT_OFF}


async def test_a_head_that_is_gone_is_found(file_store: Store, tmp_path: Path) -> None:
    findings = await after(file_store, tmp_path, lambda file: file.execute("DELETE FROM register_head"))
    assert named(findings) == [(0, None, Problem.HEAD_GONE)]


async def test_an_empty_register_is_whole(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        assert await verify_chain() == []


async def test_a_register_of_more_than_one_page_is_whole_and_its_damage_is_found(
    file_store: Store, tmp_path: Path
) -> None:
    async with file_store.tenant("zaltbommel"):
        await record("c-1", 0, events=1500)
        await record("c-2", 0, events=700)
        assert await verify_chain() == []
        connection = direct(tenant_file(tmp_path))
        connection.execute("DROP TRIGGER register_event_is_never_changed")
        connection.execute("UPDATE register_event SET actor = 'p-2' WHERE position IN (1000, 1001, 2200)")
        connection.close()
        assert [finding.position for finding in await verify_chain()] == [1000, 1001, 2200]
