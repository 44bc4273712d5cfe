"""The desk and somebody who acts for a complainant: at the front desk, later in a dossier, and when it ends."""

from __future__ import annotations

import pytest

from gehoor.services import following
from gehoor.storage import access_links, cases, letters
from gehoor.storage.access_links import Follower
from gehoor.storage.scope import transaction
from gehoor.storage.tables_following import MailOut
from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
ZB = "zaltbommel"
TOLD = {
    "wat": "Mijn moeder werd drie keer doorverbonden.",
    "naam": "Saskia van Buren",
    "adres": "Kerkstraat 1\n5301 AA Zaltbommel",
    "namens": "ja",
    "v_naam": "Rik van Buren",
    "v_adres": "Markt 2\n5301 AL Zaltbommel",
    "v_email": "rik@voorbeeld.example",
    "v_soort": "authorised",
}
MANDATE = [("machtiging", ("machtiging.txt", b"Ik machtig Rik.", "text/plain"))]
FILE = "/mondeling/vastleggen"


async def recorded(desk: Browser, **more: str) -> tuple[str, str]:
    """A complaint written down for somebody who comes for another: the reference and the code."""
    await desk.open("/mondeling")
    await desk.send("/mondeling", {**TOLD, **more}, status=200)
    await desk.send(FILE, {"akkoord": "ja"}, files=MANDATE if more.get("v_machtiging") == "uploaded" else ())
    return desk.text.partition("Kenmerk ")[2].split()[0], desk.text.partition("Toegangscode ")[2].split()[0]


async def follows(town: Town, code: str) -> Browser:
    """Somebody who opens the status page with this code."""
    browser = await town.browser(ZB)
    await browser.open("/status")
    await browser.send("/status", {"toegangscode": code})
    return browser


async def test_somebody_who_comes_for_another_is_read_back_and_gets_a_code(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    await desk.open("/mondeling")
    await desk.send("/mondeling", {**TOLD, "v_machtiging": "shown"}, status=200)
    assert "Rik van Buren (gemachtigde)" in desk.text
    assert "Machtiging getoond" in desk.text
    await desk.send(FILE, {"akkoord": "ja"})
    assert "Geef dit mee aan wie namens de klager komt" in desk.text
    code = desk.text.partition("Toegangscode ")[2].split()[0]
    status = await follows(town, code)
    assert "U volgt de klacht van Saskia van Buren, als gemachtigde." in status.text


async def test_a_mandate_that_was_handed_in_is_added_on_the_second_page(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    await desk.open("/mondeling")
    await desk.send("/mondeling", {**TOLD, "v_machtiging": "uploaded"}, status=200)
    await desk.send(FILE, {"akkoord": "ja"}, status=422)
    assert "Voeg de machtiging toe als één bestand" in desk.text
    await desk.send(FILE, {"akkoord": "ja"}, files=MANDATE)
    reference = desk.text.partition("Kenmerk ")[2].split()[0]
    coordinator = await town.signed_in(ZB, "coordinator")
    html = await coordinator.open(f"/zaak/{reference}")
    assert "machtiging.txt" in html
    assert "machtiging ontvangen" in coordinator.text


async def test_what_is_missing_about_a_representative_is_named(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    await desk.open("/mondeling")
    await desk.send("/mondeling", {"wat": "Iets.", "naam": "Saskia", "telefoon": "0123", "namens": "ja"}, status=422)
    for message in (
        "Vul de naam in van wie namens de klager komt.",
        "Vul een adres, e-mailadres of telefoonnummer in. Hier gaan de brieven heen.",
        "Kies als wie deze persoon komt.",
    ):
        assert message in desk.text


async def test_a_parent_is_asked_for_no_mandate(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    reference, _ = await recorded(desk, v_soort="legal")
    coordinator = await town.signed_in(ZB, "coordinator")
    await coordinator.open(f"/zaak/{reference}")
    assert "machtiging niet nodig" in coordinator.text
    assert "De machtiging ontbreekt" not in coordinator.text


async def test_the_coordinator_sees_that_a_mandate_is_missing_asks_for_it_and_records_it(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    reference, code = await recorded(desk)
    zaak = f"/zaak/{reference}"
    coordinator = await town.signed_in(ZB, "coordinator")
    await coordinator.open(zaak)
    assert "De machtiging ontbreekt: vraag erom" in coordinator.text
    assert "artikel 2:1 lid 3 Awb" in coordinator.text
    await coordinator.open(f"{zaak}/beoordelen")
    until = {"aanvulling-vragen-datum-dag": "16", "aanvulling-vragen-datum-maand": "3"}
    await coordinator.send(
        f"{zaak}/aanvulling-vragen",
        {"aanvulling-vragen-gegevens": ["authorisation"], **until, "aanvulling-vragen-datum-jaar": "2026"},
    )
    status = await follows(town, code)
    assert "Wij hebben nog geen machtiging." in status.text
    assert "De machtiging sturen" in status.text
    await coordinator.send(f"{zaak}/machtiging", {"machtiging-gezien": "uploaded"}, status=422)
    assert "Voeg de machtiging toe, of schrijf waar zij ligt." in coordinator.text
    files = [("machtiging-bestand", ("brief.txt", b"Ik machtig Rik.", "text/plain"))]
    await coordinator.send(f"{zaak}/machtiging", {"machtiging-gezien": "uploaded"}, files=files)
    assert "De machtiging is vastgelegd." in coordinator.text
    await coordinator.open(zaak)
    assert "De machtiging ontbreekt" not in coordinator.text
    assert "Vertegenwoordiging vastgelegd: gemachtigde, machtiging ontvangen" in coordinator.text
    assert "brief.txt" in coordinator.text
    await status.open("/status/zaak")
    assert "Wij sturen onze brieven aan u." in status.text


async def test_before_the_mandate_is_there_letters_about_the_matter_go_to_the_complainant(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    reference, code = await recorded(desk, kanaal="letter", functie="ambtenaar")
    coordinator = await town.signed_in(ZB, "coordinator")
    zaak = f"/zaak/{reference}"
    await coordinator.open(f"{zaak}/behandelen")
    await coordinator.send(f"{zaak}/verlengen", {"verlengen-reden": "Vakantie."})
    assert await roles_of(town, reference, "extension") == ["accused", "complainant"]
    status = await follows(town, code)
    assert "Wij hebben meer tijd nodig voor de klacht (" not in status.text
    await coordinator.open(f"{zaak}/beoordelen")
    await coordinator.send(f"{zaak}/machtiging", {"machtiging-gezien": "shown"})
    await status.open("/status/zaak")
    assert "Wij hebben meer tijd nodig voor de klacht (" in status.text


async def roles_of(town: Town, reference: str, key: str) -> list[str]:
    """To whom the letters of a kind went."""
    async with town.platform.at(ZB):
        row = await cases.by_reference(reference)
        assert row is not None
        kept = await letters.letters_of(row.case_id)
        return sorted(letter.recipient_role for letter in kept if letter.key == key)


async def test_somebody_who_comes_later_is_named_in_the_dossier_and_follows_once_the_mandate_is_there(
    town: Town,
) -> None:
    reference = await town.filed(ZB)
    coordinator = await town.signed_in(ZB, "coordinator")
    zaak = f"/zaak/{reference}"
    await coordinator.open(f"{zaak}/beoordelen")
    fields = {"naam": "Rik Raad", "email": "rik@voorbeeld.example", "soort": "authorised"}
    await coordinator.send(f"{zaak}/vertegenwoordiger", status=422)
    assert "Vul de naam in van wie namens de klager komt." in coordinator.text
    await coordinator.send(
        f"{zaak}/vertegenwoordiger", {f"vertegenwoordiger-{name}": value for name, value in fields.items()}
    )
    assert "Vastgelegd wie namens de klager komt." in coordinator.text
    assert await may_be_mailed(town, reference, "rik@voorbeeld.example") is None
    await coordinator.open(f"{zaak}/beoordelen")
    await coordinator.send(f"{zaak}/machtiging", {"machtiging-gezien": "shown"})
    found = await may_be_mailed(town, reference, "rik@voorbeeld.example")
    assert found is not None
    assert found.role == "representative"


async def may_be_mailed(town: Town, reference: str, address: str) -> Follower | None:
    """For whom a link is written when somebody asks with this address."""
    async with town.platform.at(ZB) as place:
        await following.ask_link(
            place, town.platform.secret, "http://x", "/status/openen", reference, address, town.now
        )
        row = (await MailOut.select(MailOut.case_id, MailOut.role).order_by(MailOut.id, ascending=False).limit(1))[0]
        return Follower(row["case_id"], row["role"]) if row["case_id"] else None


async def test_withdrawing_the_mandate_ends_the_code_the_visit_the_link_and_the_mail_at_once(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    reference, code = await recorded(desk, v_machtiging="shown")
    status, found = await follows(town, code), await may_be_mailed(town, reference, "rik@voorbeeld.example")
    assert found is not None
    async with town.platform.at(ZB), transaction():
        await access_links.put("f" * 64, found, town.now, town.now.replace(year=2030))
        assert await access_links.use("f" * 64, "e" * 64, town.now, town.now.replace(year=2030)) == found
    coordinator = await town.signed_in(ZB, "coordinator")
    zaak = f"/zaak/{reference}"
    await coordinator.open(f"{zaak}/beoordelen")
    await coordinator.send(f"{zaak}/machtiging-intrekken", status=422)
    assert "Schrijf hoe u weet dat de machtiging is ingetrokken." in coordinator.text
    await coordinator.send(f"{zaak}/machtiging-intrekken", {"machtiging-intrekken-hoe": "Zij belde vandaag."})
    assert "De machtiging is ingetrokken." in coordinator.text
    await status.open("/status/zaak")
    assert status.path == "/status"
    async with town.platform.at(ZB):
        assert await following.of_code(code) is None
        assert await access_links.visit("e" * 64, town.now) is None
        assert await MailOut.count().where(MailOut.state == "queued") == 0
    assert await may_be_mailed(town, reference, "rik@voorbeeld.example") is None
    await coordinator.open(zaak)
    assert "Machtiging ingetrokken" in coordinator.text
    assert "Namens de klager" not in coordinator.text


async def test_after_a_withdrawal_letters_go_to_the_complainant_again(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    reference, _ = await recorded(desk, kanaal="letter", functie="ambtenaar", v_machtiging="shown")
    coordinator = await town.signed_in(ZB, "coordinator")
    zaak = f"/zaak/{reference}"
    await coordinator.open(f"{zaak}/beoordelen")
    await coordinator.send(f"{zaak}/machtiging-intrekken", {"machtiging-intrekken-hoe": "Zij schreef dat."})
    await coordinator.open(f"{zaak}/behandelen")
    await coordinator.send(f"{zaak}/verlengen", {"verlengen-reden": "Vakantie."})
    assert await roles_of(town, reference, "extension") == ["accused", "complainant"]
    assert await roles_of(town, reference, "acknowledgement") == ["representative"]


async def test_the_complainant_follows_with_an_own_code_and_sees_who_acts(town: Town) -> None:
    desk = await town.signed_in(ZB, "balie")
    reference, _ = await recorded(desk, v_machtiging="shown", email="saskia@voorbeeld.example")
    async with town.platform.at(ZB):
        row = await cases.by_reference(reference)
        assert row is not None
        assert row.access_hash is None
        own = await following.new_code(Follower(row.case_id, "complainant"))
    status = await follows(town, own)
    assert "Rik van Buren klaagt voor u, als gemachtigde." in status.text
    assert "Kopie van uw klacht" in status.text


async def test_a_handler_of_another_case_cannot_touch_who_acts(town: Town) -> None:
    reference = await town.filed(ZB)
    stranger = await town.signed_in(ZB, "burgerzaken")
    for step in ("vertegenwoordiger", "machtiging", "machtiging-intrekken"):
        await stranger.open("/werkvoorraad")
        await stranger.send("/afmelden", by=f"/zaak/{reference}/{step}", status=404)
