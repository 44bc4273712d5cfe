"""Every reading is on the access log, which coordinator and data protection officer read and nobody changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.services.inspection import PAGE
from gehoor.storage import access_log, cases
from gehoor.storage.tables import AccessLog
from web.desk.browser import text_of
from web.wall.stage import NAME, SECRET, Stage

pytestmark = pytest.mark.anyio


async def logged(stage: Stage, reference: str) -> list[tuple[str, str, str]]:
    """Who looked at what in a case, and why."""
    async with stage.platform.at(stage.slug):
        row = await cases.by_reference(reference)
        assert row
        return [(entry.person_id, entry.what, entry.why) for entry in await access_log.accesses_of(row.case_id)]


async def test_each_way_to_read_is_logged_with_the_place_in_the_law(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("heard")
    base, own = f"/zaak/{case.reference}", f"/mijn-zaken/{case.reference}"
    for address in (base, f"{base}/behandelen", f"{base}/brief/{case.letter}", f"{base}/brief/{case.letter}.pdf"):
        await zaltbommel.get("karel", address)
    await zaltbommel.get("noor", f"{base}/bijlage/{case.attachment}")
    for address in (own, f"{own}/brief/{case.copied}", f"{own}/bijlage/{case.attachment}"):
        await zaltbommel.get("vera", address)
    by_7, by_3 = "artikel 7 lid 1 Klachtenregeling gemeente Zaltbommel 2008", "artikel 3 lid 2 onder e"
    found = await logged(zaltbommel, case.reference)
    assert [(who, what) for who, what, _ in found] == [
        *(("karel", "dossier"), ("karel", "behandelen"), ("karel", "brief"), ("karel", "brief")),
        ("noor", "bijlage"),
        *(("vera", "eigen afschrift"), ("vera", "eigen brief"), ("vera", "eigen bijlage")),
    ]
    assert {why for who, _, why in found if who == "karel"} == {by_7}
    assert all(by_3 in why for who, _, why in found if who == "noor")
    assert {why for who, _, why in found if who == "vera"} == {"artikel 9:9 Awb"}


async def test_what_was_refused_was_not_read_and_is_not_logged(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    for person in ("tine", "iris", "vera", "omar"):
        await zaltbommel.get(person, f"/zaak/{case.reference}")
        await zaltbommel.get(person, f"/mijn-zaken/{case.reference}")
    assert await logged(zaltbommel, case.reference) == []


@pytest.mark.parametrize("person", ["noor", "omar"])
async def test_the_list_tells_who_when_what_and_why_and_no_content(zaltbommel: Stage, person: str) -> None:
    case = await zaltbommel.case("assigned")
    await zaltbommel.get("karel", f"/zaak/{case.reference}")
    page = await zaltbommel.get(person, "/inzage")
    said = text_of(page.text)
    for word in ("Karel Wilgenboom", case.reference, "Overzicht", "artikel 7 lid 1", "2 mrt 2026, 10.00 uur"):
        assert word in said
    assert SECRET not in page.text
    assert NAME not in page.text
    assert (f'href="/zaak/{case.reference}"' in page.text) == (person == "noor")


async def test_it_is_searched_by_person_number_and_period_and_no_name_stands_in_an_address(zaltbommel: Stage) -> None:
    first, second = await zaltbommel.case("received"), await zaltbommel.case("received")
    await zaltbommel.get("noor", f"/zaak/{first.reference}")
    await zaltbommel.get("pim", f"/zaak/{second.reference}")
    zaltbommel.now += timedelta(days=3)
    zaltbommel.cookies.clear()
    zaltbommel.tokens.clear()
    await zaltbommel.get("pim", f"/zaak/{first.reference}")

    async def rows(**asked: str) -> list[str]:
        answer = await zaltbommel.post("omar", "/inzage", **asked)
        assert answer.status_code == 200, answer.text
        body = answer.text.partition("<tbody")[2].partition("</tbody>")[0]
        return [f"{'Noor' if 'Noor' in row else 'Pim'} {'1' if first.reference in row else '2'}"
                for row in body.split("<tr")[1:]
            if "K26-" in row]  # fmt: skip

    day = {"vanaf-dag": "5", "vanaf-maand": "3", "vanaf-jaar": "2026"}
    until = {"tot-dag": "4", "tot-maand": "3", "tot-jaar": "2026"}
    assert await rows() == ["Pim 1", "Pim 2", "Noor 1"]
    assert await rows(persoon="pim") == ["Pim 1", "Pim 2"]
    assert await rows(kenmerk=first.reference.lower()) == ["Pim 1", "Noor 1"]
    assert await rows(**day) == ["Pim 1"]
    assert await rows(**until) == ["Pim 2", "Noor 1"]
    assert await rows(persoon="pim", kenmerk=first.reference, **until) == []


async def test_a_number_that_is_none_and_days_the_wrong_way_round_are_told(zaltbommel: Stage) -> None:
    unknown = await zaltbommel.post("noor", "/inzage", kenmerk="K26-ZZZZZ")
    assert unknown.status_code == 422
    assert "Met dit kenmerk is geen zaak gevonden" in unknown.text
    days = {f"{field}-{part}": value for field, day in (("vanaf", "9"), ("tot", "2"))
            for part, value in (("dag", day), ("maand", "3"), ("jaar", "2026"))}  # fmt: skip
    turned = await zaltbommel.post("noor", "/inzage", **days)
    assert turned.status_code == 422
    assert "Deze dag ligt voor de eerste dag" in turned.text


async def test_a_long_list_goes_on_where_a_page_ends(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    async with zaltbommel.platform.at(zaltbommel.slug):
        row = await cases.by_reference(case.reference)
        assert row
        for number in range(PAGE + 7):
            await access_log.log_access("noor", row.case_id, f"keer {number:03}", zaltbommel.now)
    first = (await zaltbommel.post("omar", "/inzage", persoon="noor")).text
    below = first.partition('name="na" value="')[2].partition('"')[0]
    second = (await zaltbommel.post("omar", "/inzage", persoon="noor", na=below)).text
    assert [f"keer {number:03}" in first for number in (56, 7, 6)] == [True, True, False]
    assert [f"keer {number:03}" in second for number in (7, 6, 0)] == [False, True, True]
    assert 'name="na"' not in second


async def test_nobody_can_change_the_log(zaltbommel: Stage) -> None:
    case = await zaltbommel.case("received")
    await zaltbommel.get("noor", f"/zaak/{case.reference}")
    async with zaltbommel.platform.at(zaltbommel.slug):
        for statement in ("UPDATE access_log SET why = 'niets'", "DELETE FROM access_log"):
            with pytest.raises(Exception, match=r"access log cannot be|permission denied"):
                await AccessLog.raw(statement)
