"""The steps that ask or answer somebody by letter, on the desk of a Dutch municipality."""

from __future__ import annotations

import pytest

from web.desk.browser import Browser
from web.desk.conftest import Town
from web.desk.steps import assign_in_zaltbommel
from web.desk.test_way_nl import day, hear_both

pytestmark = pytest.mark.anyio


async def taken_up(town: Town, *, advised: bool = False) -> tuple[Browser, str]:
    """A complaint that is treated, with its handler at the desk."""
    reference = await town.filed("zaltbommel")
    zaak = f"/zaak/{reference}"
    coordinator = await town.signed_in("zaltbommel", "coordinator")
    if advised:
        await coordinator.open(f"{zaak}/beoordelen")
        await coordinator.send(f"{zaak}/feiten", {"feiten-commissie": "ja"})
    await assign_in_zaltbommel(coordinator, reference)
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    await handler.open(f"{zaak}/beoordelen")
    await handler.send(f"{zaak}/besluit", {"besluit-keuze": "treat", "besluit-reden": ""})
    await handler.open(f"{zaak}/behandelen")
    return handler, zaak


async def test_consent_to_more_time_is_asked_by_letter_and_the_day_stays(town: Town) -> None:
    handler, zaak = await taken_up(town)
    due = handler.text.partition("Termijn Uiterlijk ")[2][:40]
    address = f"{zaak}/instemming-vragen"
    await handler.send(address, {"instemming-vragen-reden": "Een getuige is ziek."}, status=422)
    assert "Vul in tot en met welke dag u meer tijd wilt." in handler.text
    assert handler.form(address).fields["instemming-vragen-reden"] == ["Een getuige is ziek."]
    await handler.send(address, day(town, "instemming-vragen-datum", 5), status=422)
    assert "ligt niet na de huidige" in handler.text
    late = day(town, "instemming-vragen-datum", 90) | day(town, "instemming-vragen-antwoord", 80)
    await handler.send(address, late, status=422)
    assert "na het einde van de termijn kan de klager niet meer instemmen" in handler.text
    await handler.send(address, day(town, "instemming-vragen-antwoord", 14))
    assert "De vraag is vastgelegd en de termijn blijft zoals hij was." in handler.text
    assert "De termijn is daardoor niet veranderd." in handler.text
    assert due
    assert due in handler.text
    await handler.open(f"{zaak}/brieven")
    assert "Mogen wij langer over uw klacht doen?" in handler.text


async def test_a_judgement_says_what_it_does_with_the_advice(town: Town) -> None:
    handler, zaak = await taken_up(town, advised=True)
    await hear_both(town, handler, zaak)
    await handler.send(f"{zaak}/advies", {}, status=422)
    assert "Schrijf het advies over, of voeg het toe." in handler.text
    await handler.send(f"{zaak}/advies", {"advies-tekst": "De commissie vindt de klacht ongegrond."})
    assert "Het advies is bewaard." in handler.text
    await handler.send(f"{zaak}/bevindingen", {"bevindingen-tekst": "De medewerker verhief de stem."})
    address = f"{zaak}/oordeel"
    judged = {
        "oordeel-1-tekst": "De toon",
        "oordeel-1-oordeel": "founded",
        "oordeel-conclusie": "Wij bieden excuses aan.",
    }
    assert "oordeel-advies" in handler.form(address).names
    assert "oordeel-advies" not in handler.form(address).fields, "neither answer is chosen for the handler"
    await handler.send(address, judged, status=422)
    assert "Kies of het oordeel het advies volgt of ervan afwijkt." in handler.text
    await handler.send(address, {"oordeel-advies": "wijkt-af"}, status=422)
    assert "Schrijf waarom het oordeel afwijkt van het advies." in handler.text
    await handler.send(address, {"oordeel-afwijking": "De commissie zag de beelden niet."})
    assert "Het oordeel wijkt af van het advies. De reden: De commissie zag de beelden niet." in handler.text
    await handler.open(f"{zaak}/afsluiten")
    await handler.send(f"{zaak}/sluiten", {"sluiten-wijze": "formal_judgement"})
    letter = (await handler.open(f"{zaak}/brieven")).partition(f"{zaak}/brief/")[2].partition('"')[0]
    assert letter
    assert "Ons oordeel over uw klacht" in handler.text


async def test_the_ombudsman_gets_an_answer_to_each_recommendation(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    zaak = f"/zaak/{reference}"
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"{zaak}/afsluiten")
    await browser.send(f"{zaak}/ombudsman")
    report = f"{zaak}/ombudsman-rapport"
    await browser.send(report, {"ombudsman-rapport-aanbevelingen": "Bied excuses aan.\n\nBetaal."}, status=422)
    assert "Schrijf wat de ombudsman vindt." in browser.text
    await browser.send(report, {"ombudsman-rapport-tekst": "De gedraging was niet behoorlijk."})
    assert "Het rapport van de ombudsman is bewaard." in browser.text
    assert "noemt geen aantal weken" in browser.text
    address = f"{zaak}/ombudsman-antwoord"
    first = {"ombudsman-antwoord-1-keuze": "ja", "ombudsman-antwoord-1-tekst": "Dat is gebeurd."}
    await browser.send(address, first, status=422)
    assert "Kies of u aanbeveling 2 opvolgt." in browser.text
    assert "Schrijf hoe u aanbeveling 2 opvolgt, of waarom niet." in browser.text
    assert browser.form(address).fields["ombudsman-antwoord-1-tekst"] == ["Dat is gebeurd."]
    await browser.send(
        address, {"ombudsman-antwoord-2-keuze": "nee", "ombudsman-antwoord-2-tekst": "Er was geen schade."}
    )
    assert "De brief aan de ombudsman staat bij Brieven." in browser.text
    await browser.open(f"{zaak}/brieven")
    assert "Onze reactie op uw aanbevelingen" in browser.text
    assert "de ombudsman" in browser.text
