"""Signing in at the identity provider of the municipality: our pages on one side, a real provider on the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from gehoor.services import configuration, oidc_provider, secrets
from identity_provider import IdentityProvider, provider
from web.account.conftest import with_password
from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio

START, BACK = "/aanmelden/organisatie", "/aanmelden/organisatie/terug"
PEOPLE: dict[str, dict[str, Any]] = {
    "s-noor": {"email": "coordinator", "email_verified": True},
    "s-vreemd": {"email": "niemand@voorbeeld.example", "email_verified": True},
}


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentityProvider]:
    with provider(tmp_path_factory.mktemp("provider"), PEOPLE) as running:
        yield running


async def set_up(town: Town, idp: IdentityProvider, slug: str = "zaltbommel", **more: Any) -> None:
    """A municipality with this provider; the provider shows the real time, so the town does too."""
    town.now = datetime.now(UTC)
    oidc_provider.forget(slug)
    await town.account(slug, "coordinator")
    async with town.platform.at(slug) as place:
        setting = {
            "issuer": idp.issuer, "client_id": "gehoor-test", "title": "het stadhuis",
            "second_factor_at_provider": True, **more,
        }  # fmt: skip
        await configuration.change(place, "sign_in", setting, "iris", town.now)
        await secrets.keep(secrets.OIDC_CLIENT_SECRET, "een geheim", "iris", town.now)


async def leave(browser: Browser, further: str = "/mondeling") -> str:
    """Follows the link to the provider; gives where it led."""
    answer = await browser.client.get(f"{START}?{urlencode({'verder': further})}", follow_redirects=False)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "gehoor_organisatie=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    return str(answer.headers["location"])


async def test_who_is_known_comes_in_through_the_organisation(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp)
    browser = await town.browser("zaltbommel")
    await browser.open("/aanmelden")
    assert "Aanmelden met het stadhuis" in browser.text
    leaving = await leave(browser)
    assert parse_qs(urlsplit(leaving).query)["redirect_uri"] == [f"http://zaltbommel.localhost{BACK}"]
    answer = idp.say_yes(leaving, "s-noor")
    await browser.open(f"{BACK}?{urlencode(answer)}")
    assert browser.path == "/mondeling"
    other = await town.browser("zaltbommel")
    await other.open(f"{BACK}?{urlencode(answer)}", status=403)


async def test_where_the_organisation_asks_for_no_second_factor_we_do(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp, second_factor_at_provider=False)
    browser = await town.browser("zaltbommel")
    leaving = await leave(browser)
    await browser.open(f"{BACK}?{urlencode(idp.say_yes(leaving, 's-noor'))}")
    assert browser.path == "/account/tweede-stap"
    assert (await browser.client.get("/werkvoorraad", follow_redirects=False)).status_code == 303


async def test_who_is_unknown_gets_a_plain_refusal(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp)
    browser = await town.browser("zaltbommel")
    leaving = await leave(browser)
    html = await browser.open(f"{BACK}?{urlencode(idp.say_yes(leaving, 's-vreemd'))}", status=403)
    assert "bij deze gemeente is er geen account dat bij u hoort" in browser.text
    assert "niemand@voorbeeld.example" not in html
    assert "gehoor" not in browser.client.cookies


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?error=access_denied&state=x"])
async def test_an_answer_without_a_question_is_refused(town: Town, idp: IdentityProvider, query: str) -> None:
    await set_up(town, idp)
    browser = await town.browser("zaltbommel")
    await browser.open(f"{BACK}{query}", status=403)
    assert "Begin opnieuw" in browser.text


async def test_somebody_else_cannot_be_made_to_sign_in_as_me(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp)
    mine, victim = await town.browser("zaltbommel"), await town.browser("zaltbommel")
    answer = idp.say_yes(await leave(mine), "s-noor")
    await leave(victim)
    await victim.open(f"{BACK}?{urlencode(answer)}", status=403)
    assert (await victim.client.get("/werkvoorraad", follow_redirects=False)).status_code == 303


async def test_an_answer_for_one_municipality_is_none_at_another(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp)
    await set_up(town, idp, "voorbeeldstad")
    mine, other = await town.browser("zaltbommel"), await town.browser("voorbeeldstad")
    answer = idp.say_yes(await leave(mine), "s-noor")
    other.client.cookies.set("gehoor_organisatie", mine.client.cookies["gehoor_organisatie"])
    await other.open(f"{BACK}?{urlencode(answer)}", status=403)


async def test_a_provider_that_does_not_answer_is_said_plainly(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp, issuer="http://127.0.0.1:1")
    browser = await town.browser("zaltbommel")
    await browser.open(START, status=503)
    assert "De aanmelddienst van uw organisatie geeft geen goed antwoord." in browser.text


async def test_without_passwords_only_the_organisation_lets_in(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp, passwords=False)
    browser = await town.browser("zaltbommel")
    html = await browser.open("/aanmelden")
    assert "Wachtwoord" not in html
    await browser.open("/klacht")
    form = {"_csrf": browser.form("/klacht").fields["_csrf"][0], "login": "coordinator"}
    answer = await browser.client.post("/aanmelden", data={**form, "wachtwoord": "een lang wachtwoord"})
    assert answer.status_code == 422
    assert "via uw organisatie" in answer.text


async def test_signing_out_offers_to_sign_out_there_as_well(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp)
    browser = await town.browser("zaltbommel")
    await browser.open(f"{BACK}?{urlencode(idp.say_yes(await leave(browser), 's-noor'))}")
    html = await browser.send("/afmelden")
    assert 'href="/aanmelden/organisatie/af"' in html
    answer = await browser.client.get("/aanmelden/organisatie/af", follow_redirects=False)
    assert answer.headers["location"].startswith(f"{idp.issuer}/oauth2/end_session?")
    assert "coordinator" not in answer.headers["location"]


async def test_a_password_still_works_next_to_the_organisation(town: Town, idp: IdentityProvider) -> None:
    await set_up(town, idp)
    browser = await with_password(town, "coordinator")
    assert browser.path == "/account/tweede-stap"


async def test_without_a_provider_there_is_no_button_and_no_way(town: Town) -> None:
    browser = await town.browser("zaltbommel")
    assert START not in await browser.open("/aanmelden")
    await browser.open(START, status=404)
