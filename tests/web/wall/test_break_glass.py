"""An administrator opens a case in an emergency: to read, for an hour, with a reason, seen by whoever keeps it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.services import admin_log
from gehoor.storage import break_glass as stored
from gehoor.storage.tables_wall import BreakGlass, BreakGlassNote
from web.wall.stage import SECRET, Stage

pytestmark = pytest.mark.anyio
REASON = "De pagina van deze zaak geeft een fout sinds gisteren."


async def opened_by_iris(stage: Stage, reference: str, reason: str = REASON) -> None:
    answer = await stage.post("iris", "/noodtoegang", kenmerk=reference.lower(), reden=reason, weet="ja")
    assert (answer.status_code, answer.location) == (303, f"/zaak/{reference}"), answer.text


async def test_it_opens_reading_and_no_step(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("heard")
    assert (await zaltbommel.get("iris", f"/zaak/{case.reference}")).status_code == 404
    await opened_by_iris(zaltbommel, case.reference)
    page = await zaltbommel.get("iris", f"/zaak/{case.reference}")
    assert SECRET in page.text
    assert "U leest dit dossier met noodtoegang" in page.text
    handling = await zaltbommel.get("iris", f"/zaak/{case.reference}/behandelen")
    assert f'action="/zaak/{case.reference}/' not in handling.text
    for step in ("bevindingen", "feiten", "sluiten"):
        refused = await zaltbommel.post("iris", f"/zaak/{case.reference}/{step}", **{f"{step}-tekst": "Iets."})
        assert refused.status_code == 404


async def test_it_is_over_after_an_hour(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    await opened_by_iris(zaltbommel, case.reference)
    # Each page keeps the session alive, as somebody who reads does.
    for _ in range(2):
        zaltbommel.now += timedelta(minutes=29)
        assert (await zaltbommel.get("iris", f"/zaak/{case.reference}")).status_code == 200
    zaltbommel.now += timedelta(minutes=2)
    assert (await zaltbommel.get("iris", f"/zaak/{case.reference}")).status_code == 404


async def test_it_opens_one_case_only(zaltbommel: Stage) -> None:
    case, other = await zaltbommel.case("received"), await zaltbommel.case("received")
    await opened_by_iris(zaltbommel, case.reference)
    assert (await zaltbommel.get("iris", f"/zaak/{other.reference}")).status_code == 404
    assert other.reference not in (await zaltbommel.get("iris", "/werkvoorraad?toon=alle")).text


async def test_the_coordinator_hears_of_it_until_that_is_marked_and_can_end_it(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    await opened_by_iris(zaltbommel, case.reference)
    listed = (await zaltbommel.get("noor", "/werkvoorraad")).text
    assert f"Noodtoegang tot {case.reference}" in listed
    assert "Iris Kamerling" in listed
    assert REASON in listed
    assert REASON in (await zaltbommel.get("pim", f"/zaak/{case.reference}")).text
    assert REASON not in (await zaltbommel.get("hanneke", "/werkvoorraad")).text

    assert (await zaltbommel.post("noor", "/noodtoegang/1/beeindigen")).status_code == 303
    assert (await zaltbommel.get("iris", f"/zaak/{case.reference}")).status_code == 404
    assert REASON in (await zaltbommel.get("noor", "/werkvoorraad")).text
    assert (await zaltbommel.post("noor", "/noodtoegang/1/gezien")).status_code == 303
    assert REASON not in (await zaltbommel.get("noor", "/werkvoorraad")).text
    assert REASON in (await zaltbommel.get("noor", f"/zaak/{case.reference}")).text


async def test_in_a_staff_case_the_directeur_hears_of_it_and_the_coordinator_does_not(voorbeeldstad: Stage) -> None:
    case = await voorbeeldstad.case("handed")
    answer = await voorbeeldstad.post("wout", "/noodtoegang", kenmerk=case.reference, reden=REASON, weet="ja")
    assert answer.status_code == 303
    assert REASON in (await voorbeeldstad.get("griet", "/werkvoorraad")).text
    assert REASON not in (await voorbeeldstad.get("lies", "/werkvoorraad")).text
    assert (await voorbeeldstad.post("lies", "/noodtoegang/1/beeindigen")).status_code == 404
    assert (await voorbeeldstad.post("griet", "/noodtoegang/1/beeindigen")).status_code == 303


async def test_an_administrator_whom_the_case_concerns_does_not_get_in(zaltbommel: Stage) -> None:
    for facts in ({"accused": "iris"}, {"accused": "", "involved": frozenset({"iris"})}):
        case = await zaltbommel.case("received", **facts)
        answer = await zaltbommel.post("iris", "/noodtoegang", kenmerk=case.reference, reden=REASON, weet="ja")
        unknown = await zaltbommel.post("iris", "/noodtoegang", kenmerk="K26-ZZZZZ", reden=REASON, weet="ja")
        assert (answer.status_code, unknown.status_code) == (422, 422)
        assert answer.text.count("Met dit kenmerk kunt u geen zaak openen") == 2
        assert unknown.text.count("Met dit kenmerk kunt u geen zaak openen") == 2


async def test_whoever_turns_out_to_be_accused_is_out_at_once(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received", accused="")
    await opened_by_iris(zaltbommel, case.reference)
    await zaltbommel.about("noor", case.reference, accused="iris")
    assert (await zaltbommel.get("iris", f"/zaak/{case.reference}")).status_code == 404


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"reden": REASON, "weet": "ja"}, "Vul het kenmerk van de zaak in."),
        ({"kenmerk": "{reference}", "weet": "ja"}, "Schrijf waarom u deze zaak moet openen."),
        ({"kenmerk": "{reference}", "reden": "Nodig.", "weet": "ja"}, "Schrijf in een hele zin"),
        ({"kenmerk": "{reference}", "reden": REASON}, "Kruis aan dat u dit weet."),
    ],
)
async def test_without_number_reason_or_knowing_nothing_opens(
    zaltbommel: Stage, values: dict[str, str], says: str
) -> None:
    case = await zaltbommel.case("received")
    filled_in = {name: value.format(reference=case.reference) for name, value in values.items()}
    answer = await zaltbommel.post("iris", "/noodtoegang", **filled_in)
    assert answer.status_code == 422
    assert says in answer.text
    assert (await zaltbommel.get("iris", f"/zaak/{case.reference}")).status_code == 404


async def test_opening_twice_is_one_opening(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    await opened_by_iris(zaltbommel, case.reference)
    await opened_by_iris(zaltbommel, case.reference, "Een andere zin over waarom dit nodig is.")
    async with zaltbommel.platform.at(zaltbommel.slug):
        assert len(await stored.newest(10)) == 1


async def test_it_stands_on_both_logs_without_the_reason_and_nobody_can_change_it(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    await opened_by_iris(zaltbommel, case.reference)
    await zaltbommel.get("iris", f"/zaak/{case.reference}/beoordelen")
    async with zaltbommel.platform.at(zaltbommel.slug):
        told = [entry for entry in await admin_log.entries() if entry.person_id == "iris"]
        assert [(entry.action, entry.subject) for entry in told] == [("noodtoegang geopend", case.reference)]
        assert REASON not in str(told)
        for statement in ("UPDATE break_glass SET until_at = '2030-01-01T00:00:00.000000Z'", "DELETE FROM break_glass"):
            with pytest.raises(Exception, match=r"emergency opening cannot be|permission denied"):
                await BreakGlass.raw(statement)
        await stored.note(1, stored.SEEN, "noor", zaltbommel.now)
        with pytest.raises(Exception, match=r"emergency opening cannot be|permission denied"):
            await BreakGlassNote.raw("DELETE FROM break_glass_note")
    seen = (await zaltbommel.get("noor", "/inzage")).text
    assert "Noodtoegang geopend" in seen
    assert seen.count("noodtoegang</span>") >= 2
