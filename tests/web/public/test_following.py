"""Following a complaint with the access code, and nothing without it."""

from __future__ import annotations

import pytest

from gehoor.storage import letters
from gehoor.storage.scope import transaction
from gehoor.web.public.status import UNKNOWN

from .conftest import VOORBEELDSTAD, ZALTBOMMEL, Site

pytestmark = pytest.mark.anyio
WRONG = "2345-6789-ABCD-EFGH-JKLM-NPQR-ST"


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f"  {code.replace('-', ' ')} "])
async def test_the_code_opens_the_complaint_however_it_is_typed(site: Site, typed: object) -> None:
    sender, reader = site.visitor(), site.visitor()
    await sender.send()
    code = await sender.code()
    answer = await reader.enter(typed(code))  # type: ignore[operator]  # One of the three functions above.
    assert (answer.status_code, answer.headers["location"]) == (303, "/status/zaak")
    page = (await reader.get("/status/zaak")).text
    assert "Wij hebben uw klacht ontvangen" in page
    assert "maandag 4 januari 2027" in page
    assert "Hier zijn we nu" in page


async def test_the_cookie_is_for_this_site_only_and_not_for_scripts(site: Site) -> None:
    visitor = site.visitor()
    cookie = (await visitor.send()).headers["set-cookie"]
    assert cookie.startswith("klacht=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()


async def test_every_wrong_code_gets_the_same_answer(site: Site) -> None:
    sender, reader = site.visitor(), site.visitor()
    await sender.send()
    almost = (await sender.code())[:-1] + "?"
    for code in (WRONG, almost, "kort", "'; DROP TABLE case_view; --", "é" * 150):
        answer = await reader.enter(code)
        assert answer.status_code == 422
        assert answer.text.count(UNKNOWN) == 2
        assert "set-cookie" not in answer.headers


async def test_after_ten_wrong_codes_nobody_gets_in_from_there_for_a_quarter(site: Site) -> None:
    sender, guesser = site.visitor(address="192.0.2.7"), site.visitor()
    await sender.send()
    code = await sender.code()
    for _ in range(10):
        assert (await guesser.enter(WRONG)).status_code == 422
    site.clock.forward(minutes=5)
    blocked = await guesser.enter(code)
    assert blocked.status_code == 429
    assert blocked.headers["retry-after"] == "600"
    assert "over 10 minuten weer proberen" in blocked.text
    assert (await sender.enter(code)).status_code == 303
    site.clock.forward(minutes=10)
    assert (await guesser.enter(code)).status_code == 303


async def test_guessing_through_the_cookie_counts_as_well(site: Site) -> None:
    guesser = site.visitor()
    for _ in range(10):
        guesser.client.cookies.set("klacht", WRONG)
        assert (await guesser.get("/status/zaak")).headers["location"] == "/status"
        guesser.client.cookies.delete("klacht")
    assert (await guesser.enter(WRONG)).status_code == 429


async def test_a_complaint_that_is_open_stays_open_while_somebody_else_guesses(site: Site) -> None:
    sender, guesser = site.visitor(), site.visitor()
    await sender.send()
    for _ in range(11):
        await guesser.enter(WRONG)
    assert (await sender.get("/status/zaak")).status_code == 200


async def test_the_code_of_one_municipality_opens_nothing_in_another(site: Site) -> None:
    sender, other = site.visitor(ZALTBOMMEL), site.visitor(VOORBEELDSTAD)
    await sender.send()
    code = await sender.code()
    other.client.cookies.set("klacht", code)
    for address in ("/status/zaak", "/klacht/ontvangen", "/klacht/afschrift.pdf", "/status/brief/1.pdf"):
        other.client.cookies.set("klacht", code)
        answer = await other.get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/status")
        other.client.cookies.delete("klacht")
    assert (await other.enter(code)).status_code == 422


async def test_a_letter_opens_for_whoever_it_was_sent_to(site: Site) -> None:
    visitor = site.visitor()
    await visitor.send()
    page = (await visitor.get("/status/zaak")).text
    assert "Kopie van uw klacht (maandag 23 november 2026, pdf)" in page
    address = page.split('<a href="/status/brief/')[1].split('"')[0]
    letter = await visitor.get(f"/status/brief/{address}")
    assert letter.content.startswith(b"%PDF-")
    assert letter.headers["content-disposition"] == 'inline; filename="brief.pdf"'
    assert letter.headers["cache-control"] == "no-store"


async def test_letters_to_others_and_of_others_are_not_there(site: Site) -> None:
    visitor, other = site.visitor(), site.visitor()
    await visitor.send()
    await other.send()
    async with site.platform.store.tenant(ZALTBOMMEL):
        kept = [letter for number in range(1, 20) if (letter := await letters.letter(number))]
        mine, theirs = kept[0], next(letter for letter in kept if letter.case_id != kept[0].case_id)
        async with transaction():
            to_accused = await letters.queue_letter(mine.case_id, "copy", "accused", "<html></html>", site.clock.now)
    assert f"/status/brief/{to_accused}.pdf" not in (await visitor.get("/status/zaak")).text
    for name in (f"{to_accused}.pdf", f"{theirs.id}.pdf", "999999.pdf", "0.pdf", "1", "x.pdf", "9" * 30 + ".pdf"):
        assert (await visitor.get(f"/status/brief/{name}")).status_code == 404


async def test_leaving_closes_the_complaint_in_this_browser(site: Site) -> None:
    visitor = site.visitor()
    await visitor.send()
    left = await visitor.post("/status/afsluiten", await visitor.hidden("/status/zaak"))
    assert left.status_code == 200
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert (await visitor.get("/status/zaak")).headers["location"] == "/status"


@pytest.mark.parametrize("address", ["/", "/klacht", "/status", "/privacy"])
async def test_an_unknown_host_gets_nothing(site: Site, address: str) -> None:
    answer = await site.visitor("elders").get(address)
    assert answer.status_code == 404
    assert answer.text == "Onbekend adres."
