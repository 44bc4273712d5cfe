"""After a password alone nothing is open but the second step; and one's account changes only after a fresh proof."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gehoor.bootstrap import open_platform
from gehoor.errors import InvalidInput
from gehoor.services import accounts, configuration
from gehoor.settings import Settings
from web.account.conftest import SECOND_STEP, SET_UP_APP, enrolled, key_on, signed_in_again, with_password
from web.desk.browser import Browser
from web.desk.conftest import PASSWORD, TENANTS, Town, opened_town

pytestmark = pytest.mark.anyio


def pages_of(town: Town) -> list[str]:
    """Every address of the site that can be opened without naming a case or a token."""
    return sorted({route.path for route in town.app.routes if "{" not in route.path and "GET" in route.methods})


async def closed(browser: Browser, path: str) -> bool:
    answer = await browser.client.get(path, follow_redirects=False)
    return answer.status_code == 303 and answer.headers["location"].startswith("/aanmelden")


@pytest.mark.parametrize("has_app", [False, True], ids=["still to set one up", "still to show it"])
async def test_a_password_alone_opens_nothing_but_the_second_step(town: Town, has_app: bool) -> None:
    await (enrolled(town, "coordinator") if has_app else town.account("zaltbommel", "coordinator"))
    stranger, browser = await town.browser("zaltbommel"), await with_password(town, "coordinator")
    assert browser.path == (SECOND_STEP if has_app else "/account/tweede-stap")
    for_staff = [path for path in pages_of(town) if await closed(stranger, path)]
    assert {"/werkvoorraad", "/mondeling", "/account", "/account/wachtwoord"} <= set(for_staff)
    opened = {path for path in for_staff if not await closed(browser, path)}
    steps = {SECOND_STEP, "/account/tweede-stap", SET_UP_APP, "/account/tweede-stap/passkey"}
    assert opened == ({SECOND_STEP} if has_app else steps)


async def test_nothing_can_be_sent_with_a_password_alone_either(town: Town) -> None:
    await enrolled(town, "coordinator")
    browser = await with_password(town, "coordinator")
    token = browser.form(SECOND_STEP).fields["_csrf"]
    for path in (
        *("/account/wachtwoord", "/account/herstelcodes", "/account/sessies", "/account/tweede-stap/weghalen"),
        *(SET_UP_APP, "/account/tweede-stap/passkey", "/mondeling"),
    ):
        answer = await browser.client.post(path, data={"_csrf": token}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden"), path


async def test_a_code_opens_everything_under_a_new_token_and_counts_once(town: Town) -> None:
    _, app, _ = await enrolled(town, "coordinator")
    town.now += timedelta(minutes=1)
    browser = await with_password(town, "coordinator")
    before = browser.client.cookies["gehoor"]
    code = app.at(town.now)
    await browser.send(SECOND_STEP, {"beveiligingscode": code})
    assert browser.path == "/werkvoorraad"
    assert browser.client.cookies["gehoor"] != before
    stale = await town.browser("zaltbommel")
    answer = await stale.client.get("/werkvoorraad", headers={"cookie": f"gehoor={before}"}, follow_redirects=False)
    assert answer.status_code == 303
    other = await with_password(town, "coordinator")
    await other.send(SECOND_STEP, {"beveiligingscode": code}, status=422)
    assert "Deze code klopt niet of is al gebruikt." in other.text


async def test_the_way_goes_on_to_the_page_that_was_asked_for(town: Town) -> None:
    _, app, _ = await enrolled(town, "coordinator")
    town.now += timedelta(minutes=1)
    browser = await town.browser("zaltbommel")
    await browser.open("/mondeling")
    await browser.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD})
    assert browser.path == SECOND_STEP
    await browser.send(SECOND_STEP, {"beveiligingscode": "000000"}, status=422)
    await browser.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)})
    assert browser.path == "/mondeling"


async def test_whoever_guesses_codes_waits_and_who_signed_in_here_before_does_not(town: Town) -> None:
    known, app, _ = await enrolled(town, "coordinator")
    await known.send("/afmelden")
    guesser = await with_password(town, "coordinator")
    for _ in range(5):
        await guesser.send(SECOND_STEP, {"beveiligingscode": "000000"}, status=422)
    await guesser.send(SECOND_STEP, {"beveiligingscode": "000000"}, status=429)
    assert "Uw account is niet geblokkeerd." in guesser.text
    await known.open("/aanmelden")
    await known.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD})
    await known.send(SECOND_STEP, {"beveiligingscode": app.at(town.now + timedelta(seconds=30))})
    assert known.path == "/werkvoorraad"


async def test_a_recovery_code_lets_in_once_and_says_how_many_are_left(town: Town) -> None:
    _, _, codes = await enrolled(town, "coordinator")
    browser = await with_password(town, "coordinator")
    await browser.send(SECOND_STEP, {"beveiligingscode": codes[0].lower().replace("-", " ")})
    assert browser.path == "/account"
    assert "U hebt nog 9 codes." in browser.text
    other = await with_password(town, "coordinator")
    await other.send(SECOND_STEP, {"beveiligingscode": codes[0]}, status=422)


async def test_being_halfway_ends_after_a_quarter_of_an_hour(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    browser = await with_password(town, "coordinator")
    town.now += timedelta(minutes=14)
    await browser.open("/account/tweede-stap")
    town.now += timedelta(minutes=1)
    assert await closed(browser, "/account/tweede-stap")


async def test_of_two_who_know_a_password_the_first_second_factor_counts(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    mine, theirs = await with_password(town, "coordinator"), await with_password(town, "coordinator")
    await theirs.open(SET_UP_APP)
    await mine.open(SET_UP_APP)
    await mine.send(SET_UP_APP, {"beveiligingscode": key_on(mine).at(town.now)})
    answer = await theirs.client.post(
        SET_UP_APP,
        data={"_csrf": theirs.form(SET_UP_APP).fields["_csrf"], "beveiligingscode": key_on(theirs).at(town.now)},
    )
    assert answer.status_code in (303, 403), "the session that came second is over"
    assert await closed(theirs, SET_UP_APP)
    await mine.open("/werkvoorraad")


async def test_a_wrong_code_keeps_the_key_and_the_name_that_was_typed(town: Town) -> None:
    await town.account("zaltbommel", "coordinator")
    browser = await with_password(town, "coordinator")
    await browser.open(SET_UP_APP)
    key = key_on(browser).secret
    html = await browser.send(SET_UP_APP, {"beveiligingscode": "000000", "naam": "mijn telefoon"}, status=422)
    assert 'value="mijn telefoon"' in html
    assert key_on(browser).secret == key
    assert "Deze code klopt niet." in browser.text


async def test_changing_the_account_asks_for_a_proof_of_the_last_ten_minutes(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    await browser.open("/account/tweede-stap")
    assert browser.path == "/account/tweede-stap"
    town.now += timedelta(minutes=10)
    for path in ("/account/tweede-stap", SET_UP_APP, "/account/tweede-stap/passkey"):
        await browser.open(path)
        assert browser.path == SECOND_STEP
        assert "Laat zien dat u het bent" in browser.text
    await browser.open("/account/herstelcodes")
    await browser.send("/account/herstelcodes")
    assert browser.path == SECOND_STEP
    before = browser.client.cookies["gehoor"]
    await browser.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)})
    assert browser.path == "/account/herstelcodes"
    assert browser.client.cookies["gehoor"] != before
    await browser.send("/account/herstelcodes")
    assert "Schrijf deze codes op" in browser.text


async def test_a_proof_does_not_make_a_session_last_longer_than_ten_hours(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    for _ in range(23):
        town.now += timedelta(minutes=25)
        await browser.open("/werkvoorraad")
    await browser.open("/account/tweede-stap")
    await browser.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)})
    town.now += timedelta(minutes=25)
    assert await closed(browser, "/werkvoorraad")


async def test_an_account_that_is_shut_is_signed_out_at_once(town: Town) -> None:
    browser, app, _ = await enrolled(town, "coordinator")
    async with town.platform.at("zaltbommel"):
        await accounts.disable("noor", "iris", town.now)
    assert await closed(browser, "/werkvoorraad")
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": "coordinator", "wachtwoord": PASSWORD}, status=422)
    assert "De gebruikersnaam of het wachtwoord klopt niet." in browser.text
    async with town.platform.at("zaltbommel"):
        await accounts.enable("noor", "iris", town.now)
    again = await signed_in_again(town, "coordinator", app)
    assert again.path == "/werkvoorraad"


async def test_who_is_taken_out_of_the_settings_is_signed_out_at_once(town: Town) -> None:
    browser, _, _ = await enrolled(town, "balie")
    async with town.platform.at("zaltbommel") as place:
        people = [person for person in place.tenant.organisation.people if person.id != "sara"]
        offices = [holding for holding in place.tenant.organisation.offices if holding.person != "sara"]
        await configuration.change(place, "offices", offices, "iris", town.now)
    async with town.platform.at("zaltbommel") as place:
        await configuration.change(place, "people", people, "iris", town.now)
    assert await closed(browser, "/werkvoorraad")
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": "balie", "wachtwoord": PASSWORD}, status=422)


async def test_a_demonstration_lets_in_with_a_password_and_says_so_on_every_page(tmp_path: Path) -> None:
    async with opened_town(tmp_path, demo=True) as demo:
        browser = await demo.signed_in("zaltbommel", "coordinator")
        assert browser.path == "/werkvoorraad"
        for path in ("/werkvoorraad", "/", "/aanmelden", "/bestaat-niet"):
            answer = await browser.client.get(path, follow_redirects=True)
            assert "Demonstratie:" in answer.text, path


async def test_without_a_demonstration_no_page_speaks_of_one(town: Town) -> None:
    browser = await town.browser("zaltbommel")
    for path in ("/", "/aanmelden"):
        assert "Demonstratie" not in await browser.open(path)


@pytest.mark.parametrize("more", [{"https": True}, {"host": "0.0.0.0"}, {"host": "192.0.2.1"}])  # noqa: S104  # Refused.
async def test_a_demonstration_that_others_can_reach_is_refused(town: Town, more: dict[str, object]) -> None:
    settings = Settings(data=town.platform.settings.data, tenants=TENANTS, demo=True, **more)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="GEHOOR_DEMO") as refused:
        await open_platform(settings)
    assert refused.value.field == "GEHOOR_DEMO"
