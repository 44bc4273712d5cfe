"""Somebody complains for another: who gets what, what is asked for, and what both see."""

from __future__ import annotations

import pytest

from gehoor.domain import events as ev
from gehoor.domain.complaint import Mandate, RepresentativeKind
from gehoor.domain.payloads import decode
from gehoor.services import correspondence
from gehoor.storage import cases, files, letters, people, register

from .conftest import COMPLAINT, VOORBEELDSTAD, ZALTBOMMEL, Site, Visitor, text_between

pytestmark = pytest.mark.anyio
FOR_ANOTHER = {
    "wie": "ander",
    "naam": "Rik Raadsman",
    "email": "rik@voorbeeld.example",
    "klager_naam": "Petra Proefpersoon",
    "klager_straat": "Kerkstraat 3",
    "klager_plaats": "9999 ZZ Voorbeeldstad",
    "klager_email": "petra@voorbeeld.example",
    "hoedanigheid": "authorised",
}
MANDATE_FILE = {"machtiging": ("machtiging.pdf", b"%PDF-1.7 Ik machtig Rik.\n%%EOF\n", "application/pdf")}


async def sent(site: Site, tenant: str = ZALTBOMMEL, *, with_file: bool = False, **changes: str) -> Visitor:
    """Whoever complained for another."""
    visitor = site.visitor(tenant)
    answer = await visitor.send({**FOR_ANOTHER, **changes}, MANDATE_FILE if with_file else None)
    assert answer.status_code == 303, answer.text
    return visitor


async def happened(site: Site, tenant: str = ZALTBOMMEL) -> tuple[str, list[ev.Event]]:
    """The only case and everything on its register."""
    async with site.platform.store.tenant(tenant):
        (case_id,) = await cases.all_ids()
        return case_id, [decode(stored.payload) for stored in await register.events_of(case_id)]


async def test_both_are_kept_and_the_register_holds_codes_only(site: Site) -> None:
    await sent(site, with_file=True)
    case_id, events = await happened(site)
    (mandate,) = [event for event in events if isinstance(event, ev.MandateRecorded)]
    assert (mandate.kind, mandate.mandate) == (RepresentativeKind.AUTHORISED, Mandate.UPLOADED)
    async with site.platform.store.tenant(ZALTBOMMEL):
        parties = {party.role: party.name for party in await people.parties_of(case_id)}
        (kept,) = await files.attachments_of(case_id)
        stored = b"".join(event.payload for event in await register.events_of(case_id))
    assert parties == {"complainant": "Petra Proefpersoon", "representative": "Rik Raadsman"}
    assert (kept.id, kept.name, kept.origin) == (mandate.attachment, "machtiging.pdf", "mandate")
    for name in (b"Petra", b"Rik", b"machtiging.pdf"):
        assert name not in stored


@pytest.mark.parametrize(
    ("tenant", "kind", "mandate"),
    [
        (ZALTBOMMEL, "authorised", Mandate.ASKED),
        (ZALTBOMMEL, "lawyer", Mandate.NOT_REQUIRED),
        (ZALTBOMMEL, "legal", Mandate.NOT_REQUIRED),
        (VOORBEELDSTAD, "authorised", Mandate.ASKED),
        (VOORBEELDSTAD, "lawyer", Mandate.NOT_REQUIRED),
    ],
)
async def test_a_mandate_is_asked_for_only_where_the_law_or_the_board_asks_it(
    site: Site, tenant: str, kind: str, mandate: Mandate
) -> None:
    visitor = await sent(site, tenant, hoedanigheid=kind)
    _, events = await happened(site, tenant)
    assert next(event for event in events if isinstance(event, ev.MandateRecorded)).mandate is mandate
    missing = mandate is Mandate.ASKED
    word = "machtiging" if tenant == ZALTBOMMEL else "volmacht"
    assert (f"Wij hebben nog geen {word}" in (await visitor.get("/klacht/ontvangen")).text) == missing
    page = (await visitor.get("/status/zaak")).text
    assert (f"De {word} sturen" in page) == missing
    if missing and tenant == ZALTBOMMEL:
        assert "artikel 2:1 lid 3 Awb" in page


async def test_the_letter_goes_to_the_representative_and_says_for_whom(site: Site) -> None:
    await sent(site, with_file=True)
    case_id, _ = await happened(site)
    async with site.platform.store.tenant(ZALTBOMMEL):
        kept = await letters.letters_of(case_id)
        assert {letter.recipient_role for letter in kept} == {"representative"}
        acknowledgement = next(letter for letter in kept if letter.key == "acknowledgement")
        html = await correspondence.preview_of(case_id, acknowledgement.id)
    assert "Beste Rik Raadsman" in html
    assert "Dit gaat over de klacht van Petra Proefpersoon. U krijgt deze brief als gemachtigde." in html
    assert "Kerkstraat 3" not in html


async def test_the_code_is_for_whoever_sent_it_and_says_as_whom(site: Site) -> None:
    visitor = await sent(site, with_file=True)
    reader = site.visitor()
    await reader.enter(await visitor.code())
    page = (await reader.get("/status/zaak")).text
    assert "U volgt de klacht van Petra Proefpersoon, als gemachtigde." in page
    assert "Wij hebben gezien dat iemand namens een ander mag klagen" in page
    assert "Kopie van uw klacht" in page


async def test_the_copy_holds_both_people(site: Site) -> None:
    await sent(site)
    case_id, _ = await happened(site)
    async with site.platform.store.tenant(ZALTBOMMEL):
        copy = next(letter for letter in await letters.letters_of(case_id) if letter.key == "receipt_copy")
        html = await correspondence.preview_of(case_id, copy.id)
    for part in ("Petra Proefpersoon", "Rik Raadsman (gemachtigde)", "ontbreekt nog"):
        assert part in html


async def test_what_is_asked_only_for_another_is_required_only_then(site: Site) -> None:
    visitor = site.visitor()
    wrong = await visitor.send({"wie": "ander"})
    assert wrong.status_code == 422
    for message in (
        "Vul de naam in van de persoon voor wie u klaagt.",
        "Vul de straat en het huisnummer in van de persoon voor wie u klaagt.",
        "Vul de postcode en plaats in van de persoon voor wie u klaagt.",
        "Kies waarom u voor die persoon klaagt.",
    ):
        assert wrong.text.count(message) == 2
    assert f'value="{COMPLAINT["naam"]}"' in wrong.text
    alone = await visitor.send({"klager_naam": "Wie was dat"})
    assert alone.status_code == 303
    case_id, events = await happened(site)
    assert not [event for event in events if isinstance(event, ev.MandateRecorded)]
    async with site.platform.store.tenant(ZALTBOMMEL):
        assert [party.role for party in await people.parties_of(case_id)] == ["complainant"]


async def test_both_need_a_mailbox_of_their_own(site: Site) -> None:
    visitor = site.visitor()
    answer = await visitor.send({**FOR_ANOTHER, "klager_email": "RIK@voorbeeld.example"})
    assert answer.status_code == 422
    assert "Dit is uw eigen e-mailadres." in answer.text


async def test_a_file_that_cannot_be_taken_as_mandate_is_named(site: Site) -> None:
    visitor = site.visitor()
    answer = await visitor.send(FOR_ANOTHER, {"machtiging": ("machtiging.exe", b"MZ", "application/pdf")})
    assert answer.status_code == 422
    assert "machtiging.exe is niet toegevoegd" in answer.text


async def test_sending_the_same_twice_is_one_complaint_and_another_sender_is_noticed(site: Site) -> None:
    visitor = site.visitor()
    data = {**await visitor.hidden("/klacht"), **COMPLAINT, **FOR_ANOTHER}
    for _ in range(2):
        assert (await visitor.post("/klacht", data)).status_code == 303
    again = await visitor.post("/klacht", {**data, "naam": "Ria Raadsman"})
    assert again.status_code == 409
    assert 'name="klager_naam" value="Petra Proefpersoon"' in again.text
    await happened(site)


async def test_the_form_says_which_article_asks_for_a_mandate(site: Site) -> None:
    page = (await site.visitor().get("/klacht")).text
    assert "artikel 2:1 lid 3 Awb" in text_between(page, "De persoon voor wie u klaagt", "Uw naam")
    flemish = (await site.visitor(VOORBEELDSTAD).get("/klacht")).text
    assert "instelling van het bestuur" in text_between(flemish, "De persoon voor wie u klaagt", "Uw naam")
    assert "volmacht" in flemish
