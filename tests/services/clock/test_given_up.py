"""Work that is given up is told to whoever administers the municipality, and work done long ago is thrown away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.errors import GehoorError
from gehoor.jobs import Tools
from gehoor.services import notices, stranded
from gehoor.services.clock import CLOCK, DONE_KEPT
from gehoor.services.municipality import Municipality
from gehoor.services.notice_words import DEAD_WORK
from gehoor.storage import outbox
from gehoor.storage.scope import transaction
from gehoor.storage.tables import Outbox
from gehoor.turns import ATTEMPTS, LEASE
from gehoor.worker import Worker
from services.clock.town import Town

pytestmark = pytest.mark.anyio


async def fails(place: Municipality, payload: bytes, tools: Tools) -> None:
    raise GehoorError("De zilverreiger", code="no_luck")


async def given_up(town: Town, *kinds: str) -> None:
    """Work of these kinds fails until it is given up."""
    async with town.place(), transaction():
        for kind in kinds:
            await outbox.put(kind, b"zilverreiger", town.clock())
    worker = Worker(town.platform, jobs=dict.fromkeys(kinds, fails), random=lambda: 0.0)
    for _ in range(ATTEMPTS):
        await worker.round()
        town.clock.forward(minutes=31)


async def test_the_administrator_hears_of_each_kind_once_a_day(town: Town) -> None:
    await given_up(town, "note", "note", "other")
    told = await town.told(DEAD_WORK)
    assert [(each.office, each.case_id, each.code) for each in told] == [("beheerder", None, "dead_work")] * 2
    async with town.place() as place:
        assert len(await outbox.dead_jobs()) == 3
        on = place.day(town.clock())
        (first, *_) = await notices.unseen(place, place.actor("iris", on))
        assert first.title == "Werk blijft liggen"
        assert "zilverreiger" not in f"{first}"
        assert not [each for each in await notices.unseen(place, place.actor("noor", on)) if each.notice in told]
    town.clock.forward(days=1)
    await given_up(town, "note")
    assert len(await town.told(DEAD_WORK)) == 3


async def test_nobody_is_told_of_work_that_somebody_else_has_claimed(town: Town) -> None:
    async with town.place() as place:
        async with transaction():
            await outbox.put("note", b"", town.clock())
        old = await outbox.claim(town.clock(), LEASE)
        town.clock.forward(minutes=5)
        new = await outbox.claim(town.clock(), LEASE)
        assert old is not None
        assert new is not None
        assert not await stranded.give_up(place, old, "no_luck: nee", town.clock())
        assert await town.told(DEAD_WORK) == []
        assert await stranded.give_up(place, new, "no_luck: nee", town.clock())
    assert len(await town.told(DEAD_WORK)) == 1


async def test_what_cannot_be_told_is_not_given_up_either(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def cut(*arguments: object, **more: object) -> bool:
        raise KeyboardInterrupt

    async with town.place() as place:
        async with transaction():
            await outbox.put("note", b"", town.clock())
        job = await outbox.claim(town.clock(), LEASE)
        assert job is not None
        monkeypatch.setattr(stranded.notices, "put", cut)
        with pytest.raises(KeyboardInterrupt):
            await stranded.give_up(place, job, "no_luck: nee", town.clock())
        assert await outbox.dead_jobs() == []


async def test_the_clock_throws_away_what_was_done_a_month_ago_and_goes_on(town: Town) -> None:
    await town.file()
    await town.work()
    first = town.clock.now.date()
    async with town.place():
        done = await Outbox.count().where(Outbox.state == "done")
    assert done > 0
    await town.day(first + timedelta(days=20))
    async with town.place():
        assert await Outbox.count().where(Outbox.state == "done") == done
    await town.day(first + DONE_KEPT + timedelta(days=2))
    async with town.place():
        assert await Outbox.count().where((Outbox.state == "done") & (Outbox.kind != CLOCK)) == 0
        assert len(await town.told()) == len({each.dedup for each in await town.told()})
