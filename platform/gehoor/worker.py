"""Carries out what commits left in the outbox, in the web process or in one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from gehoor import logs
from gehoor.bootstrap import Platform
from gehoor.errors import GehoorError
from gehoor.jobs import JOBS, Perform, Tools
from gehoor.services.correspondence import Render
from gehoor.services.municipality import Municipality
from gehoor.storage import outbox
from gehoor.storage.outbox import Job

log = logs.of(__name__)
LEASE = timedelta(minutes=2)
ATTEMPTS = 5
#: Jobs of one tenant in a row; then it is the turn of the others.
TURN = 8
#: Tenants that are worked for at once, so that a slow mail host of one does not hold up the letters of another.
LANES = 2
#: Seconds of rest before each tenant of the sweep: in the first pass after the start, and later.
FIRST_REST, REST = 0.05, 1.0
#: A later pass takes at least this many seconds, also where there are few tenants.
WHOLE_PASS = 10.0


class Worker:
    """Runs jobs until told to stop; a crash at any point leaves the job to be claimed again after its lease.

    A commit that leaves work wakes it for that tenant. Besides, a sweep visits one tenant at a time, in turn, for
    work that another process committed or a crash left behind; how often does not depend on how many there are.
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
    ) -> None:
        self._platform, self._pause, self._jobs, self._lanes = platform, pause, jobs, lanes
        self._tools = Tools(
            render=render or platform.renderer.render, clock=clock or platform.clock, settings=platform.settings
        )
        self._due: dict[str, datetime] = {}
        self._busy: set[str] = set()
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Works until cancelled."""
        with outbox.listening(self.wake):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._sweep())
                for _ in range(self._lanes):
                    tasks.create_task(self._lane())

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

    async def _lane(self) -> None:
        while True:
            slug = await self._next()
            self._busy.add(slug)
            with logs.about(tenant=slug):
                try:
                    await self._turn(slug)
                except Exception as error:
                    # The sweep comes back to it.
                    log.error("the work of a tenant failed: %s", logs.where(error))
            self._busy.discard(slug)
            self._changed.set()

    async def _next(self) -> str:
        """Waits for the tenant whose work has waited longest; others may be at work for other tenants."""
        while True:
            self._changed.clear()
            free = [(at, slug) for slug, at in self._due.items() if slug not in self._busy]
            at, slug = min(free, default=(None, ""))
            seconds = None if at is None else (at - self._tools.clock()).total_seconds()
            if seconds is not None and seconds <= 0:
                del self._due[slug]
                return slug
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._changed.wait()

    async def _turn(self, slug: str) -> int:
        """Does some work of this tenant, and notes from when there is more; gives how many jobs were done."""
        count = 0
        async with self._platform.at(slug) as place:
            while count < TURN and (job := await outbox.claim(self._tools.clock(), LEASE)) is not None:
                await self._one(place, job)
                count += 1
            more = await outbox.next_moment()
        if more is not None:
            # Not before now: whoever has waited longer goes first.
            self.wake(slug, max(more, self._tools.clock()))
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
            return list(await self._platform.slugs())
        except Exception as error:
            log.error("the tenants could not be listed: %s", logs.where(error))
            return []

    async def _look(self, slug: str) -> None:
        with logs.about(tenant=slug):
            try:
                async with self._platform.store.tenant(slug):
                    at = await outbox.next_moment()
            except Exception as error:
                log.error("the outbox of a tenant could not be read: %s", logs.where(error))
            else:
                if at is not None:
                    self.wake(slug, at)

    async def _one(self, place: Municipality, job: Job) -> None:
        with logs.about(job=f"{job.kind} {job.id}"):
            try:
                await self._do(place, job)
            except GehoorError as error:
                await self._failed(job, f"{error.code}: {error.message}")
            except Exception as error:
                log.error("job %s of kind %s failed: %s", job.id, job.kind, logs.where(error))
                await self._failed(job, type(error).__name__)
            else:
                await outbox.done(job)

    async def _do(self, place: Municipality, job: Job) -> None:
        perform = self._jobs.get(job.kind)
        if perform is None:
            raise GehoorError(
                f"Dit proces kent het werk '{job.kind}' niet. Draait hier nog een oudere versie van het platform?"
                " Werk die bij en zet het werk opnieuw klaar."
            )
        await perform(place, job.payload, self._tools)

    async def _failed(self, job: Job, error: str) -> None:
        if job.attempts >= ATTEMPTS:
            await outbox.dead(job, error)
        else:
            await outbox.retry(job, self._tools.clock() + timedelta(seconds=2**job.attempts), error)
