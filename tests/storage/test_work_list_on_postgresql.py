"""On PostgreSQL too a page of a list of cases is read from where it begins, behind the policy of the municipality."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gehoor.storage import cases
from gehoor.storage.engine import TENANT
from gehoor.storage.scope import open_store, transaction
from postgres_server import server
from storage.made_up import AT

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"


@pytest.mark.parametrize("open_only", [True, False])
@pytest.mark.parametrize("whose", [{}, {"handler": "p-1"}, {"office": "directeur"}])
async def test_nothing_of_the_pages_before_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: dict[str, str], open_only: bool
) -> None:
    (tmp_path / "data").mkdir()
    with server().database() as database:
        store = await open_store(tmp_path / "data", database.serving)
        try:
            await store.add_tenant(SLUG, "made_up_law", "Gemeente", ["zaltbommel.example"], AT)
            async with store.tenant(SLUG), transaction():
                # A table this small would be read whole whatever indexes it has.
                await TENANT.run_ddl("SET LOCAL enable_seqscan = off")
                scope, plans = TENANT.current, list[str]()
                run = scope.run_short

                async def explained(query: str, args: list[Any]) -> Any:
                    plans.append("\n".join(row["QUERY PLAN"] for row in await run(f"EXPLAIN {query}", args)))
                    return await run(query, args)

                monkeypatch.setattr(type(scope), "run_short", lambda self, query, args: explained(query, args))
                await cases.worklist(20, (date(2026, 4, 1), "c-1"), open_only=open_only, **whose)
        finally:
            await store.aclose()
    assert len(plans) == 2
    for plan in plans:
        assert "next_due" in "".join(line for line in plan.splitlines() if "Index Cond" in line), plan
        assert "Filter" not in plan
        assert "Sort" not in plan
