"""What goes wrong in the form gets a message beside its field, and nothing that was typed is lost."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest

from gehoor.storage import cases

from .conftest import COMPLAINT, VOORBEELDSTAD, ZALTBOMMEL, Site, Visitor, hidden_fields

pytestmark = pytest.mark.anyio
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"


async def refused(visitor: Visitor, changes: dict[str, str], files: object = None) -> httpx.Response:
    answer = await visitor.send(changes, files)
    assert answer.status_code == 422
    assert "<title>Fout: Klacht indienen" in answer.text
    return answer


def message(answer: httpx.Response, field: str) -> str:
    found = re.search(rf'id="{field}-fout"><span class="hidden">Fout: </span>([^<]*)<', answer.text)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize("tenant", [ZALTBOMMEL, VOORBEELDSTAD])
async def test_an_empty_form_names_every_field_that_is_needed(site: Site, tenant: str) -> None:
    visitor = site.visitor(tenant)
    answer = await refused(visitor, dict.fromkeys(COMPLAINT, ""))
    assert {name for name in COMPLAINT if message(answer, name)} == {"wat", "wie", "naam", "straat", "plaats"}
    async with site.platform.store.tenant(tenant):
        assert await cases.all_ids() == []


async def test_an_error_keeps_everything_that_was_typed(site: Site) -> None:
    answer = await refused(site.visitor(), {"email": "jannie@"})
    assert message(answer, "email") == "Dit is geen volledig e-mailadres. Schrijf het als naam@voorbeeld.nl."
    page = unescape(answer.text)
    for name in ("wanneer-dag", "wanneer-maand", "wanneer-jaar", "over", "naam", "straat", "plaats", "telefoon"):
        assert re.search(rf'name="{name}" value="{re.escape(COMPLAINT[name])}"', page), name
    assert 'value="jannie@"' in page
    assert COMPLAINT["wat"] in page
    assert COMPLAINT["gedaan"] in page
    assert re.search(r'value="burgerzaken" selected', page)
    assert re.search(r'value="citizen" checked', page)


async def test_the_corrected_form_is_sent_under_the_key_it_had(site: Site) -> None:
    visitor = site.visitor()
    opened = await visitor.hidden("/klacht")
    answer = await visitor.post("/klacht", {**opened, **COMPLAINT, "naam": ""})
    kept = hidden_fields(answer.text)
    assert kept["formulier"] == opened["formulier"]
    assert (await visitor.post("/klacht", {**kept, **COMPLAINT})).status_code == 303


async def test_a_text_of_a_hundred_thousand_characters_is_kept_and_told_to_be_too_long(site: Site) -> None:
    text = "klacht " * 14_286
    answer = await refused(site.visitor(), {"wat": text})
    assert message(answer, "wat").startswith("Uw tekst is 100.001 tekens lang; er passen 20.000 in.")
    assert text in answer.text


async def test_twenty_thousand_characters_fit(site: Site) -> None:
    assert (await site.visitor().send({"wat": "é" * 20_000, "gedaan": "a\r\n" * 10_000})).status_code == 303


@pytest.mark.parametrize("field", ["wat", "naam", "over", "wanneer_tekst"])
async def test_control_characters_are_shown_and_asked_to_be_taken_away(site: Site, field: str) -> None:
    answer = await refused(site.visitor(), {field: "Een\x00 vreemd\x1b teken"})
    assert "tekens die wij niet kunnen lezen" in message(answer, field)
    assert "Een\ufffd vreemd\ufffd teken" in answer.text


@pytest.mark.parametrize(
    ("day", "month", "year", "told"),
    [
        ("31", "2", "2026", "31 februari bestaat niet."),
        ("24", "11", "2026", "Deze dag moet nog komen. Vul de dag in waarop het gebeurde."),
        ("", "2", "2026", "Vul ook de dag in."),
        ("1", "13", "2026", "Maand 13 bestaat niet. Vul een getal in van 1 tot en met 12."),
    ],
)
async def test_a_day_that_cannot_be_is_named(site: Site, day: str, month: str, year: str, told: str) -> None:
    answer = await refused(site.visitor(), {"wanneer-dag": day, "wanneer-maand": month, "wanneer-jaar": year})
    assert message(answer, "wanneer") == told
    assert f'name="wanneer-dag" value="{day}"' in answer.text


async def test_today_is_not_in_the_future_late_in_the_evening(site: Site) -> None:
    site.clock.forward(hours=14, minutes=30)  # It is 23.30 in UTC and half past midnight here.
    today = {"wanneer-dag": "24", "wanneer-maand": "11", "wanneer-jaar": "2026"}
    assert (await site.visitor().send(today)).status_code == 303


async def test_a_program_that_is_called_a_pdf_is_not_taken(site: Site) -> None:
    answer = await refused(site.visitor(), {}, [("bijlagen", ("bewijs.pdf", EXE, "application/pdf"))])
    assert message(answer, "bijlagen").startswith("bewijs.pdf is niet toegevoegd: wat erin zit past niet bij de naam.")
    assert "U had gekozen: bewijs.pdf" in answer.text
    assert COMPLAINT["wat"] in unescape(answer.text)


async def test_a_file_that_is_too_big_is_named_and_the_text_is_kept(site: Site) -> None:
    big = PDF + b"0" * 10_000_000
    answer = await refused(site.visitor(), {}, [("bijlagen", ("groot.pdf", big, "application/pdf"))])
    assert "groot.pdf is niet toegevoegd: het is 10,1 MB groot" in message(answer, "bijlagen")
    assert COMPLAINT["wat"] in unescape(answer.text)


async def test_six_files_are_too_many(site: Site) -> None:
    files = [("bijlagen", (f"{number}.txt", b"tekst", "text/plain")) for number in range(6)]
    answer = await refused(site.visitor(), {}, files)
    assert message(answer, "bijlagen") == "U koos 6 bestanden; het mogen er hoogstens 5 zijn."


async def test_what_is_typed_is_never_read_as_markup(site: Site) -> None:
    visitor = site.visitor()
    answer = await refused(visitor, {"wat": "<script>alert(1)</script>", "over": '"><b>', "naam": ""})
    assert "<script>alert" not in answer.text
    assert '"><b>' not in answer.text


async def test_a_choice_that_was_not_offered_counts_as_none(site: Site) -> None:
    visitor = site.visitor()
    answer = await refused(visitor, {"wie": "anonymous"})
    assert message(answer, "wie") == "Kies voor wie u klaagt."
    assert (await visitor.send({"dienst": "geheime-dienst", "bestuur": "provincie"})).status_code == 303
    async with site.platform.store.tenant(ZALTBOMMEL):
        rows = [await cases.by_id(case_id) for case_id in await cases.all_ids()]
    assert [(row.unit, row.entity) for row in rows if row] == [(None, None)]


async def test_a_form_without_our_hidden_field_offers_what_was_typed_again(site: Site) -> None:
    visitor = site.visitor()
    visitor.client.headers["Sec-Fetch-Site"] = "same-origin"
    answer = await visitor.post("/klacht", COMPLAINT)
    assert answer.status_code == 403
    offered = hidden_fields(answer.text)
    assert offered["wat"] == COMPLAINT["wat"]
    assert (await visitor.post("/klacht", offered)).status_code == 303
