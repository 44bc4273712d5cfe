"""How often the outboxes are looked at does not grow with the number of municipalities."""

from __future__ import annotations

import anyio
import pytest

from gehoor.bootstrap import Platform
from gehoor.storage import outbox
from gehoor.storage.scope import Store
from gehoor.worker import WHOLE_PASS, Worker
from standing_clock import Clock

pytestmark = pytest.mark.anyio
MINUTES = 10


class Asleep:
    """Rests without waiting, lets the clock go on by as much, and counts the questions of each minute."""

    def __init__(self, clock: Clock, after: float) -> None:
        self._clock, self._over = clock, anyio.Event()
        self._start, self._after = clock.now, after
        self.minutes = [0] * MINUTES

    async def pause(self, seconds: float) -> None:
        self._clock.forward(seconds=seconds)
        await anyio.lowlevel.checkpoint()
        if self._minute >= MINUTES:
            self._over.set()
            await anyio.sleep_forever()

    def asked(self) -> None:
        if 0 <= self._minute < MINUTES:
            self.minutes[self._minute] += 1

    @property
    def _minute(self) -> int:
        return int(((self._clock.now - self._start).total_seconds() - self._after) // 60)

    async def over(self) -> None:
        await self._over.wait()


async def questions(
    platform: Platform, clock: Clock, monkeypatch: pytest.MonkeyPatch, tenants: int, opened: list[str]
) -> list[int]:
    """How many questions an idle worker puts to the databases in each of ten minutes, its first pass left out."""
    names = [f"dorp-{number}" for number in range(tenants)]
    asleep = Asleep(clock, after=max(WHOLE_PASS, tenants * 1.0))
    real, moment = Store.tenant, outbox.next_moment

    def one(store: Store, slug: str) -> object:
        # All villages have the outbox of one town, which is empty: only how often somebody comes is counted.
        opened.append(slug)
        return real(store, "zaltbommel")

    async def counted() -> object:
        asleep.asked()
        return await moment()

    async def slugs() -> list[str]:
        asleep.asked()
        return names

    with monkeypatch.context() as patch:
        patch.setattr(Store, "tenant", one)
        patch.setattr(outbox, "next_moment", counted)
        patch.setattr(platform.places, "slugs", slugs)
        worker = Worker(platform, pause=asleep.pause)
        with anyio.fail_after(60):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(worker.run)
                await asleep.over()
                tasks.cancel_scope.cancel()
    return asleep.minutes


async def test_an_idle_worker_asks_as_much_for_three_hundred_municipalities_as_for_thirty(
    platform: Platform, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = await questions(platform, clock, monkeypatch, 3, [])
    thirty = await questions(platform, clock, monkeypatch, 30, [])
    opened: list[str] = []
    many = await questions(platform, clock, monkeypatch, 300, opened)
    assert len(set(opened)) == 300, "everybody gets a visit"
    # One visit a second, and the list of municipalities once in a pass.
    assert max(many) <= 60 + 2
    assert abs(sum(many) - sum(thirty)) <= MINUTES * 2
    # With few it is less: a pass takes ten seconds.
    assert max(few) <= 60 / (WHOLE_PASS / 3) + 60 / WHOLE_PASS + 2
