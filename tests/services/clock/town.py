"""A municipality whose clock is gone through on days a test chooses, and a change of its settings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from gehoor.bootstrap import Platform
from gehoor.domain import events as ev
from gehoor.domain.areas import Area, areas_of
from gehoor.services import casefile, configuration, dossier, timeline
from gehoor.services import clock as clocks
from gehoor.services.clock import Done
from gehoor.services.dossier import Dossier
from gehoor.services.intake import Entry
from gehoor.services.municipality import Municipality
from gehoor.storage import notices
from gehoor.storage.notices import Notice
from gehoor.worker import Worker
from services.conftest import ENTRY, filed
from standing_clock import Clock

NL, FL = "zaltbommel", "voorbeeldstad"


class Town:
    """One municipality of a platform."""

    def __init__(self, platform: Platform, clock: Clock, slug: str) -> None:
        self.platform, self.clock, self.slug = platform, clock, slug

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Municipality]:
        async with self.platform.at(self.slug) as place:
            yield place

    async def file(self, key: str = "key-1", entry: Entry = ENTRY) -> Dossier:
        """A complaint by the web form."""
        async with self.place() as place:
            given = await filed(self.platform, place, entry, key)
            return await dossier.by_reference(place, given.reference)

    async def dossier(self, case_id: str) -> Dossier:
        async with self.place() as place:
            return await dossier.by_id(place, case_id)

    async def day(self, day: date, hour: int = 12) -> Done:
        """It is noon of this day, and the clock is gone through."""
        self.clock.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        async with self.place() as place:
            return await clocks.run(place, self.platform.settings, self.clock(), clocks.last_due(place, self.clock()))

    async def set(self, area: Area, **changed: Any) -> None:
        """Other settings in an area that is a mapping."""
        async with self.place() as place:
            content = {**areas_of(place.tenant)[area], **changed}
            await configuration.change(place, area, content, "noor", self.clock())

    async def put(self, area: Area, content: Any) -> None:
        """Another document of an area."""
        async with self.place() as place:
            await configuration.change(place, area, msgspec.to_builtins(content), "noor", self.clock())

    async def told(self, kind: str = "") -> list[Notice]:
        """All notices, the oldest first."""
        async with self.place():
            found = await notices.after(0, await notices.newest_id(), 10_000)
        return [each for each in found if not kind or each.kind == kind]

    async def work(self) -> int:
        """All that waits in the outbox is done."""

        async def render(html: str) -> bytes:
            return b"%PDF-" + str(len(html)).encode()

        return await Worker(self.platform, render).round()


def keys(told: Sequence[Notice]) -> list[tuple[str, str, date]]:
    """What notices are about: kind, key, and the day they were given."""
    return [(each.kind, each.code, each.day) for each in told]


async def recomputed(town: Town, case_id: str) -> list[ev.TermsRecomputed]:
    """The times that the dates of a case moved because something around it changed."""
    return list((await town.dossier(case_id)).case.all(ev.TermsRecomputed))


async def told_in_words(town: Town, found: Dossier) -> str:
    """What the timeline of a case says."""
    async with town.place() as place:
        opened = await dossier.by_id(place, found.case_id)
        moments = await timeline.happened(place, opened, await casefile.open_file(opened))
    return "\n".join(step.title for moment in moments for step in moment.steps)
