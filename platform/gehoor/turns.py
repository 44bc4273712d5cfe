"""A turn of one tenant: its work is claimed, done and put away, whichever runner gives the turn."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from gehoor import logs
from gehoor.bootstrap import Platform
from gehoor.errors import GehoorError
from gehoor.jobs import Perform, Tools
from gehoor.services import stranded
from gehoor.services.municipality import Municipality
from gehoor.storage import outbox
from gehoor.storage.outbox import Job

log = logs.of(__name__)
#: Whoever claims work has it for so long; while it is being done the lease is renewed, four times in its length.
LEASE: Final = timedelta(minutes=2)
#: A job that takes longer has failed: something in it hangs, and its lease would be renewed for ever.
LONGEST: Final = timedelta(minutes=30)
#: So often work is tried before it is given up.
ATTEMPTS: Final = 8
#: Jobs of one tenant in a row; then it is the turn of the others.
TURN: Final = 8
#: Why work is given up of which nobody came back to say how it went: it may end the process that does it.
PROCESS_ENDED: Final = (
    "process_ended: Het proces stopte terwijl het dit werk deed. Zoek in het logboek van de server waarom,"
    " en zet het werk opnieuw klaar."
)
_FIRST_WAIT, _FACTOR, _LONGEST_WAIT = 10.0, 3, 3600.0


class ClaimLost(GehoorError):
    """The lease had ended and somebody else has claimed the work since."""

    code = "claim_lost"


class TooLong(GehoorError):
    """A job did not end."""

    code = "too_long"


def wait_after(tries: int, random: Callable[[], float]) -> timedelta:
    """How long failed work waits before it is tried again; `random` gives a number from 0 up to 1.

    The whole wait is 10, 30, 90, 270, 810, 2430 and then 3600 seconds. The lot decides between half of it and all of
    it, so that what failed together does not come back together: after the first try 5 to 10 seconds, after the fourth
    135 to 270, after the seventh 1800 to 3600. All tries together take one to two hours.
    """
    whole = min(_FIRST_WAIT * _FACTOR ** (min(tries, 9) - 1), _LONGEST_WAIT)
    return timedelta(seconds=whole * (1 + random()) / 2)


class Turns:
    """Does the work of tenants, a turn at a time; after a crash at any point work is claimed again after its lease."""

    def __init__(
        self,
        platform: Platform,
        tools: Tools,
        jobs: Mapping[str, Perform],
        random: Callable[[], float],
        beat: float = LEASE.total_seconds() / 4,
    ) -> None:
        self._platform, self._tools, self._jobs = platform, tools, jobs
        self._random, self._beat = random, beat

    async def take(self, slug: str, enough: Callable[[], bool]) -> tuple[int, datetime | None]:
        """Does some work of this tenant; gives how many jobs were done, and from when there is more.

        Between two jobs it asks whether it is enough, for a process that is ending.
        """
        count, outside = 0, contextvars.copy_context()
        async with self._platform.at(slug) as place:
            while count < TURN and not enough() and (job := await outbox.claim(self._tools.clock(), LEASE)) is not None:
                await self._one(place, job, outside)
                count += 1
            return count, await outbox.next_moment()

    async def _one(self, place: Municipality, job: Job, outside: contextvars.Context) -> None:
        with logs.about(job=f"{job.kind} {job.id}"):
            if job.tries > ATTEMPTS:
                log.error("job %s of kind %s is given up: the process that did it ended", job.id, job.kind)
                await stranded.give_up(place, job, PROCESS_ENDED, self._tools.clock())
                return
            try:
                await self._do(place, job, outside)
            except ClaimLost:
                # It is somebody else's now, and so is what becomes of it.
                log.warning("the claim on a job was lost while it was being done")
            except GehoorError as error:
                await self._failed(place, job, f"{error.code}: {error.message}")
            except Exception as error:
                log.error("job %s of kind %s failed: %s", job.id, job.kind, logs.where(error))
                await self._failed(place, job, type(error).__name__)
            else:
                await outbox.done(job)

    async def _do(self, place: Municipality, job: Job, outside: contextvars.Context) -> None:
        perform = self._jobs.get(job.kind)
        if perform is None:
            raise GehoorError(
                f"Dit proces kent het werk '{job.kind}' niet. Draait hier nog een oudere versie van het platform?"
                " Werk die bij en zet het werk opnieuw klaar."
            )
        work = asyncio.ensure_future(perform(place, job.payload, self._tools))
        try:
            await self._until_done(place.tenant.slug, job, work, outside)
        finally:
            # Also what it raised just when nobody wanted to know any more has been heard.
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _until_done(self, slug: str, job: Job, work: asyncio.Future[None], outside: contextvars.Context) -> None:
        """Waits for the work and renews its lease meanwhile; raises what the work raises, `ClaimLost` or `TooLong`.

        The lease is renewed from outside the scope of the job: that may be in a transaction for long.
        """
        latest = self._tools.clock() + LONGEST
        while not (await asyncio.wait({work}, timeout=self._beat))[0]:
            if self._tools.clock() >= latest:
                raise TooLong(f"Dit werk was na {LONGEST} nog niet klaar.")
            renewing = asyncio.get_running_loop().create_task(self._renewed(slug, job), context=outside.copy())
            both: set[asyncio.Future[Any]] = {work, renewing}
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                # Where it waits for what the work held, it need not wait any more.
                renewing.cancel()
                (renewed,) = await asyncio.gather(renewing, return_exceptions=True)
            if renewed is False and not work.done():
                raise ClaimLost("De lease van dit werk liep af, en een ander proces nam het over.")
        work.result()

    async def _renewed(self, slug: str, job: Job) -> bool:
        try:
            async with self._platform.store.tenant(slug):
                return await outbox.renew(job, self._tools.clock() + LEASE)
        except Exception as error:
            # The work may be done before the lease ends, and otherwise the next beat tries again.
            log.error("the lease of a job could not be renewed: %s", logs.where(error))
            return True

    async def _failed(self, place: Municipality, job: Job, error: str) -> None:
        at = self._tools.clock()
        if job.tries >= ATTEMPTS:
            await stranded.give_up(place, job, error, at)
        else:
            await outbox.retry(job, at + wait_after(job.tries, self._random), error)
