"""A law that fails in one hook, or in all, costs its own tenant some answers and nobody else anything."""

from __future__ import annotations

import asyncio
import json

import pytest

from failing_law import HANGING, HOOKS, RAISING, RUBBISH, SECRET, failing, raises
from gehoor.bootstrap import Platform
from gehoor.domain import events as ev
from gehoor.services import dossier
from gehoor.services.projection import DATES, LETTERS, stored_answers, unanswered
from gehoor.services.verification import verify
from gehoor.storage import cases, letters, regulation_failures
from services.law_fails.conftest import (
    BANNER,
    BROKEN,
    HEALTHY,
    SECTIONS,
    Site,
    events_at,
    every_case,
    filed_at,
    the_only_case,
    work_off,
)
from serving import COMPLAINT
from standing_clock import Clock
from web.desk.browser import Browser

pytestmark = pytest.mark.anyio


async def every_page_works(browser: Browser, reference: str) -> None:
    await browser.open("/werkvoorraad")
    assert reference in browser.text
    for section in SECTIONS:
        await browser.open(f"/zaak/{reference}{section}")
        assert BANNER not in browser.text
    for address in ("/", "/klacht", "/privacy"):
        await browser.open(address)
        assert "nu niet raadplegen" not in browser.text


@pytest.mark.parametrize("hook", HOOKS)
async def test_a_hook_that_fails_costs_its_own_tenant_some_answers_and_the_other_nothing(
    platform: Platform, site: Site, hook: str
) -> None:
    old = await filed_at(platform, BROKEN)
    healthy = await filed_at(platform, HEALTHY)
    here, there = await site.signed_in(BROKEN, "coordinator"), await site.signed_in(HEALTHY, "coordinator")
    await here.open(f"/zaak/{old}")
    async with platform.at(BROKEN) as place:
        before = stored_answers((await dossier.by_reference(place, old)).case)
    with failing(hook, RAISING["error"]):
        # What was stored stands, and the coordinator hears what is wrong.
        for section in SECTIONS:
            await here.open(f"/zaak/{old}{section}")
            assert SECRET not in (here.page.text if here.page else "")
        due = before[0][0].due
        await here.open(f"/zaak/{old}")
        assert f"{due.day}" in here.text
        async with platform.at(BROKEN) as place:
            assert stored_answers((await dossier.by_reference(place, old)).case) == before
        await here.open("/werkvoorraad")
        assert old in here.text
        # A citizen reads the pages and complains all the same.
        visitor = await site.visitor(BROKEN)
        for address in ("/", "/klacht", "/privacy", "/toegankelijkheid"):
            await visitor.open(address)
        new = await filed_at(platform, BROKEN, "key-2")
        assert (await events_at(platform, BROKEN, new))[0] == "received"
        await every_page_works(there, healthy)
        assert platform.health.of(HEALTHY) == []
    await work_off(platform)
    async with platform.at(BROKEN) as place:
        assert (await verify(place)).problems == []


ASKED_ON_PAGES = sorted(set(HOOKS) - {"report_sections", "offices"})


@pytest.mark.parametrize("hook", ASKED_ON_PAGES)
async def test_the_coordinator_and_the_operator_see_what_fails_and_nobody_sees_what_people_wrote(
    platform: Platform, site: Site, hook: str, caplog: pytest.LogCaptureFixture
) -> None:
    reference = await filed_at(platform, BROKEN)
    here, handler = await site.signed_in(BROKEN, "coordinator"), await site.signed_in(BROKEN, "burgerzaken")
    await here.open(f"/zaak/{reference}")
    with failing(hook, RAISING["error"]):
        visitor = await site.visitor(BROKEN)
        await visitor.open("/")
        await here.open(f"/zaak/{reference}")
        await here.open(f"/zaak/{reference}/toewijzen")
        await here.open(f"/zaak/{reference}/brieven")
        await filed_at(platform, BROKEN, "key-2")
        await here.open("/werkvoorraad")
        assert BANNER in here.text
        assert "artikel 1 Storingsregeling" in here.text
        await handler.open("/werkvoorraad")
        assert "artikel 1 Storingsregeling" not in handler.text
    await platform.health.aclose()
    rows = await regulation_failures.newest(platform.store.control)
    assert {(row.slug, row.hook, row.kind, row.error) for row in rows} == {(BROKEN, hook, "raised", "ValueError")}
    assert all(row.citation == "artikel 1 Storingsregeling" and row.times >= 1 for row in rows)
    assert SECRET not in caplog.text + json.dumps([str(row) for row in rows])


@pytest.mark.parametrize("way", ["error", "recursion", "exit"])
async def test_a_complaint_comes_in_while_the_law_is_silent_and_gets_its_dates_and_letters_once(
    platform: Platform, site: Site, clock: Clock, way: str
) -> None:
    visitor = await site.visitor(BROKEN)
    with failing("*", RAISING[way]):
        await visitor.open("/klacht")
        await visitor.send("/klacht", COMPLAINT)
        assert "Wij hebben uw klacht ontvangen" in visitor.text
        assert "De datums volgen nog" in visitor.text
        await work_off(platform)
        reference = await the_only_case(platform)
        kinds = await events_at(platform, BROKEN, reference)
        assert kinds[:1] == ["received"]
        assert kinds.count("letter_queued") == 1
        clock.forward(minutes=5)
        await work_off(platform)
        assert (await events_at(platform, BROKEN, reference)).count("reckoned") == 1
    clock.forward(hours=1)
    await work_off(platform)
    clock.forward(hours=1)
    await work_off(platform)
    kinds = await events_at(platform, BROKEN, reference)
    assert kinds.count("reckoned") == 2
    assert kinds.count("letter_queued") == 2
    async with platform.at(BROKEN) as place:
        found = await dossier.by_reference(place, reference)
        assert unanswered(found.case) == ()
        dates, duties = stored_answers(found.case)
        assert dates
        assert duties
        made = [letter.key for letter in await letters.letters_of(found.case_id)]
        assert sorted(made) == ["acknowledgement", "receipt_copy"]
        row = await cases.by_reference(reference)
        assert row is not None
        assert row.next_due is not None
        assert (await verify(place)).problems == []
    # The same complaint under the same law in a healthy moment has the same dates.
    other = await filed_at(platform, BROKEN, "key-2")
    async with platform.at(BROKEN) as place:
        assert [d.key for d in stored_answers((await dossier.by_reference(place, other)).case)[0]] == [
            d.key for d in dates
        ]


async def test_what_is_owed_is_told_on_the_register_and_only_that_is_done_later(
    platform: Platform, clock: Clock
) -> None:
    with failing("letters", RAISING["error"]):
        first = await filed_at(platform, BROKEN, "key-1")
    with failing("deadlines", RUBBISH["half_a_duty"]):
        second = await filed_at(platform, BROKEN, "key-2")
    async with platform.at(BROKEN) as place:
        cases_ = [(await dossier.by_reference(place, each)).case for each in (first, second)]
    assert [unanswered(case) for case in cases_] == [(LETTERS,), (DATES, LETTERS)]
    assert stored_answers(cases_[0])[0]
    assert not stored_answers(cases_[1])[0]
    clock.forward(minutes=2)
    await work_off(platform)
    async with platform.at(BROKEN) as place:
        for reference in (first, second):
            case = (await dossier.by_reference(place, reference)).case
            assert unanswered(case) == ()
            assert [letter.key for letter in case.all(ev.LetterQueued)].count("acknowledgement") == 1


@pytest.mark.parametrize("hook", ["deadlines", "duties", "letters", "register_access"])
async def test_a_step_that_needs_the_law_is_refused_and_nothing_typed_is_lost(
    platform: Platform, site: Site, hook: str
) -> None:
    reference = await filed_at(platform, BROKEN)
    here = await site.signed_in(BROKEN, "coordinator")
    await here.open(f"/zaak/{reference}/beoordelen")
    before = await events_at(platform, BROKEN, reference)
    with failing(hook, RAISING["error"]):
        await here.send(f"/zaak/{reference}/feiten", {"feiten-functie": "ambtenaar"}, status=503)
        assert "Daarom is dit nog niet vastgelegd" in here.text
        assert 'value="ambtenaar" selected' in (here.page.text if here.page else "")
    assert await events_at(platform, BROKEN, reference) == before
    await here.open(f"/zaak/{reference}/beoordelen")
    await here.send(f"/zaak/{reference}/feiten", {"feiten-functie": "ambtenaar"})


async def test_a_law_that_never_answers_is_stopped_and_the_other_tenant_is_served(
    platform: Platform, site: Site, clock: Clock
) -> None:
    old, healthy = await filed_at(platform, BROKEN), await filed_at(platform, HEALTHY)
    here, there = await site.signed_in(BROKEN, "coordinator"), await site.signed_in(HEALTHY, "coordinator")
    await here.open(f"/zaak/{old}")
    with failing("*", HANGING["loops"]) as switch:
        visitor = await site.visitor(BROKEN)
        await visitor.open("/klacht")
        await visitor.send("/klacht", COMPLAINT)
        assert "De datums volgen nog" in visitor.text
        await here.open(f"/zaak/{old}")
        assert "De regeling deed te lang over" in here.text
        await here.open("/werkvoorraad")
        await every_page_works(there, healthy)
        # However many pages were opened, the law was asked once.
        assert switch.asked == 1
    clock.forward(minutes=11)
    await work_off(platform)
    await here.open(f"/zaak/{old}")
    await here.open("/werkvoorraad")
    assert all(unanswered(case) == () for case in await every_case(platform))


async def test_a_plugin_that_cannot_be_loaded_is_named_and_stops_nobody(platform: Platform) -> None:
    assert list(platform.library.broken) == ["stuk"]
    assert HEALTHY in await platform.slugs()


async def test_a_cancelled_visitor_is_still_cancelled_and_not_taken_for_a_failure(platform: Platform) -> None:
    """The guard takes a CancelledError from a hook for the law's own; one of ours arrives where a task waits."""

    async def work() -> None:
        async with platform.at(BROKEN) as place:
            await dossier.by_reference(place, "K00-AAAAA")

    with failing("offices", raises(asyncio.CancelledError())):
        task = asyncio.ensure_future(work())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
