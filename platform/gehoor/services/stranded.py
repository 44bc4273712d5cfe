"""Work that is given up: who hears of it, how it stands on the list, and trying it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from gehoor.errors import NotFound
from gehoor.regulation.answers import Part
from gehoor.services import admin_log, notice_words, notices
from gehoor.services.municipality import Municipality
from gehoor.storage import outbox
from gehoor.storage.outbox import Job
from gehoor.storage.scope import transaction

#: So much of it stands on a page.
SHOWN: Final = 20
_CODE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}\Z")


class Stranded(msgspec.Struct, frozen=True, kw_only=True):
    """Work that was given up, without the words of the work and of the error."""

    id: int
    kind: str
    since: datetime
    attempts: int
    code: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The oldest of the work that was given up, and how much more there is."""

    shown: Sequence[Stranded] = ()
    more: int = 0

    @property
    def count(self) -> int:
        """How much was given up."""
        return len(self.shown) + self.more


async def stranded() -> Found:
    """What was given up for this municipality, the oldest first."""
    shown = [
        Stranded(id=job.id, kind=job.kind, since=job.since, attempts=job.attempts, code=code_of(job.error))
        for job in await outbox.dead_jobs(SHOWN)
    ]
    more = await outbox.dead_count() - SHOWN if len(shown) == SHOWN else 0
    return Found(shown=shown, more=max(more, 0))


async def give_up(place: Municipality, job: Job, error: str, at: datetime) -> bool:
    """Gives work up and tells whoever administers the municipality, of each kind of work once a day.

    No, and nobody is told, when somebody else has claimed the work since.
    """
    async with transaction():
        if not await outbox.dead(job, error, at):
            return False
        key = f"{notice_words.DEAD_WORK}:{job.kind}:{place.day(at).isoformat()}"
        await notices.put(place, Part.TENANT_ADMIN, notice_words.DEAD_WORK, None, "dead_work", at, key)
        return True


async def try_again(job: int, person: str, at: datetime) -> None:
    """Gives work a new series of tries, and writes down who wanted that; raises `NotFound` when it is not given up."""
    async with transaction():
        kind = await outbox.try_again(job, at)
        if kind is None:
            raise NotFound(
                "Dit werk staat niet meer stil. Misschien was iemand u voor. Kijk op de lijst hoe het nu is."
            )
        await admin_log.write(person, "work_tried_again", f"work:{kind}", None, None, at)


def code_of(error: str | None) -> str:
    """The code at the beginning of what is kept of an error; its words can tell of a case and stay out."""
    code = (error or "").partition(":")[0].strip()
    return code if _CODE.match(code) else "onbekend"
