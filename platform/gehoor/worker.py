"""Carries out what commits left in the outbox, in the web process or in one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from random import SystemRandom
from typing import Final

from gehoor import logs
from gehoor.bootstrap import Platform
from gehoor.jobs import JOBS, Perform, Tools
from gehoor.services import clock as clocks
from gehoor.services.correspondence import Render
from gehoor.storage import outbox
from gehoor.turns import ATTEMPTS, LEASE, TURN, Turns

__all__ = ["ATTEMPTS", "LEASE", "TURN", "Worker", "ended"]

log = logs.of(__name__)
#: Tenants that are worked for at once, so that a slow mail host of one does not hold up the letters of another.
LANES: Final = 2
#: Seconds of rest before each tenant of the sweep: in the first pass after the start, and later.
FIRST_REST, REST = 0.05, 1.0
#: A later pass takes at least this many seconds, also where there are few tenants.
WHOLE_PASS: Final = 10.0
#: Seconds that work which is being done gets to end by itself, when the process ends.
LAST_WORK: Final = 20.0


class Worker:
    """Runs jobs until told to stop; a crash at any point leaves the job to be claimed again after its lease.

    A commit that leaves work wakes it for that tenant, and so does whoever visits it with a hint from elsewhere.
    Besides, a sweep visits one tenant at a time, in turn, for work that another process committed or a crash left
    behind; how often does not depend on how many there are. `share` is told of a tenant with more work than one turn.
    """

    def __init__(
        self,
        platform: Platform,
        render: Render | None = None,
        *,
        clock: Callable[[], datetime] | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jobs: Mapping[str, Perform] = JOBS,
        lanes: int = LANES,
        random: Callable[[], float] | None = None,
        share: outbox.Listener | None = None,
    ) -> None:
        self._platform, self._pause, self._lanes, self._share = platform, pause, lanes, share
        self._clock = clock or platform.clock
        tools = Tools(render=render or platform.renderer.render, clock=self._clock, settings=platform.settings)
        self._turns = Turns(platform, tools, jobs, random or SystemRandom().random)
        self._due: dict[str, datetime] = {}
        self._visitors: dict[str, list[asyncio.Future[int]]] = {}
        self._busy: set[str] = set()
        #: The tenants whose clock was looked at by this process; each run of a clock puts the next one.
        self._wound: set[str] = set()
        self._changed = asyncio.Event()
        self._sweeping: asyncio.Task[None] | None = None
        self._stopping = False

    async def run(self) -> None:
        """Works until cancelled or told to stop."""
        with outbox.listening(self.wake):
            async with asyncio.TaskGroup() as tasks:
                self._sweeping = tasks.create_task(self._sweep())
                for _ in range(self._lanes):
                    tasks.create_task(self._lane())

    def stop(self) -> None:
        """Takes no new work; `run` ends when what is being done is done."""
        self._stopping = True
        self._changed.set()
        if self._sweeping is not None:
            self._sweeping.cancel()

    async def round(self) -> int:
        """Does all work that is due for all tenants; gives how many jobs were done."""
        count = 0
        for slug in await self._platform.slugs():
            with logs.about(tenant=slug):
                while done := await self._turn(slug):
                    count += done
        return count

    def wake(self, slug: str, at: datetime) -> None:
        """There is work for this tenant from that moment."""
        self._due[slug] = min(at, self._due.get(slug, at))
        self._changed.set()

    async def visit(self, slug: str) -> int:
        """There may be work for this tenant now: waits until its turn is over, and gives how many jobs were done."""
        done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._visitors.setdefault(slug, []).append(done)
        self.wake(slug, self._clock())
        return await done

    async def _lane(self) -> None:
        while (slug := await self._next()) is not None:
            self._busy.add(slug)
            visitors, count = self._visitors.pop(slug, []), 0
            try:
                with logs.about(tenant=slug):
                    count = await self._turn(slug)
            except Exception as error:
                # The sweep comes back to it.
                log.error("the work of a tenant failed: %s", logs.where(error), extra=logs.more(tenant=slug))
            finally:
                for visitor in visitors:
                    if not visitor.done():
                        visitor.set_result(count)
            self._busy.discard(slug)
            self._changed.set()

    async def _next(self) -> str | None:
        """Waits for the tenant whose work has waited longest; others may be at work for other tenants."""
        while not self._stopping:
            self._changed.clear()
            free = [(at, slug) for slug, at in self._due.items() if slug not in self._busy]
            at, slug = min(free, default=(None, ""))
            seconds = None if at is None else (at - self._clock()).total_seconds()
            if seconds is not None and seconds <= 0:
                del self._due[slug]
                return slug
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._changed.wait()
        return None

    async def _turn(self, slug: str) -> int:
        """Does some work of this tenant, and notes from when there is more; gives how many jobs were done."""
        count, more = await self._turns.take(slug, lambda: self._stopping)
        if more is not None:
            # Not before now: whoever has waited longer goes first.
            now = self._clock()
            self.wake(slug, max(more, now))
            if self._share is not None and count and more <= now:
                self._share(slug, now)
        return count

    async def _sweep(self) -> None:
        rest = FIRST_REST
        while True:
            # It rests first: serving must not wait for this.
            await self._pause(rest)
            slugs = await self._slugs()
            for number, slug in enumerate(slugs):
                if number:
                    await self._pause(rest)
                await self._look(slug)
            rest = max(REST, WHOLE_PASS / max(len(slugs), 1))

    async def _slugs(self) -> list[str]:
        try:
            slugs = list(await self._platform.slugs())
        except Exception as error:
            log.error("the tenants could not be listed: %s", logs.where(error))
            return []
        # A municipality that was removed and made again under its name has no clock yet.
        self._wound &= set(slugs)
        return slugs

    async def _look(self, slug: str) -> None:
        with logs.about(tenant=slug):
            try:
                async with self._platform.store.tenant(slug):
                    if slug not in self._wound and await clocks.wind(self._clock()):
                        self._wound.add(slug)
                    at = await outbox.next_moment()
            except Exception as error:
                # It may have been removed, and come back before the next list.
                self._wound.discard(slug)
                log.error("the outbox of a tenant could not be read: %s", logs.where(error))
            else:
                if at is not None:
                    self.wake(slug, at)


async def ended(worker: Worker, running: asyncio.Task[None], seconds: float = LAST_WORK) -> None:
    """Ends a worker that runs: work that is being done gets so long, and otherwise its lease is left to expire."""
    worker.stop()
    await asyncio.wait({running}, timeout=seconds)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
