"""A print run: one file with a sheet before each letter, made once, posted once, and nobody reads too much in it."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec import structs
from pypdf import PdfReader

from gehoor.domain import events as ev
from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput, NotAllowed, NotFound, Refused
from gehoor.letters import binding
from gehoor.letters.binding import Piece
from gehoor.letters.failure import LetterFailed
from gehoor.letters.pdf import PdfRenderer
from gehoor.services import dossier as dossiers
from gehoor.services import printing
from gehoor.services.handling import Work
from gehoor.services.municipality import Municipality
from gehoor.storage import deliveries, print_runs
from gehoor.storage.deliveries import State
from gehoor.storage.scope import transaction
from gehoor.worker import Worker
from mail.conftest import posting
from mail.mail_server import MailServer
from sending.conftest import COORDINATOR, SLUG, Office

pytestmark = pytest.mark.anyio


@pytest.fixture
async def printer(tmp_path: Path, mail_server: MailServer) -> AsyncIterator[Office]:
    """As `office`, with the real program that makes PDFs."""
    renderer = PdfRenderer()
    async with posting(tmp_path, mail_server) as post:
        post.worker = Worker(post.platform, renderer.render)
        yield Office(post)
    await renderer.aclose()


async def begun(office: Office, person: str = COORDINATOR) -> int:
    async with office.post.platform.at(SLUG) as place:
        number = await printing.begin(place, place.actor(person, place.day(office.post.clock())), office.post.clock())
    await office.work()
    return number


async def with_file(place: Municipality, actor: Actor, at: datetime) -> int:
    """A run of which the file is made."""
    number = await printing.begin(place, actor, at)
    async with transaction():
        assert await print_runs.ready(number, b"%PDF-", 1, at)
    return number


async def opened(office: Office, number: int, person: str = COORDINATOR) -> bytes:
    async with office.post.platform.at(SLUG) as place:
        actor = place.actor(person, place.day(office.post.clock()))
        return await printing.file_of(place, actor, number, office.post.clock())


async def posted(office: Office, number: int, only: tuple[int, ...] = ()) -> int:
    async with office.post.platform.at(SLUG) as place:
        on = place.day(office.post.clock())
        actor = place.actor(COORDINATOR, on)
        return await printing.mark_posted(place, actor, number, on, only, office.post.clock())


async def test_the_file_has_the_addresses_and_a_sheet_before_each_letter(printer: Office) -> None:
    references = [await printer.complaint(name=f"Petra Proef {number}") for number in range(2)]
    await printer.work()
    number = await begun(printer)
    pdf = PdfReader(io.BytesIO(await opened(printer, number)))
    pages = [page.extract_text() for page in pdf.pages]
    assert "Adreslijst" in pages[0]
    sheets = [page for page in pages if "Voorblad." in page]
    assert len(sheets) == sum([len(await printer.sent(reference)) for reference in references])
    assert references[0] in sheets[0]
    assert "Petra Proef 0" in sheets[0]
    assert "Dorpsstraat 1" in sheets[0]
    after = pages[pages.index(sheets[0]) + 1]
    assert references[0] in after
    assert "Voorblad." not in after
    async with printer.post.platform.at(SLUG):
        run = await print_runs.by_id(number)
    assert run is not None
    assert (run.state, run.pages) == ("ready", len(pages))


async def test_a_letter_is_in_one_run_and_the_file_stays_the_same(printer: Office) -> None:
    reference = await printer.complaint()
    await printer.work()
    number = await begun(printer)
    assert await opened(printer, number) == await opened(printer, number)
    with pytest.raises(Refused):
        await begun(printer)
    assert {each.run_id for each in await printer.sent(reference)} == {number}


async def test_posting_is_written_down_once_for_each_letter(office: Office) -> None:
    reference = await office.complaint()
    await office.work()
    async with office.post.platform.at(SLUG) as place:
        actor = place.actor(COORDINATOR, place.day(office.post.clock()))
        number = await printing.begin(place, actor, office.post.clock())
        with pytest.raises(Refused):
            await printing.mark_posted(place, actor, number, place.day(office.post.clock()), (), office.post.clock())
        async with transaction():
            assert await print_runs.ready(number, b"%PDF-", 1, office.post.clock())
        with pytest.raises(InvalidInput):
            await printing.mark_posted(place, actor, number, None, (), office.post.clock())
    sent = await office.sent(reference)
    assert await posted(office, number) == len(sent)
    assert await posted(office, number) == 0
    assert {each.state for each in await office.sent(reference)} == {State.POSTED}
    assert len(await office.happened(reference, ev.LetterSent)) == len(sent)


async def test_a_run_that_is_given_up_gives_its_letters_back_and_loses_its_bytes(office: Office) -> None:
    reference = await office.complaint()
    await office.work()
    async with office.post.platform.at(SLUG) as place:
        actor = place.actor(COORDINATOR, place.day(office.post.clock()))
        number = await with_file(place, actor, office.post.clock())
        await printing.give_up(place, actor, number, office.post.clock())
        with pytest.raises(NotFound):
            await printing.file_of(place, actor, number, office.post.clock())
        with pytest.raises(Refused):
            await printing.give_up(place, actor, number, office.post.clock())
        again = await printing.begin(place, actor, office.post.clock())
    assert {each.run_id for each in await office.sent(reference)} == {again}


async def test_the_front_desk_opens_no_letter_and_who_a_case_is_about_neither(office: Office) -> None:
    await office.complaint()
    await office.work()
    async with office.post.platform.at(SLUG) as place:
        on = place.day(office.post.clock())
        number = await with_file(place, place.actor(COORDINATOR, on), office.post.clock())
        with pytest.raises(NotAllowed):
            await printing.file_of(place, place.actor("sara", on), number, office.post.clock())
        with pytest.raises(NotAllowed):
            await printing.begin(place, place.actor("karel", on), office.post.clock())


async def test_a_run_with_a_case_about_the_coordinator_opens_for_the_deputy_only(office: Office) -> None:
    reference = await office.complaint()
    await office.work()
    async with office.post.platform.at(SLUG) as place:
        on, at = place.day(office.post.clock()), office.post.clock()
        deputy = place.actor("pim", on)
        found = await dossiers.by_reference(place, reference)
        about = structs.replace(found.case.complaint.accused, person=COORDINATOR)
        changed = structs.replace(found.case.complaint, accused=about)
        await Work(place, deputy, reference, at).correct_facts(changed, "Noor")
        with pytest.raises(Refused):
            await printing.begin(place, place.actor(COORDINATOR, on), at)
        number = await with_file(place, deputy, at)
        assert await printing.file_of(place, deputy, number, at) == b"%PDF-"
        with pytest.raises(NotAllowed):
            await printing.file_of(place, place.actor(COORDINATOR, on), number, at)


async def test_a_file_that_is_no_pdf_has_no_pages_and_stops_nobody() -> None:
    assert await binding.page_counts([b"no pdf at all"]) == [0]
    assert await binding.page_counts([]) == []


async def test_joining_something_monstrous_fails_in_plain_words() -> None:
    with pytest.raises(LetterFailed):
        await binding.joined([b"no pdf"], [Piece(3)], "Printronde")


async def test_what_waits_is_seen_oldest_first(office: Office) -> None:
    references = [await office.complaint() for _ in range(2)]
    await office.work()
    async with office.post.platform.at(SLUG):
        waiting = await deliveries.waiting([State.TO_PRINT])
    sent = [each.id for reference in references for each in await office.sent(reference)]
    assert len(sent) >= len(references)
    assert [each.id for each in waiting] == sorted(sent)
