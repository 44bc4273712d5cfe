"""Short queries are carried out at once, and neither they nor a file that is taken hold up everybody else."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import sqlite3
from pathlib import Path

import pytest

from gehoor.errors import ConcurrentChange
from gehoor.storage import cases, file_engine
from gehoor.storage.engine import TENANT
from gehoor.storage.scope import Store, snapshot, transaction
from storage.made_up import case_row, tenant_file

pytestmark = pytest.mark.anyio
#: Keeps the thread of a connection busy for a while, and nothing else.
LONG = (
    "SELECT count(*) AS n FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)"
    " SELECT i FROM n)"
)


async def a_case(case_id: str) -> None:
    async with transaction():
        await cases.write_views(case_row(case_id), [], [], new=True)


async def test_a_short_query_by_itself_sees_what_was_written_last(file_store: Store) -> None:
    async with file_store.tenant("zaltbommel"):
        assert await cases.by_id("c-1") is None
        await a_case("c-1")
        found = await cases.by_id("c-1")
        assert found
        assert found.case_id == "c-1"


async def test_a_short_query_in_a_snapshot_sees_the_moment_of_the_snapshot(file_store: Store) -> None:
    async with file_store.tenant("zaltbommel"):
        await a_case("c-1")
        async with snapshot():
            assert await cases.by_id("c-1")
            # Another task, for in this one the snapshot is open.
            await asyncio.get_running_loop().create_task(_written_beside(file_store), context=contextvars.Context())
            assert await cases.by_id("c-2") is None
        assert await cases.by_id("c-2")


async def _written_beside(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await a_case("c-2")


async def test_a_short_query_cannot_write_in_a_snapshot(file_store: Store) -> None:
    async with file_store.tenant("zaltbommel"), snapshot():
        with pytest.raises(RuntimeError, match="for reading only"):
            await TENANT.current.run_short("DELETE FROM outbox")


async def test_after_a_query_that_was_given_up_a_short_one_does_not_hold_up_the_loop(file_store: Store) -> None:
    async with file_store.tenant("zaltbommel"), snapshot():
        given_up = asyncio.create_task(TENANT.current.run(LONG))
        await asyncio.sleep(0)
        given_up.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await given_up
        short, turns = asyncio.create_task(TENANT.current.run_short("SELECT 1 AS one")), 0
        while not short.done():
            await asyncio.sleep(0)
            turns += 1
        assert await short == [{"one": 1}]
        assert turns > 100, "others had their turn while the thread was still at work"


async def test_a_file_that_is_taken_for_long_is_told_and_nothing_is_lost(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_engine, "BUSY_SECONDS", 0.01)
    async with file_store.tenant("zaltbommel"):
        await a_case("c-1")
        with contextlib.closing(sqlite3.connect(tenant_file(tmp_path, "zaltbommel"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ConcurrentChange, match="over een paar minuten opnieuw"):
                await a_case("c-2")
            other.execute("ROLLBACK")
        assert await cases.by_id("c-2") is None
        await a_case("c-2")
        assert await cases.by_id("c-2")
