"""A coordinator who is accused or was involved loses the case at once, everywhere, to the deputy."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from gehoor.domain.areas import Area
from gehoor.services import configuration
from web.desk.browser import text_of
from web.wall.stage import NAME, SECRET, Stage

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("how", ["accused", "involved"])
async def test_the_case_is_gone_with_the_step_that_tells_it(zaltbommel: Stage, how: str) -> None:
    case = await zaltbommel.case("heard", accused="")
    pages = [f"/zaak/{case.reference}", f"/zaak/{case.reference}/brieven", f"/zaak/{case.reference}/behandelen"]
    papers = [
        f"/zaak/{case.reference}/brief/{case.letter}",
        f"/zaak/{case.reference}/brief/{case.letter}.pdf",
        f"/zaak/{case.reference}/bijlage/{case.attachment}",
    ]
    for address in [*pages, *papers]:
        assert (await zaltbommel.get("noor", address)).status_code == 200
    values = {"feiten-persoon": "noor"} if how == "accused" else {"feiten-betrokken": "noor"}
    facts = {"feiten-soort": "citizen", "feiten-functie": "ambtenaar", "feiten-afdeling": "burgerzaken", **values}
    answer = await zaltbommel.post("noor", f"/zaak/{case.reference}/feiten", **facts)
    assert (answer.status_code, answer.location) == (303, "/werkvoorraad?gedaan=feiten")
    for address in [*pages, *papers]:
        closed = await zaltbommel.get("noor", address)
        assert closed.status_code == 403, address
        assert SECRET not in closed.text
        assert NAME not in closed.text
    listed = (await zaltbommel.get("noor", "/werkvoorraad")).text
    assert case.reference in listed
    assert f'href="/zaak/{case.reference}"' not in listed
    for address in [*pages, *papers]:
        assert (await zaltbommel.get("pim", address)).status_code == 200


async def test_the_access_log_leaves_the_case_out_for_whom_it_concerns(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received", accused="noor")
    await zaltbommel.get("pim", f"/zaak/{case.reference}")
    assert case.reference in (await zaltbommel.get("pim", "/inzage")).text
    assert case.reference in (await zaltbommel.get("omar", "/inzage")).text
    assert case.reference not in (await zaltbommel.get("noor", "/inzage")).text
    asked = await zaltbommel.post("noor", "/inzage", kenmerk=case.reference)
    assert "Niemand keek ergens in." in asked.text


async def test_whoever_wrote_a_complaint_down_loses_it_when_it_turns_out_to_be_about_them(zaltbommel: Stage) -> None:
    form = await zaltbommel.get("noor", "/mondeling")
    key = form.text.partition('name="formulier" value="')[2].partition('"')[0]
    today = zaltbommel.now
    told = {
        "kanaal": "oral", "ontvangen-dag": str(today.day), "ontvangen-maand": str(today.month),
        "ontvangen-jaar": str(today.year), "wat": f"Mijn {SECRET} is weg.", "soort": "citizen", "naam": NAME,
        "telefoon": "0612345678", "formulier": key, "akkoord": "ja",
    }  # fmt: skip
    filed = await zaltbommel.post("noor", "/mondeling/vastleggen", **told)
    assert (filed.status_code, filed.location) == (303, "/mondeling/klaar")
    page = (await zaltbommel.get("noor", "/mondeling/klaar")).text
    reference = next(word for word in text_of(page).split() if word.startswith("K26-"))
    assert (await zaltbommel.get("noor", "/mondeling/klaar/afschrift.pdf")).content.startswith(b"%PDF")
    await zaltbommel.about("pim", reference, accused="noor")
    for address in ("/mondeling/klaar", "/mondeling/klaar/afschrift.pdf"):
        answer = await zaltbommel.get("noor", address)
        assert (answer.status_code, answer.location) == (303, "/mondeling")


async def without_deputy(stage: Stage) -> None:
    """The deputy goes, and nobody comes."""
    async with stage.platform.at(stage.slug) as place:
        kept = [
            msgspec.to_builtins(held)
            for held in place.tenant.organisation.offices
            if held.office != "klachtencoordinator" or held.person == stage.coordinator
        ]
        await configuration.change(place, Area.OFFICES, kept, "iris", stage.now)


async def test_without_a_deputy_the_case_says_who_must_appoint_one_and_shows_no_content(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("assigned", accused="")
    await zaltbommel.about("noor", case.reference, accused="noor")
    await without_deputy(zaltbommel)
    must = "Het college van burgemeester en wethouders moet een vervanger aanwijzen"
    closed = await zaltbommel.get("noor", f"/zaak/{case.reference}")
    assert closed.status_code == 403
    assert must in closed.text
    assert SECRET not in closed.text
    assert must in (await zaltbommel.get("noor", "/werkvoorraad")).text
    assert must in (await zaltbommel.get("karel", f"/zaak/{case.reference}")).text
    told = (await zaltbommel.get("iris", "/werkvoorraad")).text
    assert must in told
    assert case.reference in told
    assert SECRET not in told
    assert must not in (await zaltbommel.get("hanneke", "/werkvoorraad")).text


async def test_in_flanders_the_text_does_not_say_who_appoints_a_deputy_and_that_is_told(voorbeeldstad: Stage) -> None:
    case = await voorbeeldstad.case("received", accused="")
    await voorbeeldstad.about("lies", case.reference, accused="lies")
    await without_deputy(voorbeeldstad)
    closed = await voorbeeldstad.get("lies", f"/zaak/{case.reference}")
    assert "Het bestuur moet een vervanger aanwijzen. De regeling zegt niet wie dat doet." in closed.text


async def test_an_algemeen_directeur_who_turns_out_to_be_accused_gives_the_staff_case_back(
    voorbeeldstad: Stage,
) -> None:
    case = await voorbeeldstad.case("handed")
    assert (await voorbeeldstad.get("lies", f"/zaak/{case.reference}")).status_code == 403
    await voorbeeldstad.about("griet", case.reference, accused="griet")
    assert (await voorbeeldstad.get("griet", f"/zaak/{case.reference}")).status_code == 404
    assert (await voorbeeldstad.get("lies", f"/zaak/{case.reference}")).status_code == 200


@pytest.mark.parametrize("how", ["accused", "involved"])
async def test_a_handler_who_turns_out_to_be_accused_or_involved_is_out(zaltbommel: Stage, how: str) -> None:
    case = await zaltbommel.case("assigned")
    who = {"accused": "karel"} if how == "accused" else {"accused": "vera", "involved": frozenset({"karel"})}
    await zaltbommel.about("noor", case.reference, **who)
    assert (await zaltbommel.get("karel", f"/zaak/{case.reference}")).status_code == 404
    assert (await zaltbommel.get("noor", f"/zaak/{case.reference}")).status_code == 200


async def test_an_appointment_is_checked_on_the_day(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    assert (await zaltbommel.get("fenna", f"/zaak/{case.reference}")).status_code == 404
    zaltbommel.now += timedelta(days=310)
    zaltbommel.cookies.clear()
    assert (await zaltbommel.get("fenna", f"/zaak/{case.reference}")).status_code == 200
