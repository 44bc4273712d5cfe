"""A complaint that is told: written down, read back, filed once, and its own way under both laws."""

from __future__ import annotations

from datetime import timedelta

import pytest

from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
TOLD = {
    "wat": "Mevrouw zegt dat zij drie keer is doorverbonden.\nZij vond dat onbeschoft.",
    "naam": "Saskia van Buren",
    "adres": "Kerkstraat 1\n5301 AA Zaltbommel",
    "telefoon": "0123 45 67 89",
    "dienst": "burgerzaken",
}
FILE = "/mondeling/vastleggen"


async def recorded(browser: Browser, **more: str) -> str:
    """Records a complaint through both pages; gives its reference."""
    await browser.open("/mondeling")
    await browser.send("/mondeling", {**TOLD, **more}, status=200)
    await browser.send(FILE, {"akkoord": "ja"})
    assert "De klacht is vastgelegd" in browser.text
    return browser.text.partition("Kenmerk ")[2].split()[0]


@pytest.mark.parametrize(("slug", "function"), [("zaltbommel", "ambtenaar"), ("voorbeeldstad", "personeelslid")])
async def test_an_oral_complaint_is_read_back_and_filed(town: Town, slug: str, function: str) -> None:
    desk = await town.signed_in(slug, "balie")
    await desk.open("/mondeling")
    await desk.send("/mondeling", {**TOLD, "functie": function}, status=200)
    assert "Voorgelezen en akkoord" in desk.text
    assert "drie keer is doorverbonden" in desk.text
    await desk.send(FILE, status=422)
    assert "Lees de klacht voor." in desk.text
    await desk.send(FILE, {"akkoord": "ja"})
    assert desk.path == "/mondeling/klaar"
    assert "Toegangscode" in desk.text
    pdf = await desk.client.get("/mondeling/klaar/afschrift.pdf")
    assert pdf.content[:5] == b"%PDF-"

    reference = desk.text.partition("Kenmerk ")[2].split()[0]
    await desk.open(f"/zaak/{reference}", status=404)
    coordinator = await town.signed_in(slug, "coordinator")
    html = await coordinator.open(f"/zaak/{reference}")
    assert "mondeling" in coordinator.text
    assert TOLD["wat"] in html


async def test_the_access_code_opens_the_status_page(town: Town) -> None:
    desk = await town.signed_in("zaltbommel", "balie")
    reference = await recorded(desk)
    code = desk.text.partition("Toegangscode ")[2].split()[0]
    citizen = await town.browser("zaltbommel")
    await citizen.open("/status")
    await citizen.send("/status", {"toegangscode": code})
    assert reference in citizen.text


async def test_changing_keeps_everything_that_was_typed(town: Town) -> None:
    desk = await town.signed_in("zaltbommel", "balie")
    await desk.open("/mondeling")
    await desk.send("/mondeling", TOLD, status=200)
    await desk.send(FILE, by="/mondeling/wijzigen", status=200)
    fields = desk.form("/mondeling").fields
    assert fields["wat"] == [TOLD["wat"]]
    assert fields["adres"] == [TOLD["adres"]]


async def test_sending_twice_files_one_complaint(town: Town) -> None:
    desk = await town.signed_in("zaltbommel", "balie")
    await desk.open("/mondeling")
    await desk.send("/mondeling", TOLD, status=200)
    sent = {name: values[0] for name, values in desk.form(FILE).fields.items()} | {"akkoord": "ja"}
    for _ in range(2):
        answer = await desk.client.post(FILE, data=sent, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/mondeling/klaar")
    sent["wat"] = "Iets heel anders."
    answer = await desk.client.post(FILE, data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/mondeling/klaar?anders=1"
    await desk.open("/mondeling/klaar?anders=1")
    assert "Deze klacht was al vastgelegd" in desk.text
    coordinator = await town.signed_in("zaltbommel", "coordinator")
    assert coordinator.text.count("K26-") == 1


async def test_a_file_that_cannot_be_taken_gets_a_message_and_a_good_one_is_kept(town: Town) -> None:
    desk = await town.signed_in("zaltbommel", "balie")
    await desk.open("/mondeling")
    await desk.send("/mondeling", TOLD, status=200)
    wrong = [("bijlagen", ("virus.exe", b"MZ", "application/pdf"))]
    await desk.send(FILE, {"akkoord": "ja"}, files=wrong, status=422)
    assert "virus.exe is niet toegevoegd" in desk.text
    await desk.send(FILE, {"akkoord": "ja"}, files=[("bijlagen", ("brief.txt", b"Beste gemeente", "text/plain"))])
    reference = desk.text.partition("Kenmerk ")[2].split()[0]
    coordinator = await town.signed_in("zaltbommel", "coordinator")
    html = await coordinator.open(f"/zaak/{reference}")
    link = html.partition(f'href="/zaak/{reference}/bijlage/')[2].partition('"')[0]
    got = await coordinator.client.get(f"/zaak/{reference}/bijlage/{link}")
    assert got.content == b"Beste gemeente"
    assert got.headers["content-disposition"].startswith("attachment")
    other = await town.filed("zaltbommel")
    await coordinator.open(f"/zaak/{other}/bijlage/{link}", status=404)


async def test_what_is_missing_is_named_and_a_later_day_is_refused(town: Town) -> None:
    desk = await town.signed_in("zaltbommel", "balie")
    await desk.open("/mondeling")
    tomorrow = town.today + timedelta(days=1)
    await desk.send(
        "/mondeling",
        {
            "ontvangen-dag": str(tomorrow.day),
            "ontvangen-maand": str(tomorrow.month),
            "ontvangen-jaar": str(tomorrow.year),
            "email": "saskia",
        },
        status=422,
    )
    for message in (
        "Deze dag moet nog komen.",
        "Schrijf op wat er is gebeurd",
        "Vul de naam van de klager in.",
        "Dit is geen volledig e-mailadres.",
    ):
        assert message in desk.text


async def test_a_letter_on_paper_keeps_the_day_it_came_in(town: Town) -> None:
    browser = await town.signed_in("zaltbommel", "coordinator")
    reference = await recorded(browser, kanaal="letter", **{"ontvangen-dag": "26", "ontvangen-maand": "2"})
    await browser.open(f"/zaak/{reference}")
    assert "do 26 feb. 2026, per brief" in browser.text
    assert "zes weken na de ontvangst op donderdag 26 februari 2026" in browser.text


async def test_only_front_desk_and_coordinator_record_complaints(town: Town) -> None:
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    await handler.open("/mondeling", status=403)
    assert "Klacht opnemen" not in await handler.open("/werkvoorraad")


async def test_a_colleague_does_not_see_what_was_filed_in_the_same_browser(town: Town) -> None:
    desk = await town.signed_in("zaltbommel", "balie")
    await recorded(desk)
    await town.account("zaltbommel", "coordinator")
    await desk.open("/werkvoorraad")
    await desk.send("/afmelden")
    await desk.send("/aanmelden", {"login": "coordinator", "wachtwoord": "een lang wachtwoord"})
    await desk.open("/mondeling/klaar")
    assert desk.path == "/mondeling"


async def test_an_oral_complaint_that_is_not_solved_ends_with_a_letter(town: Town) -> None:
    browser = await town.signed_in("zaltbommel", "coordinator")
    reference = await recorded(browser, functie="ambtenaar")
    zaak = f"/zaak/{reference}"
    await browser.open(f"{zaak}/behandelen")
    assert "pas worden verdaagd als de klachtbehandelaar de zaak heeft overgenomen" in browser.text
    await browser.open(f"{zaak}/afsluiten")
    assert "Eerst melden dat de bemiddeling niet is gelukt" in browser.text
    await browser.send(f"{zaak}/niet-opgelost")
    await browser.send(f"{zaak}/sluiten", {"sluiten-wijze": "oral_not_resolved"})
    assert "Mondeling niet opgelost" in browser.text
    await browser.open(f"{zaak}/brieven")
    assert "Uw klacht is nog niet opgelost" in browser.text


async def test_an_oral_complaint_is_extended_only_after_it_was_handed_over(town: Town) -> None:
    browser = await town.signed_in("zaltbommel", "coordinator")
    reference = await recorded(browser, functie="ambtenaar")
    zaak = f"/zaak/{reference}"
    await browser.open(f"{zaak}/behandelen")
    await browser.send(f"{zaak}/overdragen")
    await browser.send(f"{zaak}/verlengen", {"verlengen-reden": "De klager was met vakantie."})
    assert "De termijn is verlengd." in browser.text


async def test_a_flemish_oral_complaint_goes_the_same_way_as_a_written_one(town: Town) -> None:
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    reference = await recorded(browser, functie="personeelslid")
    html = await browser.open(f"/zaak/{reference}/afsluiten")
    assert f'action="/zaak/{reference}/niet-opgelost"' not in html
    await browser.send(
        f"/zaak/{reference}/sluiten",
        {"sluiten-wijze": "solved_informally", "sluiten-reden": "De dienst belde terug."},
        status=422,
    )
    assert "Leg eerst vast dat de klager het ermee eens is." in browser.text
    await browser.send(f"/zaak/{reference}/sluiten", {"sluiten-akkoord": "ja"})
    assert "Opgelost: de klager is tevreden" in browser.text
