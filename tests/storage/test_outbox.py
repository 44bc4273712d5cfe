"""Work is done once, by one worker, and never lost when that worker goes away."""

from __future__ import annotations

from datetime import datetime, timedelta

import anyio
import pytest

from gehoor.storage import outbox
from gehoor.storage.outbox import Job
from gehoor.storage.scope import Store, transaction
from storage.made_up import AT

pytestmark = pytest.mark.anyio

LEASE = timedelta(minutes=1)


async def put(*kinds: str, run_at: datetime = AT) -> None:
    async with transaction():
        for kind in kinds:
            await outbox.put(kind, b'{"letter":1}', run_at)


async def claimed(at: datetime = AT) -> Job:
    job = await outbox.claim(at, LEASE)
    assert job is not None
    return job


async def test_work_is_claimed_when_it_is_due_oldest_first(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put("later", run_at=AT + LEASE)
        await put("first", "second")
        assert await outbox.next_moment() == AT
        assert await outbox.claim(AT - LEASE, LEASE) is None
        job = await claimed()
        assert (job.kind, job.payload, job.attempts, job.run_at) == ("first", b'{"letter":1}', 1, AT)
        assert (await claimed()).kind == "second"
        assert await outbox.claim(AT, LEASE) is None
        assert (await claimed(AT + LEASE)).kind in {"first", "second", "later"}


async def test_the_same_key_makes_work_once_even_after_it_is_done(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            assert await outbox.put("mail", b"{}", AT, dedup="mail 1")
            assert not await outbox.put("mail", b"{}", AT, dedup="mail 1")
            assert await outbox.put("mail", b"{}", AT)
            assert await outbox.put("mail", b"{}", AT)
        assert await outbox.done(await claimed())
        async with transaction():
            assert not await outbox.put("mail", b"{}", AT, dedup="mail 1")


async def test_putting_work_outside_a_transaction_is_refused(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        with pytest.raises(RuntimeError, match="async with transaction"):
            await outbox.put("mail", b"{}", AT)


async def test_many_workers_never_get_the_same_work(store: Store) -> None:
    seen: list[int] = []

    async def worker() -> None:
        async with store.tenant("zaltbommel"):
            while (job := await outbox.claim(AT, LEASE)) is not None:
                seen.append(job.id)
                assert await outbox.done(job)

    async with store.tenant("zaltbommel"):
        await put(*(f"kind {n}" for n in range(60)))
    async with anyio.create_task_group() as group:
        for _ in range(6):
            group.start_soon(worker)
    assert len(seen) == len(set(seen)) == 60


async def test_a_lease_that_ends_gives_the_work_to_another_who_alone_may_finish_it(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put("mail")
        slow = await claimed()
        assert await outbox.claim(AT + LEASE - timedelta(seconds=1), LEASE) is None
        assert await outbox.next_moment() == AT + LEASE
        other = await claimed(AT + LEASE)
        assert (other.id, other.attempts) == (slow.id, 2)
        assert not await outbox.done(slow)
        assert not await outbox.retry(slow, AT, "te laat")
        assert not await outbox.dead(slow, "te laat", AT + LEASE)
        assert await outbox.done(other)
        assert not await outbox.done(other)
        assert await outbox.next_moment() is None


async def test_what_a_crash_left_goes_before_what_waits_its_turn(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put("left", run_at=AT + LEASE)
        assert (await claimed(AT + LEASE)).kind == "left"
        await put("older")
        assert [(await claimed(AT + 3 * LEASE)).kind for _ in range(2)] == ["left", "older"]
        assert await outbox.claim(AT + 3 * LEASE, LEASE) is None


async def test_what_waits_is_what_is_queued_and_what_is_being_done(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        assert await outbox.waiting() == outbox.Waiting(0, None)
        await put("done", "given up", "being done")
        assert await outbox.done(await claimed())
        assert await outbox.dead(await claimed(), "no: nee", AT)
        assert (await claimed()).kind == "being done"
        assert await outbox.waiting() == outbox.Waiting(1, AT)
        await put("waits", "waits", run_at=AT - LEASE)
        assert await outbox.waiting() == outbox.Waiting(3, AT - LEASE)


async def test_failed_work_is_tried_again_from_the_moment_that_was_given(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put("mail")
        assert await outbox.retry(await claimed(), AT + LEASE, "geen verbinding")
        assert await outbox.claim(AT, LEASE) is None
        assert await outbox.next_moment() == AT + LEASE
        assert (await claimed(AT + LEASE)).attempts == 2


async def test_work_that_is_given_up_is_shown_and_not_claimed_again(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put("mail")
        assert await outbox.dead(await claimed(), "adres bestaat niet", AT)
        assert await outbox.claim(AT + 9 * LEASE, LEASE) is None
        (given_up,) = await outbox.dead_jobs()
        assert (given_up.kind, given_up.attempts, given_up.error) == ("mail", 1, "adres bestaat niet")
