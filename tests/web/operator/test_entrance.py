"""The operator's door: a password and a code that works once, one answer for every mistake, and a host of its own."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from gehoor.services import operators
from gehoor.storage import operators as stored
from web.desk.browser import forms_on
from web.operator.conftest import HOST, LOGIN, PASSWORD, Installation

pytestmark = pytest.mark.anyio
PAGES = ("/", "/werk", "/gezondheid")


async def test_a_password_and_a_code_open_every_page_and_signing_out_shuts_them(installation: Installation) -> None:
    browser = await installation.inside()
    for address in PAGES:
        assert LOGIN in await browser.open(address)
    await browser.send("/afmelden")
    for address in PAGES:
        answer = await browser.client.get(address)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/aanmelden")


async def test_a_code_that_was_used_does_not_open_a_second_time(installation: Installation) -> None:
    app = await installation.operator()
    code = app.at(installation.now)
    first, second = await installation.at_the_door(), await installation.at_the_door()
    await installation.tries(first, LOGIN, PASSWORD, code, status=303)
    await installation.tries(second, LOGIN, PASSWORD, code)
    installation.now += timedelta(seconds=60)
    await installation.tries(second, LOGIN, PASSWORD, app.at(installation.now), status=303)


async def test_a_wrong_name_password_or_code_gets_one_and_the_same_answer(installation: Installation) -> None:
    app = await installation.operator()
    good = app.at(installation.now)
    wrong = f"{(int(good) + 1) % 1_000_000:06d}"
    said = set[str]()
    for login, password, code in (
        ("niemand", PASSWORD, good), (LOGIN, "een heel ander ding", good), (LOGIN, PASSWORD, wrong),
        (LOGIN, PASSWORD, "abc"), ("niemand", "een heel ander ding", wrong),
    ):  # fmt: skip
        browser = await installation.at_the_door(f"10.0.0.{len(said) + 1}")
        html = await installation.tries(browser, login, password, code)
        assert password not in html
        said.add(browser.text.replace(login, ""))
    assert len(said) == 1
    # The code was shown with a wrong password, so it is not used up.
    await installation.tries(await installation.at_the_door("10.0.9.9"), LOGIN, PASSWORD, good, status=303)


async def test_whoever_keeps_trying_waits_even_with_the_right_password(installation: Installation) -> None:
    app = await installation.operator()
    browser = await installation.at_the_door()
    for _ in range(5):
        await installation.tries(browser, LOGIN, "een heel ander ding", "123456")
    await installation.tries(browser, LOGIN, PASSWORD, app.at(installation.now), status=429)
    assert "Probeer het over 30 seconden opnieuw." in browser.text
    installation.now += timedelta(seconds=31)
    await installation.tries(browser, LOGIN, PASSWORD, app.at(installation.now), status=303)


async def test_a_session_ends_after_half_an_hour_of_rest_and_after_ten_hours(installation: Installation) -> None:
    browser = await installation.inside()
    installation.now += timedelta(minutes=29)
    await browser.open("/")
    installation.now += timedelta(minutes=31)
    assert (await browser.client.get("/")).status_code == httpx.codes.SEE_OTHER
    browser = await installation.inside()
    for _ in range(29):
        installation.now += timedelta(minutes=20)
        await browser.open("/")
    installation.now += timedelta(minutes=20)
    assert (await browser.client.get("/")).status_code == httpx.codes.SEE_OTHER


async def test_an_operator_who_is_taken_away_is_out_at_once(installation: Installation) -> None:
    browser = await installation.inside()
    await operators.remove(installation.platform.store.control, LOGIN)
    assert (await browser.client.get("/")).status_code == httpx.codes.SEE_OTHER


async def test_only_a_hash_of_the_token_and_a_sealed_key_are_kept(installation: Installation) -> None:
    browser = await installation.inside()
    control, key = installation.platform.store.control, installation.apps[LOGIN].secret
    token = browser.client.cookies["gehoor_beheer"]
    kept = str(
        [await control.run(f"SELECT * FROM {table}") for table in ("operator", "operator_session")]
    )  # Names of our tables.
    assert token not in kept
    assert key not in kept
    assert PASSWORD not in kept
    assert (await control.run("SELECT password_hash FROM operator"))[0]["password_hash"].startswith("$argon2id$")


async def test_every_form_needs_its_proof_and_every_page_a_session(installation: Installation) -> None:
    browser = await installation.inside()
    for address in ("/werk/opnieuw", "/afmelden", "/aanmelden"):
        answer = await browser.client.post(address, data={"gemeente": "zaltbommel", "nummer": "1"})
        assert answer.status_code == httpx.codes.FORBIDDEN, address
    stranger = await installation.at_the_door()
    html = await stranger.open("/aanmelden")
    (form,) = forms_on(html)
    answer = await stranger.client.post(
        "/werk/opnieuw", data={"_csrf": form.fields["_csrf"][0], "gemeente": "zaltbommel", "nummer": "1"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden")


async def test_the_pages_are_on_their_own_host_and_on_no_other(installation: Installation) -> None:
    operator, citizen = await installation.inside(), await installation.browser("zaltbommel")
    for address in ("/werk", "/gezondheid"):
        assert (await citizen.client.get(address)).status_code == httpx.codes.NOT_FOUND
    for address in ("/klacht", "/werkvoorraad", "/status", "/mijn-zaken", "/privacy", "/account", "/api/openapi.json"):
        assert (await operator.client.get(address)).status_code == httpx.codes.NOT_FOUND
    assert "Gehoor" in await operator.open("/")
    assert "Gemeenten op dit platform" not in await citizen.open("/")
    ours, theirs = set(operator.client.cookies), set(citizen.client.cookies)
    assert not ours & theirs
    # A port and capitals make no difference, and a name that only looks like it is nobody's.
    answer = await operator.client.get("/aanmelden", headers={"host": f"{HOST.upper()}:8000"})
    assert answer.status_code == httpx.codes.SEE_OTHER
    answer = await operator.client.get("/aanmelden", headers={"host": f"x.{HOST}"})
    assert answer.text == "Onbekend adres."


async def test_a_session_of_the_staff_is_worth_nothing_to_the_operator_and_the_other_way_round(
    installation: Installation,
) -> None:
    staff, operator = await installation.signed_in("zaltbommel", "coordinator"), await installation.inside()
    token, own = staff.client.cookies["gehoor"], operator.client.cookies["gehoor_beheer"]
    stranger = await installation.at_the_door()
    for cookie in (f"gehoor={token}", f"gehoor_beheer={token}"):
        assert (await stranger.client.get("/", headers={"cookie": cookie})).status_code == httpx.codes.SEE_OTHER
    citizen = await installation.browser("zaltbommel")
    for cookie in (f"gehoor={own}", f"gehoor_beheer={own}"):
        answer = await citizen.client.get("/werkvoorraad", headers={"cookie": cookie})
        assert answer.status_code == httpx.codes.SEE_OTHER


async def test_the_key_of_an_app_stays_good_when_the_master_key_is_changed(installation: Installation) -> None:
    from gehoor.storage import keyring
    from gehoor.storage.master_key import MasterKey

    app = await installation.operator()
    control, old = installation.platform.store.control, await installation.platform.store.keys.master()
    new = MasterKey(b"n" * 32, "een nieuwe sleutel")
    assert await keyring.rotate(control, old, new) >= 1
    code = app.at(installation.now)
    assert await operators.sign_in(control, new, LOGIN, PASSWORD, code, installation.now) == LOGIN
    assert await stored.relock(control, old, new) == 0
