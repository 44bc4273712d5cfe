"""Closing days or a setting that changes moves open cases once, with the reason and both days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.areas import Area
from gehoor.domain.events import Moved
from gehoor.domain.tenant import ClosingDays
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import notices, recompute
from gehoor.services.dossier import Dossier
from gehoor.services.notice_words import MOVED
from gehoor.services.verification import verify
from gehoor.storage import outbox, register
from services.clock.town import Town, recomputed, told_in_words

pytestmark = pytest.mark.anyio
DAY = date(2026, 11, 23)
#: Four days of the settlement term in Flanders lie in the new year: it ends on Monday 4 January 2027.
DUE, BEFORE_NEW_YEAR = date(2027, 1, 4), date(2026, 12, 31)


def closed(*days: date) -> list[ClosingDays]:
    return [ClosingDays(year=2027, decision="Besluit van het college van 20 november 2026", days=days)]


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
