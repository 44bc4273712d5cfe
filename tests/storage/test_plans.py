"""What is asked often is answered from an index that holds what is asked, on both databases."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from piccolo.querystring import QueryString

from gehoor.storage import access_links, deliveries, due, mail, outbox
from gehoor.storage.engine import TENANT, Rows, TenantEngine
from gehoor.storage.scope import Store, open_store, transaction
from postgres_server import server
from storage.made_up import AT

pytestmark = pytest.mark.anyio
SLUG, LEASE = "zaltbommel", timedelta(minutes=1)
OPEN = {"outbox_queued", "outbox_running"}
#: The row of an update is found by its number.
BY_NUMBER = {"outbox_pkey"}
#: What is asked, and the indexes that hold it.
ASKED: dict[str, tuple[Callable[[], Awaitable[object]], set[str]]] = {
    "claim": (lambda: outbox.claim(AT, LEASE), OPEN),
    "waiting": (outbox.waiting, OPEN),
    "has_job": (lambda: due.has_job("clock"), OPEN),
    "unfinished": (lambda: due.unfinished("recompute"), OPEN | {"outbox_dead"}),
    "delivery of a mail": (lambda: deliveries.of_mail(mail_id=1), {"letter_delivery_mail"}),
    "deliveries of a day": (lambda: deliveries.made_between(AT, AT + LEASE), {"letter_delivery_made"}),
    "old mail": (lambda: mail.forget_before(AT), {"mail_out_made"}),
    "old links": (lambda: access_links.forget_before(AT), {"access_link_expires"}),
}


_MOMENT = "'20' || CAST(10 + i % 80 AS TEXT) || '-01-01T00:00:00.000000Z'"
_HASH = f"substr('{'0' * 64}' || CAST(i AS TEXT), length(CAST(i AS TEXT)) + 1)"
#: The columns of rows that are past, with what they hold in the row of number i.
MUCH = {
    "outbox": {"kind": "'mail'", "payload": "<nothing>", "state": "'done'", "run_at": _MOMENT, "attempts": "1"},
    "letter_delivery": {
        "case_id": "'c-1'", "letter_id": "i", "number": "1", "role": "'complainant'", "way": "'post'", "why": "'law'",
        "state": "'posted'", "pdf_sha256": _HASH, "made_at": _MOMENT, "changed_at": _MOMENT, "mail_id": "i",
    },
    "mail_out": {
        "message_id": _HASH, "kind": "'link'", "state": "'dropped'", "made_at": _MOMENT, "expires_at": _MOMENT,
        "attempts": "0",
    },
    "access_link": {"token_hash": _HASH, "made_at": _MOMENT, "expires_at": _MOMENT},
}  # fmt: skip


@contextmanager
def explaining(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Until the end of the block each statement is explained before it is carried out."""
    lines: list[str] = []
    real = TenantEngine.run_querystring

    async def explained(engine: TenantEngine, querystring: QueryString, in_pool: bool = False) -> Rows:
        query, args = querystring.compile_string(engine_type=engine.current.kind)
        word = "EXPLAIN QUERY PLAN" if engine.current.kind == "sqlite" else "EXPLAIN"
        rows = await engine.current.run(f"{word} {query}", args)
        lines.extend(str(row.get("detail") or row.get("QUERY PLAN")) for row in rows)
        return await real(engine, querystring, in_pool)

    with monkeypatch.context() as patch:
        patch.setattr(TenantEngine, "run_querystring", explained)
        yield lines


@pytest.fixture
async def large(kind: str, tmp_path: Path) -> AsyncIterator[Store]:
    """A municipality with much behind it, in a database of its own that has counted what it holds."""
    with ExitStack() as stack:
        database = stack.enter_context(server().database()) if kind == "postgresql" else None
        (tmp_path / "data").mkdir()
        opened = await open_store(tmp_path / "data", database.serving if database else "")
        try:
            await opened.add_tenant(SLUG, "made_up_law", "Gemeente", ["zaltbommel.example"], AT)
            async with opened.tenant(SLUG), transaction():
                for table in MUCH:
                    payload = "''::bytea" if kind == "postgresql" else "x''"
                    await TENANT.run_ddl(_filling(table).replace("<nothing>", payload))
            if database:
                database.sql("ANALYZE")
            yield opened
        finally:
            await opened.aclose()


def _filling(table: str) -> str:
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
    return f"INSERT INTO {table} ({', '.join(MUCH[table])}) {numbers} SELECT {', '.join(MUCH[table].values())} FROM n"


async def test_what_is_asked_often_reads_only_its_index(
    large: Store, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, (ask, indexes) in ASKED.items():
        async with large.tenant(SLUG), transaction():
            if kind == "postgresql":
                # Where a table is as small as here PostgreSQL would rather read it whole.
                for way in ("seqscan", "bitmapscan"):
                    await TENANT.run_ddl(f"SET LOCAL enable_{way} = off")
            with explaining(monkeypatch) as plan:
                await ask()
        said = "\n".join((f"{name}:", *plan))
        used = set(re.findall(r"(?:USING (?:COVERING )?INDEX|Scan using) (\w+)", said)) - BY_NUMBER
        assert used == indexes, said
        assert not re.search(r"SCAN \w+$|Seq Scan", said, re.MULTILINE), said
        if name == "claim":
            assert not re.search(r"TEMP B-TREE|Sort", said), said
