"""What the clock counts and asks of the overviews and of the work that is not done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from piccolo.querystring import QueryString

from gehoor.storage import cases, due, outbox
from gehoor.storage.due import Counts
from gehoor.storage.engine import Rows, TenantEngine
from gehoor.storage.scope import Store, transaction
from storage.made_up import AT, case_row

pytestmark = pytest.mark.anyio
DAY, SOON, WEEK_AGO = date(2025, 3, 10), date(2025, 3, 17), date(2025, 3, 3)
LONG_AGO, LATER = date(2024, 12, 1), date(2025, 6, 1)


async def test_cases_are_counted_by_how_they_stand_at_one_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        case_row("c-1", received_on=LONG_AGO, next_due=WEEK_AGO),
        case_row("c-2", received_on=WEEK_AGO, next_due=DAY),
        case_row("c-3", received_on=DAY, next_due=SOON),
        case_row("c-4", received_on=LONG_AGO, next_due=LATER),
        case_row("c-5", received_on=LONG_AGO),
        case_row("c-6", received_on=LONG_AGO, closed_on=LONG_AGO, next_due=LONG_AGO),
        case_row("c-7", received_on=DAY, closed_on=DAY, next_due=SOON),
    ]
    asked: list[QueryString] = []
    real = TenantEngine.run_querystring

    async def counted(engine: TenantEngine, querystring: QueryString, in_pool: bool = False) -> Rows:
        asked.append(querystring)
        return await real(engine, querystring, in_pool)

    async with store.tenant("zaltbommel"):
        assert await due.counts(DAY, SOON, WEEK_AGO) == Counts(open=0, overdue=0, soon=0, received=0, closed=0)
        async with transaction():
            for row in rows:
                await cases.write_views(row, [], [])
        monkeypatch.setattr(TenantEngine, "run_querystring", counted)
        assert await due.counts(DAY, SOON, WEEK_AGO) == Counts(open=5, overdue=1, soon=2, received=3, closed=1)
    assert len(asked) == 1


async def test_work_of_a_kind_is_known_while_it_waits_or_is_done_and_newest_first(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        assert not await due.has_job("recompute")
        async with transaction():
            for number in range(5):
                await outbox.put("recompute", b"%d" % number, AT + timedelta(minutes=number))
            await outbox.put("mail", b"mail", AT)
        done, running = [await outbox.claim(AT + timedelta(minutes=2), timedelta(hours=1)) for _ in range(2)]
        given_up = await outbox.claim(AT + timedelta(minutes=2), timedelta(hours=1))
        assert done is not None
        assert running is not None
        assert given_up is not None
        for job in (done, running, given_up):
            if job.kind == "mail":
                continue
            if job.payload == b"0":
                assert await outbox.done(job)
            elif job.payload == b"1":
                assert await outbox.dead(job, "no: nee", AT)
        assert await due.unfinished("recompute") == [b"4", b"3", b"2", b"1"]
        assert await due.has_job("recompute")
        assert await due.has_job("mail"), "it is being done"
        assert not await due.has_job("clock")
