"""The accused: their own copy as the law gives it, their own letters, and a written reply for the handler."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.domain.complaint import Channel
from gehoor.domain.events import AccusedReplied, Party
from gehoor.services import dossier as dossiers
from gehoor.services import verification
from web.desk.browser import text_of
from web.wall.stage import NAME, SECRET, STREET, Stage

pytestmark = pytest.mark.anyio


async def test_under_the_awb_the_copy_holds_complaint_enclosures_and_name_but_no_address(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("assigned")
    page = (await zaltbommel.get("vera", f"/mijn-zaken/{case.reference}")).text
    assert SECRET in page
    assert NAME in page
    assert "foto.txt" in page
    assert "artikel 9:9 Awb" in page
    for contact in (STREET, "saskia@voorbeeld.example", "0612345678"):
        assert contact not in page
    enclosed = await zaltbommel.get("vera", f"/mijn-zaken/{case.reference}/bijlage/{case.attachment}")
    assert SECRET.encode() in enclosed.content


async def test_in_flanders_the_copy_is_a_setting_and_holds_neither_name_nor_enclosures(voorbeeldstad: Stage) -> None:
    case = await voorbeeldstad.case("heard")
    page = (await voorbeeldstad.get("vera", f"/mijn-zaken/{case.reference}")).text
    assert SECRET in page
    assert "niet in het reglement bepaald, instelling van het bestuur" in page
    for word in (NAME, STREET, "foto.txt"):
        assert word not in page
    answer = await voorbeeldstad.get("vera", f"/mijn-zaken/{case.reference}/bijlage/{case.attachment}")
    assert answer.status_code == 404


async def test_nothing_that_was_written_inside_is_on_the_copy(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("judged")
    page = (await zaltbommel.get("vera", f"/mijn-zaken/{case.reference}")).text
    for word in ("Het is zo gebeurd", "Beiden vertelden", "Geen maatregelen", "Zo besloten"):
        assert word not in page


async def test_only_letters_to_the_accused_open(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("heard")
    own = f"/mijn-zaken/{case.reference}/brief"
    assert (await zaltbommel.get("vera", f"{own}/{case.copied}")).status_code == 200
    assert (await zaltbommel.get("vera", f"{own}/{case.copied}.pdf")).content.startswith(b"%PDF")
    assert (await zaltbommel.get("vera", f"{own}/{case.letter}")).status_code == 404
    assert (await zaltbommel.get("vera", f"{own}/iets")).status_code == 404
    other = await zaltbommel.case("heard", accused="niek")
    assert (await zaltbommel.get("vera", f"{own}/{other.copied}")).status_code == 404


async def test_the_invitation_stands_on_the_page_until_the_talk_was_held(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("assigned")
    async with zaltbommel.work("karel", case.reference) as work:
        await work.offer_hearing(Party.ACCUSED, work.on + timedelta(days=7))
    assert "9 maart 2026" in text_of((await zaltbommel.get("vera", f"/mijn-zaken/{case.reference}")).text)
    async with zaltbommel.work("karel", case.reference) as work:
        await work.record_hearing((Party.ACCUSED,), "Vera vertelde haar kant.", separately=True)
    assert "U bent uitgenodigd" not in (await zaltbommel.get("vera", f"/mijn-zaken/{case.reference}")).text


async def test_a_reply_is_an_event_and_is_shown_to_the_handler(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("assigned")
    said = "Ik wees de klager de weg, meer niet."
    address = f"/mijn-zaken/{case.reference}"
    answer = await zaltbommel.post("vera", f"{address}/reactie", reactie=said)
    assert (answer.status_code, answer.location) == (303, f"{address}?gedaan=reactie")
    page = (await zaltbommel.get("vera", answer.location)).text
    assert "Uw reactie is bewaard" in page
    assert said in page
    for person, where in (("karel", "/behandelen"), ("karel", ""), ("noor", "/behandelen")):
        assert said in (await zaltbommel.get(person, f"/zaak/{case.reference}{where}")).text
    async with zaltbommel.platform.at(zaltbommel.slug) as place:
        found = await dossiers.by_reference(place, case.reference)
        assert len(found.case.all(AccusedReplied)) == 1
        assert not (await verification.verify(place)).problems


async def test_an_empty_reply_is_asked_for_again_and_a_long_one_keeps_its_words(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("assigned")
    address = f"/mijn-zaken/{case.reference}/reactie"
    empty = await zaltbommel.post("vera", address, reactie="  ")
    assert empty.status_code == 422
    assert "Schrijf uw reactie." in empty.text
    long = await zaltbommel.post("vera", address, reactie="lang " * 12_000)
    assert long.status_code == 422
    assert long.text.count("lang ") > 10_000


async def test_after_the_case_was_settled_the_copy_stays_and_a_reply_comes_too_late(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("closed")
    assert "Reageren kan niet meer" in (await zaltbommel.get("vera", f"/mijn-zaken/{case.reference}")).text
    late = await zaltbommel.post("vera", f"/mijn-zaken/{case.reference}/reactie", reactie="Toch nog iets.")
    assert late.status_code == 422
    assert "Toch nog iets." in late.text or "Reageren kan daarom niet meer" in late.text


async def test_somebody_else_is_accused_and_the_first_sees_nothing_any_more(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("assigned")
    await zaltbommel.post("vera", f"/mijn-zaken/{case.reference}/reactie", reactie="Ik was er niet bij.")
    await zaltbommel.about("noor", case.reference, accused="niek")
    assert (await zaltbommel.get("vera", f"/mijn-zaken/{case.reference}")).status_code == 404
    assert case.reference not in (await zaltbommel.get("vera", "/mijn-zaken")).text
    # What was sent to the one is not the other's: nothing was sent to the second accused yet.
    assert (await zaltbommel.get("niek", f"/mijn-zaken/{case.reference}")).status_code == 404
    await zaltbommel.assign("noor", case.reference, "karel")
    page = (await zaltbommel.get("niek", f"/mijn-zaken/{case.reference}")).text
    assert "Ik was er niet bij." not in page
    before = await zaltbommel.get("niek", f"/mijn-zaken/{case.reference}/brief/{case.copied}")
    assert before.status_code == 404


async def test_the_accused_of_an_oral_complaint_reads_it_at_once(zaltbommel: Stage) -> None:
    reference = await zaltbommel.file(channel=Channel.ORAL, read_back=True)
    await zaltbommel.about("noor", reference, accused="vera")
    page = (await zaltbommel.get("vera", f"/mijn-zaken/{reference}")).text
    assert SECRET in page
    assert "artikel 5 lid 2 Klachtenregeling gemeente Zaltbommel 2008" in page


async def test_the_coordinator_chooses_who_is_accused_on_the_page_of_the_facts(zaltbommel: Stage) -> None:
    reference = await zaltbommel.file()
    page = (await zaltbommel.get("noor", f"/zaak/{reference}/beoordelen")).text
    assert '<option value="vera">Vera Beklaagde</option>' in page
    chosen = {"feiten-soort": "citizen", "feiten-functie": "ambtenaar", "feiten-afdeling": "burgerzaken"}
    answer = await zaltbommel.post("noor", f"/zaak/{reference}/feiten", **chosen, **{"feiten-persoon": "vera"})
    assert answer.status_code == 303
    again = {"feiten-persoon": "niek", "feiten-naam": "Vera Beklaagde"}
    assert (await zaltbommel.post("noor", f"/zaak/{reference}/feiten", **chosen, **again)).status_code == 303
    page = (await zaltbommel.get("noor", f"/zaak/{reference}")).text
    assert "Niek Zonder" in page
    assert "<strong>Vera Beklaagde</strong>" not in page
