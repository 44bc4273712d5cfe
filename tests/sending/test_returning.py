"""A mail that comes back brings the letter back that went with it: once, whatever is cut off or comes twice."""

from __future__ import annotations

import pytest

from gehoor.domain import events as ev
from gehoor.errors import ConcurrentChange
from gehoor.services import incoming, sending
from gehoor.services.notice_words import BOUNCE
from gehoor.storage import messages
from gehoor.storage.deliveries import Delivery, State
from gehoor.storage.tables_clock import Notice
from mail.corpus import delivery_report
from sending.conftest import Office

pytestmark = pytest.mark.anyio


async def mailed(office: Office) -> tuple[str, Delivery]:
    """A letter that the mail server took; gives the reference of its case too."""
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await office.work()
    delivery = (await office.sent(reference))[-1]
    assert delivery.state is State.HANDED
    assert delivery.message_id == office.post.server.received[-1]["Message-ID"]
    return reference, delivery


async def comes(office: Office, raw: bytes) -> incoming.Taken:
    async with office.post.platform.at(office.slug) as place:
        return await incoming.receive(place, raw, office.post.clock())


async def returned(office: Office, reference: str) -> tuple[State, int, int]:
    """How the letter stands, how often that it came back is on the register, and how often somebody was told."""
    state = (await office.sent(reference))[-1].state
    events = await office.happened(reference, ev.LetterReturned)
    async with office.post.platform.at(office.slug):
        told = await Notice.count().where((Notice.kind == BOUNCE) & (Notice.code == "bounce"))
    return state, len(events), told


async def test_the_report_of_a_mail_server_brings_the_letter_back_once(office: Office) -> None:
    reference, delivery = await mailed(office)
    report = delivery_report(delivery.message_id or "", "5.1.1")
    assert (await comes(office, report)).state == "bounced"
    assert await returned(office, reference) == (State.RETURNED, 1, 1)
    before = await office.log(delivery)
    assert ("returned", "5.1.1") in before
    # The same mail again, and another report about the same mail of ours.
    assert (await comes(office, report)).already_there
    assert await office.log(delivery) == before
    assert (await comes(office, delivery_report(delivery.message_id or "", "5.2.2"))).state == "bounced"
    assert await returned(office, reference) == (State.RETURNED, 1, 1)
    assert [what for what, _ in await office.log(delivery)].count("bounce") == 1


async def test_a_report_about_a_mail_that_is_not_ours_moves_nothing(office: Office) -> None:
    reference, _ = await mailed(office)
    assert (await comes(office, delivery_report("<vreemd@elders.example>", "5.1.1"))).state == "bounced"
    assert await returned(office, reference) == (State.HANDED, 0, 0)


@pytest.mark.parametrize("opened_before", [False, True])
async def test_a_crash_before_the_report_is_kept_leaves_nothing_and_it_is_noted_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, opened_before: bool
) -> None:
    _, delivery = await mailed(office)
    if opened_before:
        async with office.post.platform.at(office.slug) as place:
            await sending.fetched(place, delivery.letter_id, ("complainant",), office.post.clock())

    async def cut(number: int) -> None:
        raise KeyboardInterrupt

    report, before = delivery_report(delivery.message_id or "", "5.1.1"), await office.log(delivery)
    with monkeypatch.context() as patch:
        patch.setattr(messages, "lock", cut)
        with pytest.raises(KeyboardInterrupt):
            await comes(office, report)
    assert await office.log(delivery) == before
    taken = await comes(office, report)
    assert (taken.state, taken.already_there) == ("bounced", False)
    assert len(await office.log(delivery)) == len(before) + 1


async def test_a_report_is_kept_also_when_its_letter_cannot_be_moved_now(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, delivery = await mailed(office)

    async def busy(*arguments: object) -> bool:
        raise ConcurrentChange("Er is intussen iets vastgelegd.")

    monkeypatch.setattr(sending, "bounced", busy)
    assert (await comes(office, delivery_report(delivery.message_id or "", "5.1.1"))).state == "bounced"
    assert await returned(office, reference) == (State.HANDED, 0, 0)
