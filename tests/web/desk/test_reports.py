"""The yearly reports against figures that were counted by hand, under both laws."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gehoor.domain.complaint import Channel
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.services import dossier as dossiers
from gehoor.services import reports
from gehoor.services.handling import PartInput
from gehoor.services.report_tables import FEW, LEFT_OUT, Report, without_small
from web.wall.stage import FL, NL, SECRET, STREET, Stage, on_stage

pytestmark = pytest.mark.anyio


def day(month: int, number: int, year: int = 2026) -> datetime:
    return datetime(year, month, number, 9, 0, tzinfo=UTC)


@pytest.fixture
async def zaltbommel(tmp_path: Path) -> AsyncIterator[Stage]:
    """Six complaints in 2026, and one of the year before."""
    async with on_stage(NL, tmp_path) as stage:
        stage.now = day(12, 31, 2025)
        await stage.file()
        stage.now = day(3, 2)
        judged = await stage.file()
        stage.now = day(3, 3)
        withdrawn = await stage.file(channel=Channel.LETTER, unit="")
        stage.now = day(3, 4)
        await stage.file(channel=Channel.ORAL)
        stage.now = day(3, 5)
        refused = await stage.file()
        stage.now = day(3, 6)
        extended = await stage.file()
        stage.now = day(3, 9)
        open_case = await stage.file()
        stage.now = day(3, 10)
        async with stage.work("noor", withdrawn) as work:
            await work.close("withdrawn", "De klager trok de klacht in.", consent=True)
        for reference in (judged, refused, extended, open_case):
            await stage.assign("noor", reference, "karel")
        await judge(stage, judged, [Judgement.FOUNDED, Judgement.UNFOUNDED], day(3, 20))
        stage.now = day(4, 1)
        async with stage.work("karel", extended) as work:
            await work.extend(4, None, "Een getuige is met vakantie.")
        await judge(stage, extended, [Judgement.UNFOUNDED], day(5, 1))
        stage.now = day(5, 1)
        async with stage.work("karel", refused) as work:
            await work.decide(Decision.NOT_TREATED, ("objection_possible",), "Er stond bezwaar open.")
        async with stage.work("noor", refused) as work:
            await work.close("not_treated", "Er stond bezwaar open.", consent=False)
        stage.now = day(7, 1)
        yield stage


async def judge(stage: Stage, reference: str, judgements: list[Judgement], closed: datetime) -> None:
    stage.now = closed
    async with stage.work("karel", reference) as work:
        await work.decide(Decision.TREAT, (), "")
        for party in Party:
            await work.offer_hearing(party, work.on + timedelta(days=7))
        await work.record_hearing(tuple(Party), "Beiden vertelden hun verhaal.", separately=False)
        await work.record_findings("Het is zo gebeurd.")
        await work.judge([PartInput(text="Een onderdeel", judgement=each) for each in judgements], "Excuses.", "")
        await work.add_measure("repair", "Bel de klager en bied excuses aan.", None)
        await work.close("formal_judgement", "Zie de conclusie.", consent=False)


async def report(stage: Stage, person: str, key: str, *, exact: bool = False) -> Report:
    async with stage.platform.at(stage.slug) as place:
        actor = place.actor(person, place.day(stage.now))
        return await reports.report(place, actor, 2026, key, stage.now, exact=exact)


def tables(found: Report) -> dict[str, dict[str, str]]:
    return {table.title: dict(table.rows) for table in found.tables}


async def test_the_dutch_figures_are_those_counted_by_hand(zaltbommel: Stage) -> None:
    found = tables(await report(zaltbommel, "noor", "trends"))
    assert found == {
        "Ontvangen en afgesloten": {"ontvangen": "6", "afgesloten": "4", "nog open": "2", "niet behandeld": "1"},
        "Hoe de klachten binnenkwamen": {
            "via het formulier op de website": "4", "per brief": "1", "mondeling": "1",
        },
        "Over welke dienst": {"Burgerzaken": "5", "niet vastgelegd": "1"},
        "Niet behandeld, naar besluit": {"niet behandelen": "1"},
        "Niet behandeld, naar grond": {"De klager had bezwaar kunnen maken": "1"},
        "Oordelen per onderdeel": {"gegrond": "1", "deels gegrond": "0", "ongegrond": "2", "geen oordeel": "0"},
        "Hoe de klachten eindigden": {
            "Afgehandeld met een oordeel": "2", "De klager trekt de klacht in": "1", "Niet in behandeling genomen": "1",
        },
        # Two in six weeks; one in ten, after the extension; the refusal on the 57th day was too late.
        "Binnen de termijn of te laat": {
            "afgesloten binnen de termijn": "2", "afgesloten binnen de verlengde termijn": "1",
            "te laat afgesloten": "1", "nog open, termijn voorbij": "2",
        },
        # 7, 18, 56 and 57 days.
        "Hoe lang het duurde": {"mediaan": "37", "langste": "57"},
        "Maatregelen": {
            "herstel voor deze klager": "2", "om herhaling te voorkomen": "0", "daarvan uitgevoerd": "0",
        },
    }  # fmt: skip


async def test_a_public_report_leaves_small_numbers_out_until_somebody_chooses_otherwise(zaltbommel: Stage) -> None:
    found = tables(await report(zaltbommel, "noor", "annual_report"))
    assert found["Over welke dienst"] == {"Burgerzaken": LEFT_OUT, "niet vastgelegd": FEW}
    assert found["Niet behandeld, naar grond"] == {"De klager had bezwaar kunnen maken": FEW}
    assert found["Ontvangen en afgesloten"]["niet behandeld"] == FEW
    exact = tables(await report(zaltbommel, "noor", "annual_report", exact=True))
    assert exact["Over welke dienst"] == {"Burgerzaken": "5", "niet vastgelegd": "1"}


async def test_only_written_complaints_are_counted_where_the_law_publishes_written_ones(zaltbommel: Stage) -> None:
    found = tables(await report(zaltbommel, "noor", "publication", exact=True))
    assert found["Ontvangen en afgesloten"]["ontvangen"] == "5"
    assert "mondeling" not in found["Hoe de klachten binnenkwamen"]


async def test_the_pages_and_the_file_hold_the_same_figures_and_nothing_of_a_complaint(zaltbommel: Stage) -> None:
    listed = (await zaltbommel.get("noor", "/rapporten?jaar=2026")).text
    assert "Jaarverslag klachten 2026" in listed
    assert "artikel 9:12a Awb" in listed
    shown = await zaltbommel.get("noor", "/rapporten/2026/annual_report")
    assert "dat is een keuze van uw bestuur" in shown.text.lower()
    sheet = await zaltbommel.get("noor", "/rapporten/2026/annual_report.csv?aantallen=precies")
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")), delimiter=";"))
    assert ["Over welke dienst", "Burgerzaken", "5"] in rows
    for said in (shown.text, sheet.text):
        assert not [word for word in (SECRET, STREET, "Saskia", "karel", "K26-") if word in said]


async def test_a_year_or_report_that_is_not_there_is_not_found(zaltbommel: Stage) -> None:
    for address in ("/rapporten/2027/annual_report", "/rapporten/2026/iets", "/rapporten/2026/annual_report.pdf"):
        assert (await zaltbommel.get("noor", address)).status_code == 404


async def test_a_complaint_about_both_counts_in_each_flemish_report_with_a_footnote(tmp_path: Path) -> None:
    async with on_stage(FL, tmp_path) as stage:
        for entity in ("stad", "stad", "ocmw", "beide", ""):
            await stage.file(entity=entity)
        council = await report(stage, "griet", "gemeenteraad", exact=True)
        welfare = await report(stage, "griet", "raad_maatschappelijk_welzijn", exact=True)
        whole = await report(stage, "lies", "managementteam")
        assert tables(council)["Over welk bestuur"] == {"de stad": "2", "de stad en het OCMW": "1"}
        assert tables(welfare)["Over welk bestuur"] == {"het OCMW": "1", "de stad en het OCMW": "1"}
        assert tables(whole)["Ontvangen en afgesloten"]["ontvangen"] == "5"
        for found in (council, welfare):
            notes = " ".join(found.notes)
            assert "Eén klacht gaat over de stad en over het OCMW." in notes
            assert "Bij één klacht is niet vastgelegd over welk bestuur het gaat." in notes
        assert not any("over het OCMW" in note for note in whole.notes)
        assert (await stage.get("griet", "/rapporten/2026/gemeenteraad")).status_code == 200


async def test_the_coordinator_writes_down_that_a_complaint_is_about_both(tmp_path: Path) -> None:
    async with on_stage(FL, tmp_path) as stage:
        reference = await stage.file(entity="")
        page = (await stage.get("lies", f"/zaak/{reference}/beoordelen")).text
        assert "De stad en het OCMW" in page
        async with stage.platform.at(FL) as place:
            stand = (await dossiers.by_reference(place, reference)).stand
        await stage.post(
            "lies",
            f"/zaak/{reference}/feiten",
            **{"stand": str(stand), "feiten-entiteit": "beide", "entiteit": "beide"},
        )
        async with stage.platform.at(FL) as place:
            assert (await dossiers.by_reference(place, reference)).case.complaint.entity == "beide"


def test_one_small_number_cannot_be_found_from_the_rest() -> None:
    assert without_small({"a": 9, "b": 1, "c": 4, "d": 0}) == {"a": "9", "b": FEW, "c": LEFT_OUT, "d": "0"}
    assert without_small({"a": 9, "b": 1, "c": 2}) == {"a": "9", "b": FEW, "c": FEW}
    assert without_small({"a": 9, "b": 3}) == {"a": "9", "b": "3"}
