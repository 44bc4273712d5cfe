"""Sending a complaint: once, with a confirmation, a copy and a way to see it again."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from gehoor.services.intake import access_hash_of
from gehoor.storage import cases, files, narratives, people

from .conftest import COMPLAINT, STORY, VOORBEELDSTAD, ZALTBOMMEL, Site, hidden_fields

pytestmark = pytest.mark.anyio
BOTH = pytest.mark.parametrize("tenant", [ZALTBOMMEL, VOORBEELDSTAD])
NOTE = ("bijlagen", ("verslag.txt", b"Ik was er om negen uur.", "text/plain"))


@BOTH
async def test_a_complaint_is_received_confirmed_and_on_the_register(site: Site, tenant: str) -> None:
    visitor = site.visitor(tenant)
    sent = await visitor.send(files=[NOTE])
    assert (sent.status_code, sent.headers["location"]) == (303, "/klacht/ontvangen")
    confirmation = await visitor.get("/klacht/ontvangen")
    code = await visitor.code()
    async with site.platform.store.tenant(tenant):
        row = await cases.by_access_hash(access_hash_of(code))
        assert row is not None
        texts = {text.kind: text.text for text in await narratives.narratives_of(row.case_id)}
        who = await people.party_by_role(row.case_id, "complainant")
        kept = await files.attachments_of(row.case_id)
    assert row.reference in confirmation.text
    assert texts == {"what_happened": STORY, "about": COMPLAINT["over"], "already_done": COMPLAINT["gedaan"]}
    assert who is not None
    assert (who.name, who.address) == (COMPLAINT["naam"], "Dorpsstraat 12\n9999 ZZ Voorbeeldstad")
    assert [file.name for file in kept] == ["verslag.txt"]


async def test_the_confirmation_names_the_last_day_with_its_article(site: Site) -> None:
    visitor = site.visitor()
    await visitor.send()
    page = (await visitor.get("/klacht/ontvangen")).text
    assert "Uiterlijk op maandag 4 januari 2027" in page
    assert "artikel 9:11 lid 1 Awb" in page


async def test_the_confirmation_names_the_setting_of_a_flemish_board_as_such(site: Site) -> None:
    visitor = site.visitor(VOORBEELDSTAD)
    await visitor.send()
    page = (await visitor.get("/klacht/ontvangen")).text
    assert "Uiterlijk op donderdag 7 januari 2027" in page
    assert "niet in het reglement bepaald, instelling van het bestuur" in page


@BOTH
async def test_the_copy_is_a_pdf_under_a_name_that_says_nothing(site: Site, tenant: str) -> None:
    visitor = site.visitor(tenant)
    await visitor.send()
    copy = await visitor.get("/klacht/afschrift.pdf")
    assert copy.status_code == 200
    assert copy.headers["content-type"] == "application/pdf"
    assert copy.headers["content-disposition"] == 'inline; filename="afschrift.pdf"'
    assert copy.headers["cache-control"] == "no-store"
    assert copy.content.startswith(b"%PDF-")
    with pikepdf.open(BytesIO(copy.content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root


async def test_sending_the_same_form_twice_makes_one_complaint(site: Site) -> None:
    visitor = site.visitor()
    form = {**await visitor.hidden("/klacht"), **COMPLAINT}
    await visitor.post("/klacht", form, [NOTE])
    first = await visitor.code()
    again = await visitor.post("/klacht", form, [NOTE])
    assert again.status_code == 303
    assert "U had uw klacht al verstuurd" in (await visitor.get(again.headers["location"])).text
    assert await visitor.code() == first
    async with site.platform.store.tenant(ZALTBOMMEL):
        assert len(await cases.all_ids()) == 1


@pytest.mark.parametrize(
    "change",
    [{"wat": "Toch anders."}, {"telefoon": "0999 99 99 99"}, {"wanneer-dag": "3"}, {"over": "De directeur"}],
    ids=lambda change: next(iter(change)),
)
async def test_sending_the_form_again_with_a_change_loses_nothing(site: Site, change: dict[str, str]) -> None:
    visitor = site.visitor()
    form = {**await visitor.hidden("/klacht"), **COMPLAINT}
    await visitor.post("/klacht", form)
    first = await visitor.code()
    again = await visitor.post("/klacht", {**form, **change})
    assert again.status_code == 409
    assert "Uw eerste klacht hebben wij al" in again.text
    offered = hidden_fields(again.text)
    assert {name: offered[name] for name in COMPLAINT} == {**COMPLAINT, **change}
    sent = await visitor.post("/klacht", offered)
    assert sent.headers["location"] == "/klacht/ontvangen"
    assert await visitor.code() != first
    async with site.platform.store.tenant(ZALTBOMMEL):
        assert len(await cases.all_ids()) == 2


async def test_another_file_with_the_same_form_is_not_silently_dropped(site: Site) -> None:
    visitor = site.visitor()
    form = {**await visitor.hidden("/klacht"), **COMPLAINT}
    await visitor.post("/klacht", form)
    again = await visitor.post("/klacht", form, [NOTE])
    assert again.status_code == 409
    assert "verslag.txt" in again.text


async def test_going_back_to_the_form_tells_of_the_complaint_that_was_sent(site: Site) -> None:
    visitor = site.visitor()
    assert "U hebt al een klacht ingediend" not in (await visitor.get("/klacht")).text
    await visitor.send()
    assert "U hebt al een klacht ingediend" in (await visitor.get("/klacht")).text


@pytest.mark.parametrize("key", ["", "x", "x" * 5000, "é" * 32, "../../etc/passwd"])
async def test_an_odd_submission_key_counts_as_none(site: Site, key: str) -> None:
    visitor = site.visitor()
    assert (await visitor.send({"formulier": key})).headers["location"] == "/klacht/ontvangen"
    assert (await visitor.send({"formulier": key})).headers["location"] == "/klacht/ontvangen"
    async with site.platform.store.tenant(ZALTBOMMEL):
        assert len(await cases.all_ids()) == 2


async def test_a_flemish_service_decides_whether_it_is_about_the_city_or_the_ocmw(site: Site) -> None:
    visitor = site.visitor(VOORBEELDSTAD)
    await visitor.send({"dienst": "thuiszorg", "bestuur": "stad"})
    await visitor.send({"dienst": "onbekend", "bestuur": "stad"})
    await visitor.send({"dienst": "", "bestuur": "onbekend"})
    async with site.platform.store.tenant(VOORBEELDSTAD):
        rows = [await cases.by_id(case_id) for case_id in await cases.all_ids()]
    assert sorted((row.unit or "", row.entity or "") for row in rows if row) == [
        ("", ""),
        ("", "stad"),
        ("thuiszorg", "ocmw"),
    ]


async def test_nothing_of_the_complaint_stands_in_an_address(site: Site) -> None:
    visitor = site.visitor()
    await visitor.send()
    code = await visitor.code()
    reference = (await visitor.get("/status/zaak")).text.split("<h1>Uw klacht ")[1].split("<")[0]
    form = {**await visitor.hidden("/klacht"), **COMPLAINT}
    for changes in ({}, {}, {"wat": "Anders."}, {"naam": ""}):
        answer = await visitor.post("/klacht", {**form, **changes})
        if location := answer.headers.get("location"):
            await visitor.get(location)
    await visitor.enter("verkeerd")
    await visitor.enter(code)
    seen = " ".join(visitor.addresses).lower()
    for secret in (
        code,
        reference,
        code.replace("-", ""),
        "jannie",
        "voorbeeld.example",
        "balie",
        "dorpsstraat",
        "9999",
    ):
        assert secret.lower() not in seen


async def test_without_a_complaint_there_is_no_confirmation_and_no_copy(site: Site) -> None:
    visitor = site.visitor()
    for address in ("/klacht/ontvangen", "/klacht/afschrift.pdf"):
        answer = await visitor.get(address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/status")
