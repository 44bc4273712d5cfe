"""The register only grows, in order, and never takes a stale writer."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import anyio
import pytest

from gehoor.errors import ConcurrentChange
from gehoor.storage import register
from gehoor.storage.chain import GENESIS, digest_of
from gehoor.storage.scope import Store, transaction
from gehoor.storage.verify import verify_chain
from storage.made_up import AT, direct, event, record, tenant_file

pytestmark = pytest.mark.anyio


async def test_events_come_back_as_they_were_put_in(store: Store) -> None:
    summer = datetime(2025, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    odd = event("noted", b'{ "b" : 1, "a": "\xc3\xa9" }', "persoon één")
    async with store.tenant("zaltbommel"):
        async with transaction():
            assert await register.append("c-1", 0, [odd, event("closed")], summer) == 2
        first, second = await register.events_of("c-1")
    assert (first.kind, first.payload, first.actor, first.seq) == (odd.kind, odd.payload, odd.actor, 1)
    assert first.at == summer
    assert first.at.utcoffset() == timedelta(0)
    assert (first.position, first.previous_hash) == (1, GENESIS)
    assert (second.position, second.seq, second.previous_hash) == (2, 2, first.hash)


async def test_one_chain_runs_through_all_cases(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await record("c-2", 0, events=2)
        await record("c-1")
        await record("c-2", 2)
        chain = sorted(
            (*await register.events_of("c-1"), *await register.events_of("c-2")), key=lambda stored: stored.position
        )
        assert [stored.case_id for stored in chain] == ["c-2", "c-2", "c-1", "c-2"]
        assert [stored.previous_hash for stored in chain] == [GENESIS, *(stored.hash for stored in chain[:-1])]
        assert await register.head() == register.Head(4, chain[-1].hash)
        assert await register.all_cases() == ["c-2", "c-1"]
        assert await verify_chain() == []


async def test_whoever_saw_an_older_case_is_refused(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await record("c-1", 0, events=2)
        for stale in (0, 1, 3):
            with pytest.raises(ConcurrentChange, match="Laad de zaak opnieuw"):
                await record("c-1", stale)
        assert [stored.seq for stored in await register.events_of("c-1")] == [1, 2]


async def test_of_two_writers_who_saw_the_same_case_one_wins(store: Store) -> None:
    refused = []

    async def one() -> None:
        async with store.tenant("zaltbommel"):
            try:
                await record("c-1")
            except ConcurrentChange as error:
                refused.append(error)

    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(one)
    assert len(refused) == 9


async def test_appending_outside_a_transaction_is_refused(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        with pytest.raises(RuntimeError, match="async with transaction"):
            await register.append("c-1", 0, [event()], AT)


async def test_no_events_change_nothing(store: Store) -> None:
    async with store.tenant("zaltbommel"), transaction():
        assert await register.append("c-1", 0, [], AT) == 0
        assert (await register.head()).position == 0


async def test_a_payload_that_is_no_json_and_a_moment_without_a_zone_are_refused(store: Store) -> None:
    async with store.tenant("zaltbommel"), transaction():
        with pytest.raises(ValueError, match="not JSON"):
            await register.append("c-1", 0, [event(payload=b"{")], AT)
        with pytest.raises(ValueError, match="no time zone"):
            await register.append("c-1", 0, [event()], AT.replace(tzinfo=None))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_event SET payload = CAST('{}' AS BLOB) WHERE position = 1",
        "UPDATE register_event SET actor = 'p-2'",
        "DELETE FROM register_event WHERE position = 2",
        "DELETE FROM register_event",
        "INSERT OR REPLACE INTO register_event SELECT position, case_id, seq, kind, at, 'p-2', payload, "
        "previous_hash, hash FROM register_event WHERE position = 1",
        "INSERT OR REPLACE INTO register_event SELECT 9, case_id, seq, kind, at, actor, payload, "
        "previous_hash, printf('%064d', 7) FROM register_event WHERE position = 1",
        "UPDATE register_head SET position = 1",
        "DELETE FROM register_head",
    ],
)
async def test_the_database_itself_refuses_to_rewrite_the_register(
    file_store: Store, tmp_path: Path, statement: str
) -> None:
    async with file_store.tenant("zaltbommel"):
        await record("c-1", 0, events=2)
        connection = direct(tenant_file(tmp_path))
        with pytest.raises(sqlite3.IntegrityError, match=r"register"):
            connection.execute(statement)
        connection.close()
        assert await verify_chain() == []


def test_text_cannot_flow_from_one_part_of_an_event_into_the_next() -> None:
    one = digest_of(1, "c-1", 1, "noted", "", "ab", b"c", GENESIS)
    assert one != digest_of(1, "c-1", 1, "noted", "", "a", b"bc", GENESIS)
    assert one != digest_of(1, "c-1", 1, "noted", "a", "b", b"c", GENESIS)
    assert one == digest_of(1, "c-1", 1, "noted", "", "ab", b"c", GENESIS)
