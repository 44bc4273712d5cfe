"""A change of the law or of a setting that has yet to reach a case, and saying so when a step gets there first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from gehoor.domain import events as ev
from gehoor.regulation.answers import Part
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import law_print, telling
from gehoor.services.law_print import Change, LawPrint
from gehoor.services.moved_dates import last_day, moved_in
from gehoor.services.municipality import Municipality
from gehoor.services.notice_words import MOVED, MovedDetail
from gehoor.services.telling import To
from gehoor.storage import clock_marks, due

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier

#: The kind of job that goes through some cases and reckons their dates again.
RECOMPUTE: Final = "recompute_terms"
_encode = msgspec.json.Encoder().encode


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """The payload of a batch: why, under which version, and after which case; `only` is one case, asked again."""

    name: str
    regulation: str
    in_force: date
    cause: str
    detail: str
    after: str = ""
    only: str = ""
    attempt: int = 0


async def noticed(place: Municipality, found: Dossier, happened: Sequence[ev.Event]) -> ev.TermsRecomputed | None:
    """What a step that is about to be written would else hide: dates that moved before it, by another cause.

    Without a change on its way, which is nearly always so, the law is not asked anything.
    """
    if not happened or isinstance(happened[0], ev.TermsRecomputed):
        return None
    change = await _on_its_way(place, found)
    if change is None:
        return None
    try:
        moved = moved_in(found)
    except RegulationFailed:
        # Writing the step asks the law too, and tells whoever takes it.
        return None
    if not moved:
        return None
    on = max(last_day(found), happened[0].on)
    return ev.TermsRecomputed(on=on, cause=change.cause, detail=change.detail, moved=moved)


async def tell(place: Municipality, written: Dossier, event: ev.TermsRecomputed, at: datetime) -> None:
    """The coordinator and whoever handles the case hear that dates moved; must run inside a transaction."""
    detail = _encode(MovedDetail(event.cause, event.moved)).decode()
    readers: list[To | Part] = [Part.COORDINATOR]
    if written.case.assigned and written.case.assigned.person:
        readers.append(To(person=written.case.assigned.person))
    for to in readers:
        key = f"{MOVED}:{written.case_id}:{written.seq}"
        await telling.put(place, to, MOVED, written.case_id, "", at, key, detail=detail)


async def _on_its_way(place: Municipality, found: Dossier) -> Change | None:
    """The change that has yet to reach this case: its work waits, or it was not even looked at."""
    pinned = (found.received.regulation, found.received.in_force)
    for payload in await due.unfinished(RECOMPUTE):
        job = msgspec.json.decode(payload, type=Job)
        mine = job.only == found.case_id if job.only else job.after < found.case_id
        if mine and (job.regulation, job.in_force) == pinned:
            return Change(job.cause, job.detail)
    for version in place.library.versions(place.tenant.file.regulation):
        if (version.id, version.in_force) == pinned:
            kept = (await clock_marks.values(clock_marks.LAW)).get(law_print.key_of(version))
            if kept is None:
                return None
            was = msgspec.json.decode(kept, type=LawPrint)
            return law_print.changed(was, law_print.as_set(place, version, was))
    return None
