"""The coordinator informs or asks the complainant by letter while nothing is decided, and prints a report's note."""

from __future__ import annotations

import pytest

from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
REFER = {
    "besluit-keuze": "referred",
    "besluit-gronden": ["other_instance"],
    "besluit-reden": "Dit gaat over het stroomnet.",
    "besluit-instantie": "Voorbeeldnet, Fictieflaan 1",
}


async def test_the_complainant_hears_how_far_it_is_and_the_term_stays(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    await browser.open(f"/zaak/{reference}/behandelen")
    await browser.send(f"/zaak/{reference}/voortgang", {"voortgang-tekst": " "}, status=422)
    assert "Schrijf hoe ver het staat; dit komt in de brief." in browser.text
    await browser.send(f"/zaak/{reference}/voortgang", {"voortgang-tekst": "Wij spraken met de dienst."})
    assert "De termijn blijft dezelfde." in browser.text
    await browser.open(f"/zaak/{reference}/brieven")
    assert "Hoe ver staat uw klacht?" in browser.text
    await browser.open(f"/zaak/{reference}")
    assert "Klager laten weten hoe ver het staat" in browser.text
    assert "Wij spraken met de dienst." in browser.text


async def test_consent_to_forward_is_asked_with_the_body_that_was_named(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    html = await browser.open(f"/zaak/{reference}/afsluiten")
    assert "toestemming-vragen" not in html
    await browser.open(f"/zaak/{reference}/beoordelen")
    await browser.send(f"/zaak/{reference}/besluit", REFER)
    await browser.open(f"/zaak/{reference}/afsluiten")
    form = browser.form(f"/zaak/{reference}/toestemming-vragen")
    assert form.fields["toestemming-vragen-instantie"] == ["Voorbeeldnet, Fictieflaan 1"]
    past = {"toestemming-vragen-datum-dag": "1", "toestemming-vragen-datum-maand": "3"}
    past["toestemming-vragen-datum-jaar"] = "2026"
    await browser.send(f"/zaak/{reference}/toestemming-vragen", past, status=422)
    assert "Kies een dag na vandaag." in browser.text
    await browser.send(f"/zaak/{reference}/toestemming-vragen", dict.fromkeys(past, ""))
    await browser.open(f"/zaak/{reference}/brieven")
    assert "Mogen wij uw klacht doorsturen?" in browser.text


async def test_without_a_second_line_there_is_no_letter_about_it(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    html = await browser.open(f"/zaak/{reference}/afsluiten")
    assert "tweede-lijn" not in html
    token = browser.form(f"/zaak/{reference}/sluiten").fields["_csrf"]
    answer = await browser.client.post(f"/zaak/{reference}/tweede-lijn", data={"_csrf": token})
    assert answer.status_code == 422
    assert "kent de regeling deze brief nu niet" in answer.text


async def test_a_report_has_its_note_as_a_pdf_where_the_law_brings_one(town: Town) -> None:
    await town.filed("voorbeeldstad", entity="stad")
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    html = await browser.open("/rapporten/2026/gemeenteraad")
    assert 'href="/rapporten/2026/gemeenteraad-nota.pdf"' in html
    answer = await browser.client.get("/rapporten/2026/gemeenteraad-nota.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")


async def test_a_law_without_notes_offers_none(town: Town) -> None:
    browser = await town.signed_in("zaltbommel", "coordinator")
    html = await browser.open("/rapporten?jaar=2026")
    key = html.partition('href="/rapporten/2026/')[2].partition('"')[0]
    assert key
    assert "-nota.pdf" not in await browser.open(f"/rapporten/2026/{key}")
    assert (await browser.client.get(f"/rapporten/2026/{key}-nota.pdf")).status_code == 404
