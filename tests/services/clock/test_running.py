"""Days are gone through in order and once, whatever was missed or done twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from gehoor.domain import events as ev
from gehoor.domain.areas import Area
from gehoor.domain.complaint import Channel
from gehoor.services import clock as clocks
from gehoor.services import dossier, reminders
from gehoor.services.clock import CLOCK
from gehoor.services.correspondence import SYSTEM
from gehoor.services.notice_words import OVERDUE, OVERDUE_UP, REMINDER
from gehoor.storage import clock_marks, outbox
from gehoor.storage.scope import transaction
from gehoor.storage.tables import Outbox
from gehoor.worker import Worker
from services.clock.town import NL, Town, keys
from services.conftest import ENTRY

pytestmark = pytest.mark.anyio
#: Six weeks after the complaint of Friday 20 November 2026 is New Year's Day, so the term ends on Monday 4 January.
DUE = date(2027, 1, 4)
SOON = date(2026, 12, 18)


async def clock_jobs(town: Town) -> list[tuple[str, str, str]]:
    async with town.place():
        rows = await Outbox.select().where(Outbox.kind == CLOCK).order_by(Outbox.id)
    return [(row["dedup"], row["state"], row["run_at"][:16]) for row in rows]


async def test_a_duty_is_reminded_of_then_late_and_then_told_further_up(town: Town) -> None:
    await town.file()
    assert (await town.day(DUE - timedelta(days=8))).notices > 0, "the date in December went by already"
    before = len(await town.told())
    for left in (7, 6, 2, 1, 0, -1, -2, -3, -4):
        await town.day(DUE - timedelta(days=left))
    about = [each for each in (await town.told())[before:] if each.code == "notify_outcome"]
    assert keys(about) == [
        (REMINDER, "notify_outcome", DUE - timedelta(days=7)),
        (REMINDER, "notify_outcome", DUE - timedelta(days=2)),
        (OVERDUE, "notify_outcome", DUE + timedelta(days=1)),
        (OVERDUE_UP, "notify_outcome", DUE + timedelta(days=3)),
    ]
    assert [each.office for each in about] == [*["klachtencoordinator"] * 3, "gemeentesecretaris"]
    assert {each.due for each in about} == {DUE}


async def test_what_is_done_calls_for_nothing(town: Town) -> None:
    await town.file()
    by_mail = await town.file("key-2", msgspec.structs.replace(ENTRY, channel=Channel.EMAIL))
    await town.day(date(2026, 12, 8))
    told = await town.told()
    assert not [each for each in told if each.code == "acknowledge"], "each was confirmed at once"
    at_once = {each.case_id for each in told if each.code == "confirm_receipt_at_once"}
    assert at_once == {by_mail.case_id}, "the screen confirmed the other one at once"


async def test_a_machine_that_slept_three_days_tells_everything_once_and_in_order(town: Town) -> None:
    await town.file()
    await town.day(DUE - timedelta(days=8))
    before = len(await town.told())
    done = await town.day(DUE + timedelta(days=3))
    assert done.days == tuple(DUE + timedelta(days=number) for number in range(-7, 4))
    told = (await town.told())[before:]
    assert [each.day for each in told] == sorted(each.day for each in told)
    mine = [each for each in told if each.code == "notify_outcome"]
    assert [(each.kind, each.day - DUE) for each in mine] == [
        (REMINDER, timedelta(days=-7)),
        (REMINDER, timedelta(days=-2)),
        (OVERDUE, timedelta(days=1)),
        (OVERDUE_UP, timedelta(days=3)),
    ]
    assert (await town.day(DUE + timedelta(days=3))).days == ()
    assert len(await town.told()) == before + len(told)


async def test_a_day_that_was_cut_off_halfway_is_done_again_without_doubles(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.file("key-1")
    await town.file("key-2")
    monkeypatch.setattr(reminders, "PAGE", 1)
    real, calls = reminders.notices.add, 0

    async def killed(*arguments: object) -> int:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return await real(*arguments)  # type: ignore[arg-type]  # Passed on as they came.

    monkeypatch.setattr(reminders.notices, "add", killed)
    with pytest.raises(KeyboardInterrupt):
        await town.day(SOON - timedelta(days=7))
    assert len(await town.told()) == 1
    monkeypatch.setattr(reminders.notices, "add", real)
    assert (await town.day(SOON - timedelta(days=7))).days == (SOON - timedelta(days=7),)
    told = await town.told()
    assert len(told) == len({each.dedup for each in told}) == 4


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 10, 23), date(2026, 10, 27)), (date(2027, 3, 26), date(2027, 3, 30))]
)
async def test_the_jobs_go_on_by_themselves_across_the_night_the_clocks_change(
    town: Town, first: date, last: date
) -> None:
    town.clock.now = datetime(first.year, first.month, first.day, 4, tzinfo=UTC)
    async with town.place():
        await clocks.wind(town.clock())
        await clocks.wind(town.clock())
    worker = Worker(town.platform)
    while town.clock.now.date() <= last:
        await worker.round()
        town.clock.forward(hours=1)
    jobs = await clock_jobs(town)
    days = [first + timedelta(days=number) for number in range((last - first).days + 2)]
    assert [dedup for dedup, _, _ in jobs[1:]] == [f"clock:{day.isoformat()}" for day in days]
    hours = [f"{town_hour(run_at)}" for _, _, run_at in jobs[1:]]
    assert set(hours) == {"07:00"}
    async with town.place():
        marked = sorted(await clock_marks.values(clock_marks.DAY))
    assert marked == [(first + timedelta(days=number)).isoformat() for number in range(-1, (last - first).days + 1)]


def town_hour(run_at: str) -> str:
    return f"{datetime.fromisoformat(run_at).replace(tzinfo=UTC).astimezone(ZoneInfo('Europe/Amsterdam')):%H:%M}"


async def test_a_day_that_fails_for_good_does_not_stop_the_clock_and_is_done_with_the_next(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.file()
    fails = SOON - timedelta(days=7)
    await town.day(fails - timedelta(days=1))
    real = clocks.reminders.tell

    async def tell(place: object, day: date, at: datetime) -> int:
        if day == fails and at.date() == fails:
            raise RuntimeError("the disk is full")
        return await real(place, day, at)  # type: ignore[arg-type]  # Passed on as it came.

    monkeypatch.setattr(clocks.reminders, "tell", tell)
    town.clock.now = datetime(fails.year, fails.month, fails.day, 9, tzinfo=UTC)
    async with town.place():
        await clocks.wind(town.clock())
    worker = Worker(town.platform)
    for _ in range(16):
        await worker.round()
        town.clock.forward(hours=2)
    told = [each for each in await town.told() if each.code == "decide_admissibility"]
    assert [each.day for each in told] == [fails]
    async with town.place():
        assert [job.kind for job in await outbox.dead_jobs()] == [CLOCK]


async def test_an_hour_that_is_set_later_does_not_stop_the_clock(town: Town) -> None:
    town.clock.now = datetime(2026, 11, 20, 5, tzinfo=UTC)
    async with town.place():
        await clocks.wind(town.clock())
    worker = Worker(town.platform)
    await worker.round()
    await town.set(Area.REMINDERS, hour=22)
    for _ in range(4):
        town.clock.forward(days=1)
        await worker.round()
    waits = [dedup for dedup, state, _ in await clock_jobs(town) if state == "queued"]
    assert len(waits) == 1
    async with town.place():
        assert (await clock_marks.last(clock_marks.DAY) or (None,))[0] == date(2026, 11, 23)


async def test_the_worker_starts_the_clock_of_a_municipality_once(town: Town) -> None:
    worker = Worker(town.platform)
    for _ in range(3):
        await worker._look(NL)
    assert len(await clock_jobs(town)) == 1
    again = Worker(town.platform)
    await again._look(NL)
    assert len(await clock_jobs(town)) == 1
    assert worker._wound == {NL}


async def test_closed_cases_and_done_duties_are_not_in_the_index_of_what_waits(town: Town) -> None:
    found = await town.file()
    async with town.place():
        rows = await Outbox.raw("SELECT key, waits, due, done_on FROM duty_view WHERE case_id = {}", found.case_id)
        deadlines = await Outbox.raw("SELECT key, waits FROM deadline_view WHERE case_id = {}", found.case_id)
    done = [row["waits"] for row in rows if row["done_on"]]
    assert done == [None] * len(done) != []
    assert {row["waits"] for row in rows if row["due"] and not row["done_on"]} == {SOON.isoformat(), DUE.isoformat()}
    assert {row["waits"] for row in deadlines} == {None}, "each of these dates is the day of a duty"
    async with town.place() as place, transaction():
        opened = await dossier.by_id(place, found.case_id)
        closed = ev.Closed(on=place.day(town.clock()), way="withdrawn")
        await dossier.record(place, opened, [closed], SYSTEM, town.clock())
    async with town.place():
        rows = await Outbox.raw("SELECT waits FROM duty_view WHERE case_id = {}", found.case_id)
    assert [row["waits"] for row in rows if row["waits"]] == []


@pytest.mark.files
async def test_what_waits_is_found_by_its_day_and_never_by_going_through_all_open_cases(town: Town) -> None:
    query = (
        "EXPLAIN QUERY PLAN SELECT item.case_id FROM duty_view AS item "
        "JOIN case_view ON case_view.case_id = item.case_id WHERE waits IS NOT NULL AND waits <= {} "
        "AND (waits, item.case_id, item.key) > ({}, {}, {}) ORDER BY waits, item.case_id, item.key LIMIT {}"
    )
    async with town.place(), transaction():
        plan = [row["detail"] for row in await Outbox.raw(query, "2026-12-01", "", "", "", 200)]
    assert any("duty_view_waits" in line and line.startswith("SEARCH") for line in plan), plan
    assert not [line for line in plan if line.startswith("SCAN") or "TEMP B-TREE" in line], plan
