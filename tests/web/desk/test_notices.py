"""The page with notices: words, the way to the case, and taking one off the list."""

from __future__ import annotations

import pytest

from gehoor.domain.areas import Area
from gehoor.services import clock, configuration
from gehoor.storage import clock_marks
from web.desk.browser import forms_on
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
NL = "zaltbommel"


async def gone_through(town: Town) -> None:
    async with town.platform.at(NL) as place:
        await clock.run(place, town.platform.settings, town.now, clock.last_due(place, town.now))


async def test_a_notice_leads_to_the_case_and_is_taken_off_the_list(town: Town) -> None:
    reference = await town.filed(NL)
    coordinator = await town.signed_in(NL, "coordinator")
    await coordinator.open("/meldingen")
    assert "Er zijn geen nieuwe meldingen" in coordinator.text
    town.forward(days=60)
    await gone_through(town)
    coordinator = await town.signed_in(NL, "coordinator")
    page = await coordinator.open("/meldingen")
    assert f"Te laat: {reference}" in page
    assert f'href="/zaak/{reference}"' in page
    assert "dat moest uiterlijk op" in page
    actions = [form.action for form in forms_on(page) if form.action.endswith("/gezien")]
    page = await coordinator.send(actions[0], {})
    assert "De melding is van de lijst." in page
    assert [form.action for form in forms_on(page) if form.action.endswith("/gezien")] == actions[1:]


async def test_the_office_above_reads_the_number_without_a_way_into_the_case(town: Town) -> None:
    reference = await town.filed(NL)
    town.forward(days=60)
    await gone_through(town)
    secretary = await town.signed_in(NL, "secretaris")
    page = await secretary.open("/meldingen")
    assert f"Nog steeds te laat: {reference}" in page
    assert f"/zaak/{reference}" not in page
    assert "Wat er in deze zaak staat, ziet alleen wie haar behandelt." in page
    assert "Saskia" not in page
    assert "onbeleefd" not in page


async def test_the_mail_of_the_day_is_declined_and_wanted_again_by_who_gets_it(town: Town) -> None:
    handler = await town.signed_in(NL, "burgerzaken")
    page = await handler.open("/meldingen")
    assert "Stuur mij geen mail meer" not in page, "no address is known, so no mail is sent"
    async with town.platform.at(NL) as place:
        people = [
            {"id": each.id, "name": each.name, "login": each.login, "email": f"{each.id}@gemeente.example"}
            for each in place.tenant.organisation.people
        ]
        await configuration.change(place, Area.PEOPLE, people, "iris", town.now)
    await handler.open("/meldingen")
    for answer, kept in (("nee", ["karel"]), ("ja", [])):
        await handler.send("/meldingen/mail", {"mail": answer})
        assert "Uw keuze is opgeslagen." in handler.text
        async with town.platform.at(NL):
            assert list(await clock_marks.values(clock_marks.NO_MAIL)) == kept
    assert "Stuur mij geen mail meer" in handler.text
