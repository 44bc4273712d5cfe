"""A complaint under the Flemish regulation, from decision to answer, and forwarding only with consent."""

from __future__ import annotations

import pytest

from web.desk.conftest import Town
from web.desk.steps import decide_and_assign_in_flanders

pytestmark = pytest.mark.anyio
AMINA = "amina:klachtenbehandelaar:openbaar-domein"


async def test_the_whole_way_of_a_complaint(town: Town) -> None:
    reference = await town.filed("voorbeeldstad", entity="stad")
    zaak = f"/zaak/{reference}"
    coordinator = await town.signed_in("voorbeeldstad", "coordinator")
    await coordinator.open(f"{zaak}/toewijzen")
    assert "Overleg eerst met de dienst" in coordinator.text
    await decide_and_assign_in_flanders(coordinator, reference, AMINA, consult="burgerzaken")
    assert "Nu behandelt: Amina Claes" in coordinator.text

    town.forward(5)
    handler = await town.signed_in("voorbeeldstad", "domein")
    assert reference in handler.text
    await handler.open(f"{zaak}/behandelen")
    await handler.send(
        f"{zaak}/afzien-klager",
        {"afzien-klager-grond": "not_needed", "afzien-klager-reden": "Alles staat in de klacht."},
    )
    await handler.send(f"{zaak}/bevindingen", {"bevindingen-tekst": "De brief bleef drie maanden liggen."})
    await handler.send(
        f"{zaak}/oordeel",
        {"oordeel-1-tekst": "Geen antwoord", "oordeel-1-oordeel": "founded", "oordeel-conclusie": "Wij antwoorden nu."},
    )
    await handler.open(f"{zaak}/afsluiten")
    assert "eerst minstens één maatregel vastleggen" in handler.text
    await handler.open(f"{zaak}/behandelen")
    await handler.send(
        f"{zaak}/maatregel", {"maatregel-soort": "repair", "maatregel-tekst": "De burger krijgt antwoord."}
    )
    await handler.open(f"{zaak}/afsluiten")
    await handler.send(f"{zaak}/sluiten", {"sluiten-wijze": "answered"})
    assert "Beantwoord met een oordeel" in handler.text
    await handler.open(f"{zaak}/brieven")
    assert "Ons antwoord op uw klacht" in handler.text


async def test_dates_that_the_board_set_itself_are_marked(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    html = await browser.open(f"/zaak/{reference}")
    assert "niet in het reglement bepaald, instelling van het bestuur" in html
    assert "45 kalenderdagen" in browser.text


async def test_somebody_of_the_same_service_needs_a_reason(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    jonas = "jonas:klachtenbehandelaar:burgerzaken"
    await decide_and_assign_in_flanders(browser, reference, AMINA)
    await browser.send(
        f"/zaak/{reference}/aanwijzen", {"aanwijzen-keuze": jonas, "aanwijzen-verklaring": "ja"}, status=422
    )
    assert "Schrijf waarom deze persoon de klacht toch behandelt." in browser.text
    await browser.send(f"/zaak/{reference}/aanwijzen", {"aanwijzen-reden": "Niemand anders kent het dossier."})
    assert "Nu behandelt: Jonas Wouters" in browser.text


async def test_a_complaint_for_somebody_else_is_forwarded_only_with_consent(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    zaak = f"/zaak/{reference}"
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    await browser.open(f"{zaak}/beoordelen")
    decision = {
        "besluit-keuze": "referred",
        "besluit-gronden": ["other_instance"],
        "besluit-reden": "Dit is van Fluvius.",
    }
    await browser.send(f"{zaak}/besluit", decision, status=422)
    assert "Schrijf bij welke instantie de klager terechtkan." in browser.text
    await browser.send(f"{zaak}/besluit", {"besluit-instantie": "Fluvius, klantendienst"})
    await browser.open(f"{zaak}/brieven")
    assert "Uw klacht hoort bij een andere instantie" in browser.text
    await browser.open(f"{zaak}/afsluiten")
    assert "eerst de toestemming van de klager om door te sturen vastleggen" in browser.text
    token = browser.form(f"{zaak}/toestemming").fields["_csrf"]
    answer = await browser.client.post(f"{zaak}/doorsturen", data={"_csrf": token, "doorsturen-instantie": "Fluvius"})
    assert answer.status_code == 422
    assert "Doorsturen kan nu niet" in answer.text
    await browser.send(f"{zaak}/toestemming", {"toestemming-tekst": "Telefonisch, vandaag."})
    await browser.send(f"{zaak}/doorsturen", {"doorsturen-instantie": "Fluvius, klantendienst"})
    await browser.send(f"{zaak}/sluiten", {"sluiten-wijze": "forwarded", "sluiten-akkoord": "ja"})
    assert "Doorgestuurd met toestemming van de klager" in browser.text


async def test_a_circumstance_with_two_names_is_asked_once_and_can_be_taken_back(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    address = f"/zaak/{reference}/feiten"
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    html = await browser.open(f"/zaak/{reference}/beoordelen")
    assert html.count("Wilt u alleen informatie krijgen?") == 1
    await browser.send(address, {"feiten-omstandigheden": ["question"]})
    assert "Volgens opgave is het een vraag om informatie." in browser.text
    assert browser.form(address).fields["feiten-omstandigheden"] == ["question"]
    await browser.send(address, without=["feiten-omstandigheden"])
    assert "Volgens opgave is het een vraag om informatie." not in browser.text


async def test_further_delay_by_agreement_is_not_offered_where_the_regulation_knows_none(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    browser = await town.signed_in("voorbeeldstad", "coordinator")
    html = await browser.open(f"/zaak/{reference}/behandelen")
    assert "kennen geen verder uitstel" in browser.text
    assert f'action="/zaak/{reference}/uitstel"' not in html


async def test_a_handler_does_not_decide_on_admissibility(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    await decide_and_assign_in_flanders(await town.signed_in("voorbeeldstad", "coordinator"), reference, AMINA)
    handler = await town.signed_in("voorbeeldstad", "domein")
    html = await handler.open(f"/zaak/{reference}/beoordelen")
    assert f'action="/zaak/{reference}/besluit"' not in html
