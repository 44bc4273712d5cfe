"""Mail that waits leaves once, whatever the mail server says and whenever a process dies, and then it is empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from gehoor.domain.areas import Area
from gehoor.services import configuration, mail, secrets
from gehoor.storage import mail as stored
from gehoor.storage.mail import Mail
from gehoor.storage.rows import fact
from gehoor.storage.tables_following import MailOut
from gehoor.worker import LEASE
from mail.conftest import Post, posting
from mail.mail_server import CUT_AFTER_DATA, CUT_MID_DATA, HOST, MailServer, make_certificate

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"
LINK = "https://zaltbommel.example/uitnodiging/abc"


async def invited(post: Post, address: str = "nieuw@voorbeeld.example") -> int:
    """A mail that waits; gives its number."""
    async with post.platform.at(SLUG) as place:
        return await mail.invitation(place, address, LINK, post.clock())


async def became(post: Post, number: int) -> Mail:
    """What became of a mail."""
    async with post.platform.at(SLUG):
        (row,) = await MailOut.select().where(MailOut.id == number)
        found = fact(row, Mail)
        assert (row["sealed"] is None) == (found.state != "queued")
        return found


async def test_an_invitation_arrives_with_its_link_and_the_row_is_empty_after_it(post: Post) -> None:
    number = await invited(post)
    await post.work()
    (arrived,) = post.server.received
    assert arrived["To"] == "nieuw@voorbeeld.example"
    assert arrived["Subject"] == "Uitnodiging voor het klachtensysteem van Gemeente Zaltbommel"
    assert LINK in arrived.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # It has a text.
    sent = await became(post, number)
    assert (sent.state, sent.sent_at, sent.error) == ("sent", post.clock(), None)
    await post.work(hours=1)
    assert len(post.server.received) == 1


async def test_a_grey_list_is_waited_for(post: Post) -> None:
    post.server.answers += ["451 4.7.1 Greylisted"] * 2
    number = await invited(post)
    await post.work()
    assert (await became(post, number)).state == "queued"
    assert (await became(post, number)).error == "smtp_451"
    await post.work(seconds=29)
    assert post.server.conversations == 1
    await post.work(seconds=1)
    await post.work(minutes=1)
    assert (await became(post, number)).state == "sent"
    assert [each["Message-ID"] for each in post.server.received] == [(await became(post, number)).message_id]


async def test_an_address_that_does_not_exist_is_not_tried_again(post: Post) -> None:
    post.server.answers.append("550 5.1.1 No such user: nieuw@voorbeeld.example")
    number = await invited(post)
    await post.work()
    failed = await became(post, number)
    assert (failed.state, failed.error, failed.sent_at) == ("failed", "smtp_550", None)
    await post.work(days=1)
    assert post.server.conversations == 1


async def test_a_connection_that_is_cut_loses_nothing(post: Post) -> None:
    post.server.answers.append(CUT_MID_DATA)
    number = await invited(post)
    await post.work()
    assert (await became(post, number)).error == "connection_lost"
    await post.work(seconds=30)
    assert (await became(post, number)).state == "sent"
    assert len(post.server.received) == 1


async def test_a_mail_of_which_nobody_heard_that_it_arrived_comes_again_under_the_same_number(post: Post) -> None:
    post.server.answers.append(CUT_AFTER_DATA)
    number = await invited(post)
    await post.work()
    await post.work(seconds=30)
    first, second = post.server.received
    assert first["Message-ID"] == second["Message-ID"] == (await became(post, number)).message_id
    assert first.as_bytes() == second.as_bytes()


async def test_a_process_that_dies_before_it_wrote_down_that_a_mail_left_sends_it_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The process ends here."""

    async def die(*_: object) -> None:
        raise Killed

    number = await invited(post)
    with monkeypatch.context() as patched:
        patched.setattr(stored, "over", die)
        with pytest.raises(Killed):
            await post.work()
    assert (await became(post, number)).state == "queued"
    await post.work(seconds=LEASE.total_seconds() + 1)
    assert (await became(post, number)).state == "sent"
    assert len({each["Message-ID"] for each in post.server.received}) == 1
    assert len(post.server.received) == 2


async def test_what_makes_no_sense_any_more_is_not_sent(post: Post) -> None:
    post.server.answers += ["451 4.7.1 Greylisted"] * 200
    number = await invited(post)
    for _ in range(200):
        await post.work(hours=1)
    given_up = await became(post, number)
    assert (given_up.state, given_up.error) == ("expired", "smtp_451")
    assert post.server.received == []


async def test_without_a_mail_server_mail_waits_and_leaves_once_there_is_one(
    tmp_path: Path, mail_server: MailServer
) -> None:
    async with posting(tmp_path, mail_server, installation=False) as post:
        number = await invited(post)
        await post.work()
        assert (await became(post, number)).error == "no_server"
    async with posting(tmp_path, mail_server) as post:
        await post.work(minutes=1)
        assert (await became(post, number)).state == "sent"


async def test_a_municipality_sends_through_its_own_server_with_its_own_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    account = ("klachten", "een lang geheim")
    with MailServer() as other, MailServer(certificate=certificate, account=account) as own:
        async with posting(tmp_path, other) as post:
            async with post.platform.at(SLUG) as place:
                content = {
                    "sender": "klachten@zaltbommel.example",
                    "smtp_host": HOST,
                    "smtp_port": own.port,
                    "security": "starttls",
                    "user": "klachten",
                }
                await configuration.change(place, Area.MAIL, content, "beheer", post.clock())
            number = await invited(post)
            await post.work()
            assert (await became(post, number)).error == "sign_in_refused"
            async with post.platform.at(SLUG):
                await secrets.keep(secrets.SMTP_PASSWORD, "een lang geheim", "beheer", post.clock())
            await post.work(minutes=1)
            assert (await became(post, number)).state == "sent"
        assert [each["From"] for each in own.received] == ["klachten@zaltbommel.example"]
        assert other.received == []
