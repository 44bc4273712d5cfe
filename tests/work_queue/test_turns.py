"""Leases, tries and dead letters: work is done by one at a time, again after a failure, and never lost."""

from __future__ import annotations

from datetime import timedelta

import anyio
import pytest

from gehoor.bootstrap import Platform
from gehoor.errors import GehoorError
from gehoor.jobs import Perform, Tools
from gehoor.services.municipality import Municipality
from gehoor.services.notice_words import DEAD_WORK
from gehoor.services.stranded import stranded, try_again
from gehoor.storage import outbox
from gehoor.storage.scope import transaction
from gehoor.storage.tables import Outbox
from gehoor.turns import ATTEMPTS, LEASE, LONGEST, Turns, wait_after
from gehoor.worker import Worker, ended
from standing_clock import Clock
from work_queue.conftest import SLUG

pytestmark = pytest.mark.anyio


async def put(platform: Platform, count: int = 1) -> None:
    async with platform.store.tenant(SLUG), transaction():
        for _ in range(count):
            await outbox.put("note", b"", platform.clock())


async def states(platform: Platform) -> list[str]:
    async with platform.store.tenant(SLUG):
        return [row["state"] for row in await Outbox.select(Outbox.state).where(Outbox.kind == "note")]


def turns(platform: Platform, perform: Perform, *, beat: float = 0.001) -> Turns:
    tools = Tools(render=platform.renderer.render, clock=platform.clock, settings=platform.settings)
    return Turns(platform, tools, {"note": perform}, lambda: 0.5, beat)


@pytest.mark.parametrize(
    ("tries", "least", "most"),
    [(1, 5, 10), (2, 15, 30), (3, 45, 90), (4, 135, 270), (5, 405, 810), (6, 1215, 2430), (7, 1800, 3600),
     (500, 1800, 3600)],
)  # fmt: skip
def test_each_wait_is_longer_and_the_lot_decides_within_bounds(tries: int, least: float, most: float) -> None:
    assert wait_after(tries, lambda: 0.0).total_seconds() == least
    assert least < wait_after(tries, lambda: 0.5).total_seconds() < most
    assert most * 0.999 < wait_after(tries, lambda: 0.9999).total_seconds() < most


async def test_what_failed_together_does_not_come_back_together(platform: Platform) -> None:
    lots = iter([0.0, 0.25, 0.75])

    async def fails(place: Municipality, payload: bytes, tools: Tools) -> None:
        raise GehoorError("nee", code="no")

    await put(platform, 3)
    await Worker(platform, jobs={"note": fails}, random=lambda: next(lots)).round()
    async with platform.store.tenant(SLUG):
        rows = await Outbox.raw("SELECT run_at FROM outbox WHERE kind = 'note'")
    assert len({row["run_at"] for row in rows}) == 3


async def test_the_lease_of_a_long_job_is_renewed_also_while_it_is_in_a_transaction(
    platform: Platform, clock: Clock
) -> None:
    others: list[object] = []

    async def takes_long(place: Municipality, payload: bytes, tools: Tools) -> None:
        before = await locked_until(platform)
        for _ in range(3):
            clock.forward(seconds=LEASE.total_seconds() / 2)
            with anyio.fail_after(20):
                while await locked_until(platform) <= before:
                    await anyio.lowlevel.checkpoint()
            before = await locked_until(platform)
            others.append(await outbox.claim(clock(), LEASE))

    await put(platform)
    assert (await turns(platform, takes_long).take(SLUG, lambda: False))[0] == 1
    assert others == [None, None, None]
    assert await states(platform) == ["done"]


async def locked_until(platform: Platform) -> str:
    rows = await Outbox.raw("SELECT locked_until FROM outbox WHERE kind = 'note'")
    return str(rows[0]["locked_until"])


async def test_whoever_loses_its_claim_stops_and_ends_nothing(platform: Platform, clock: Clock) -> None:
    stopped: list[bool] = []

    async def loses(place: Municipality, payload: bytes, tools: Tools) -> None:
        clock.forward(seconds=LEASE.total_seconds() + 1)
        assert await outbox.claim(clock(), LEASE) is not None, "somebody else has it now"
        try:
            await anyio.sleep_forever()
        finally:
            stopped.append(True)

    await put(platform)
    with anyio.fail_after(20):
        await turns(platform, loses, beat=0.05).take(SLUG, lambda: False)
    assert stopped == [True]
    assert await states(platform) == ["running"]


async def test_a_job_that_never_ends_has_failed(platform: Platform, clock: Clock) -> None:
    async def hangs(place: Municipality, payload: bytes, tools: Tools) -> None:
        clock.forward(seconds=LONGEST.total_seconds() + 1)
        await anyio.sleep_forever()

    await put(platform)
    with anyio.fail_after(20):
        await turns(platform, hangs).take(SLUG, lambda: False)
    async with platform.store.tenant(SLUG):
        rows = await Outbox.raw("SELECT state, error FROM outbox WHERE kind = 'note'")
    assert rows[0]["state"] == "queued"
    assert str(rows[0]["error"]).startswith("too_long:")


async def test_work_that_is_tried_again_gets_a_whole_new_series(platform: Platform, clock: Clock) -> None:
    tried: list[int] = []

    async def fails(place: Municipality, payload: bytes, tools: Tools) -> None:
        tried.append(1)
        raise GehoorError("De zilverreiger", code="no_luck")

    await put(platform)
    worker = Worker(platform, jobs={"note": fails})
    for series in (1, 2):
        for _ in range(ATTEMPTS + 3):
            await worker.round()
            clock.forward(hours=1)
        assert len(tried) == series * ATTEMPTS
        async with platform.store.tenant(SLUG):
            found = await stranded()
            (job,) = found.shown
            assert (job.kind, job.attempts, job.code) == ("note", series * ATTEMPTS, "no_luck")
            assert timedelta() < clock() - job.since < timedelta(hours=12)
            await try_again(job.id, "iris", clock())
            assert (await stranded()).count == 0


async def test_work_that_ends_its_process_each_time_is_given_up_and_somebody_hears_of_it(
    platform: Platform, clock: Clock
) -> None:
    begun: list[bytes] = []

    async def ends(place: Municipality, payload: bytes, tools: Tools) -> None:
        begun.append(payload)

    await put(platform)
    for _ in range(ATTEMPTS):
        async with platform.store.tenant(SLUG):
            # Whoever claims it here never says what became of it.
            assert await outbox.claim(clock(), LEASE) is not None
        clock.forward(seconds=LEASE.total_seconds() + 1)
    await put(platform)
    assert (await turns(platform, ends).take(SLUG, lambda: False))[0] == 2
    assert len(begun) == 1, "what waited behind it is done"
    async with platform.store.tenant(SLUG):
        (job,) = (await stranded()).shown
        assert (job.kind, job.attempts, job.code) == ("note", ATTEMPTS + 1, "process_ended")
        rows = await Outbox.raw("SELECT kind FROM notice")
        assert [row["kind"] for row in rows] == [DEAD_WORK]
        await try_again(job.id, "iris", clock())
    await turns(platform, ends).take(SLUG, lambda: False)
    assert sorted(await states(platform)) == ["done", "done"]


async def test_work_that_ended_its_process_one_time_less_is_done(platform: Platform, clock: Clock) -> None:
    begun: list[bytes] = []

    async def does(place: Municipality, payload: bytes, tools: Tools) -> None:
        begun.append(payload)

    await put(platform)
    for _ in range(ATTEMPTS - 1):
        async with platform.store.tenant(SLUG):
            assert await outbox.claim(clock(), LEASE) is not None
        clock.forward(seconds=LEASE.total_seconds() + 1)
    await turns(platform, does).take(SLUG, lambda: False)
    assert len(begun) == 1
    assert await states(platform) == ["done"]


async def test_a_claim_of_the_series_before_never_ends_work_of_the_next(platform: Platform, clock: Clock) -> None:
    await put(platform)
    async with platform.store.tenant(SLUG):
        old = await outbox.claim(clock(), LEASE)
        clock.forward(minutes=5)
        new = await outbox.claim(clock(), LEASE)
        assert old is not None
        assert new is not None
        assert await outbox.dead(new, "no: nee", clock())
        await try_again(old.id, "iris", clock())
        again = await outbox.claim(clock(), LEASE)
        assert again is not None
        assert again.tries == 1
        assert not await outbox.done(old)
        assert not await outbox.renew(new, clock() + LEASE)
        assert await outbox.done(again)


async def test_a_worker_that_is_told_to_stop_ends_what_it_does_and_begins_nothing(platform: Platform) -> None:
    begun, go_on, count = anyio.Event(), anyio.Event(), 0

    async def waits(place: Municipality, payload: bytes, tools: Tools) -> None:
        nonlocal count
        count += 1
        begun.set()
        await go_on.wait()

    import asyncio

    await put(platform, 3)
    worker = Worker(platform, jobs={"note": waits}, lanes=1)
    running = asyncio.create_task(worker.run())
    worker.wake(SLUG, platform.clock())
    with anyio.fail_after(20):
        await begun.wait()
        ending = asyncio.create_task(ended(worker, running))
        await anyio.wait_all_tasks_blocked()
        go_on.set()
        await ending
    assert count == 1
    assert sorted(await states(platform)) == ["done", "queued", "queued"]


async def test_work_that_does_not_end_in_time_is_left_to_its_lease(platform: Platform, clock: Clock) -> None:
    import asyncio

    begun, cancelled = anyio.Event(), anyio.Event()

    async def hangs(place: Municipality, payload: bytes, tools: Tools) -> None:
        begun.set()
        try:
            await anyio.sleep_forever()
        finally:
            cancelled.set()

    await put(platform)
    worker = Worker(platform, jobs={"note": hangs})
    running = asyncio.create_task(worker.run())
    worker.wake(SLUG, platform.clock())
    with anyio.fail_after(20):
        await begun.wait()
        await ended(worker, running, seconds=0)
    assert cancelled.is_set()
    assert await states(platform) == ["running"]
    clock.forward(seconds=LEASE.total_seconds() + 1)
    async with platform.store.tenant(SLUG):
        assert await outbox.claim(clock(), LEASE) is not None
