"""A royal decree, an edition or a version of a law that a new release brings moves open cases once, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import metadata
from types import MappingProxyType
from typing import Any

import msgspec
import pytest

from gehoor.bootstrap import Platform, open_platform
from gehoor.domain import events as ev
from gehoor.domain.events import Moved
from gehoor.regulation import hookimpl
from gehoor.regulation.library import Regulation
from gehoor.services import dossier, law_print
from gehoor.services.correspondence import SYSTEM
from gehoor.storage.scope import transaction
from nl_awb_zaltbommel.awb import termijnenwet
from services.clock.town import FL, Town, recomputed, told_in_words

pytestmark = pytest.mark.anyio
DAY = date(2026, 11, 23)
#: The settlement term ends on Monday 4 January 2027.
DUE = date(2027, 1, 4)


@pytest.fixture
def decree(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[date], None]]:
    """A royal decree that equates a day with a holiday, as a new plugin would bring it."""

    def equate(day: date) -> None:
        days = MappingProxyType({**termijnenwet.EQUATED_DAYS, day: "Stcrt. 2026, 99999"})
        monkeypatch.setattr(termijnenwet, "EQUATED_DAYS", days)
        forget()

    yield equate
    monkeypatch.undo()
    forget()


def forget() -> None:
    termijnenwet.holidays.cache_clear()
    for name in vars(termijnenwet).values():
        if hasattr(name, "cache_clear"):
            name.cache_clear()
    law_print._KNOWN.clear()


async def test_a_new_royal_decree_moves_the_statutory_term(dutch: Town, decree: Callable[[date], None]) -> None:
    found = await dutch.file()
    await dutch.day(DAY)
    decree(DUE)
    done = await dutch.day(date(2026, 11, 24))
    assert done.changes == ("calendar",)
    await dutch.work()
    (event,) = await recomputed(dutch, found.case_id)
    assert event.cause == "calendar"
    assert Moved("settlement", DUE, date(2027, 1, 5)) in event.moved
    assert Moved("notify_outcome", DUE, date(2027, 1, 5)) in event.moved
    assert "koninklijk besluit" in await told_in_words(dutch, found)
    assert (await dutch.day(date(2026, 11, 25))).changes == ()


async def test_a_closed_case_keeps_its_dates(dutch: Town, decree: Callable[[date], None]) -> None:
    found = await dutch.file()
    await dutch.day(DAY)
    async with dutch.place() as place, transaction():
        opened = await dossier.by_id(place, found.case_id)
        await dossier.record(place, opened, [ev.Closed(on=DAY, way="withdrawn")], SYSTEM, dutch.clock())
    decree(DUE)
    await dutch.day(date(2026, 11, 24))
    await dutch.work()
    assert await recomputed(dutch, found.case_id) == []


class Plugin:
    """What an entry point gives: regulations as a new release of a plugin would bring them."""

    def __init__(self, name: str, regulations: list[Regulation]) -> None:
        self.name, self._regulations = name, regulations

    def load(self) -> Any:
        brought = self._regulations

        class Release:
            @hookimpl
            def regulations(self) -> list[Regulation]:
                return brought

        return Release()


def released(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Regulation], list[Regulation]], platform: Platform
) -> None:
    """From now on processes that start load these versions."""
    regulations = [
        version for id_ in platform.library.ids for known in platform.library.versions(id_) for version in change(known)
    ]
    monkeypatch.setattr(
        "gehoor.regulation.library.entry_points", lambda group: [Plugin("release", regulations)] if group else []
    )
    assert metadata.entry_points(group="gehoor.regulations")


async def test_a_new_edition_that_moves_nothing_is_noted_once_and_leaves_the_cases_alone(
    flemish: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await flemish.file()
    await flemish.day(DAY)
    released(monkeypatch, lambda known: [msgspec.structs.replace(known, edition="2027.1")], flemish.platform)
    newer = await open_platform(flemish.platform.settings, flemish.clock)
    try:
        town = Town(newer, flemish.clock, FL)
        assert (await town.day(date(2026, 11, 24))).changes == ("edition",)
        await town.work()
        assert (await town.day(date(2026, 11, 25))).changes == ()
        assert await recomputed(town, found.case_id) == []
    finally:
        await newer.aclose()


async def test_a_version_for_new_cases_does_not_move_those_that_pinned_the_old_one(
    flemish: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = await flemish.file()
    await flemish.day(DAY)

    def with_successor(known: Regulation) -> list[Regulation]:
        if known.time_zone != "Europe/Brussels":
            return [known]
        successor = msgspec.structs.replace(known, in_force=date(2026, 11, 24), edition="2027.1")
        return [msgspec.structs.replace(known, until=date(2026, 11, 23)), successor]

    released(monkeypatch, with_successor, flemish.platform)
    newer = await open_platform(flemish.platform.settings, flemish.clock)
    try:
        town = Town(newer, flemish.clock, FL)
        assert (await town.day(date(2026, 11, 24))).changes == ()
        await town.work()
        new = await town.file("key-2")
        assert (await town.dossier(old.case_id)).received.in_force < new.received.in_force == date(2026, 11, 24)
        assert await recomputed(town, old.case_id) == []
    finally:
        await newer.aclose()
