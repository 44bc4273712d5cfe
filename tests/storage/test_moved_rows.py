"""Two copies of a municipality are equal when every row of the one is in the other, however a database sorts them."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from gehoor.storage import copying, paging
from gehoor.storage.copy_to_file import copy_to_file
from gehoor.storage.copy_to_postgres import copy_to_postgres
from gehoor.storage.copying import Row, Share, share_of, shares
from gehoor.storage.dump import tables
from gehoor.storage.postgres_address import Address
from gehoor.storage.scope import Store, open_store, snapshot, transaction
from gehoor.storage.tables import DeadlineView
from gehoor.storage.tables_clock import ClockMark
from postgres_server import OWNER, Database, server
from storage.made_up import AT, record, tenant_file

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"
ROWS: list[Row] = [("c-1", "a", 1, None), ("c-1", "b", 2, b"x"), ("c-2", "a", 3, True)]
#: As bytes these stand in another order than in a dictionary.
NAMES = ("Zaak", "aan", "zaak", "Aan", "één", "eten", "a b", "ab", "a-c")


@pytest.fixture
def dutch() -> Iterator[Database]:
    """A database that sorts texts as a Dutch dictionary does."""
    name = "dutch"
    server().sql(
        f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' "
        "LOCALE_PROVIDER icu ICU_LOCALE 'nl-NL'"
    )
    database = server().addresses(name)
    migrate = [sys.executable, "-m", "gehoor", "migrate"]
    subprocess.run(migrate, env=database.environment, check=True, capture_output=True)
    yield database
    server().sql(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def opened(database: Database, folder: Path) -> AsyncIterator[Store]:
    store = await open_store(folder, database.serving)
    try:
        await store.add_tenant(SLUG, "made_up_law", "Gemeente", [f"{SLUG}.example"], AT)
        yield store
    finally:
        await store.aclose()


async def share(monkeypatch: pytest.MonkeyPatch, *parts: list[Row]) -> Share:
    """What is told of rows that come in these pages."""

    async def pages(_: object) -> AsyncIterator[list[Row]]:
        for part in parts:
            yield part

    async def count(_: object) -> int:
        return sum(map(len, parts))

    monkeypatch.setattr(copying, "pages", pages)
    monkeypatch.setattr(copying, "count", count)
    return await share_of(DeadlineView)


async def test_the_order_of_rows_does_not_matter_and_anything_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = ROWS
    whole = await share(monkeypatch, ROWS)
    assert await share(monkeypatch, [third], [second, first]) == whole
    others: list[list[Row]] = [
        [first, second],
        [first, second, second],
        [first, second, ("c-2", "a", 3, False)],
        [first, ("c-1", "b", 2, b"y"), third],
        [("c-1", "b", 1, None), ("c-1", "a", 2, b"x"), third],
        [],
    ]
    found = {(await share(monkeypatch, rows)).sha256 for rows in others}
    assert len(found | {whole.sha256}) == len(others) + 1
    assert await share(monkeypatch, []) == await share(monkeypatch)


async def test_a_copy_is_the_same_in_a_database_that_sorts_otherwise(
    dutch: Database, file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    async with file_store.tenant(SLUG), transaction():
        await ClockMark.insert(
            *(ClockMark(kind=kind, key=key, day="2026-11-20", value="x") for kind in ("Tel", "af") for key in NAMES)
        )
    async with file_store.tenant(SLUG):
        await record("c-1")
    async with opened(dutch, tmp_path) as there:
        async with file_store.tenant(SLUG), transaction():
            here = await shares()
            order = [row["key"] async for page in paging.pages(ClockMark) for row in page]
            await copy_to_postgres(Address(dutch.owner, "owner"), SLUG, tables())
        async with there.tenant(SLUG), snapshot():
            assert await shares() == here
            # Otherwise this proves nothing.
            assert [row["key"] async for page in paging.pages(ClockMark) for row in page] != order
            await copy_to_file(tenant_file(tmp_path, "neerdam"), tables())
    async with file_store.tenant("neerdam"), snapshot():
        assert await shares() == here
    assert (here["clock_mark"].rows, here["deadline_view"].rows) == (2 * len(NAMES), 1)


async def test_postgresql_knows_what_it_got_before_it_is_asked_for_it(file_store: Store, tmp_path: Path) -> None:
    unknown = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND reltuples < 0"
    with server().database() as database:
        assert int(database.sql(unknown)) == len(tables())
        async with opened(database, tmp_path), file_store.tenant(SLUG):
            await record("c-1")
            async with transaction():
                await copy_to_postgres(Address(database.owner, "owner"), SLUG, tables())
        assert database.sql(unknown) == "0"
        assert database.sql("SELECT reltuples FROM pg_class WHERE relname = 'case_view'") == "1"


async def test_what_was_not_read_whole_proves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)

    async def too_short(_: object) -> list[str]:
        return ["case_id"]

    row: dict[str, Any] = {
        "due": "2025-04-14",
        "nominal": "2025-04-14",
        "kind": "law",
        "provisional": False,
        "answer": b"",
    }
    async with store.tenant(SLUG):
        await record("c-1")
        await DeadlineView.delete(force=True)
        await DeadlineView.insert(*(DeadlineView(case_id="c-1", key=key, **row) for key in "abc"))
        async with snapshot():
            assert (await share_of(DeadlineView)).rows == 3
            monkeypatch.setattr(paging, "key_of", too_short)
            with pytest.raises(RuntimeError, match="2 rows were read, and it has 3"):
                await share_of(DeadlineView)


async def test_the_next_thread_finds_nothing_of_the_one_before_it(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cursor that a thread hands over ends whenever somebody drops it, which may be amid the work of the next."""
    handed: list[object] = []
    in_thread = asyncio.to_thread

    async def noted(*work: Any) -> object:
        handed.append(await in_thread(*work))
        return handed[-1]

    monkeypatch.setattr(asyncio, "to_thread", noted)
    async with file_store.tenant(SLUG):
        await record("c-1")
        async with transaction():
            await copy_to_file(tenant_file(tmp_path, "neerdam"), tables())
    assert len(handed) > 4
    assert [each for each in handed if isinstance(each, sqlite3.Cursor)] == []
