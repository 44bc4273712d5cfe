"""Where mail goes that comes in: to its case, to the tray, or aside; and that none of it is lost or kept twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gehoor.domain import events as ev
from gehoor.errors import GehoorError
from gehoor.services import casefile, dossier, incoming_tray, mail
from gehoor.services.incoming_address import address_of_case, case_in
from gehoor.storage import files, messages, narratives
from gehoor.storage.scope import transaction
from gehoor.storage.tables_clock import Notice
from gehoor.storage.tables_messages import MessageIn
from logged import logged
from mail.arriving import TOWN, Arriving, arriving, to
from mail.corpus import FROM, PDF, PRIVATE, TO, delivery_report, file, hostile, part, parts, raw

pytestmark = pytest.mark.anyio


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Arriving]:
    async with arriving(tmp_path) as opened:
        yield opened


async def test_mail_to_the_address_of_a_case_joins_it(town: Arriving) -> None:
    reference, address = await town.filed()
    assert address.startswith(f"klachten+{reference}.")
    content = parts(part("text/plain", "Hier is de foto."), file("foto.pdf", PDF)).replace(
        TO.encode(), address.encode(), 1
    )
    assert (await town.comes(content)).state == "joined"
    async with town.platform.at(TOWN) as place:
        found = await dossier.by_reference(place, reference)
        event = found.case.last(ev.MessageReceived)
        assert event is not None
        assert event.sender == "complainant"
        text = await narratives.narrative(event.text or 0)
        assert text is not None
        assert "Hier is de foto." in text.text
        assert [each.name for each in await files.attachments_of(found.case_id)] == ["foto.pdf"]
        assert [each.id for each in await files.attachments_of(found.case_id)] == list(event.attachments)
        told = await Notice.select().where(Notice.case_id == found.case_id)
        assert [each["code"] for each in told] == ["message"]


async def test_a_stranger_who_writes_to_a_case_is_marked_as_unknown(town: Arriving) -> None:
    reference, address = await town.filed()
    await town.comes(to(address, sender="ander@voorbeeld.example"))
    async with town.platform.at(TOWN) as place:
        event = (await dossier.by_reference(place, reference)).case.last(ev.MessageReceived)
    assert event is not None
    assert event.sender == "unknown"


async def test_the_address_of_a_case_cannot_be_guessed(town: Arriving) -> None:
    reference, address = await town.filed()
    name, _, domain = address.partition("@")
    wrong = f"{name[:-1]}{'a' if name[-1] != 'a' else 'b'}@{domain}"
    async with town.platform.at(TOWN) as place:
        assert case_in(place, [address.upper()]) == reference
        assert case_in(place, [wrong, f"klachten+{reference}@{domain}", f"{name}@elders.example"]) == ""
    async with town.platform.at("voorbeeldstad") as place:
        assert address_of_case(place, reference) == ""
    assert (await town.comes(to(wrong))).state == "tray"


async def test_an_answer_to_a_mail_of_ours_joins_its_case(town: Arriving) -> None:
    reference, _ = await town.filed()
    async with town.platform.at(TOWN) as place, transaction():
        case_id = (await dossier.by_reference(place, reference)).case_id
        words = mail.Words("petra@voorbeeld.example", "x", "y")
        await mail.mail.put("link", words, "<van-ons@x.example>", town.clock(), town.clock(), case_id=case_id)
    assert (await town.comes(to(TO, "een", In_Reply_To="<van-ons@x.example>"))).state == "joined"
    # A second mail in the same thread, that only names the first one of the complainant.
    first = to(TO, "een", In_Reply_To="<van-ons@x.example>")
    own_id = first.partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode()
    assert (await town.comes(to(TO, "twee", References=own_id))).state == "joined"
    assert (await town.comes(to(TO, "drie", References="<onbekend@x.example>"))).state == "tray"


async def test_a_closed_case_gets_the_mail_and_stays_closed(town: Arriving) -> None:
    reference, address = await town.filed()
    async with town.platform.at(TOWN) as place, transaction():
        found = await dossier.by_reference(place, reference)
        on = place.day(town.clock())
        await dossier.record(place, found, [ev.Closed(on=on, way="withdrawn")], "noor", town.clock())
    assert (await town.comes(to(address))).state == "joined"
    async with town.platform.at(TOWN) as place:
        assert (await dossier.by_reference(place, reference)).case.closed_on == on


async def test_a_mail_that_comes_twice_is_one(town: Arriving) -> None:
    reference, address = await town.filed()
    content = to(address)
    for again in (content, b"Received: by mx; x\r\n" + content, content.replace(b"\r\n", b"\n")):
        await town.comes(again)
    assert len(await town.kept()) == 1
    async with town.platform.at(TOWN) as place:
        assert len((await dossier.by_reference(place, reference)).case.all(ev.MessageReceived)) == 1


@pytest.mark.parametrize(
    ("heads", "state"),
    [
        (["Auto-Submitted: auto-replied"], "set_aside"),
        (["Return-Path: <>", "Auto-Submitted: auto-replied"], "set_aside"),
        (["Auto-Submitted: auto-generated"], "tray"),
    ],
)
async def test_what_a_machine_sends_to_a_case_never_joins_it(town: Arriving, heads: list[str], state: str) -> None:
    reference, address = await town.filed()
    taken = await town.comes(raw("Ik ben met vakantie.", *heads).replace(TO.encode(), address.encode()))
    assert taken.state == state
    ((_, words),) = await town.kept()
    assert words.reference == reference
    async with town.platform.at(TOWN) as place:
        assert (await dossier.by_reference(place, reference)).case.last(ev.MessageReceived) is None


async def test_a_mail_that_came_back_is_kept_with_the_reason(town: Arriving) -> None:
    assert (await town.comes(delivery_report("<weg@zaltbommel.example>", "5.1.1"))).state == "bounced"
    ((_, words),) = await town.kept()
    assert (words.returned, words.code) == ("<weg@zaltbommel.example>", "5.1.1")


async def test_a_mail_becomes_a_complaint_received_when_its_server_took_it(town: Arriving) -> None:
    content = b"Received: by mx.zaltbommel.example; Fri, 20 Nov 2026 23:30:00 +0100\r\n" + parts(
        part("text/plain", "De balie was onbeleefd."), file("brief.pdf", PDF)
    )
    await town.comes(content)
    async with town.platform.at(TOWN) as place:
        noor = place.actor("noor", place.day(town.clock()))
        ((message, _),) = await messages.listed(["tray"], 10)
        filed = await incoming_tray.register_in_doubt(place, noor, message.id, b"secret", town.clock())
        with pytest.raises(GehoorError):
            await incoming_tray.register_in_doubt(place, noor, message.id, b"secret", town.clock())
        message = (await incoming_tray.opened(place, noor, message.id)).message
        found = await dossier.by_reference(place, filed.reference)
        file_of_case = await casefile.open_file(found)
    assert message.state == "became_case"
    assert found.received.on.isoformat() == "2026-11-20"
    assert found.received.received_at == datetime(2026, 11, 20, 22, 30, tzinfo=UTC).isoformat()
    assert found.case.last(ev.AuthenticityDoubted) is not None
    assert "use_the_form" in [paper.letter.key for paper in file_of_case.papers]
    assert [each.name for each in file_of_case.attachments] == ["brief.pdf"]


async def test_of_a_hundred_hostile_mails_none_is_lost_and_nothing_of_them_is_logged(town: Arriving) -> None:
    mails = hostile()
    with logged("") as lines:
        for number, content in enumerate(mails):
            taken = await town.comes(content)
            assert not taken.already_there, number
    kept = await town.kept()
    assert len(kept) == len(mails)
    async with town.platform.at(TOWN):
        for (message, _), content in zip(kept, mails, strict=True):
            assert await messages.raw_of(message) == content
    written = str(lines).casefold()
    assert not [word for word in PRIVATE if word in written]


async def test_nothing_of_a_mail_stands_open_in_the_database(town: Arriving) -> None:
    await town.comes(raw("Een purperen giraf."))
    async with town.platform.at(TOWN):
        (row,) = await MessageIn.select()
    shown = repr(row).casefold()
    assert not [word for word in ("giraf", "petra", FROM.casefold()) if word in shown]
