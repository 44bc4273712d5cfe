"""Carries out what commits left in the outbox, tenant by tenant, in the web process or in one of its own."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from gehoor.errors import GehoorError
from gehoor.services import correspondence
from gehoor.services.correspondence import Render
from gehoor.services.dossier import RENDER, RenderJob
from gehoor.services.municipality import Municipality
from gehoor.storage import outbox
from gehoor.storage.outbox import Job
from gehoor.storage.scope import Store

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
ATTEMPTS = 5


class Worker:
    """Runs jobs until told to stop; a crash at any point leaves the job to be claimed again after its lease."""

    def __init__(
        self,
        store: Store,
        municipalities: Mapping[str, Municipality],
        render: Render,
        clock: Callable[[], datetime],
        rest: float = 1.0,
    ) -> None:
        self._store, self._municipalities, self._render, self._clock = store, municipalities, render, clock
        self._rest = rest

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            try:
                await self.round()
            except Exception as error:
                log.error("a round of the worker failed: %s", where(error))
            await asyncio.sleep(self._rest)

    async def round(self) -> int:
        """Does all work that is due for all tenants; gives how many jobs were done."""
        count = 0
        for slug, place in self._municipalities.items():
            async with self._store.tenant(slug):
                while (job := await outbox.claim(self._clock(), LEASE)) is not None:
                    await self._one(place, job)
                    count += 1
        return count

    async def _one(self, place: Municipality, job: Job) -> None:
        try:
            await self._do(place, job)
        except GehoorError as error:
            await self._failed(job, f"{error.code}: {error.message}")
        except Exception as error:
            log.error("job %s of kind %s failed: %s", job.id, job.kind, where(error))
            await self._failed(job, type(error).__name__)
        else:
            await outbox.done(job)

    async def _do(self, place: Municipality, job: Job) -> None:
        if job.kind != RENDER:
            raise GehoorError(f"Nobody knows the job '{job.kind}'. Is an older version of the platform running?")
        letter = msgspec.json.decode(job.payload, type=RenderJob).letter
        await correspondence.make_pdf(place, letter, self._render, self._clock())

    async def _failed(self, job: Job, error: str) -> None:
        if job.attempts >= ATTEMPTS:
            await outbox.dead(job, error)
        else:
            await outbox.retry(job, self._clock() + timedelta(seconds=2**job.attempts), error)


def where(error: BaseException) -> str:
    """The kind of an error and the lines it came through; not its words, which may be somebody's."""
    steps = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {' > '.join(f'{Path(step.filename).name}:{step.lineno}' for step in steps)}"
