"""A calendar, an edition or a setting that changes moves open cases once, with the reason and both days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import pytest

from gehoor.bootstrap import Platform, open_platform
from gehoor.domain import events as ev
from gehoor.domain.areas import Area
from gehoor.domain.events import Moved
from gehoor.domain.tenant import ClosingDays
from gehoor.regulation import hookimpl
from gehoor.regulation.guard import RegulationFailed
from gehoor.regulation.library import Regulation
from gehoor.services import casefile, dossier, law_print, notices, recompute, timeline
from gehoor.services.correspondence import SYSTEM
from gehoor.services.dossier import Dossier
from gehoor.services.notice_words import MOVED
from gehoor.services.verification import verify
from gehoor.storage import outbox, register
from gehoor.storage.scope import transaction
from nl_awb_zaltbommel.awb import termijnenwet
from services.clock.town import FL, NL, Town
from services.conftest import Clock

pytestmark = pytest.mark.anyio
DAY = date(2026, 11, 23)
#: Four days of the settlement term in Flanders lie in the new year: it ends on Monday 4 January 2027.
DUE, BEFORE_NEW_YEAR = date(2027, 1, 4), date(2026, 12, 31)


@pytest.fixture
def flemish(platform: Platform, clock: Clock) -> Town:
    return Town(platform, clock, FL)


@pytest.fixture
def dutch(platform: Platform, clock: Clock) -> Town:
    return Town(platform, clock, NL)


def closed(*days: date) -> list[ClosingDays]:
    return [ClosingDays(year=2027, decision="Besluit van het college van 20 november 2026", days=days)]


async def recomputed(town: Town, case_id: str) -> list[ev.TermsRecomputed]:
    return list((await town.dossier(case_id)).case.all(ev.TermsRecomputed))


async def told_in_words(town: Town, found: Dossier) -> str:
    async with town.place() as place:
        opened = await dossier.by_id(place, found.case_id)
        moments = await timeline.happened(place, opened, await casefile.open_file(opened))
    return "\n".join(step.title for moment in moments for step in moment.steps)


async def test_an_added_closing_day_moves_the_day_on_which_it_is_best_done_once(flemish: Town) -> None:
    found = await flemish.file()
    await flemish.day(DAY)
    await flemish.put(Area.CLOSING_DAYS, closed(DUE))
    await flemish.work()
    (event,) = await recomputed(flemish, found.case_id)
    assert (event.on, event.cause) == (DAY, "closing_days")
    assert "+2027-01-04" in event.detail
    assert event.moved == (Moved("settlement:act_by", DUE, BEFORE_NEW_YEAR),)
    after = await flemish.dossier(found.case_id)
    reckoned = after.case.events[-1]
    assert isinstance(reckoned, ev.Reckoned)
    assert b'"act_by":"2026-12-31"' in bytes(reckoned.deadlines)
    words = await told_in_words(flemish, found)
    assert "de sluitingsdagen zijn gewijzigd" in words
    assert "was uiterlijk maandag 4 januari 2027, is nu uiterlijk donderdag 31 december 2026" in words
    (told,) = await flemish.told(MOVED)
    assert (told.office, told.case_id) == ("klachtencoordinator", found.case_id)
    async with flemish.place() as place:
        (shown,) = [each for each in await notices.unseen(place, place.actor("lies", DAY)) if each.notice == told]
        assert "maandag 4 januari 2027" in shown.text
        assert "donderdag 31 december 2026" in shown.text
        assert (await verify(place)).problems == []
    await flemish.day(date(2026, 11, 24))
    await flemish.work()
    assert len(await recomputed(flemish, found.case_id)) == 1


async def test_a_closing_day_that_is_taken_away_moves_it_back(flemish: Town) -> None:
    await flemish.put(Area.CLOSING_DAYS, closed(DUE))
    await flemish.work()
    found = await flemish.file()
    await flemish.day(DAY)
    await flemish.put(Area.CLOSING_DAYS, [])
    await flemish.work()
    (event,) = await recomputed(flemish, found.case_id)
    assert event.moved == (Moved("settlement:act_by", BEFORE_NEW_YEAR, DUE),)


async def test_a_closing_day_that_moves_nothing_leaves_no_trace(flemish: Town) -> None:
    found = await flemish.file()
    await flemish.day(DAY)
    before = (await flemish.dossier(found.case_id)).seq
    await flemish.put(Area.CLOSING_DAYS, closed(date(2027, 6, 1)))
    await flemish.work()
    letters = [event.kind for event in await events_of(flemish, found.case_id)][before:]
    assert set(letters) <= {"letter_stored", "letter_sent"}
    assert await flemish.told(MOVED) == []


async def events_of(town: Town, case_id: str) -> list[register.StoredEvent]:
    async with town.place():
        return await register.events_of(case_id)


async def test_an_option_that_moves_dates_is_told_and_one_that_moves_none_is_not(flemish: Town) -> None:
    found = await flemish.file()
    await flemish.day(DAY)
    await flemish.set(Area.OPTIONS, terms={"settlement": 30})
    await flemish.work()
    (event,) = await recomputed(flemish, found.case_id)
    assert event.cause == "options"
    assert Moved("settlement", DUE, date(2026, 12, 20)) in event.moved
    await flemish.set(Area.OPTIONS, terms={"settlement": 30, "extension_to": 80})
    await flemish.work()
    assert len(await recomputed(flemish, found.case_id)) == 1


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


async def test_after_a_crash_in_the_middle_every_case_moves_once(
    flemish: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recompute, "BATCH", 2)
    found = [await flemish.file(f"key-{number}") for number in range(5)]
    await flemish.day(DAY)
    await flemish.work()
    await flemish.put(Area.CLOSING_DAYS, closed(DUE))
    real, calls = recompute._write, 0

    async def killed(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise RuntimeError("the machine stopped")
        await real(*arguments)

    monkeypatch.setattr(recompute, "_write", killed)
    await flemish.work()
    assert sum([len(await recomputed(flemish, each.case_id)) for each in found]) == 3
    flemish.clock.forward(hours=1)
    await flemish.work()
    assert [len(await recomputed(flemish, each.case_id)) for each in found] == [1] * 5
    assert len(await flemish.told(MOVED)) == 5
    async with flemish.place() as place:
        assert (await verify(place)).problems == []


async def test_a_case_whose_law_does_not_answer_is_asked_again_and_the_others_go_on(
    flemish: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [await flemish.file(f"key-{number}") for number in range(2)]
    await flemish.day(DAY)
    await flemish.work()
    await flemish.put(Area.CLOSING_DAYS, closed(DUE))
    real, silent = recompute.moved_in, {min(each.case_id for each in found)}

    def moved_in(opened: Dossier) -> tuple[Moved, ...]:
        if opened.case_id in silent:
            raise RegulationFailed.__new__(RegulationFailed)
        return real(opened)

    monkeypatch.setattr(recompute, "moved_in", moved_in)
    await flemish.work()
    assert sum([len(await recomputed(flemish, each.case_id)) for each in found]) == 1
    silent.clear()
    flemish.clock.forward(hours=1)
    await flemish.work()
    assert [len(await recomputed(flemish, each.case_id)) for each in found] == [1, 1]
    async with flemish.place():
        assert await outbox.dead_jobs() == []


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
    flemish: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
