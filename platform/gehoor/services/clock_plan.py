"""What the clock would do up to a day, without writing anything."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from gehoor.domain.events import Moved
from gehoor.services import clock, digests, recompute, reminders
from gehoor.services import dossier as dossiers
from gehoor.services.law_print import Change
from gehoor.services.municipality import Municipality
from gehoor.storage import due, notices
from gehoor.storage.notices import NewNotice, Notice

_PAGE = 500


class Told(msgspec.Struct, frozen=True):
    """A notice that would be kept; `to` is an office, or the word for who handles the case, never a name."""

    notice: NewNotice
    reference: str
    to: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What would happen: which days, who is told what, how many mails leave, and which dates move why."""

    days: tuple[date, ...]
    told: tuple[Told, ...]
    daily: int
    weekly: int
    changes: tuple[Change, ...]
    moved: tuple[tuple[str, Moved], ...]


async def plan(place: Municipality, until: date, at: datetime) -> Plan:
    """Goes through the days up to and including this one in thought."""
    days, told = await clock.missed(until), dict[str, Told]()
    for day in days:
        async for fresh in reminders.planned(place, day):
            for waiting, new in fresh:
                told.setdefault(new.dedup, Told(new, waiting.reference, _to(place, new)))
    beyond = [_as_kept(each.notice, -number, at) for number, each in enumerate(told.values(), start=1)]
    daily = await digests.daily(place, until, "", await notices.newest_id(), beyond) if days else []
    weekly = await digests.weekly(place, until) if days else []
    changes, moved = await _moved(place, at)
    return Plan(
        days=tuple(days), told=tuple(told.values()), daily=sum(bool(each.to) for each in daily),
        weekly=sum(bool(each.to) for each in weekly), changes=changes, moved=moved,
    )  # fmt: skip


async def _moved(place: Municipality, at: datetime) -> tuple[tuple[Change, ...], tuple[tuple[str, Moved], ...]]:
    changes, moved = list[Change](), list[tuple[str, Moved]]()
    for version, _, change in await recompute.changes(place, at):
        if change is None:
            continue
        changes.append(change)
        after = ""
        while page := await due.open_under(version.id, version.in_force, after, _PAGE):
            after = page[-1]
            for case_id in page:
                found = await dossiers.by_id(place, case_id)
                moved += [(found.reference, each) for each in recompute.moved_in(found)]
    return tuple(changes), tuple(moved)


def _to(place: Municipality, new: NewNotice) -> str:
    return place.office_title(new.office) if new.office else "de behandelaar"


def _as_kept(new: NewNotice, number: int, at: datetime) -> Notice:
    return Notice(**msgspec.structs.asdict(new), id=number, made_at=at, seen_at=None, seen_by=None)
