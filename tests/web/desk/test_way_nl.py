"""A written complaint under the Dutch law, from facts to closing letter, and what is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.domain.complaint import Channel
from web.desk.browser import Browser
from web.desk.conftest import Town
from web.desk.steps import assign_in_zaltbommel

pytestmark = pytest.mark.anyio


def day(town: Town, field: str, days: int) -> dict[str, str]:
    """A day so many days from now, as three fields."""
    then = town.today + timedelta(days=days)
    return {f"{field}-dag": str(then.day), f"{field}-maand": str(then.month), f"{field}-jaar": str(then.year)}


async def hear_both(town: Town, handler: Browser, zaak: str) -> None:
    await handler.open(f"{zaak}/behandelen")
    await handler.send(f"{zaak}/horen-klager", day(town, "horen-klager-antwoord", 10))
    await handler.send(
        f"{zaak}/afzien-beklaagde",
        {"afzien-beklaagde-grond": "declined", "afzien-beklaagde-reden": "Liet dit weten per e-mail."},
    )
    await handler.send(
        f"{zaak}/verslag",
        {"verslag-partijen": ["complainant"], "verslag-tekst": "De klager vertelde wat er gebeurde."},
    )


async def test_the_whole_way_of_a_written_complaint(town: Town) -> None:
    reference = await town.filed("zaltbommel", function="", unit="")
    zaak = f"/zaak/{reference}"
    coordinator = await town.signed_in("zaltbommel", "coordinator")

    await coordinator.open(f"{zaak}/beoordelen")
    await coordinator.send(
        f"{zaak}/feiten",
        {"feiten-functie": "ambtenaar", "feiten-afdeling": "burgerzaken", "feiten-naam": "J. Balieman"},
    )
    assert "De feiten zijn aangevuld." in coordinator.text
    await coordinator.send(f"{zaak}/gronden", {"gronden-court": "nee", "gronden-criminal": "nee"})
    assert "De gedraging is of was bij een rechter niet van toepassing" in coordinator.text
    await coordinator.send(f"{zaak}/besluit", {"besluit-keuze": "treat", "besluit-reden": "Geen enkele grond geldt."})
    assert "Conclusie van de klachtencoördinator" in coordinator.text
    assert "Besloten op" not in coordinator.text
    await coordinator.open(f"{zaak}/toewijzen")
    await coordinator.send(
        f"{zaak}/aanwijzen",
        {"aanwijzen-keuze": "karel:afdelingshoofd:burgerzaken", "aanwijzen-verklaring": "ja"},
    )

    town.forward(3)
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    await handler.open(f"{zaak}/beoordelen")
    await handler.send(f"{zaak}/besluit", {"besluit-keuze": "treat", "besluit-reden": ""})
    assert "Besloten op" in handler.text
    await hear_both(town, handler, zaak)
    await handler.send(f"{zaak}/bevindingen", {"bevindingen-tekst": "De medewerker verhief de stem."})
    await handler.send(
        f"{zaak}/oordeel",
        {
            "oordeel-1-tekst": "Het gesprek aan de balie",
            "oordeel-1-oordeel": "founded",
            "oordeel-conclusie": "Wij bieden excuses aan.",
        },
    )
    assert "Het oordeel is vastgelegd." in handler.text
    await handler.send(
        f"{zaak}/maatregel", {"maatregel-soort": "prevention", "maatregel-tekst": "Een gesprek met het team."}
    )
    await handler.open(f"{zaak}/afsluiten")
    await handler.send(
        f"{zaak}/sluiten", {"sluiten-wijze": "formal_judgement", "sluiten-reden": "De klacht is gegrond."}
    )
    assert "Afgehandeld met een oordeel" in handler.text
    await handler.open(f"{zaak}/brieven")
    assert "Ons oordeel over uw klacht" in handler.text

    coordinator = await town.signed_in("zaltbommel", "coordinator")
    await coordinator.open(zaak)
    assert "Afgesloten" in coordinator.text
    for title in ("Klacht ontvangen", "Feiten aangevuld", "Behandelaar aangewezen", "Oordeel gegeven", "Afgesloten"):
        assert title in coordinator.text
    await coordinator.open("/werkvoorraad")
    assert reference not in coordinator.text
    await coordinator.open("/werkvoorraad?toon=alle")
    assert reference in coordinator.text
    await handler.open(f"{zaak}/behandelen")
    number = handler.page.text.partition('name="maatregel-uitgevoerd-nummer" value="')[2].partition('"')[0]  # type: ignore[union-attr]  # A page is open.
    await handler.send(f"{zaak}/maatregel-uitgevoerd", {"maatregel-uitgevoerd-nummer": number})
    assert "uitgevoerd" in handler.text


async def test_a_letter_is_shown_as_it_was_fixed_and_as_pdf(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    browser = await town.signed_in("zaltbommel", "coordinator")
    html = await browser.open(f"/zaak/{reference}/brieven")
    number = max(int(piece.partition(".pdf")[0]) for piece in html.split("/brief/")[1:] if ".pdf" in piece[:12])
    page = await browser.open(f"/zaak/{reference}/brief/{number}")
    assert "Saskia van Buren" in page
    assert browser.page is not None
    assert "script" not in browser.page.headers["content-security-policy"]
    assert "style-src 'sha256-" in browser.page.headers["content-security-policy"]
    pdf = await browser.client.get(f"/zaak/{reference}/brief/{number}.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    other = await town.filed("zaltbommel")
    await browser.open(f"/zaak/{other}/brief/{number}", status=404)
    await browser.open(f"/zaak/{reference}/brief/{number}.exe", status=404)


async def test_an_extension_is_given_once_and_refused_with_the_article_after_that(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    zaak = f"/zaak/{reference}"
    coordinator = await town.signed_in("zaltbommel", "coordinator")
    await assign_in_zaltbommel(coordinator, reference)
    await coordinator.open(f"{zaak}/behandelen")
    spoiled = {"verlengen-weken": "vier", "verlengen-reden": "Er is een getuige ziek."}
    html = await coordinator.send(f"{zaak}/verlengen", spoiled, status=422)
    assert "Vul een aantal weken in met cijfers" in coordinator.text
    assert "Er is een getuige ziek." in html
    await coordinator.send(f"{zaak}/verlengen", {"verlengen-weken": "9"}, status=422)
    assert "ligt te laat" in coordinator.text
    assert "artikel 9:11 lid 2 Awb" in coordinator.text
    await coordinator.send(f"{zaak}/verlengen", {"verlengen-weken": "4"})
    assert "De termijn is verlengd." in coordinator.text
    assert "dat kan maar één keer" in coordinator.text

    await coordinator.open(f"{zaak}/behandelen")
    stand, token = (coordinator.form(f"{zaak}/bevindingen").fields[name][0] for name in ("stand", "_csrf"))
    answer = await coordinator.client.post(
        f"{zaak}/verlengen",
        data={"_csrf": token, "stand": stand, "verlengen-weken": "1", "verlengen-reden": "Nog een keer."},
    )
    assert answer.status_code == 422
    assert "dat kan maar één keer" in answer.text
    assert "Nog een keer." in answer.text


async def test_a_blocked_candidate_is_disabled_and_refused_when_posted_by_hand(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    address = f"/zaak/{reference}/aanwijzen"
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"/zaak/{reference}/toewijzen")
    blocked = "hanneke:afdelingshoofd:beheer"
    assert ("aanwijzen-keuze", blocked) in browser.form(address).disabled
    await browser.send(
        address,
        {"aanwijzen-keuze": blocked, "aanwijzen-reden": "Omdat het kan.", "aanwijzen-verklaring": "ja"},
        status=422,
    )
    assert "Hanneke Duin kan niet" in browser.text
    assert "artikel 7 lid 1" in browser.text
    await browser.open(f"/zaak/{reference}/toewijzen")
    assert "Nu behandelt" not in browser.text


async def test_whoever_needs_a_reason_is_not_appointed_without_one(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"/zaak/{reference}/toewijzen")
    chosen = {"aanwijzen-keuze": "tine:gemeentesecretaris:", "aanwijzen-verklaring": "ja"}
    await browser.send(f"/zaak/{reference}/aanwijzen", chosen, status=422)
    assert "Schrijf waarom deze persoon de klacht toch behandelt." in browser.text
    await browser.send(f"/zaak/{reference}/aanwijzen", {**chosen, "aanwijzen-reden": "Het afdelingshoofd was erbij."})
    assert "Nu behandelt: Tine van der Linde" in browser.text


async def test_a_refusal_needs_a_ground_and_a_reason_and_keeps_what_was_typed(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    address = f"/zaak/{reference}/besluit"
    await assign_in_zaltbommel(await town.signed_in("zaltbommel", "coordinator"), reference)
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    await handler.open(f"/zaak/{reference}/beoordelen")
    html = await handler.send(
        address, {"besluit-keuze": "not_treated", "besluit-reden": "Al eerder behandeld."}, status=422
    )
    assert "Kies op welke grond." in handler.text
    assert "Al eerder behandeld." in html
    await handler.send(address, {"besluit-gronden": ["earlier_handled"], "besluit-reden": ""}, status=422)
    assert "Schrijf in gewone woorden waarom" in handler.text
    await handler.send(address, {"besluit-reden": "Al eerder behandeld."})
    assert "Besloten op" in handler.text
    await handler.open(f"/zaak/{reference}/brieven")
    assert "Wij behandelen uw klacht niet" in handler.text
    await handler.open(f"/zaak/{reference}/afsluiten")
    await handler.send(
        f"/zaak/{reference}/sluiten", {"sluiten-wijze": "not_treated", "sluiten-reden": "Al eerder behandeld."}
    )
    assert "Niet in behandeling genomen" in handler.text


async def test_an_incomplete_letter_is_completed_on_request(town: Town) -> None:
    reference = await town.filed("zaltbommel", channel=Channel.LETTER)
    zaak = f"/zaak/{reference}"
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"{zaak}/beoordelen")
    await browser.send(f"{zaak}/aanvulling-vragen", day(town, "aanvulling-vragen-datum", 14), status=422)
    assert "Kies wat er ontbreekt." in browser.text
    await browser.send(f"{zaak}/aanvulling-vragen", {"aanvulling-vragen-gegevens": ["signature"]})
    await browser.open(f"{zaak}/beoordelen")
    await browser.send(f"{zaak}/aanvulling-binnen")
    assert "Vastgelegd dat de aanvulling binnen is." in browser.text


async def test_the_sender_of_a_doubtful_mail_is_asked_to_use_the_form(town: Town) -> None:
    reference = await town.filed("zaltbommel", channel=Channel.EMAIL)
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"/zaak/{reference}/beoordelen")
    await browser.send(f"/zaak/{reference}/formulier-vragen")
    assert "gevraagd het formulier te gebruiken" in browser.text


async def test_a_step_on_a_page_that_has_grown_old_is_not_taken(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    address = f"/zaak/{reference}/feiten"
    first = await town.signed_in("zaltbommel", "coordinator")
    second = await town.signed_in("zaltbommel", "vervanger")
    await first.open(f"/zaak/{reference}/beoordelen")
    await second.open(f"/zaak/{reference}/beoordelen")
    await first.send(address, {"feiten-naam": "J. Balieman"})
    await second.send(address, {"feiten-naam": "Iemand Anders"}, status=409)
    assert "Er is intussen iets vastgelegd in deze zaak." in second.text
    assert second.form(address).fields["feiten-naam"] == ["Iemand Anders"]
    await second.send(address)
    assert "De feiten zijn aangevuld." in second.text


async def test_a_step_that_is_sent_twice_is_taken_once(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    zaak = f"/zaak/{reference}"
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"{zaak}/behandelen")
    sent = {name: values[0] for name, values in browser.form(f"{zaak}/bevindingen").fields.items()}
    sent["bevindingen-tekst"] = "Dit is gevonden."
    answers = [
        (await browser.client.post(f"{zaak}/bevindingen", data=sent, follow_redirects=False)).status_code
        for _ in range(2)
    ]
    assert answers == [303, 409]
    assert (await browser.open(zaak)).count('"course-title">Bevindingen vastgelegd') == 1


async def test_more_parts_are_judged_with_what_was_typed_kept(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    address = f"/zaak/{reference}/oordeel"
    await assign_in_zaltbommel(await town.signed_in("zaltbommel", "coordinator"), reference)
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    await handler.open(f"/zaak/{reference}/behandelen")
    html = await handler.send(
        address, {"oordeel-1-tekst": "De toon", "oordeel-1-oordeel": "unfounded", "oordeel-knop": "meer"}, status=200
    )
    assert "De toon" in html
    await handler.send(address, {"oordeel-2-tekst": "De wachttijd"}, status=422)
    assert "Kies een oordeel over onderdeel 2." in handler.text
    assert "Schrijf de conclusie." in handler.text
    norms = handler.form(address)
    assert "oordeel-2-normen" in norms.names
    await handler.send(address, {"oordeel-2-oordeel": "partly_founded", "oordeel-conclusie": "Wij letten hierop."})
    assert "De wachttijd : deels gegrond" in handler.text


async def test_text_that_cannot_be_read_or_is_too_long_keeps_the_page(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    address = f"/zaak/{reference}/bevindingen"
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"/zaak/{reference}/behandelen")
    await browser.send(address, {"bevindingen-tekst": "stuur\x00teken"}, status=422)
    assert "tekens die wij niet kunnen lezen" in browser.text
    await browser.send(address, {"bevindingen-tekst": "x" * 100_000}, status=422)
    assert "Uw tekst is 100.000 tekens lang" in browser.text
    assert browser.form(address).fields["bevindingen-tekst"] == ["x" * 100_000]


async def test_impossible_days_get_a_message_and_stay_in_the_field(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    address = f"/zaak/{reference}/feiten"
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"/zaak/{reference}/beoordelen")
    wrong = {"feiten-datum-dag": "30", "feiten-datum-maand": "2", "feiten-datum-jaar": "2026"}
    await browser.send(address, wrong, status=422)
    assert "30 februari bestaat niet" in browser.text
    assert browser.form(address).fields["feiten-datum-dag"] == ["30"]
    await browser.send(address, day(town, "feiten-datum", 5), status=422)
    assert "Dit ligt na de ontvangst van de klacht." in browser.text


async def test_an_unknown_step_and_an_unknown_page_are_not_there(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"/zaak/{reference}/iets", status=404)
    await browser.open("/zaak/K26-BESTAATNIET", status=404)
    await browser.open(f"/zaak/{reference}/verlengen")
    assert browser.path == f"/zaak/{reference}/behandelen"
