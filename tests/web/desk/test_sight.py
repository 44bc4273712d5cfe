"""Who sees what: the register is for the coordinator and the deputy, a handler sees what is assigned."""

from __future__ import annotations

import pytest

from gehoor.domain.complaint import ComplainantKind
from gehoor.web.desk.registry import ACTIONS
from web.desk.conftest import Town
from web.desk.steps import assign_in_zaltbommel, decide_and_assign_in_flanders

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("login", ["coordinator", "vervanger"])
async def test_coordinator_and_deputy_see_all_cases(town: Town, login: str) -> None:
    references = {await town.filed("zaltbommel") for _ in range(3)}
    browser = await town.signed_in("zaltbommel", login)
    assert all(reference in browser.text for reference in references)


@pytest.mark.parametrize("login", ["secretaris", "burgemeester", "beheer"])
async def test_somebody_without_cases_gets_an_explained_empty_list_and_no_dossier(town: Town, login: str) -> None:
    reference = await town.filed("zaltbommel")
    browser = await town.signed_in("zaltbommel", login)
    assert "Het hele register ziet alleen de klachtencoördinator" in browser.text
    assert reference not in browser.text
    for page in ("", "/beoordelen", "/toewijzen", "/behandelen", "/afsluiten", "/brieven", "/brief/1", "/brief/1.pdf"):
        await browser.open(f"/zaak/{reference}{page}", status=404)


async def test_the_front_desk_sees_one_button_and_no_cases(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    browser = await town.signed_in("zaltbommel", "balie")
    assert "Mondelinge klacht opnemen" in browser.text
    assert reference not in browser.text
    await browser.open(f"/zaak/{reference}", status=404)


async def test_a_handler_sees_a_case_only_while_it_is_assigned(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    assert reference not in handler.text
    await handler.open(f"/zaak/{reference}", status=404)

    coordinator = await town.signed_in("zaltbommel", "coordinator")
    await assign_in_zaltbommel(coordinator, reference)
    await handler.open("/werkvoorraad")
    assert reference in handler.text
    await handler.open(f"/zaak/{reference}")
    assert "Wie keek in dit dossier" not in handler.text

    await coordinator.open(f"/zaak/{reference}/toewijzen")
    await coordinator.send(
        f"/zaak/{reference}/aanwijzen",
        {
            "aanwijzen-keuze": "tine:gemeentesecretaris:",
            "aanwijzen-reden": "Het afdelingshoofd was erbij.",
            "aanwijzen-verklaring": "ja",
        },
    )
    await handler.open(f"/zaak/{reference}", status=404)
    await handler.open("/werkvoorraad")
    assert reference not in handler.text


async def test_a_handler_cannot_appoint_somebody_else(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    await assign_in_zaltbommel(await town.signed_in("zaltbommel", "coordinator"), reference)
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    await handler.open(f"/zaak/{reference}/behandelen")
    token = handler.form(f"/zaak/{reference}/bevindingen").fields["_csrf"]
    answer = await handler.client.post(
        f"/zaak/{reference}/aanwijzen",
        data={"_csrf": token, "aanwijzen-keuze": "tine:gemeentesecretaris:", "aanwijzen-verklaring": "ja"},
    )
    assert answer.status_code == 403


async def test_a_dossier_of_another_municipality_is_not_there(town: Town) -> None:
    reference = await town.filed("voorbeeldstad")
    browser = await town.signed_in("zaltbommel", "coordinator")
    await browser.open(f"/zaak/{reference}", status=404)


async def test_each_reading_of_a_dossier_is_shown_to_the_coordinator(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    coordinator = await town.signed_in("zaltbommel", "coordinator")
    await assign_in_zaltbommel(coordinator, reference)
    handler = await town.signed_in("zaltbommel", "burgerzaken")
    await handler.open(f"/zaak/{reference}/behandelen")
    await coordinator.open(f"/zaak/{reference}")
    assert "Karel Wilgenboom · Behandelen" in coordinator.text
    assert "Noor Verbeek · Toewijzen" in coordinator.text


async def test_a_staff_case_that_was_handed_over_is_closed_to_the_coordinator(town: Town) -> None:
    reference = await town.filed("voorbeeldstad", kind=ComplainantKind.EMPLOYEE)
    coordinator = await town.signed_in("voorbeeldstad", "coordinator")
    await decide_and_assign_in_flanders(coordinator, reference, "griet:algemeen_directeur:", consult="")
    assert coordinator.path == "/werkvoorraad"
    assert "De behandelaar is aangewezen." in coordinator.text
    assert reference in coordinator.text
    assert f'href="/zaak/{reference}"' not in await coordinator.open("/werkvoorraad")
    await coordinator.open(f"/zaak/{reference}", status=403)
    assert "doorgegeven aan de algemeen directeur" in coordinator.text
    director = await town.signed_in("voorbeeldstad", "directeur")
    await director.open(f"/zaak/{reference}")


async def test_the_list_goes_on_where_a_page_ends(town: Town) -> None:
    references = {await town.filed("zaltbommel") for _ in range(27)}
    browser = await town.signed_in("zaltbommel", "coordinator")
    first = {reference for reference in references if reference in browser.text}
    assert len(first) == 25
    html = await browser.open("/werkvoorraad")
    following = html.partition('href="/werkvoorraad?na=')[2].partition('"')[0]
    await browser.open(f"/werkvoorraad?na={following}")
    assert {reference for reference in references if reference in browser.text} == references - first
    await browser.open("/werkvoorraad?na=gisteren_x", status=422)


async def test_every_step_without_the_form_token_is_refused(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    browser = await town.signed_in("zaltbommel", "coordinator")
    addresses = [f"/zaak/{reference}/{name}" for name in ACTIONS]
    for address in [
        *addresses,
        "/mondeling",
        "/mondeling/wijzigen",
        "/mondeling/vastleggen",
        "/afmelden",
        "/aanmelden",
    ]:
        answer = await browser.client.post(address, data={"_csrf": "verzonnen"})
        assert answer.status_code == 403, address
    await browser.open(f"/zaak/{reference}")
    assert "Besloten" not in browser.text
