"""Which way a letter goes, what proves that it went, and what happens when it does not arrive."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from msgspec import structs

from gehoor.domain import events as ev
from gehoor.domain.events import Decision
from gehoor.errors import InvalidInput, NotAllowed, Refused
from gehoor.services import admin_log, assignment, channel, delivery_log, following, notices, sending
from gehoor.services import dossier as dossiers
from gehoor.services.handling import Work
from gehoor.storage.deliveries import State, Way
from gehoor.storage.scope import transaction
from mail.mail_server import CUT_AFTER_DATA
from sending.conftest import Office

pytestmark = pytest.mark.anyio


async def test_a_letter_goes_by_post_to_whoever_chose_nothing(office: Office) -> None:
    reference = await office.complaint()
    await office.work()
    for delivery in await office.sent(reference):
        assert (delivery.way, delivery.state, delivery.why) == (Way.POST, State.TO_PRINT, sending.BY_LAW)
    assert office.post.server.received == []
    assert await office.sent(reference)


async def test_the_copy_of_what_was_entered_is_not_sent(office: Office) -> None:
    reference = await office.complaint()
    await office.work()
    keys = await office.letter_keys(reference)
    assert "receipt_copy" in keys
    assert len(await office.sent(reference)) == len(keys) - 1


async def test_whoever_chose_gets_a_mail_with_a_link_and_without_content(office: Office) -> None:
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    delivery = (await office.sent(reference))[-1]
    (mail,) = office.post.server.received
    assert mail["To"] == "petra@voorbeeld.example"
    assert mail["Subject"] == "Er staat een brief voor u klaar"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # It has a text.
    assert reference not in mail.as_string()
    assert "balie" not in mail.as_string()
    assert delivery.state is State.HANDED
    assert await office.log(delivery) == [
        ("to_mail", "chosen"),
        ("mailed", delivery.message_id),
        ("handed_to_server", f"smtp_250 {delivery.message_id}"),
    ]
    assert [event.way for event in await office.happened(reference, ev.LetterSent)] == ["electronic"]  # type: ignore[attr-defined]
    token = text.partition("/status/openen/")[2].split()[0]
    async with office.post.platform.at(office.slug):
        visit = await following.open_link(token, office.post.clock())
        assert visit is not None
        assert await following.open_link(token, office.post.clock()) is None


async def test_opening_it_is_on_the_register_once(office: Office) -> None:
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    delivery = (await office.sent(reference))[-1]
    for _ in range(2):
        async with office.post.platform.at(office.slug) as place:
            await sending.fetched(place, delivery.letter_id, ("complainant",), office.post.clock())
    assert (await office.sent(reference))[-1].state is State.FETCHED
    assert len(await office.happened(reference, ev.LetterFetched)) == 1


async def test_an_address_the_server_refuses_is_shown_and_the_letter_can_go_by_post(office: Office) -> None:
    office.post.server.answers.append("550 5.1.1 No such user")
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    delivery = (await office.sent(reference))[-1]
    assert (delivery.state, delivery.problem) == (State.RETURNED, "smtp_550")
    assert [event.code for event in await office.happened(reference, ev.LetterReturned)] == ["smtp_550"]  # type: ignore[attr-defined]
    assert await office.happened(reference, ev.LetterSent) == []
    async with office.post.platform.at(office.slug) as place:
        again = await sending.by_post_after_all(place, delivery.id, "noor", office.post.clock())
    assert (again.number, again.way, again.state) == (2, Way.POST, State.TO_PRINT)


async def test_a_bounce_after_the_server_took_it_brings_the_letter_back_once(office: Office) -> None:
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    delivery = (await office.sent(reference))[-1]
    async with office.post.platform.at(office.slug) as place:
        async with transaction():
            assert not await sending.bounced(place, "<unknown@voorbeeld.example>", "5.1.1", office.post.clock())
        for _ in range(2):
            async with transaction():
                assert await sending.bounced(place, delivery.message_id or "", "5.1.1", office.post.clock())
    assert (await office.sent(reference))[-1].state is State.RETURNED
    assert len(await office.happened(reference, ev.LetterReturned)) == 1


async def test_a_mail_that_does_not_leave_within_two_days_is_told_to_a_person(office: Office) -> None:
    office.post.server.answers += ["451 4.7.1 Greylisted"] * 60
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    for _ in range(60):
        await office.work(hours=1)
    delivery = (await office.sent(reference))[-1]
    assert (delivery.state, delivery.problem) == (State.FAILED, sending.NOT_IN_TIME)
    assert ("tried", "smtp_451") in await office.log(delivery)


async def test_a_grey_list_is_on_the_log_and_the_letter_counts_as_sent_once_it_is_taken(office: Office) -> None:
    office.post.server.answers.append("451 4.7.1 Greylisted")
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    assert await office.happened(reference, ev.LetterSent) == []
    await office.work(seconds=30)
    assert len(await office.happened(reference, ev.LetterSent)) == 1
    assert [what for what, _ in await office.log((await office.sent(reference))[-1])] == [
        *("to_mail", "mailed", "tried", "handed_to_server"),
    ]


async def test_a_mail_that_was_taken_twice_is_one_letter_on_the_register(office: Office) -> None:
    office.post.server.answers.append(CUT_AFTER_DATA)
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    await office.work(seconds=30)
    first, second = office.post.server.received
    assert first["Message-ID"] == second["Message-ID"]
    assert len(await office.happened(reference, ev.LetterSent)) == 1


async def test_without_an_address_a_letter_waits_for_a_person(office: Office) -> None:
    reference = await office.complaint(address="")
    await office.work()
    delivery = (await office.sent(reference))[-1]
    assert (delivery.state, delivery.problem) == (State.HELD, sending.NO_ADDRESS)
    other = await office.complaint(email="")
    await office.chooses(other, electronic=True)
    await office.work()
    held = (await office.sent(other))[-1]
    assert (held.way, held.state, held.problem) == (Way.ELECTRONIC, State.HELD, sending.NO_EMAIL)


async def test_an_address_that_was_looked_up_lets_the_letter_go(office: Office) -> None:
    reference = await office.complaint(address="")
    await office.work()
    held = (await office.sent(reference))[-1]
    async with office.post.platform.at(office.slug) as place:
        at = office.post.clock()
        again = await sending.by_post_after_all(place, held.id, "noor", at, "Kerkstraat 2\n5301 AB Zaltbommel")
        with pytest.raises(Refused):
            await sending.by_post_after_all(place, held.id, "noor", at)
    assert again.state is State.TO_PRINT


async def test_a_letter_to_a_colleague_lies_ready_on_the_platform(office: Office) -> None:
    reference = await office.complaint()
    found = await office.dossier(reference)
    about = structs.replace(found.case.complaint, accused=structs.replace(found.case.complaint.accused, person="karel"))
    case = structs.replace(found.case, complaint=about)
    async with office.post.platform.at(office.slug) as place:
        on = place.day(office.post.clock())
        inside = sending.plan_of(place, replace(found, case=case), "accused", None, on)
        outside = sending.plan_of(place, found, "accused", None, on)
        manager = sending.plan_of(place, found, "manager", None, on)
        coordinator = sending.plan_of(place, found, "klachtencoordinator", None, on)
    assert (inside.way, inside.person, inside.problem) == (Way.INTERNAL, "karel", "")
    assert (outside.way, outside.problem) == (Way.INTERNAL, sending.NO_PERSON)
    assert (manager.way, manager.problem) == (Way.POST, "")
    assert (coordinator.way, coordinator.person) == (Way.INTERNAL, "noor")


async def test_a_choice_is_kept_once_and_needs_an_address_of_mail(office: Office) -> None:
    reference, without = await office.complaint(), await office.complaint(email="")
    for _ in range(2):
        async with office.post.platform.at(office.slug) as place:
            found = await dossiers.by_reference(place, reference)
            await channel.choose(
                place, found, "complainant", "citizen", office.post.clock(), electronic=True, how="status_page"
            )
            other = await dossiers.by_reference(place, without)
            with pytest.raises(InvalidInput):
                await channel.choose(
                    place, other, "complainant", "citizen", office.post.clock(), electronic=True, how="status_page"
                )
    assert len(await office.happened(reference, ev.ChannelChosen)) == 1
    found = await office.dossier(reference)
    assert sending.is_electronic(found, "complainant") == (True, sending.CHOSEN)


async def test_the_log_can_be_taken_along_and_that_is_logged(office: Office) -> None:
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    async with office.post.platform.at(office.slug) as place:
        at = office.post.clock()
        on = place.day(at)
        actor = place.actor("noor", on)
        content, kind = await delivery_log.exported(place, actor, on, on, "csv", at)
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        data, _ = await delivery_log.exported(place, actor, on, on, "json", at)
        with pytest.raises(NotAllowed):
            await delivery_log.of_days(place, place.actor("sara", on), on, on)
        logged = [entry.action for entry in await admin_log.newest()]
    assert kind.startswith("text/csv")
    delivery = (await office.sent(reference))[-1]
    assert rows[-1]["kenmerk"] == reference
    assert rows[-1]["message_id"] == delivery.message_id
    assert rows[-1]["antwoord_mailserver"] == "smtp_250"
    assert rows[-1]["pdf_sha256"] == delivery.pdf_sha256
    assert json.loads(data)[-1]["kenmerk"] == reference
    assert logged.count(delivery_log.EXPORTED) == 2


async def test_letters_to_whoever_is_not_pointed_out_wait_and_lie_ready_once_that_is_known(office: Office) -> None:
    reference = await office.complaint()
    async with office.post.platform.at(office.slug) as place:
        at = office.post.clock()
        actor = place.actor("noor", place.day(at))
        await Work(place, actor, reference, at).decide(Decision.TREAT, (), "")
        choices = assignment.choices(place, await dossiers.by_reference(place, reference), at)
        key = next(choice.key for choice in choices if choice.candidate.person == "karel")
        await assignment.assign(place, actor, reference, key, "", at, declared=True)
    await office.work()
    waiting = [each for each in await office.sent(reference) if each.role == "accused"]
    assert {(each.state, each.problem) for each in waiting} == {(State.HELD, sending.NO_PERSON)}
    found = await office.dossier(reference)
    async with office.post.platform.at(office.slug) as place:
        told = [each for each in await notices.unseen(place, actor) if each.notice.code == "letter_held"]
        complaint = found.case.complaint
        pointed_out = structs.replace(complaint, accused=structs.replace(complaint.accused, person="vera"))
        await Work(place, actor, reference, at).correct_facts(pointed_out)
        await Work(place, actor, reference, at).correct_facts(pointed_out)
    assert len(told) == 1
    after = [each for each in await office.sent(reference) if each.role == "accused"]
    assert [each.state for each in after if each.person == "vera"] == [State.HANDED] * len(waiting)
    assert {each.state for each in after if not each.person} == {State.REPLACED}
