"""One connection is enough for everything, and it comes back whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from gehoor.errors import ConcurrentChange
from gehoor.storage import cases, outbox, register, tables
from gehoor.storage.engine import TENANT, TenantNotSelected
from gehoor.storage.scope import Control, RuleBroken, Store, snapshot, transaction
from postgres_server import Database
from storage.made_up import AT, TENANTS, case_row, event, record

pytestmark = pytest.mark.anyio

CONSTRAINT = "ALTER TABLE deadline_view ALTER CONSTRAINT deadline_view_tenant_case_id_fkey "
ORPHAN = "INSERT INTO deadline_view VALUES (DEFAULT, 'nobody', 'k', '2025-01-01', '2025-01-01', 'law', false, '')"
SLEEPING = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = 'SELECT pg_sleep(3600)'"
PATIENCE = 60


@pytest.fixture
def checked_at_commit(database: Database) -> Iterator[None]:
    database.sql(CONSTRAINT + "DEFERRABLE INITIALLY DEFERRED")
    yield
    database.sql(CONSTRAINT + "NOT DEFERRABLE")


@pytest.mark.usefixtures("checked_at_commit")
async def test_three_commits_that_fail_leave_a_working_pool_of_one(postgres_store: Store) -> None:
    reached: list[str] = []
    for _ in range(3):
        async with postgres_store.tenant("zaltbommel"):
            with pytest.raises(RuleBroken, match="deadline_view"):
                await _write_an_orphan(reached)
            assert TENANT.active is None
            # The write by itself fails at its commit too.
            with pytest.raises(RuleBroken, match="deadline_view"):
                await tables.DeadlineView.raw(ORPHAN)
            assert await register.all_cases() == []
    assert reached == ["the end"] * 3
    with anyio.fail_after(PATIENCE):
        async with postgres_store.tenant("zaltbommel"):
            assert await record("c-1") == 1


async def _write_an_orphan(reached: list[str]) -> None:
    async with transaction():
        await register.append("c-1", 0, [event()], AT)
        await tables.DeadlineView.raw(ORPHAN)
        reached.append("the end")


async def test_a_query_that_fails_leaves_the_connection_usable(postgres_store: Store) -> None:
    async with postgres_store.tenant("zaltbommel"):
        for query in ("SELECT 1 / 0 AS x", "UPDATE outbox SET attempts = 1 / 0", "INSERT INTO nowhere VALUES (1)"):
            await record(f"c-{query[:6]}")
            with pytest.raises(Exception, match=r"DivisionByZero|nowhere|division"):
                await TENANT.run_ddl(query)
        assert len(await register.all_cases()) == 3


async def test_a_transaction_in_which_an_error_was_swallowed_is_not_taken_for_kept(postgres_store: Store) -> None:
    async with postgres_store.tenant("zaltbommel"):
        with pytest.raises(RuntimeError, match="nothing of the transaction is kept"):
            await _swallow_an_error()
        assert await register.all_cases() == []
        assert await record("c-1") == 1


async def _swallow_an_error() -> None:
    async with transaction():
        await register.append("c-1", 0, [event()], AT)
        with contextlib.suppress(RuleBroken):
            await tables.DeadlineView.raw(ORPHAN)


async def test_with_one_connection_a_request_reads_writes_and_reads_again(postgres_store: Store) -> None:
    async def request(number: int) -> None:
        async with postgres_store.tenant(TENANTS[number % 3]):
            await cases.worklist(limit=5)
            await postgres_store.tenant_of_host("neerdam.example")
            async with snapshot():
                await register.head()
            async with transaction():
                await cases.write_views(case_row(f"c-{number}"), [], [])
                await postgres_store.control.run("SELECT slug FROM tenant WHERE slug = {}", "neerdam")
            async with postgres_store.tenant(TENANTS[(number + 1) % 3]):
                await register.head()
            await asyncio.gather(*(cases.by_id(f"c-{number}") for _ in range(3)))

    with anyio.fail_after(PATIENCE):
        async with anyio.create_task_group() as group:
            for number in range(60):
                group.start_soon(request, number)


async def test_a_query_cancelled_while_it_runs_gives_its_connection_back(
    postgres_store: Store, database: Database
) -> None:
    async with postgres_store.tenant("zaltbommel"):
        for in_transaction in (False, True):
            task = asyncio.create_task(_sleep(in_transaction))
            with anyio.fail_after(PATIENCE):
                while await anyio.to_thread.run_sync(database.sql, SLEEPING) != "1":
                    pass
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await anyio.to_thread.run_sync(database.sql, SLEEPING) == "0"
        with anyio.fail_after(PATIENCE):
            assert await record("c-1") == 1


async def _sleep(in_transaction: bool) -> None:
    if not in_transaction:
        await TENANT.run_ddl("SELECT pg_sleep(3600)")
        return
    async with transaction():
        await TENANT.run_ddl("SELECT pg_sleep(3600)")


async def test_whoever_waits_for_a_connection_may_be_cancelled(postgres_store: Store) -> None:
    async with postgres_store.tenant("zaltbommel"):
        await register.head()
        waiting = asyncio.get_running_loop().create_task(
            _record_in(postgres_store, "neerdam"), context=contextvars.Context()
        )
        await anyio.lowlevel.checkpoint()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await record("c-1") == 1
    with anyio.fail_after(PATIENCE):
        await _record_in(postgres_store, "neerdam")


async def _record_in(store: Store, slug: str) -> None:
    async with store.tenant(slug):
        await record("c-1")


async def test_a_task_that_goes_on_after_its_scope_finishes_nothing_and_keeps_no_connection(
    postgres_store: Store,
) -> None:
    inside, go = anyio.Event(), anyio.Event()

    async def linger() -> None:
        async with transaction():
            await register.append("c-1", 0, [event()], AT)
            inside.set()
            await go.wait()
            await register.append("c-1", 1, [event()], AT)

    async with postgres_store.tenant("zaltbommel"):
        task = asyncio.create_task(linger())
        await inside.wait()
    go.set()
    with pytest.raises(TenantNotSelected):
        await task
    with anyio.fail_after(PATIENCE):
        async with postgres_store.tenant("zaltbommel"):
            assert await register.all_cases() == []


async def test_what_one_transaction_writes_another_task_of_the_scope_sees_only_afterwards(
    postgres_store: Store,
) -> None:
    async with postgres_store.tenant("zaltbommel"):
        seen: list[list[str]] = []
        go = anyio.Event()

        async def look() -> None:
            await go.wait()
            seen.append(await register.all_cases())

        async with anyio.create_task_group() as group:
            group.start_soon(look)
            async with transaction():
                await register.append("c-1", 0, [event()], AT)
                go.set()
                await anyio.lowlevel.checkpoint()
                assert seen == []
        assert seen == [["c-1"]]


async def test_the_control_tables_are_written_whole_or_not(postgres_store: Store) -> None:
    control = postgres_store.control
    with pytest.raises(RuleBroken, match="tenant_host"):
        await _give_a_host_to_nobody(control)
    assert "Anders" not in {tenant.title for tenant in await postgres_store.tenants()}
    async with postgres_store.tenant("zaltbommel"):
        await register.head()
        async with control.transaction():
            await control.run("UPDATE tenant SET title = {} WHERE slug = {}", "Bommel", "zaltbommel")
            with pytest.raises(RuntimeError, match="control tables is open"):
                await register.head()
        async with transaction():
            await register.append("c-1", 0, [event()], AT)
            # What fails on the control tables does not undo what is written for the tenant.
            with pytest.raises(RuleBroken, match="tenant_host"):
                await control.run("INSERT INTO tenant_host (host, slug) VALUES ({}, {})", "x.example", "nergens")
        assert await register.all_cases() == ["c-1"]
    assert "Bommel" in {tenant.title for tenant in await postgres_store.tenants()}


async def _give_a_host_to_nobody(control: Control) -> None:
    async with control.transaction():
        await control.run("UPDATE tenant SET title = {}", "Anders")
        await control.run("INSERT INTO tenant_host (host, slug) VALUES ({}, {})", "x.example", "nergenshuizen")


async def test_of_writers_in_two_pools_who_saw_the_same_case_one_wins(
    postgres_store: Store, database: Database, tmp_path: Path
) -> None:
    other = await Store.connect(database.serving, tmp_path / "data", connections=1)
    refused = []

    async def one(store: Store) -> None:
        async with store.tenant("oosterhage"):
            try:
                async with transaction():
                    await register.append("c-1", 0, [event()], AT)
                    await outbox.put("letter", b"{}", AT)
            except ConcurrentChange as error:
                refused.append(error)

    try:
        async with anyio.create_task_group() as group:
            for store in (postgres_store, other) * 5:
                group.start_soon(one, store)
    finally:
        await other.aclose()
    assert len(refused) == 9
    async with postgres_store.tenant("oosterhage"):
        assert (await register.head()).position == 1


async def test_a_tenant_that_is_added_again_has_a_register_again(postgres_store: Store, database: Database) -> None:
    async with postgres_store.tenant("neerdam"):
        assert await record("c-1") == 1
    for table in ("register_event", "register_head", "case_view", "tenant_host", "tenant_key", "tenant"):
        column = "slug" if table.startswith("tenant") else "tenant"
        database.sql(f"SET session_replication_role = replica; DELETE FROM {table} WHERE {column} = 'neerdam'")
    postgres_store.keys.forget("neerdam")
    await postgres_store.add_tenant("neerdam", "made_up_law", "Neerdam", [], AT)
    async with postgres_store.tenant("neerdam"):
        assert (await register.head()).position == 0


async def test_a_new_tenant_is_whole_for_all_who_come_at_once(postgres_store: Store) -> None:
    async def look() -> None:
        async with postgres_store.tenant("oosterhage"):
            assert (await register.head()).position == 0

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(look)
