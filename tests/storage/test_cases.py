"""The views of a case are written whole and read page by page."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from gehoor.storage import cases, received
from gehoor.storage.cases import CaseViews
from gehoor.storage.engine import TENANT
from gehoor.storage.scope import RuleBroken, Store, transaction
from storage.made_up import case_row, deadline, duty

pytestmark = pytest.mark.anyio


async def put(*rows: cases.CaseRow) -> None:
    async with transaction():
        for row in rows:
            await cases.write_views(row, [], [])


async def test_views_come_back_as_they_were_written(store: Store) -> None:
    case = case_row(
        next_due=date(2025, 3, 10), next_due_key="acknowledge", unit="u-1", entity="e-1", office="coordinator",
        handler="p-1", staff_case=True, closed_on=date(2025, 5, 1), access_hash="a" * 64, submission_key="s-1",
    )  # fmt: skip
    late, soon = deadline(key="settlement"), deadline(key="aftermath", due=date(2025, 3, 5))
    async with store.tenant("zaltbommel"):
        async with transaction():
            await cases.write_views(case, [late, soon], [duty(key="z", due=None), duty(key="a")])
        assert await cases.read_views("c-1") == CaseViews(case, [soon, late], [duty(key="a"), duty(key="z", due=None)])
        assert await cases.read_views("c-2") is None


async def test_writing_again_replaces_what_was_there(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            await cases.write_views(case_row(handler="p-1"), [deadline(key="a"), deadline(key="b")], [duty()])
            await cases.write_views(case_row("c-2"), [deadline("c-2")], [])
        async with transaction():
            await cases.write_views(case_row(last_seq=2), [deadline(key="b")], [])
        assert await cases.read_views("c-1") == CaseViews(case_row(last_seq=2), [deadline(key="b")], [])
        assert await cases.read_views("c-2") == CaseViews(case_row("c-2"), [deadline("c-2")], [])


async def test_the_secrets_of_a_case_stay_when_the_events_are_folded_again(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put(case_row(access_hash="secret", submission_key="form-1"))
        await put(case_row(last_seq=2))
        found = await cases.by_access_hash("secret")
        assert found == case_row(last_seq=2, access_hash="secret", submission_key="form-1")
        await cases.set_access_hash("c-1", None)
        assert await cases.by_access_hash("secret") is None


async def test_a_case_is_found_by_what_people_know_of_it(store: Store) -> None:
    case = case_row(access_hash="secret", submission_key="form-1")
    async with store.tenant("zaltbommel"):
        await put(case, case_row("c-2"))
        assert await cases.all_ids() == ["c-1", "c-2"]
        assert await cases.by_id("c-1") == case
        assert await cases.by_reference("K-c-1") == case
        assert await cases.by_access_hash("secret") == case
        assert await cases.by_submission_key("form-1") == case
        assert await cases.by_reference("K-c-9") is None


async def test_views_outside_a_transaction_or_of_another_case_are_refused(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        with pytest.raises(RuntimeError, match="async with transaction"):
            await cases.write_views(case_row(), [], [])
        async with transaction():
            with pytest.raises(ValueError, match="c-2"):
                await cases.write_views(case_row(), [deadline("c-2")], [])


async def test_a_reference_belongs_to_one_case(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put(case_row("c-1", reference="K-1"))
        with pytest.raises(RuleBroken, match="reference"):
            await put(case_row("c-2", reference="K-1"))


async def test_the_work_list_gives_every_case_once_page_by_page(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put(
            *(case_row(f"c-{n}", next_due=date(2025, 4, 1 + n // 3) if n % 4 else None) for n in range(20)),
            case_row("closed", next_due=date(2025, 1, 1), closed_on=date(2025, 2, 1)),
        )
        pages, after = [], None
        while page := await cases.worklist(limit=3, after=after):
            pages.append(page)
            after = (page[-1].next_due, page[-1].case_id)
        seen = [row.case_id for page in pages for row in page]
        assert [len(page) for page in pages] == [3] * 6 + [2]
        assert sorted(seen) == sorted(f"c-{n}" for n in range(20))
        dates = [row.next_due or date.max for page in pages for row in page]
        assert dates == sorted(dates)
        assert dates.count(date.max) == 5
        assert "closed" in [row.case_id for row in await cases.worklist(limit=99, open_only=False)]


async def test_the_work_list_of_a_handler_holds_only_that_handlers_cases(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put(case_row("c-1", handler="p-1"), case_row("c-2", handler="p-2"), case_row("c-3"))
        assert [row.case_id for row in await cases.worklist(limit=9, handler="p-2")] == ["c-2"]


@pytest.mark.parametrize(
    ("handler", "open_only", "index"),
    [
        (None, True, "case_view_work_list "),
        ("p-1", True, "case_view_work_list_of_handler "),
        (None, False, "case_view_list "),
        ("p-1", False, "case_view_list_of_handler "),
    ],
)
@pytest.mark.parametrize("after", [None, (date(2025, 4, 1), "c-1"), (None, "c-1")])
async def test_the_work_list_is_read_from_its_index_without_sorting_or_reading_what_came_before(
    file_store: Store,
    monkeypatch: pytest.MonkeyPatch,
    handler: str | None,
    open_only: bool,
    index: str,
    after: tuple[date | None, str] | None,
) -> None:
    async with file_store.tenant("zaltbommel"):
        file = TENANT.current
        run, asked = file.run_short, []

        async def listen(query: str, args: list[object]) -> list[dict[str, object]]:
            asked.append((query, args))
            return list(await run(query, args))

        monkeypatch.setattr(file, "run_short", listen)
        await cases.worklist(limit=20, after=after, handler=handler, open_only=open_only)
        plans = [
            " ".join(row["detail"] for row in await run("EXPLAIN QUERY PLAN " + query, args)) for query, args in asked
        ]
        assert all(index in f"{plan} " for plan in plans), plans
        assert not [plan for plan in plans if "TEMP B-TREE" in plan]
        assert all(plan.startswith("SEARCH") for plan in plans) or after is None, (
            "it begins where the page before ended"
        )


@pytest.mark.parametrize("handler", [None, "p-1"])
@pytest.mark.parametrize("open_only", [True, False])
async def test_every_case_comes_once_also_where_many_are_due_on_one_day(
    store: Store, handler: str | None, open_only: bool
) -> None:
    async with store.tenant("zaltbommel"):
        await put(
            *(case_row(f"c-{n:02}", handler="p-1", next_due=date(2025, 4, 1)) for n in range(7)),
            *(case_row(f"d-{n:02}", handler="p-1", next_due=date(2025, 4, 2)) for n in range(2)),
            *(case_row(f"a-{n:02}", handler="p-1") for n in range(5)),
            *(case_row(f"b-{n:02}", handler="p-1", closed_on=date(2025, 5, 1)) for n in range(5)),
        )
        seen: list[str] = []
        after = None
        while page := await cases.worklist(limit=3, after=after, handler=handler, open_only=open_only):
            seen += [row.case_id for row in page]
            after = (page[-1].next_due, page[-1].case_id)
        dated = [f"c-{n:02}" for n in range(7)] + ["d-00", "d-01"]
        undated = [f"a-{n:02}" for n in range(5)] + ([] if open_only else [f"b-{n:02}" for n in range(5)])
        assert seen == dated + undated


async def test_the_list_of_an_office_holds_what_went_to_it_whoever_handles_it(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put(
            *(case_row(f"c-{n:02}", office="directeur", handler=f"p-{n}", next_due=date(2025, 4, 1)) for n in range(4)),
            case_row("d-00", office="directeur", closed_on=date(2025, 5, 1)),
            case_row("e-00", office="balie", handler="p-1"),
        )
        for open_only, wanted in ((True, []), (False, ["d-00"])):
            seen: list[str] = []
            after = None
            while page := await cases.worklist(limit=3, after=after, office="directeur", open_only=open_only):
                seen += [row.case_id for row in page]
                after = (page[-1].next_due, page[-1].case_id)
            assert seen == [f"c-{n:02}" for n in range(4)] + wanted


async def test_the_next_duty_of_each_case_is_read_at_once(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            next_one = msgspec.structs.replace(duty("c-1", key="b"), answer=b'{"what":"next"}')
            await cases.write_views(case_row("c-1", next_due_key="b"), [], [duty("c-1", key="a"), next_one])
            await cases.write_views(case_row("c-2"), [], [duty("c-2", key="a")])
        found = await cases.next_duties(["c-1", "c-2", "c-3"])
        assert found == {"c-1": b'{"what":"next"}'}
        assert await cases.next_duties([]) == {}


async def test_the_cases_of_a_year_come_in_parts_each_once_with_the_day_to_settle(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(received, "AT_ONCE", 3)
    async with store.tenant("zaltbommel"):
        await put(
            *(case_row(f"c-{n:02}", received_on=date(2025, 4, 1)) for n in range(4)),
            case_row("a-00", received_on=date(2025, 12, 31)),
            case_row("b-00", received_on=date(2024, 12, 31)),
            case_row("d-00", received_on=date(2026, 1, 1)),
        )
        found = [row async for part in received.in_parts(date(2025, 1, 1), date(2025, 12, 31)) for row in part]
        assert [row.case_id for row in found] == [*(f"c-{n:02}" for n in range(4)), "a-00"]
        assert all(row.settle_by is None for row in found)
        assert await received.first_year() == 2024
