"""What a mail server does when somebody signs in, and what whoever set up the mailbox is told of it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from gehoor.domain.tenant import Security
from gehoor.mail.mailbox import Account, Mailbox, MailboxTrouble


@contextmanager
def answering(sign_in: bytes) -> Iterator[int]:
    """A mail server that says this when somebody signs in; `%s` is the mark of the command. Gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        talking = threading.Thread(target=_talk, args=(door, sign_in), daemon=True)
        talking.start()
        yield door.getsockname()[1]
    talking.join(10)


def _talk(door: socket.socket, sign_in: bytes) -> None:
    with suppress(OSError):
        visitor, _ = door.accept()
        with visitor, visitor.makefile("rwb") as line:
            line.write(b"* OK IMAP4rev1\r\n")
            line.flush()
            while asked := line.readline():
                mark, command = asked.split()[:2]
                if command.upper() == b"LOGIN":
                    line.write(sign_in.replace(b"%s", mark))
                    line.flush()
                    return
                line.write(b"* CAPABILITY IMAP4rev1\r\n" + mark + b" OK done\r\n")
                line.flush()


def trouble(port: int, password: str) -> MailboxTrouble:
    account = Account("127.0.0.1", port, Security.NONE, "klachten", "INBOX", "", password)
    with pytest.raises(MailboxTrouble) as caught:
        Mailbox(account).__enter__()
    return caught.value


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"%s NO wrong\r\n", "sign_in"),
        (b"* BYE too many connections\r\n", "not_reachable"),
        (b"", "not_reachable"),
    ],
)
def test_a_server_that_hangs_up_says_nothing_about_the_password(said: bytes, code: str) -> None:
    with answering(said) as port:
        assert trouble(port, "geheim").code == code


def test_a_password_with_letters_the_server_cannot_read_is_a_refusal_that_does_not_hold_it() -> None:
    with answering(b"") as port:
        refused = trouble(port, "gehéim")
    assert refused.code == "sign_in"
    assert refused.__cause__ is None
    assert refused.__suppress_context__
