"""A step that is taken between a change and the work that follows from it does not hide that dates moved."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from gehoor.domain import events as ev
from gehoor.domain.areas import Area
from gehoor.domain.events import Moved
from gehoor.domain.tenant import ClosingDays
from gehoor.services import dossier as dossiers
from gehoor.services import moved_dates, pending_change, recompute
from gehoor.services.dossier import Dossier
from gehoor.services.notice_words import MOVED
from gehoor.services.verification import verify
from gehoor.storage import narratives
from gehoor.storage.scope import transaction
from services.clock.town import Town, recomputed

pytestmark = pytest.mark.anyio
DAY, DUE, BEFORE = date(2026, 11, 23), date(2027, 1, 4), date(2026, 12, 31)
CLOSED = [ClosingDays(year=2027, decision="Besluit van het college van 20 november 2026", days=(DUE,))]


@pytest.fixture
def town(flemish: Town) -> Town:
    return flemish


async def step(town: Town, found: Dossier, *, on: date | None = None) -> Dossier:
    """Somebody completes the facts."""
    async with town.place() as place, transaction():
        opened = await dossiers.by_id(place, found.case_id)
        facts = msgspec.structs.replace(
            opened.case.complaint,
            accused=msgspec.structs.replace(opened.case.complaint.accused, unit=f"eenheid{opened.seq}"),
        )
        event = ev.FactsCorrected(on=on or place.day(town.clock()), complaint=facts)
        return await dossiers.record(place, opened, [event], "noor", town.clock())


async def test_a_step_before_the_change_was_looked_at_says_why_dates_moved_and_only_once(town: Town) -> None:
    found = await town.file()
    await town.day(DAY)
    await town.put(Area.CLOSING_DAYS, CLOSED)
    after = await step(town, found)
    (event,) = await recomputed(town, found.case_id)
    assert (event.on, event.cause) == (DAY, "closing_days")
    assert "+2027-01-04" in event.detail
    assert event.moved == (Moved("settlement:act_by", DUE, BEFORE),)
    kinds = [type(each) for each in after.case.events[-3:]]
    assert kinds == [ev.TermsRecomputed, ev.FactsCorrected, ev.Reckoned]
    assert [each.case_id for each in await town.told(MOVED)] == [found.case_id]
    await town.work()
    await step(town, found)
    assert len(await recomputed(town, found.case_id)) == 1
    assert len(await town.told(MOVED)) == 1
    async with town.place() as place:
        assert (await verify(place)).problems == []


async def test_a_step_before_its_case_has_its_turn_says_so_too_and_the_others_still_get_theirs(town: Town) -> None:
    found, other = await town.file("key-1"), await town.file("key-2")
    await town.day(DAY)
    await town.set(Area.OPTIONS, terms={"settlement": 30})
    async with town.place() as place:
        assert [each.cause for each in await recompute.look(place, town.clock())] == ["options"]
    await step(town, found)
    assert [each.cause for each in await recomputed(town, found.case_id)] == ["options"]
    assert await recomputed(town, other.case_id) == []
    await town.work()
    assert [len(await recomputed(town, each.case_id)) for each in (found, other)] == [1, 1]


async def test_a_step_that_is_dated_before_today_is_not_out_of_order(town: Town) -> None:
    found = await town.file()
    await town.day(DAY)
    await town.put(Area.CLOSING_DAYS, CLOSED)
    opened = await town.dossier(found.case_id)
    await step(town, found, on=moved_dates.last_day(opened))
    (event,) = await recomputed(town, found.case_id)
    assert event.on == moved_dates.last_day(opened) < DAY


async def test_what_only_the_step_moves_is_no_recomputing_and_the_law_is_not_asked_for_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await town.file()
    await town.day(DAY)
    await town.work()
    monkeypatch.setattr(pending_change, "moved_in", lambda opened: pytest.fail("the law was asked"))
    await step(town, found)
    async with town.place() as place, transaction():
        opened = await dossiers.by_id(place, found.case_id)
        reason = await narratives.add_narrative(found.case_id, "extension_reason", "Een getuige is ziek.", town.clock())
        event = ev.Extended(on=DAY, until=DUE + timedelta(days=20), reason=reason)
        await dossiers.record(place, opened, [event], "noor", town.clock())
    assert await recomputed(town, found.case_id) == []
    assert await town.told(MOVED) == []
