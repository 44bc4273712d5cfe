"""The mails about a day go once, also after a crash, to everybody, with links that open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gehoor.domain.areas import Area
from gehoor.services import clock as clocks
from gehoor.services import digests
from gehoor.services.notice_words import DEAD_WORK
from gehoor.services.notices import To, put
from gehoor.storage import notices
from gehoor.storage.scope import transaction
from services.clock.test_notices import mails, with_addresses
from services.clock.town import Town

pytestmark = pytest.mark.anyio
#: A week before the first date of a complaint of 20 November 2026.
REMINDED = date(2026, 12, 11)


async def digests_of(town: Town) -> list[tuple[str, str]]:
    return [(words.to, words.text) for kind, words in await mails(town) if kind == "digest"]


async def test_mails_that_a_crash_kept_back_go_when_the_day_is_done_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_addresses(town)
    await town.set(Area.REMINDERS, weekly_on=REMINDED.isoweekday())
    await town.file()

    async def cut_off(*given: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(digests, "send", cut_off)
        with pytest.raises(KeyboardInterrupt):
            await town.day(REMINDED)
    assert await mails(town) == []
    done = await town.day(REMINDED)
    assert (done.days, done.notices) == ((), 0)
    assert sorted(kind for kind, _ in await mails(town)) == ["digest", "digest", "weekly_digest"]
    assert (await town.day(REMINDED)).mails == 0


async def test_a_day_of_the_past_that_is_asked_again_sends_nothing(town: Town) -> None:
    await with_addresses(town)
    await town.set(Area.REMINDERS, weekly_on=0)
    await town.file()
    await town.day(REMINDED)
    before = len(await mails(town))
    async with town.place() as place:
        settings, at = town.platform.settings, town.clock()
        done = await clocks.run(place, settings, at, REMINDED - timedelta(days=1))
    assert (done.mails, len(await mails(town))) == (0, before)


async def test_a_link_opens_where_the_website_is_served(town: Town) -> None:
    await with_addresses(town)
    found = await town.file()
    await town.day(REMINDED)
    port = town.platform.settings.port
    (_, text), *_ = await digests_of(town)
    assert f"http://zaltbommel.localhost:{port}/zaak/{found.reference}\n" in f"{text}\n"
    assert f"http://zaltbommel.localhost:{port}/meldingen" in text


async def test_of_very_many_notices_none_is_passed_over(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "_READ_AT_ONCE", 1)
    await with_addresses(town)
    await town.set(Area.REMINDERS, weekly_on=0)
    references = [(await town.file(f"key-{number}")).reference for number in range(2)]
    await town.day(REMINDED)
    (_, text), *_ = await digests_of(town)
    assert all(reference in text for reference in references)


async def test_what_comes_while_the_mails_are_made_is_told_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await with_addresses(town)
    await town.set(Area.REMINDERS, weekly_on=0)
    newest_id, late = notices.newest_id, iter(["dead:late"])

    async def and_then_one_more() -> int:
        number = await newest_id()
        for key in late:
            async with town.platform.at(town.slug) as place, transaction():
                to = To(person="noor")
                await put(place, to, DEAD_WORK, None, "dead_work", town.clock(), key)
        return number

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(notices, "newest_id", and_then_one_more)
        await town.day(REMINDED)
    assert await digests_of(town) == []
    for later in (1, 2):
        await town.day(REMINDED + timedelta(days=later))
    assert [to for to, _ in await digests_of(town)] == ["noor@gemeente.example"]
