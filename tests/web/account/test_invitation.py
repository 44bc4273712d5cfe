"""The way of somebody new: a link, a password, a second step, recovery codes, and then the work list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.services import accounts
from web.account.conftest import GOOD, SET_UP_APP, codes_on, enrolled, invited, key_on
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio


async def test_somebody_new_comes_in_by_a_link(town: Town) -> None:
    link = await invited(town, "noor")
    browser = await town.browser("zaltbommel")
    await browser.open(link)
    assert "Welkom, Noor Verbeek" in browser.text
    await browser.send(link, {"wachtwoord": GOOD, "nieuw-wachtwoord": GOOD})
    assert browser.path == "/account/tweede-stap"
    await browser.open(SET_UP_APP)
    app = key_on(browser)
    await browser.send(SET_UP_APP, {"beveiligingscode": app.at(town.now)})
    assert browser.path == "/account/herstelcodes"
    assert len(codes_on(browser)) == 10
    await browser.send("/account/herstelcodes/bewaard")
    assert "Mijn account" in browser.text
    assert "App met codes" in browser.text
    assert "U hebt nog 10 herstelcodes." in browser.text
    await browser.open("/werkvoorraad")
    await browser.open(link, status=404)


async def test_looking_at_the_page_does_not_use_the_link_up(town: Town) -> None:
    link = await invited(town, "noor")
    for _ in range(30):
        browser = await town.browser("zaltbommel")
        await browser.open(link)
    await browser.send(link, {"wachtwoord": GOOD, "nieuw-wachtwoord": GOOD})
    assert browser.path == "/account/tweede-stap"


async def test_a_link_that_does_not_work_gets_one_page_whatever_the_reason(town: Town) -> None:
    used, old, shut = await invited(town, "noor"), await invited(town, "pim"), await invited(town, "sara")
    browser = await town.browser("zaltbommel")
    await browser.open(used)
    await browser.send(used, {"wachtwoord": GOOD, "nieuw-wachtwoord": GOOD})
    async with town.platform.at("zaltbommel"):
        await accounts.disable("sara", "iris", town.now)
    said = []
    for link, days in ((used, 0), ("/uitnodiging/nooit-gegeven", 0), (shut, 0), (old, 8)):
        town.now += timedelta(days=days)
        other = await town.browser("zaltbommel")
        await other.open(link, status=404)
        said.append(other.text)
    assert len(set(said)) == 1
    assert "Vraag uw beheerder om een nieuwe link." in said[0]


async def test_a_link_of_one_municipality_does_not_work_at_another(town: Town) -> None:
    link = await invited(town, "noor")
    browser = await town.browser("voorbeeldstad")
    await browser.open(link, status=404)


async def test_what_is_wrong_with_a_password_is_said_beside_the_field(town: Town) -> None:
    link = await invited(town, "noor")
    browser = await town.browser("zaltbommel")
    for password, again, message in (
        ("", "", "Kies een wachtwoord."),
        ("te kort", "te kort", "Gebruik minstens 12 tekens"),
        ("Noor Verbeek 2026", "Noor Verbeek 2026", "makkelijk te raden"),
        (GOOD, f"{GOOD}!", "De twee wachtwoorden zijn niet gelijk."),
    ):
        await browser.open(link)
        html = await browser.send(link, {"wachtwoord": password, "nieuw-wachtwoord": again}, status=422)
        assert message in browser.text
        assert not password or f'value="{password}"' not in html


async def test_whoever_tries_links_waits(town: Town) -> None:
    browser = await town.browser("zaltbommel")
    for number in range(20):
        await browser.open(f"/uitnodiging/{number}", status=404)
    await browser.open("/uitnodiging/20", status=429)
    link = await invited(town, "noor")
    await browser.open(link, status=429)
    town.now += timedelta(minutes=15)
    await browser.open(link)


async def test_a_new_password_by_link_still_asks_for_the_second_step(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    link = await invited(town, "noor")
    other = await town.browser("zaltbommel")
    await other.open(link)
    await other.send(link, {"wachtwoord": GOOD, "nieuw-wachtwoord": GOOD})
    assert other.path == "/aanmelden/tweede-stap"
    answer = await browser.client.get("/werkvoorraad", follow_redirects=False)
    assert answer.status_code == 303, "the browser that was signed in under the old password is signed out"
    town.now += timedelta(minutes=1)
    await other.send("/aanmelden/tweede-stap", {"beveiligingscode": app.at(town.now)})
    assert other.path == "/werkvoorraad"
