"""Passkeys on the pages: as the second step, and instead of a password."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from authenticator import Authenticator
from web.account.conftest import SECOND_STEP, codes_on, enrolled, options_on, with_password
from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio

SET_UP, SHOW, ENTRANCE = "/account/tweede-stap/passkey", "/aanmelden/tweede-stap/passkey", "/aanmelden/passkey"
HOST = "zaltbommel.localhost"


async def with_passkey(town: Town, login: str = "coordinator") -> tuple[Browser, Authenticator]:
    """Somebody who has just set up a passkey as the first second factor."""
    await town.account("zaltbommel", login)
    browser, key = await with_password(town, login), Authenticator(f"http://{HOST}", HOST)
    await browser.open(SET_UP)
    await browser.send(SET_UP, {"passkey": key.make(options_on(browser)), "naam": "laptop"})
    assert len(codes_on(browser)) == 10
    return browser, key


async def test_a_passkey_is_the_second_step(town: Town) -> None:
    _, key = await with_passkey(town)
    browser = await with_password(town, "coordinator")
    assert browser.path == SECOND_STEP
    await browser.send(SHOW, {"passkey": key.show(options_on(browser))})
    assert browser.path == "/werkvoorraad"


async def test_a_passkey_lets_in_without_a_password_to_the_page_that_was_asked_for(town: Town) -> None:
    _, key = await with_passkey(town)
    browser = await town.browser("zaltbommel")
    await browser.open(f"{ENTRANCE}?verder=/mondeling")
    await browser.send(ENTRANCE, {"passkey": key.show(options_on(browser))})
    assert browser.path == "/mondeling"
    await browser.open("/account/tweede-stap")
    assert browser.path == "/account/tweede-stap", "a passkey is a proof of the second factor as well"


async def test_an_answer_that_was_heard_on_the_way_is_worth_nothing(town: Town) -> None:
    _, key = await with_passkey(town)
    browser = await town.browser("zaltbommel")
    await browser.open(ENTRANCE)
    answer = key.show(options_on(browser))
    await browser.send(ENTRANCE, {"passkey": answer})
    thief = await town.browser("zaltbommel")
    await thief.open(ENTRANCE)
    await thief.send(ENTRANCE, {"passkey": answer}, status=422)
    assert "Met deze passkey kunt u zich hier niet aanmelden." in thief.text


async def test_the_passkey_of_a_colleague_is_not_the_second_step(town: Town) -> None:
    await with_passkey(town)
    _, theirs = await with_passkey(town, "vervanger")
    browser = await with_password(town, "coordinator")
    await browser.send(SHOW, {"passkey": theirs.show(options_on(browser))}, status=422)
    assert "U bent nog niet aangemeld" not in browser.text
    assert (await browser.client.get("/werkvoorraad", follow_redirects=False)).status_code == 303


async def test_a_passkey_of_one_municipality_is_none_at_another(town: Town) -> None:
    _, key = await with_passkey(town)
    browser = await town.browser("voorbeeldstad")
    await browser.open(ENTRANCE)
    await browser.send(ENTRANCE, {"passkey": key.show(options_on(browser))}, status=422)


@pytest.mark.parametrize("answer", ["", "{}", "geen json", json.dumps({"id": "x", "response": {}})])
async def test_nonsense_is_answered_with_the_page(town: Town, answer: str) -> None:
    browser = await town.browser("zaltbommel")
    await browser.open(ENTRANCE)
    await browser.send(ENTRANCE, {"passkey": answer}, status=422)
    options_on(browser)


async def test_a_passkey_that_is_not_kept_leaves_the_name_that_was_typed(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    browser, key = await with_password(town, "coordinator"), Authenticator("https://kwaad.example", HOST)
    await browser.open(SET_UP)
    html = await browser.send(SET_UP, {"passkey": key.make(options_on(browser)), "naam": "laptop"}, status=422)
    assert 'value="laptop"' in html
    assert "Uw passkey is niet bewaard" in browser.text


async def test_a_passkey_can_stand_next_to_an_app(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    key = Authenticator(f"http://{HOST}", HOST)
    await browser.open(SET_UP)
    await browser.send(SET_UP, {"passkey": key.make(options_on(browser))})
    assert browser.path == "/account"
    town.now += timedelta(minutes=1)
    by_key, by_app = await with_password(town, "coordinator"), await with_password(town, "coordinator")
    await by_key.send(SHOW, {"passkey": key.show(options_on(by_key))})
    await by_app.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)})
    assert by_key.path == by_app.path == "/werkvoorraad"


async def test_the_script_runs_under_the_policy_of_our_pages_and_the_page_works_without_it(town: Town) -> None:
    browser = await town.browser("zaltbommel")
    html = await browser.open(ENTRANCE)
    assert browser.page is not None
    policy = browser.page.headers["content-security-policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'nonce="{nonce}"' in html
    assert "unsafe" not in policy
    assert "connect-src" not in policy
    assert "<script>" not in html
    assert "Op een andere manier aanmelden" in browser.text
