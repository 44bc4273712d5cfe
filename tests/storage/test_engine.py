"""Tenants never see each other, and a transaction is whole or not there."""

from __future__ import annotations

import asyncio
import contextvars
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import pytest

from gehoor.storage import cases, outbox, register, tables
from gehoor.storage.engine import TENANT, TenantNotSelected
from gehoor.storage.file_engine import FileEngine
from gehoor.storage.scope import RuleBroken, Store, current_tenant, snapshot, transaction
from gehoor.storage.verify import verify_chain
from storage.made_up import AT, TENANTS, case_row, deadline, direct, event, record, tenant_file

pytestmark = pytest.mark.anyio

PATIENCE = 30


async def test_two_thousand_mixed_reads_and_writes_over_twenty_tenants_see_no_foreign_row(store: Store) -> None:
    slugs = [f"gemeente-{number}" for number in range(20)]
    for slug in slugs:
        await store.add_tenant(slug, "made_up_law", slug, [], AT)

    async def one(number: int) -> None:
        slug = slugs[number % 20]
        async with store.tenant(slug):
            if number % 40 < 20:
                await record(f"{slug}-{number}", unit=slug)
            for row in await cases.worklist(limit=1000):
                assert row.unit == slug
                assert row.case_id.startswith(f"{slug}-")
            assert current_tenant() == slug

    async with anyio.create_task_group() as group:
        for number in range(2000):
            group.start_soon(one, number)

    for slug in slugs:
        async with store.tenant(slug):
            assert len(await cases.worklist(limit=1000)) == 50
            assert await verify_chain() == []
            assert (await register.head()).position == 50


async def _append_and(rest: Callable[[], Awaitable[object]]) -> None:
    async with transaction():
        await register.append("c-1", 0, [event()], AT)
        await rest()


async def test_a_query_without_a_tenant_is_refused(store: Store) -> None:
    with pytest.raises(TenantNotSelected):
        await cases.by_id("c-1")
    with pytest.raises(TenantNotSelected):
        async with transaction():
            pass
    with pytest.raises(TenantNotSelected):
        async with snapshot():
            pass


async def test_a_task_that_outlives_its_scope_reads_nothing(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        left_over = contextvars.copy_context()
    task = asyncio.get_running_loop().create_task(cases.by_id("c-1"), context=left_over)
    with pytest.raises(TenantNotSelected):
        await task


async def test_a_task_that_outlives_its_transaction_writes_nothing(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            left_over = contextvars.copy_context()
        write = tables.Narrative(case_id="c-1", kind="note", seq=1, text="te laat", at="")
        task = asyncio.get_running_loop().create_task(tables.Narrative.insert(write).run(), context=left_over)
        with pytest.raises(RuntimeError, match="This transaction is over"):
            await task
        assert await tables.Narrative.count() == 0


async def test_nested_transactions_are_refused_and_undo_the_outer_one(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        with pytest.raises(RuntimeError, match="transactions do not nest"):
            await _append_and(transaction().__aenter__)
        assert await register.events_of("c-1") == []
        assert await record("c-1") == 1


async def test_another_tenant_cannot_be_entered_inside_a_transaction(store: Store) -> None:
    async with store.tenant("zaltbommel"), transaction():
        with pytest.raises(RuntimeError, match="End it before"):
            async with store.tenant("neerdam"):
                pass


async def test_a_scope_inside_a_scope_gives_the_outer_tenant_back(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await record("c-1")
        async with store.tenant("neerdam"):
            assert await cases.by_id("c-1") is None
        assert await cases.by_id("c-1") is not None


async def test_a_transaction_that_fails_leaves_no_event_no_view_and_no_work(store: Store) -> None:
    class Sudden(Exception):
        pass

    async def fail_after_the_rest() -> None:
        await cases.write_views(case_row(), [deadline()], [])
        await outbox.put("letter", b"{}", AT)
        raise Sudden

    async with store.tenant("zaltbommel"):
        with pytest.raises(Sudden):
            await _append_and(fail_after_the_rest)
        assert await register.all_cases() == []
        assert (await register.head()).position == 0
        assert await cases.read_views("c-1") is None
        assert await outbox.next_moment() is None


async def test_a_commit_that_fails_leaves_everything_clean(file_store: Store) -> None:
    reached = []

    async def refer_to_nobody() -> None:
        await TENANT.run_ddl("PRAGMA defer_foreign_keys = ON")
        await tables.DeadlineView.raw(
            "INSERT INTO deadline_view (case_id, key, due, nominal, kind, provisional, answer)"
            " VALUES ('nobody', 'k', '2025-01-01', '2025-01-01', 'law', 0, '')"
        )
        reached.append("the end")

    async with file_store.tenant("zaltbommel"):
        for _ in range(5):
            with pytest.raises(RuleBroken):
                await _append_and(refer_to_nobody)
            assert reached == ["the end"]
            reached.clear()
            assert TENANT.active is None
        assert await register.all_cases() == []
        assert await record("c-1") == 1


async def test_a_cancelled_transaction_leaves_nothing_and_frees_the_turn_to_write(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        inside = anyio.Event()

        async def hang() -> None:
            async with transaction():
                await register.append("c-1", 0, [event()], AT)
                inside.set()
                await anyio.sleep_forever()

        async def wait_for_a_turn() -> None:
            async with transaction():
                await register.append("c-2", 0, [event()], AT)

        async with anyio.create_task_group() as group:
            group.start_soon(hang)
            await inside.wait()
            group.start_soon(wait_for_a_turn)
            await anyio.lowlevel.checkpoint()
            group.cancel_scope.cancel()
        assert await register.all_cases() == []
        assert await record("c-3") == 1


async def test_a_query_cancelled_halfway_leaves_its_connection_usable(store: Store) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT COUNT(*) FROM n"
    async with store.tenant("zaltbommel"):
        for _ in range(10):
            task = asyncio.create_task(TENANT.current.run(endless))
            await anyio.lowlevel.checkpoint()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await record("c-1") == 1


async def test_a_snapshot_sees_one_moment_and_refuses_to_write(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await record("c-1")
        async with snapshot():
            assert len(await register.all_cases()) == 1
            outside = contextvars.Context()
            await asyncio.get_running_loop().create_task(_record_in(store, "c-2"), context=outside)
            assert len(await register.all_cases()) == 1
            with pytest.raises(RuntimeError, match="for reading only"):
                await cases.set_access_hash("c-1", "x")
        assert len(await register.all_cases()) == 2


async def _record_in(store: Store, case_id: str) -> None:
    async with store.tenant("zaltbommel"):
        await record(case_id)


async def test_tenant_data_is_written_through_to_the_disk(file_store: Store, tmp_path: Path) -> None:
    async with file_store.tenant("zaltbommel"):
        await record("c-1")
        for pragma, value in (("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)):
            assert await TENANT.current.run(f"PRAGMA {pragma}") == [{pragma: value}]
    connection = direct(tenant_file(tmp_path))
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


async def test_tenants_that_are_not_used_are_closed_first_and_one_in_use_stays(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "data", open_tenants=2)
    try:
        for slug in TENANTS:
            await store.add_tenant(slug, "made_up_law", slug, [], AT)
        async with store.tenant("zaltbommel"):
            first = TENANT.current
            for slug in TENANTS[1:]:
                await _visit(store, slug)
            assert TENANT.current is first
            assert await record("c-1") == 1
        assert await _visit(store, "zaltbommel") is first
        neerdam = await _visit(store, "neerdam")
        assert await _visit(store, "oosterhage") is not first
        assert await _visit(store, "neerdam") is neerdam
        assert await _visit(store, "zaltbommel") is not first
        async with store.tenant("oosterhage"):
            # Room is made when a tenant is opened, not only when it is left.
            with pytest.raises(RuntimeError, match="This file is closed"):
                await neerdam.run("SELECT 1")
        async with store.tenant("zaltbommel"):
            assert await cases.by_id("c-1") is not None
    finally:
        await store.aclose()


async def test_one_tenant_too_many_is_closed_when_it_is_left(tmp_path: Path) -> None:
    store = await Store.open(tmp_path / "data", open_tenants=1)
    try:
        for slug in TENANTS:
            await store.add_tenant(slug, "made_up_law", slug, [], AT)
        async with store.tenant("zaltbommel"):
            neerdam = await _visit(store, "neerdam")
            with pytest.raises(RuntimeError, match="This file is closed"):
                await neerdam.run("SELECT 1")
            assert await record("c-1") == 1
    finally:
        await store.aclose()


async def _visit(store: Store, slug: str) -> FileEngine:
    async with store.tenant(slug):
        await register.head()
        assert isinstance(TENANT.current, FileEngine)
        return TENANT.current


async def test_a_closed_store_has_no_threads_left_and_opens_nothing(tmp_path: Path) -> None:
    before = _database_threads()
    store = await Store.open(tmp_path / "data")
    await store.add_tenant("zaltbommel", "made_up_law", "Zaltbommel", [], AT)
    async with store.tenant("zaltbommel"):
        await asyncio.gather(*(register.head() for _ in range(20)))
        assert _database_threads() > before
    opened = _database_threads() - before
    await store.aclose()
    for thread in opened:
        # Closing is answered by the thread itself just before it ends.
        thread.join(timeout=PATIENCE)
        assert not thread.is_alive()
    with pytest.raises(RuntimeError, match="The store is closed"):
        async with store.tenant("zaltbommel"):
            pass
    with pytest.raises(RuntimeError, match="This file is closed"):
        await store.tenants()


async def test_a_file_that_is_no_database_leaves_no_thread_behind(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    await anyio.Path(path).write_text("this is no database, but it is long enough to look at" * 100)
    before = _database_threads()
    with pytest.raises(sqlite3.DatabaseError):
        await FileEngine(path).run("SELECT 1")
    for thread in _database_threads() - before:
        thread.join(timeout=PATIENCE)
        assert not thread.is_alive()


def _database_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if "_connection_worker_thread" in thread.name}
