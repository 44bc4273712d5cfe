"""Mail reaches a real mail server, and each way in which it does not is told apart."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from msgspec import structs

from gehoor.domain.tenant import Security
from gehoor.errors import InvalidInput
from gehoor.mail import outgoing
from gehoor.mail.outgoing import ACCEPTED, NotSent, send
from gehoor.mail.server import Server, read_server
from mail.mail_server import AT_DATA, CUT_AFTER_DATA, CUT_MID_DATA, HOST, SILENT, MailServer, make_certificate
from mail.test_message import MESSAGE

pytestmark = pytest.mark.anyio
SENDER = "Gemeente Voorbeeld <klachten@voorbeeld.example>"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def server_at(port: int, security: Security = Security.NONE, user: str = "", password: str = "") -> Server:
    return Server(host=HOST, port=port, security=security, sender=SENDER, user=user, password=password)


async def failure(server: Server, message: object = MESSAGE) -> NotSent:
    """How sending fails."""
    with pytest.raises(NotSent) as caught:
        await send(message, server)  # type: ignore[arg-type]  # A message, which the default shows.
    return caught.value


async def test_a_mail_arrives_whole() -> None:
    with MailServer() as server:
        await send(MESSAGE, server_at(server.port))
    (mail,) = server.received
    assert (mail["Message-ID"], mail["To"], mail["From"]) == (MESSAGE.message_id, MESSAGE.to, SENDER)
    assert server.recipients == [MESSAGE.to]


async def test_a_grey_list_means_try_again_and_the_same_mail_is_accepted_later() -> None:
    with MailServer() as server:
        server.answers.append("451 4.7.1 Greylisted, try again later")
        failed = await failure(server_at(server.port))
        assert (failed.temporary, failed.code) == (True, "smtp_451")
        await send(MESSAGE, server_at(server.port))
    assert [mail["Message-ID"] for mail in server.received] == [MESSAGE.message_id]


async def test_an_address_that_does_not_exist_is_final_and_its_words_are_kept_nowhere() -> None:
    with MailServer() as server:
        server.answers.append("550 5.1.1 petra@voorbeeld.example does not live here")
        failed = await failure(server_at(server.port))
    assert (failed.temporary, failed.code) == (False, "smtp_550")
    assert "petra" not in failed.message


async def test_a_connection_that_is_cut_means_try_again() -> None:
    with MailServer() as server:
        server.answers.append(CUT_MID_DATA)
        failed = await failure(server_at(server.port))
        assert (failed.temporary, failed.code) == (True, "connection_lost")
        assert server.received == []


async def test_a_mail_whose_acceptance_was_not_heard_is_recognisable_when_it_comes_again() -> None:
    with MailServer() as server:
        server.answers.append(CUT_AFTER_DATA)
        assert (await failure(server_at(server.port))).temporary
        await send(MESSAGE, server_at(server.port))
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


async def test_what_the_server_answered_is_kept_as_a_code() -> None:
    with MailServer() as server:
        assert await send(MESSAGE, server_at(server.port)) == ACCEPTED


@pytest.mark.parametrize(
    ("answer", "temporary", "code"),
    [("554 5.7.1 No, petra@voorbeeld.example", False, "smtp_554"), ("452 4.3.1 Full", True, "smtp_452")],
)
async def test_a_mail_that_is_refused_after_it_was_sent_whole_is_told_apart(
    answer: str, temporary: bool, code: str
) -> None:
    with MailServer() as server:
        server.answers.append(f"{AT_DATA}{answer}")
        failed = await failure(server_at(server.port))
    assert (failed.temporary, failed.code) == (temporary, code)
    assert "petra" not in failed.message
    assert server.received == []


async def test_a_server_that_says_nothing_more_is_given_up_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "STEP_SECONDS", 0.2)
    with MailServer() as server:
        server.answers.append(SILENT)
        failed = await failure(server_at(server.port))
        assert (failed.temporary, failed.code) == (True, "connection_lost")
        await send(MESSAGE, server_at(server.port))
    assert [mail["Message-ID"] for mail in server.received] == [MESSAGE.message_id]


@pytest.mark.parametrize(("security", "tls"), [(Security.STARTTLS, False), (Security.TLS, True)])
async def test_a_certificate_of_another_host_is_refused_before_the_mail_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Security, tls: bool
) -> None:
    certificate = make_certificate(tmp_path, "127.0.0.9")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with MailServer(certificate=certificate, tls=tls) as server:
        failed = await failure(server_at(server.port, security))
    assert (failed.temporary, failed.code) == (True, "not_trusted")
    assert server.received == []


async def test_nobody_listening_means_try_again() -> None:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    failed = await failure(server_at(port))
    assert (failed.temporary, failed.code) == (True, "unreachable")


@pytest.mark.parametrize(("security", "tls"), [(Security.STARTTLS, False), (Security.TLS, True)])
async def test_a_protected_connection_is_used_where_the_certificate_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Security, tls: bool
) -> None:
    certificate = make_certificate(tmp_path)
    with MailServer(certificate=certificate, tls=tls, account=("klachten", "geheim")) as server:
        here = server_at(server.port, security, "klachten", "geheim")
        untrusted = await failure(here)
        assert (untrusted.temporary, untrusted.code) == (True, "not_trusted")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        await send(MESSAGE, here)
        wrong = await failure(server_at(server.port, security, "klachten", "verkeerd"))
        assert (wrong.temporary, wrong.code) == (True, "sign_in_refused")
    assert len(server.received) == 1


async def test_a_server_without_starttls_gets_no_mail_where_it_is_asked() -> None:
    with MailServer() as server:
        failed = await failure(server_at(server.port, Security.STARTTLS))
    assert failed.temporary
    assert server.received == []


async def test_without_protection_mail_goes_to_this_machine_only() -> None:
    failed = await failure(Server(host="192.0.2.1", port=25, security=Security.NONE, sender=SENDER))
    assert failed.code == "unprotected"


async def test_an_address_with_a_foreign_domain_travels_in_plain_characters() -> None:
    with MailServer() as server:
        await send(structs.replace(MESSAGE, to="info@café.example"), server_at(server.port))
        failed = await failure(server_at(server.port), structs.replace(MESSAGE, to="josé@voorbeeld.example"))
    assert server.recipients == ["info@xn--caf-dma.example"]
    assert (failed.temporary, failed.code) == (False, "address_not_known")


@pytest.mark.parametrize(
    ("address", "port", "security"),
    [
        ("smtp://klachten@mail.voorbeeld.example", 587, Security.STARTTLS),
        ("smtps://klachten@mail.voorbeeld.example", 465, Security.TLS),
        ("smtp://klachten@mail.voorbeeld.example:2525", 2525, Security.STARTTLS),
        ("smtp://klachten@localhost:25", 25, Security.NONE),
    ],
)
def test_an_address_names_the_server(address: str, port: int, security: Security) -> None:
    server = read_server(address, SENDER, "geheim")
    assert (server.port, server.security, server.user, server.password) == (port, security, "klachten", "geheim")
    assert "geheim" not in repr(server)


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp://a:99999", "smtp://a/b"])
def test_an_address_that_cannot_be_meant_is_refused_by_the_name_of_the_setting(address: str) -> None:
    with pytest.raises(InvalidInput, match="GEHOOR_SMTP"):
        read_server(address, SENDER)
