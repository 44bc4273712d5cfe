"""Long tables are read to the end, from key to key, on both databases, and rows that hold files a few at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from piccolo.columns import Bytea

from gehoor.storage import paging
from gehoor.storage.every_table import TENANT_TABLES
from gehoor.storage.paging import key_of, name_of, pages
from gehoor.storage.rows import moment
from gehoor.storage.scope import Store, snapshot, transaction
from gehoor.storage.tables import DeadlineView
from gehoor.storage.tables_following import AccessLink
from storage.made_up import AT, record

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"
OF_TWO = {
    "attempt": ["rule", "key_hash"],
    "case_person": ["case_id", "person_id"],
    "clock_mark": ["kind", "key"],
    "deadline_view": ["case_id", "key"],
    "device": ["token_hash", "person_id"],
    "duty_view": ["case_id", "key"],
    "provider_subject": ["issuer", "subject"],
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...]]]:
    """What is asked of the dates, with what is filled in."""
    found: list[tuple[str, tuple[Any, ...]]] = []
    raw: Callable[..., Any] = DeadlineView.raw

    def noted(query: str, *arguments: Any) -> Any:
        found.append((query, arguments))
        return raw(query, *arguments)

    monkeypatch.setattr(DeadlineView, "raw", noted)
    return found


async def filled(cases: int = 3, dates: int = 3) -> set[tuple[str, str]]:
    """Cases with dates; gives their keys."""
    keys = {(f"c-{case}", f"date-{date}") for case in range(cases) for date in range(dates)}
    for case in range(cases):
        await record(f"c-{case}")
    await DeadlineView.delete(force=True)
    row: dict[str, Any] = {
        "due": "2025-04-14",
        "nominal": "2025-04-14",
        "kind": "law",
        "provisional": False,
        "answer": b"{}",
    }
    await DeadlineView.insert(*(DeadlineView(case_id=case, key=key, **row) for case, key in sorted(keys)))
    return keys


async def read() -> list[tuple[str, str]]:
    async with snapshot():
        return [(row["case_id"], row["key"]) async for page in pages(DeadlineView) for row in page]


async def test_every_row_is_read_once_also_where_a_page_ends_within_a_case(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with store.tenant(SLUG):
        keys = await filled()
        for rows in (1, 2, 3, 4, 9, 10):
            monkeypatch.setattr(paging, "PAGE", rows)
            found = await read()
            assert (len(found), set(found)) == (9, keys), rows
            assert all(one < other for one, other in pairwise(found))


async def test_a_table_without_rows_has_no_page(store: Store) -> None:
    async with store.tenant(SLUG):
        assert await read() == []


async def test_a_further_page_reads_nothing_of_the_pages_before_it(
    store: Store, kind: str, monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, tuple[Any, ...]]]
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    async with store.tenant(SLUG):
        await filled()
        await read()
        query, arguments = asked[-1]
        assert arguments == ("c-2", "date-1")
        async with transaction():
            if kind == "sqlite":
                plan = [row["detail"] for row in await DeadlineView.raw(f"EXPLAIN QUERY PLAN {query}", *arguments)]
                assert len(plan) == 1
                assert plan[0].startswith("SEARCH deadline_view USING INDEX")
                assert "(case_id,key)>(?,?)" in plan[0].replace(" ", "")
                return
            # A table of nine rows fits one page of the disk, and is read whole by whoever is free to choose.
            await DeadlineView.raw("SET LOCAL enable_seqscan = off")
            await DeadlineView.raw("SET LOCAL enable_bitmapscan = off")
            rows = await DeadlineView.raw(f"EXPLAIN (COSTS off) {query}", *arguments)
        plan = [row["QUERY PLAN"].strip() for row in rows]
        assert not [line for line in plan if "Sort" in line or line.startswith("Filter")], plan
        (condition,) = [line for line in plan if line.startswith("Index Cond")]
        assert "ROW(case_id, key) >" in condition


async def test_the_key_is_that_of_the_database(store: Store) -> None:
    async with store.tenant(SLUG):
        found = {name_of(table): await key_of(table) for table in TENANT_TABLES}
    assert {name: key for name, key in found.items() if len(key) != 1} == OF_TWO


async def test_a_column_of_the_key_is_read_as_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", 1)
    async with store.tenant(SLUG):
        for letter in "ab":
            moments: dict[str, Any] = dict.fromkeys(("made_at", "expires_at", "used_at", "visit_until"), moment(AT))
            await AccessLink.insert(AccessLink(token_hash=letter * 64, visit_hash=letter * 64, **moments))
        instead = {"token_hash": "1", "visit_hash": "1"}
        async with snapshot():
            found = [
                (row["token_hash"], row["visit_hash"]) async for page in pages(AccessLink, instead) for row in page
            ]
    assert found == [("a" * 64, 1), ("b" * 64, 1)]


def test_of_every_table_with_bytes_it_is_known_whether_these_are_files() -> None:
    """Whoever adds a table with bytes says in `paging` how many of its rows fit in memory, or that they are short."""
    with_bytes = {
        name_of(table) for table in TENANT_TABLES if any(isinstance(column, Bytea) for column in table._meta.columns)
    }
    assert with_bytes - set(paging.OF_FILES) == paging.SHORT
    assert not paging.SHORT & set(paging.OF_FILES)
    assert set(paging.OF_FILES) <= {name_of(table) for table in TENANT_TABLES}
    assert all(0 < rows <= 50 for rows in paging.OF_FILES.values())
