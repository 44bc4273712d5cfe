"""Signing in and out: one answer for every mistake, a short wait for who keeps trying, and no way out of the site."""

from __future__ import annotations

from datetime import timedelta

import pytest

from web.desk.conftest import PASSWORD, Town

pytestmark = pytest.mark.anyio


async def test_signing_in_leads_to_the_work_list_and_signing_out_ends_it(town: Town) -> None:
    browser = await town.signed_in("zaltbommel", "coordinator")
    assert browser.path == "/werkvoorraad"
    assert "Noor Verbeek" in (await browser.open("/werkvoorraad"))
    await browser.send("/afmelden")
    assert "U bent afgemeld" in browser.text
    await browser.client.get("/werkvoorraad")
    answer = await browser.client.get("/werkvoorraad", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?verder=%2Fwerkvoorraad")


async def test_capitals_in_a_user_name_make_no_difference(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    browser = await town.browser("zaltbommel")
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": " Coordinator ", "wachtwoord": PASSWORD})
    assert browser.path == "/werkvoorraad"


async def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    browser = await town.browser("zaltbommel")
    said = []
    for login in ("coordinator", "niemand"):
        await browser.open("/aanmelden")
        html = await browser.send("/aanmelden", {"login": login, "wachtwoord": "fout"}, status=422)
        assert f'value="{login}"' in html
        assert 'value="fout"' not in html
        said.append(browser.text.replace(login, ""))
    assert said[0] == said[1]
    assert "De gebruikersnaam of het wachtwoord klopt niet." in said[0]


async def test_empty_fields_are_named_and_nothing_is_tried(town: Town) -> None:
    browser = await town.browser("zaltbommel")
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", status=422)
    assert "Vul uw gebruikersnaam in." in browser.text
    assert "Vul uw wachtwoord in." in browser.text


async def test_signing_in_goes_on_to_the_page_that_was_asked_for(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    browser = await town.browser("zaltbommel")
    await browser.client.get("/mondeling")
    await browser.open("/aanmelden?verder=/mondeling")
    await browser.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD})
    assert browser.path == "/mondeling"


@pytest.mark.parametrize("elsewhere", ["https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example", "/afmelden"])
async def test_nobody_is_sent_to_another_site_after_signing_in(town: Town, elsewhere: str) -> None:
    await town.account("zaltbommel", "coordinator")
    browser = await town.browser("zaltbommel")
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD, "verder": elsewhere})
    assert browser.path == "/werkvoorraad"


async def test_after_five_mistakes_even_the_right_password_waits_a_little(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    browser = await town.browser("zaltbommel")
    for _ in range(5):
        await browser.open("/aanmelden")
        await browser.send("/aanmelden", {"login": "coordinator", "wachtwoord": "fout"}, status=422)
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD}, status=429)
    assert "Probeer het over 30 seconden opnieuw." in browser.text
    assert browser.page is not None
    assert browser.page.headers["retry-after"] == "30"
    town.now += timedelta(seconds=31)
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD})
    assert browser.path == "/werkvoorraad"


async def test_a_colleague_does_not_wait_for_the_mistakes_of_another(town: Town) -> None:
    await town.account("zaltbommel", "vervanger")
    browser = await town.browser("zaltbommel")
    for _ in range(6):
        await browser.client.get("/aanmelden")
        await browser.open("/aanmelden")
        form = browser.form("/aanmelden")
        await browser.client.post(
            "/aanmelden", data={"_csrf": form.fields["_csrf"], "login": "coordinator", "wachtwoord": "fout"}
        )
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": "vervanger", "wachtwoord": PASSWORD})
    assert browser.path == "/werkvoorraad"


async def test_the_session_of_one_municipality_is_worth_nothing_in_another(town: Town) -> None:
    browser = await town.signed_in("zaltbommel", "coordinator")
    token = browser.client.cookies["gehoor"]
    other = await town.browser("voorbeeldstad")
    answer = await other.client.get("/werkvoorraad", headers={"cookie": f"gehoor={token}"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/aanmelden")


async def test_who_is_signed_in_does_not_see_the_page_for_signing_in(town: Town) -> None:
    browser = await town.signed_in("zaltbommel", "coordinator")
    answer = await browser.client.get("/aanmelden", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/werkvoorraad")
