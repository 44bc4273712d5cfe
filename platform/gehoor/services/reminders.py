"""Reminders of what is due and notices of what is late, each once, however often it is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from gehoor.domain.tenant import Reminders
from gehoor.regulation.answers import Part
from gehoor.services import notices as told
from gehoor.services.municipality import Municipality
from gehoor.services.notice_words import OVERDUE, OVERDUE_UP, REMINDER
from gehoor.services.notices import To
from gehoor.storage import due, notices
from gehoor.storage.due import Waiting
from gehoor.storage.notices import NewNotice
from gehoor.storage.scope import transaction

PAGE: Final = 200


class Offices(msgspec.Struct, frozen=True):
    """Who is told what here: the offices with the part of the coordinator, and those above."""

    coordinators: tuple[str, ...]
    above: tuple[str, ...]


class Stage(msgspec.Struct, frozen=True):
    """What a date calls for on a day; `number` tells the reminders of one date apart."""

    kind: str
    number: int = 0


def stages(due_on: date, day: date, settings: Reminders) -> list[Stage]:
    """What this date calls for on this day.

    A reminder that a date passed by unseen, because the case came in late or nobody was awake, is given as soon as
    the day is gone through again, so what is called for does not depend on which days were gone through.
    """
    left = (due_on - day).days
    if left >= 0:
        reached = [number for number in settings.days_before if left <= number]
        return [Stage(REMINDER, min(reached))] if reached else []
    return [Stage(OVERDUE), *([Stage(OVERDUE_UP)] if -left >= settings.up_after else [])]


def readers(waiting: Waiting, stage: Stage, offices: Offices) -> list[To]:
    """Who is told: who must act, and of what is late the coordinator too, and then the office above."""
    if stage.kind == OVERDUE_UP:
        return [To(office=office) for office in offices.above]
    handler = [To(person=waiting.handler)] if waiting.handler else []
    alone = stage.kind == REMINDER and handler and waiting.who not in offices.coordinators
    return [*handler, *([] if alone else [To(office=office) for office in offices.coordinators])]


def offices_of(place: Municipality) -> Offices:
    """The offices of this municipality that are told."""
    chosen = place.tenant.file.reminders.up_to
    above = [chosen] if chosen else sorted(place.offices_with(Part.DIRECTOR))
    return Offices(tuple(sorted(place.offices_with(Part.COORDINATOR))), tuple(above))


def called_for(waiting: Waiting, day: date, settings: Reminders, offices: Offices) -> list[NewNotice]:
    """The notices that one date calls for on a day; the same ones have the same keys on every day."""
    return [
        told.notice(
            to, stage.kind, waiting.case_id, waiting.key, day,
            f"{stage.kind}:{stage.number}:{waiting.case_id}:{waiting.key}:{waiting.due.isoformat()}:{to.key}",
            due=waiting.due,
        )
        for stage in stages(waiting.due, day, settings)
        for to in readers(waiting, stage, offices)
    ]  # fmt: skip


async def planned(place: Municipality, day: date) -> AsyncIterator[list[tuple[Waiting, NewNotice]]]:
    """What is to be told on this day and was not told yet, some at a time; writes nothing."""
    settings, offices = place.tenant.file.reminders, offices_of(place)
    until = day + timedelta(days=max(settings.days_before, default=0))
    for page_of in (due.duties_until, due.deadlines_until):
        after = due.BEGINNING
        while page := await page_of(until, after, PAGE):
            after = page[-1].place
            asked = [(item, new) for item in page for new in called_for(item, day, settings, offices)]
            known = await notices.known([new.dedup for _, new in asked])
            fresh = [(item, new) for item, new in asked if new.dedup not in known]
            if fresh:
                yield fresh


async def tell(place: Municipality, day: date, at: datetime) -> int:
    """Keeps the notices of this day; gives how many were new. Done again it adds nothing."""
    count = 0
    async for fresh in planned(place, day):
        async with transaction():
            count += await notices.add([new for _, new in fresh], at)
    return count
