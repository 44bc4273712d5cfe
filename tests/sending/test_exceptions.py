"""Letters that went otherwise than was planned, and print runs with something broken in them."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject

from gehoor.domain import events as ev
from gehoor.domain.events import Party
from gehoor.errors import GehoorError, Refused
from gehoor.letters import binding
from gehoor.letters.failure import LetterFailed
from gehoor.services import delivery_log, notices, planning, printing, sending
from gehoor.services.dossier import Dossier
from gehoor.services.handling import Work
from gehoor.services.sending import Plan
from gehoor.storage import deliveries, files, letters, print_runs
from gehoor.storage import mail as stored
from gehoor.storage.deliveries import State, Way
from gehoor.storage.engine import TENANT
from gehoor.storage.scope import transaction
from gehoor.storage.tables_following import MailOut
from sending.conftest import COORDINATOR, SLUG, Office

pytestmark = pytest.mark.anyio


async def test_a_letter_without_an_address_of_mail_any_more_is_told_to_the_coordinator(office: Office) -> None:
    reference = await office.complaint(email="")
    await office.work()
    found = await office.dossier(reference)
    async with office.post.platform.at(SLUG) as place:
        at = office.post.clock()
        (letter, *_) = await letters.letters_of(found.case_id)
        async with transaction():
            plan = Plan(way=Way.ELECTRONIC, why=sending.CHOSEN)
            made = await sending.start(place, found, letter, plan, sending.SYSTEM, at)
    await office.work()
    async with office.post.platform.at(SLUG) as place:
        held = await deliveries.by_id(made.id)
        actor = place.actor(COORDINATOR, place.day(at))
        told = [each.notice.code for each in await notices.unseen(place, actor)]
    assert held is not None
    assert (held.state, held.problem) == (State.HELD, sending.NO_EMAIL)
    assert "letter_held" in told


async def test_a_letter_that_was_to_go_by_mail_and_was_posted_by_hand_went_by_post(office: Office) -> None:
    reference = await office.complaint(email="")
    await office.chooses(reference, electronic=True)
    await office.work()
    held = (await office.sent(reference))[-1]
    async with office.post.platform.at(SLUG) as place, transaction():
        at = office.post.clock()
        assert await sending.posted(place, [held], place.day(at), COORDINATOR, at) == 1
    assert [(each.way, each.state) for each in await office.sent(reference) if each.letter_id == held.letter_id] == [
        (Way.ELECTRONIC, State.REPLACED),
        (Way.POST, State.POSTED),
    ]
    assert [event.way for event in await office.happened(reference, ev.LetterSent)] == ["post"]  # type: ignore[attr-defined]


async def begun(office: Office) -> int:
    async with office.post.platform.at(SLUG) as place:
        at = office.post.clock()
        return await printing.begin(place, place.actor(COORDINATOR, place.day(at)), at)


def broken(**page: object) -> bytes:
    """A PDF of one page that can be counted, with something in it that breaks whoever joins it."""
    made, bytes_of = PdfWriter(), io.BytesIO()
    sheet = made.add_blank_page(100, 100)
    for name, value in page.items():
        sheet[NameObject(f"/{name}")] = value
    made.write(bytes_of)
    return bytes_of.getvalue()


@pytest.mark.parametrize(
    ("page", "pages"),
    [({}, 1), ({"Annots": ArrayObject([NumberObject(3)])}, 0), ({"B": NumberObject(5)}, 0)],
)
async def test_an_enclosure_that_cannot_be_joined_is_printed_by_hand(page: dict[str, object], pages: int) -> None:
    content = broken(**page)
    assert await binding.page_counts([content]) == [1]
    assert await binding.pages_from_outside(content) == pages


async def test_an_enclosure_that_breaks_its_reader_does_not_stop_the_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = await office.complaint()
    found = await office.dossier(reference)

    async def gone(pdf: bytes) -> int:
        raise LetterFailed("het programma viel uit")

    monkeypatch.setattr(binding, "pages_from_outside", gone)
    async with office.post.platform.at(SLUG):
        async with transaction():
            made = await files.attach(found.case_id, "kwaad.pdf", "application/pdf", b"%PDF-kwaad", "complainant")
        assert await printing._as_pdf(made, _no_picture) is None


async def _no_picture(html: str) -> bytes:
    raise LetterFailed("geen afbeelding")


async def test_nobody_waits_to_write_while_the_cases_of_a_run_are_opened(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.complaint()
    await office.work()
    open_to, inside = delivery_log.open_to, list[bool]()

    async def watched(*given: Any) -> dict[str, Dossier]:
        inside.append(TENANT.active is not None)
        return await open_to(*given)

    monkeypatch.setattr(delivery_log, "open_to", watched)
    await begun(office)
    assert inside == [False]


async def test_a_page_of_the_log_reads_the_letters_it_shows_and_counts_all(office: Office) -> None:
    for _ in range(2):
        await office.complaint()
    await office.work()
    async with office.post.platform.at(SLUG) as place:
        on = place.day(office.post.clock())
        actor = place.actor(COORDINATOR, on)
        every, count = await delivery_log.of_days(place, actor, on, on)
        newest, of_all = await delivery_log.of_days(place, actor, on, on, newest=1)
    assert (newest, of_all) == (every[-1:], count)
    assert count == len(every) > 1


async def test_a_run_that_cannot_be_made_for_whatever_reason_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.complaint()
    await office.work()
    number = await begun(office)

    async def damaged(letter: int) -> bytes:
        raise GehoorError("Deze brief is beschadigd.")

    monkeypatch.setattr(letters, "pdf_of", damaged)
    await office.work()
    async with office.post.platform.at(SLUG):
        run = await print_runs.by_id(number)
    assert run is not None
    assert (run.state, run.error) == ("failed", "Deze brief is beschadigd.")


async def test_the_title_of_a_letter_is_read_once_however_often_it_was_sent(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = await office.complaint(address="")
    await office.work()
    (held, *_) = await office.sent(reference)
    asked: list[int] = []
    read = letters.html_of

    async def counting(letter: int) -> str | None:
        asked.append(letter)
        return await read(letter)

    async with office.post.platform.at(SLUG) as place:
        await sending.by_post_after_all(place, held.id, COORDINATOR, office.post.clock(), "Kerkstraat 2")
        known = [each for each in await deliveries.of_case(held.case_id) if each.letter_id == held.letter_id]
        monkeypatch.setattr(letters, "html_of", counting)
        titles = await delivery_log.titles_of(known)
    assert len(known) == 2
    assert asked == [held.letter_id]
    assert titles[held.letter_id]


async def test_the_mail_with_an_appointment_waits_no_longer_than_the_talk(office: Office) -> None:
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    begins = office.post.clock() + timedelta(hours=3)
    async with office.post.platform.at(SLUG) as place:
        actor = place.actor(COORDINATOR, place.day(office.post.clock()))
        work = Work(place, actor, reference, office.post.clock())
        await planning.plan(work, Party.COMPLAINANT, begins, 60, "phone", "")
        rows = await MailOut.select(MailOut.id).where(MailOut.kind == "talk")
        found = await stored.waiting(rows[0]["id"])
    assert found is not None
    assert found[0].expires_at == begins


async def test_no_talk_is_planned_in_a_closed_case(office: Office) -> None:
    reference = await office.complaint()
    async with office.post.platform.at(SLUG) as place:
        at = office.post.clock()
        work = Work(place, place.actor(COORDINATOR, place.day(at)), reference, at)
        await work.close("withdrawn", "De klager trok de klacht in.", consent=True)
        with pytest.raises(Refused, match="afgesloten"):
            await planning.plan(work, Party.COMPLAINANT, at + timedelta(days=3), 60, "phone", "")
