"""What the status page tells of a complaint as it goes on, and what it keeps to itself."""

from __future__ import annotations

from datetime import date

import pytest

from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.services import dossier, intake
from gehoor.services.intake import access_hash_of
from gehoor.storage import cases, narratives
from gehoor.storage.scope import transaction

from .conftest import VOORBEELDSTAD, ZALTBOMMEL, Site, Visitor

pytestmark = pytest.mark.anyio
DAY = date(2026, 11, 23)
CLOSING = {ZALTBOMMEL: "formal_judgement", VOORBEELDSTAD: "answered"}


async def happens(site: Site, visitor: Visitor, tenant: str, *events: ev.Event) -> None:
    """Puts events on the register of the complaint this visitor has open."""
    code = visitor.client.cookies["klacht"]
    async with site.platform.at(tenant) as place, transaction():
        row = await cases.by_access_hash(access_hash_of(code))
        assert row is not None
        await narratives.add_narrative(row.case_id, "reason", "Daarom.", site.clock.now)
        found = await dossier.by_id(place, row.case_id)
        await dossier.record(place, found, events, "tester", site.clock.now)


async def status_of(visitor: Visitor) -> str:
    page = await visitor.get("/status/zaak")
    assert page.status_code == 200
    return page.text.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.fixture(params=[ZALTBOMMEL, VOORBEELDSTAD])
async def tenant(request: pytest.FixtureRequest, anyio_backend: str) -> str:
    return str(request.param)


@pytest.fixture
async def visitor(site: Site, tenant: str) -> Visitor:
    visitor = site.visitor(tenant)
    await visitor.send()
    return visitor


def assigned(tenant: str) -> ev.Assigned:
    if tenant == ZALTBOMMEL:
        return ev.Assigned(on=DAY, office="afdelingshoofd", person="karel", on_behalf_of="college", unit="burgerzaken")
    return ev.Assigned(on=DAY, office="klachtenbehandelaar", person="amina", unit="openbaar-domein")


async def test_the_way_of_a_complaint_is_told_in_the_words_of_who_complains(
    site: Site, visitor: Visitor, tenant: str
) -> None:
    assert "Wij kijken of wij uw klacht kunnen behandelen" in await status_of(visitor)
    treat = ev.AdmissibilityDecided(on=DAY, decision=Decision.TREAT)
    await happens(site, visitor, tenant, treat, ev.ServiceConsulted(on=DAY, unit="burgerzaken"))
    assert "Wij zoeken iemand die uw klacht behandelt" in await status_of(visitor)
    await happens(site, visitor, tenant, assigned(tenant))
    page = await status_of(visitor)
    assert "De behandelaar onderzoekt uw klacht" in page
    assert ("Afdelingshoofd, namens het college" if tenant == ZALTBOMMEL else "Klachtenbehandelaar") in page
    await happens(site, visitor, tenant, ev.Judged(on=DAY, parts=(ev.Part(number=1, judgement=Judgement.FOUNDED),)))
    page = await status_of(visitor)
    assert "U leest het in de brief" in page
    assert "gegrond" not in page.lower()


async def test_what_we_do_among_ourselves_is_not_on_the_page(site: Site, visitor: Visitor, tenant: str) -> None:
    before = await status_of(visitor)
    await happens(
        site,
        visitor,
        tenant,
        ev.AdmissibilityAdvised(on=DAY, decision=Decision.NOT_TREATED),
        ev.ServiceConsulted(on=DAY, unit="burgerzaken"),
        ev.HearingWaived(on=DAY, party=Party.ACCUSED, ground="declined"),
        ev.FindingsRecorded(on=DAY, text=1),
    )
    steps = [page.split("timeline", 1)[1].split("</ol>", 1)[0] for page in (before, await status_of(visitor))]
    assert steps[0] == steps[1]


async def test_an_invitation_can_be_answered_until_its_day(site: Site, visitor: Visitor, tenant: str) -> None:
    offered = ev.HearingOffered(on=DAY, party=Party.COMPLAINANT, reply_by=date(2026, 12, 7))
    await happens(site, visitor, tenant, offered)
    page = await status_of(visitor)
    assert "In een gesprek vertellen wat er is gebeurd" in page
    assert "Laat ons tot en met maandag 7 december 2026 weten of u komt." in page
    assert ("apart te worden gehoord" if tenant == ZALTBOMMEL else "Iemand meebrengen") in page
    await happens(site, visitor, tenant, ev.HearingHeld(on=DAY, parties=(Party.COMPLAINANT,), report=1))
    page = await status_of(visitor)
    assert "Wij hebben met u gesproken" in page
    assert "In een gesprek vertellen" not in page


async def test_an_extension_gives_the_new_day(site: Site, visitor: Visitor, tenant: str) -> None:
    await happens(site, visitor, tenant, ev.AdmissibilityDecided(on=DAY, decision=Decision.TREAT))
    told = (Party.COMPLAINANT, Party.ACCUSED)
    await happens(site, visitor, tenant, ev.Extended(on=DAY, weeks=2, told=told, reason=1))
    page = await status_of(visitor)
    assert "Wij hebben meer tijd nodig" in page
    day = "maandag 18 januari 2027" if tenant == ZALTBOMMEL else "donderdag 21 januari 2027"
    assert f"U hebt uiterlijk op {day} antwoord" in page


async def test_a_closed_complaint_tells_how_it_ended_and_gives_no_more_dates(
    site: Site, visitor: Visitor, tenant: str
) -> None:
    await happens(site, visitor, tenant, ev.AdmissibilityDecided(on=DAY, decision=Decision.TREAT))
    await happens(site, visitor, tenant, assigned(tenant))
    site.clock.forward(days=7)
    on = date(2026, 11, 30)
    judged = ev.Judged(on=on, parts=(ev.Part(number=1, judgement=Judgement.UNFOUNDED),), reason=1)
    await happens(site, visitor, tenant, judged, ev.Closed(on=on, way=CLOSING[tenant], reason=1))
    page = await status_of(visitor)
    assert "Uw klacht is afgesloten op maandag 30 november 2026." in page
    assert "met een oordeel" in page
    assert "ongegrond" not in page
    assert "U hebt uiterlijk op" not in page
    assert "Hier zijn we nu" not in page
    assert ("dinsdag 30 november 2027" in page) is (tenant == ZALTBOMMEL)


async def test_a_refusal_points_to_the_letter(site: Site, visitor: Visitor, tenant: str) -> None:
    await happens(
        site,
        visitor,
        tenant,
        ev.AdmissibilityDecided(on=DAY, decision=Decision.NOT_TREATED, grounds=("court",), reason=1),
    )
    assert "Wij behandelen uw klacht niet. In de brief leest u waarom." in await status_of(visitor)


async def test_whoever_complained_by_word_of_mouth_may_ask_the_handler_to_take_over(site: Site) -> None:
    secret, key = site.platform.secret, intake.new_submission_key()
    entry = intake.Entry(channel=Channel.ORAL, name="Jannie Voorbeeld", what_happened="Hij snauwde.", read_back=True)
    async with site.platform.at(ZALTBOMMEL) as place:
        filed = await intake.file_complaint(place, entry, key, secret, "sara", site.clock.now)
    visitor = site.visitor()
    await visitor.enter(filed.access_code)
    page = await status_of(visitor)
    assert "U vertelde uw klacht aan een medewerker." in page
    assert "Vragen of een behandelaar uw klacht overneemt" in page
    assert "Degene over wie u klaagt, zoekt samen met u een oplossing" in page
    assert "U hebt uiterlijk op maandag 21 december 2026 antwoord" in page
    await happens(site, visitor, ZALTBOMMEL, ev.HandedToHandler(on=DAY))
    page = await status_of(visitor)
    assert "De behandelaar heeft uw klacht overgenomen" in page
    assert "De behandelaar zoekt samen met u een oplossing" in page
    assert "Vragen of een behandelaar" not in page
