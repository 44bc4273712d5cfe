"""One's own account: where one is signed in, the password, the second steps and the recovery codes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from gehoor.services import passwords
from gehoor.storage.engine import TENANT
from web.account.conftest import (
    GOOD,
    SECOND_STEP,
    SET_UP_APP,
    codes_on,
    enrolled,
    key_on,
    signed_in_again,
    with_password,
)
from web.desk.browser import Browser
from web.desk.conftest import PASSWORD, Town

pytestmark = pytest.mark.anyio

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Edg/126.0"


def handles_on(browser: Browser) -> list[str]:
    """The other sessions on the page that can be ended."""
    assert browser.page is not None
    found = re.findall(r'name="sessie" value="([^"]+)"', browser.page.text)
    return [handle for handle in found if handle != "alle"]


async def is_in(browser: Browser) -> bool:
    return (await browser.client.get("/werkvoorraad", follow_redirects=False)).status_code == 200


async def test_the_name_at_the_top_leads_to_the_account(town: Town) -> None:
    browser, _, _ = await enrolled(town, "coordinator")
    html = await browser.open("/werkvoorraad")
    assert 'href="/account"' in html
    await browser.open("/account")
    assert "Noor Verbeek" in browser.text
    assert "coordinator" in browser.text


async def test_each_browser_is_listed_and_can_be_signed_out(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    browser.client.headers["user-agent"] = FIREFOX
    other = await signed_in_again(town, "coordinator", app)
    other.client.headers["user-agent"] = EDGE
    await other.send("/afmelden")
    town.now += timedelta(minutes=1)
    await other.open("/aanmelden")
    await other.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD})
    await other.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)})
    await browser.open("/account")
    assert "Edge op Windows" in browser.text
    assert "deze browser" in browser.text
    assert "Mozilla" not in browser.text
    (handle,) = handles_on(browser)
    await browser.send("/account/sessies", {"sessie": handle})
    assert "U bent in die browser afgemeld." in browser.text
    assert await is_in(browser)
    assert not await is_in(other)


async def test_all_other_browsers_are_signed_out_at_once(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    others = [await signed_in_again(town, "coordinator", app) for _ in range(2)]
    await browser.open("/account")
    assert len(handles_on(browser)) == 2
    await browser.send("/account/sessies", {"sessie": "alle"})
    assert [await is_in(one) for one in (browser, *others)] == [True, False, False]


async def test_nobody_ends_the_session_of_a_colleague(town: Town) -> None:
    mine, _, _ = await enrolled(town, "coordinator")
    theirs, app, _ = await enrolled(town, "vervanger")
    await signed_in_again(town, "vervanger", app)
    await theirs.open("/account")
    (handle,) = handles_on(theirs)
    await mine.open("/account")
    assert handles_on(mine) == []
    await mine.client.post("/account/sessies", data={"_csrf": mine.form("/afmelden").fields["_csrf"], "sessie": handle})
    await theirs.open("/account")
    assert handles_on(theirs) == [handle]


async def test_the_page_holds_no_token_and_no_hash(town: Town) -> None:
    browser, _, _ = await enrolled(town, "coordinator")
    html = await browser.open("/account")
    assert browser.client.cookies["gehoor"] not in html
    assert not re.search(r"\b[0-9a-f]{64}\b", html)


async def test_changing_the_password_asks_for_the_old_one_and_signs_other_browsers_out(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    other = await signed_in_again(town, "coordinator", app)
    await browser.open("/account/wachtwoord")
    await browser.send("/account/wachtwoord", {"wachtwoord": "niet het oude", "nieuw-wachtwoord": GOOD}, status=422)
    assert "Uw oude wachtwoord klopt niet." in browser.text
    await browser.send(
        "/account/wachtwoord", {"wachtwoord": PASSWORD, "nieuw-wachtwoord": "wachtwoord2026"}, status=422
    )
    assert "makkelijk te raden" in browser.text
    await browser.send("/account/wachtwoord", {"wachtwoord": PASSWORD, "nieuw-wachtwoord": GOOD})
    assert "Uw wachtwoord is gewijzigd." in browser.text
    assert await is_in(browser)
    assert not await is_in(other)
    await other.open("/aanmelden")
    await other.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD}, status=422)
    await other.send("/aanmelden", {"login": "coordinator", "wachtwoord": GOOD})
    assert other.path == SECOND_STEP


async def test_the_old_password_cannot_be_guessed_from_an_open_browser(town: Town) -> None:
    browser, _, _ = await enrolled(town, "coordinator")
    for _ in range(5):
        await browser.open("/account/wachtwoord")
        await browser.send("/account/wachtwoord", {"wachtwoord": "fout", "nieuw-wachtwoord": GOOD}, status=422)
    await browser.open("/account/wachtwoord")
    await browser.send("/account/wachtwoord", {"wachtwoord": PASSWORD, "nieuw-wachtwoord": GOOD}, status=429)


async def test_a_second_app_can_be_added_and_the_first_taken_away(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    assert browser.page is not None
    assert "Dit is uw enige tweede stap." in browser.text
    await browser.open(SET_UP_APP)
    new = key_on(browser)
    await browser.send(SET_UP_APP, {"beveiligingscode": new.at(town.now), "naam": "tablet"})
    assert "Uw nieuwe tweede stap is ingesteld." in browser.text
    await browser.send("/account/tweede-stap/weghalen")
    assert "De tweede stap is weggehaald." in browser.text
    assert "tablet" in browser.text
    assert "telefoon" not in browser.text.partition("Herstelcodes")[0]
    town.now += timedelta(minutes=1)
    other = await with_password(town, "coordinator")
    await other.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)}, status=422)
    await other.send(SECOND_STEP, {"beveiligingscode": new.at(town.now)})
    assert other.path == "/werkvoorraad"


async def test_the_only_second_step_cannot_be_taken_away(town: Town) -> None:
    browser, _, _ = await enrolled(town, "coordinator")
    await browser.open("/account")
    token = browser.form("/afmelden").fields["_csrf"]
    for number in ("1", "999", "-1", "x", "", "9" * 40):
        answer = await browser.client.post("/account/tweede-stap/weghalen", data={"_csrf": token, "stap": number})
        assert answer.status_code in (404, 409), number
    await browser.open("/account")
    assert "App met codes" in browser.text


async def test_new_recovery_codes_end_the_old_ones(town: Town) -> None:
    browser, _, old = await enrolled(town, "coordinator")
    await browser.open("/account/herstelcodes")
    assert codes_on(browser) == []
    await browser.send("/account/herstelcodes")
    new = codes_on(browser)
    assert len(new) == 10
    await browser.open("/account/herstelcodes")
    assert codes_on(browser) == new, "a page that was closed too soon shows them again"
    await browser.send("/account/herstelcodes/bewaard")
    await browser.open("/account/herstelcodes")
    assert codes_on(browser) == []
    other = await with_password(town, "coordinator")
    await other.send(SECOND_STEP, {"beveiligingscode": old[0]}, status=422)
    await other.send(SECOND_STEP, {"beveiligingscode": new[0]})


async def test_a_browser_that_is_unknown_waits_for_the_mistakes_of_others_and_a_known_one_does_not(town: Town) -> None:
    known, app, _ = await enrolled(town, "coordinator")
    await known.send("/afmelden")
    for number in range(20):
        attacker = await town.browser("zaltbommel", address=f"192.0.2.{number + 1}")
        await attacker.open("/aanmelden")
        await attacker.send("/aanmelden", {"login": "coordinator", "wachtwoord": "fout"}, status=422)
    unknown = await town.browser("zaltbommel", address="198.51.100.1")
    await unknown.open("/aanmelden")
    await unknown.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD}, status=429)
    await known.open("/aanmelden")
    await known.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD})
    town.now += timedelta(minutes=1)
    await known.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)})
    assert known.path == "/werkvoorraad"


async def test_a_stranger_waits_as_somebody_who_is_there(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    said = []
    for login in ("coordinator", "niemand"):
        browser = await town.browser("zaltbommel")
        answers = []
        for _ in range(6):
            await browser.open("/aanmelden")
            answer = await browser.client.post(
                "/aanmelden",
                data={"_csrf": browser.form("/aanmelden").fields["_csrf"], "login": login, "wachtwoord": "fout"},
            )
            answers.append((answer.status_code, sorted(answer.headers.keys())))
        said.append(answers)
    assert said[0] == said[1]
    assert said[0][-1][0] == 429


async def test_an_unknown_login_costs_as_many_passwords_and_questions_as_a_known_one(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.account("zaltbommel", "coordinator")
    work: list[str] = []
    verify, run = passwords._verify, type(TENANT).run_querystring

    def verified(*given: str) -> bool:
        work.append("password")
        return verify(*given)

    async def asked(self: object, querystring: object, in_pool: bool = False) -> object:
        work.append(re.sub(r"[^A-Za-z_ ].*", "", str(querystring))[:30])
        return await run(self, querystring, in_pool)  # type: ignore[arg-type]  # As it was called.

    monkeypatch.setattr(passwords, "_verify", verified)
    monkeypatch.setattr(type(TENANT), "run_querystring", asked)
    done = []
    for login in ("coordinator", "niemand"):
        browser = await town.browser("zaltbommel")
        await browser.open("/aanmelden")
        work.clear()
        await browser.send("/aanmelden", {"login": login, "wachtwoord": "fout"}, status=422)
        done.append(list(work))
    assert done[0] == done[1]
    assert "password" in done[0]
