"""Reading a mailbox of a real Dovecot: what is kept here leaves it, once, whatever stops in between."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from gehoor.domain.tenant import Security
from gehoor.mail.mailbox import Mailbox, MailboxTrouble
from gehoor.services import incoming, incoming_mailbox, secrets
from gehoor.storage import mailboxes
from gehoor.storage.tables import Outbox
from mail import dovecot
from mail.arriving import TOWN, Arriving, arriving, to
from mail.corpus import TO, hostile
from mail.dovecot import HOST, PASSWORD, USER, MailServer

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not dovecot.available(), reason="this machine has no Dovecot"),
]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with dovecot.running() as opened:
        yield opened


@pytest.fixture
async def town(tmp_path: Path, server: MailServer) -> AsyncIterator[Arriving]:
    async with arriving(tmp_path) as opened:
        async with opened.platform.at(TOWN):
            await secrets.keep(secrets.IMAP_PASSWORD, PASSWORD, "iris", opened.clock())
        await opened.set_up(imap_host=HOST, imap_port=server.port, security=Security.NONE, user=USER, minutes=5)
        yield opened


async def read(town: Arriving) -> int:
    async with town.platform.at(TOWN) as place:
        return await incoming_mailbox.read_mailbox(place, town.clock)


async def test_new_mail_is_taken_in_once_and_marked_as_read(town: Arriving, server: MailServer) -> None:
    server.deliver(to(TO, "een"))
    assert await read(town) == 1
    server.deliver(to(TO, "twee"))
    assert await read(town) == 1
    assert await read(town) == 0
    assert [words.text for _, words in await town.kept()] == ["een", "twee"]
    assert server.flags() == [r"\Seen", r"\Seen"]


async def test_mail_moves_to_the_other_folder_once_it_is_kept(town: Arriving, server: MailServer) -> None:
    server.make('"Verwerkt &- klaar"')
    await town.set_up(
        imap_host=HOST, imap_port=server.port, security=Security.NONE, user=USER, move_to="Verwerkt & klaar"
    )
    server.deliver(to(TO, "een"))
    assert await read(town) == 1
    assert (len(server.flags()), len(server.flags('"Verwerkt &- klaar"'))) == (0, 1)


async def test_a_crash_between_keeping_and_moving_loses_and_doubles_nothing(
    town: Arriving, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.make("Verwerkt")
    await town.set_up(imap_host=HOST, imap_port=server.port, security=Security.NONE, user=USER, move_to="Verwerkt")
    server.deliver(to(TO, "een"))
    with monkeypatch.context() as broken:
        broken.setattr(Mailbox, "put_away", _cut_off)
        with pytest.raises(MailboxTrouble):
            await read(town)
    assert len(await town.kept()) == 1
    assert len(server.flags()) == 1
    assert await read(town) == 1
    assert len(await town.kept()) == 1
    assert (len(server.flags()), len(server.flags("Verwerkt"))) == (0, 1)


def _cut_off(mailbox: Mailbox, uid: int) -> None:
    raise MailboxTrouble("Het postvak is niet bereikbaar.", code="not_reachable")


async def test_a_crash_before_keeping_leaves_the_mail_in_the_mailbox(
    town: Arriving, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.deliver(to(TO, "een"))
    with monkeypatch.context() as broken:
        broken.setattr(incoming, "receive", _fails)
        with pytest.raises(OSError, match="disk full"):
            await read(town)
    assert server.flags() == [""]
    assert await town.kept() == []
    assert await read(town) == 1
    assert len(await town.kept()) == 1


async def _fails(*arguments: object) -> None:
    raise OSError("disk full")


async def test_a_folder_that_begins_anew_is_read_from_its_beginning(town: Arriving, server: MailServer) -> None:
    server.make("Klachten")
    await town.set_up(imap_host=HOST, imap_port=server.port, security=Security.NONE, user=USER, folder="Klachten")
    server.deliver(to(TO, "een"), "Klachten")
    server.deliver(to(TO, "twee"), "Klachten")
    assert await read(town) == 2
    server.remove("Klachten")
    server.make("Klachten")
    server.deliver(to(TO, "drie"), "Klachten")
    await read(town)
    assert [words.text for _, words in await town.kept()] == ["een", "twee", "drie"]


async def test_a_mail_that_is_too_big_stays_with_a_flag_and_a_person_hears_of_it(
    town: Arriving, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MESSAGE_LIMIT", 5_000)
    server.deliver(to(TO, "groot " * 2_000))
    server.deliver(to(TO, "klein"))
    assert await read(town) == 2
    (big, told), (_, small) = await town.kept()
    assert (big.state, small.text) == ("unreadable", "klein")
    assert "te groot" in told.text
    assert server.flags() == [r"\Flagged", r"\Seen"]


async def test_the_worker_reads_again_and_again_and_a_wrong_password_shows_until_it_is_right(
    town: Arriving, server: MailServer
) -> None:
    server.deliver(to(TO, "een"))
    await town.work(minutes=6)
    assert len(await town.kept()) == 1
    async with town.platform.at(TOWN):
        await secrets.keep(secrets.IMAP_PASSWORD, "verkeerd", "iris", town.clock())
    server.deliver(to(TO, "twee"))
    await town.work(minutes=6)
    async with town.platform.at(TOWN):
        wrong = await mailboxes.trouble()
        assert wrong is not None
        assert wrong.error == "sign_in"
        await secrets.keep(secrets.IMAP_PASSWORD, PASSWORD, "iris", town.clock())
    await town.work(minutes=6)
    assert [words.text for _, words in await town.kept()] == ["een", "twee"]
    async with town.platform.at(TOWN):
        assert await mailboxes.trouble() is None
        waiting = await Outbox.count().where((Outbox.kind == mailboxes.FETCH) & (Outbox.state == "queued"))
    assert waiting == 1


async def test_a_mailbox_that_is_gone_is_told_of_and_tried_again(town: Arriving) -> None:
    await town.set_up(imap_host=HOST, imap_port=1, security=Security.NONE, user=USER)
    with pytest.raises(MailboxTrouble) as gone:
        await read(town)
    assert gone.value.code == "not_reachable"


async def test_every_hostile_mail_comes_through_the_mailbox_whole(town: Arriving, server: MailServer) -> None:
    # A mail server takes no zero bytes and no mail without any head.
    mails = [each for each in hostile() if b"\0" not in each and 0 < len(each) < 600_000 and b": " in each[:200]][:40]
    for each in mails:
        server.deliver(each)
    assert await read(town) == len(mails)
    assert len(await town.kept()) == len(mails)
