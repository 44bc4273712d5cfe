"""Reckons the dates of open cases again when a calendar, an edition or a setting changed, each case once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.events import Moved
from gehoor.regulation.guard import RegulationFailed
from gehoor.regulation.library import Regulation
from gehoor.services import dossier as dossiers
from gehoor.services import law_print, pending_change
from gehoor.services.configuration import LOOK_AT_LAW
from gehoor.services.correspondence import SYSTEM
from gehoor.services.dossier import Dossier
from gehoor.services.law_print import Change, LawPrint
from gehoor.services.moved_dates import last_day, moved_in
from gehoor.services.municipality import Municipality
from gehoor.services.pending_change import RECOMPUTE, Job
from gehoor.storage import clock_marks, due, outbox
from gehoor.storage.scope import transaction

__all__ = ["BATCH", "LOOK", "RECOMPUTE", "Job", "batch", "changes", "look", "moved_in"]

#: The kind of job that looks whether anything changed, which a changed setting asks for.
LOOK: Final = LOOK_AT_LAW
BATCH: Final = 50
#: How long a case waits whose law does not answer now.
_AGAIN: Final = timedelta(minutes=30)
_encode = msgspec.json.Encoder().encode


async def changes(place: Municipality, at: datetime) -> list[tuple[Regulation, LawPrint, Change | None]]:
    """For each version whose answers are not as they were kept: what changed; None where nothing was kept yet."""
    kept = await clock_marks.values(clock_marks.LAW)
    found: list[tuple[Regulation, LawPrint, Change | None]] = []
    for version in place.library.versions(place.tenant.file.regulation):
        now = await law_print.print_of(place, version, place.day(at))
        before = kept.get(law_print.key_of(version))
        if before is None:
            found.append((version, now, None))
            continue
        was = msgspec.json.decode(before, type=LawPrint)
        if was != now:
            found.append((version, now, law_print.changed(was, now)))
    return found


async def look(place: Municipality, at: datetime) -> list[Change]:
    """Keeps how the law answers now and begins going through the open cases where that changed, in one transaction."""
    begun: list[Change] = []
    for version, now, change in await changes(place, at):
        async with transaction():
            key = law_print.key_of(version)
            await clock_marks.change(clock_marks.LAW, key, place.day(at), _encode(now).decode())
            if change is not None:
                begun.append(change)
                job = Job(
                    name=f"{key}:{at.isoformat()}",
                    regulation=version.id, in_force=version.in_force, cause=change.cause, detail=change.detail,
                )  # fmt: skip
                await _put(job, at)
    return begun


async def batch(place: Municipality, job: Job, at: datetime) -> int:
    """Goes through some cases and leaves the rest to a next job; gives in how many dates moved.

    Done again after a crash it finds that the cases it wrote before do not move any more.
    """
    if job.only:
        return int(await _one(place, job, job.only, at))
    case_ids = await due.open_under(job.regulation, job.in_force, job.after, BATCH)
    count = 0
    for case_id in case_ids:
        count += await _one(place, job, case_id, at)
    if len(case_ids) == BATCH:
        async with transaction():
            await _put(msgspec.structs.replace(job, after=case_ids[-1]), at)
    return count


async def _one(place: Municipality, job: Job, case_id: str, at: datetime) -> bool:
    try:
        # Most cases do not move; only for one that does everybody else waits.
        if not moved_in(await dossiers.by_id(place, case_id)):
            return False
        async with transaction():
            found = await dossiers.by_id(place, case_id)
            moved = moved_in(found)
            if moved:
                await _write(place, found, job, moved, at)
            return bool(moved)
    except RegulationFailed:
        async with transaction():
            again = msgspec.structs.replace(job, only=case_id, attempt=job.attempt + 1)
            await _put(again, at + _AGAIN)
        return False


async def _write(place: Municipality, found: Dossier, job: Job, moved: tuple[Moved, ...], at: datetime) -> None:
    on = max(place.day(at), last_day(found))
    event = ev.TermsRecomputed(on=on, cause=job.cause, detail=job.detail, moved=moved)
    written = await dossiers.record(place, found, [event], SYSTEM, at)
    await pending_change.tell(place, written, event, at)


async def _put(job: Job, at: datetime) -> None:
    where = f"{job.only}:{job.attempt}" if job.only else job.after
    await outbox.put(RECOMPUTE, _encode(job), at, dedup=f"{RECOMPUTE}:{job.name}:{where}")
