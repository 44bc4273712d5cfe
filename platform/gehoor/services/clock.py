"""Goes through the days of a municipality, one after the other and each once: who is told what, and new dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Protocol

import msgspec

from gehoor.services import clock_times, digests, incoming_mailbox, recompute, reminders
from gehoor.services.clock_times import DAY
from gehoor.services.mail import Installation, site_of
from gehoor.services.municipality import Municipality
from gehoor.storage import clock_marks, due, notices, outbox, outbox_past, settings_rows
from gehoor.storage.scope import transaction

#: The kind of the job that goes through a day.
CLOCK: Final = "clock"
#: Notices that somebody has seen, and what the clock has done, are kept for so long.
_KEPT: Final = timedelta(days=90)
#: Work that was done is kept for so long, for whoever wants to know what happened.
DONE_KEPT: Final = timedelta(days=30)
_encode = msgspec.json.Encoder().encode


class ClockJob(msgspec.Struct, frozen=True):
    """The payload of a day; without one it is the day whose hour struck last."""

    day: date | None = None


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did: which days, how many notices and mails were new, and which changes of the law began."""

    days: tuple[date, ...] = ()
    notices: int = 0
    mails: int = 0
    changes: tuple[str, ...] = ()


class Tools(Protocol):
    """What a run needs besides the data of the municipality."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The moment."""

    @property
    def settings(self) -> Installation:
        """The settings of the installation."""


async def wind(at: datetime) -> bool:
    """Makes the clock of this municipality go where it does not, inside its scope; whether it goes now.

    Each run puts the next one, so that asking this once in each process is often enough. Without settings there is
    no hour to go by.
    """
    if not await due.has_job(CLOCK):
        if not await settings_rows.newest_id():
            return False
        async with transaction():
            await outbox.put(CLOCK, _encode(ClockJob()), at, dedup=f"{CLOCK}:start:{at.isoformat()}")
    return True


async def perform(place: Municipality, payload: bytes, tools: Tools) -> None:
    """The job of a day: first it puts the next one, so that nothing that fails today stops the clock."""
    job, at = msgspec.json.decode(payload, type=ClockJob), tools.clock()
    # The hour may have been set later since this was put; the day of the job is done all the same.
    struck = max(last_due(place, at), min(job.day or date.min, place.day(at)))
    async with transaction():
        await _put(place, struck + DAY)
    # Reading the mailbox puts its own successor; should that ever stop, it begins again within a day.
    await incoming_mailbox.begin(place, at)
    await run(place, tools.settings, at, struck)


async def run(place: Municipality, settings: Installation, at: datetime, until: date) -> Done:
    """Goes through the days up to and including this one that were not done yet, in order. Done again it does nothing.

    Mail is about how it stands now, so for days that were missed there is one mail and not one for each.
    """
    days, count = await missed(until), 0
    for day in days:
        count += await reminders.tell(place, day, at)
        async with transaction():
            await clock_marks.put(clock_marks.DAY, day.isoformat(), day)
    # Also where the day itself was done: whoever did it may have been cut off before its mails, which go once anyway.
    last = await clock_marks.last(clock_marks.DAY)
    mails = await digests.send(place, until, at, site_of(place, settings)) if last and last[0] == until else 0
    begun = await recompute.look(place, at)
    async with transaction():
        await notices.forget_before(until - _KEPT)
        await clock_marks.forget_before(until - _KEPT)
    await outbox_past.throw_away(at - DONE_KEPT)
    return Done(
        days=tuple(days), notices=count, mails=mails, changes=tuple(change.cause for change in begun)
    )  # fmt: skip


async def missed(until: date) -> list[date]:
    """The days up to and including this one that were not gone through yet, in order."""
    last = await clock_marks.last(clock_marks.DAY)
    return clock_times.days_to_do(last[0] if last else None, until)


def last_due(place: Municipality, at: datetime) -> date:
    """The last day whose hour has struck here."""
    return clock_times.last_due(at, place.tenant.file.reminders.hour, place.zone)


async def _put(place: Municipality, day: date) -> None:
    moment = clock_times.moment_of(day, place.tenant.file.reminders.hour, place.zone)
    await outbox.put(CLOCK, _encode(ClockJob(day)), moment, dedup=f"{CLOCK}:{day.isoformat()}")
