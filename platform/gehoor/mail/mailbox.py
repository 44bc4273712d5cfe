"""Reads a mailbox by IMAP; nothing in it is changed before whoever asked has kept a message."""

from __future__ import annotations

import imaplib
import re
import ssl
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from gehoor.domain.tenant import Security
from gehoor.errors import GehoorError

_SECONDS: Final = 60
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")


class MailboxTrouble(GehoorError):
    """The mailbox cannot be read now; `code` says why."""

    code = "mailbox"


@dataclass(frozen=True)
class Account:
    """Where a mailbox is; the password never shows where this is printed."""

    host: str
    port: int
    security: Security
    user: str
    folder: str
    move_to: str
    password: str = field(default="", repr=False)
    #: The certificate that the server must show, for a server with one of its own; empty: one of the known ones.
    authority: str = ""

    @property
    def name(self) -> str:
        """What tells this mailbox from another."""
        return f"{self.host}:{self.port} {self.user} {self.folder}"


@dataclass(frozen=True)
class Waiting:
    """A message in the mailbox."""

    uid: int
    size: int


class Mailbox:
    """A mailbox that is open; each call waits for the server, so call them in a thread."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._imap: imaplib.IMAP4 | None = None
        self._can: frozenset[str] = frozenset()
        self.uid_validity = 0

    def __enter__(self) -> Self:
        account = self._account
        try:
            self._imap = imap = _connected(account)
            _ask(imap.login(_quoted(account.user), account.password), "sign_in")
            # Many servers say what they can only to who has signed in.
            self._can = frozenset(b" ".join(_ask(imap.capability(), "command")).decode("ascii", "replace").split())
            _ask(imap.select(_quoted(account.folder)), "folder")
            self.uid_validity = int((imap.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
        except (imaplib.IMAP4.abort, OSError, EOFError) as problem:
            # The server ended the conversation, which says nothing about the password.
            self._leave()
            raise _gone() from problem
        except (imaplib.IMAP4.error, UnicodeError):
            self._leave()
            # Not the error it came from: where a password has letters that IMAP cannot send, that error holds it.
            raise MailboxTrouble(_refused(), code="sign_in") from None
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def waiting(self, after: int, *, at_most: int) -> list[Waiting]:
        """The messages behind this one, the oldest first."""
        # "n:*" gives the last message also where its number is lower, so the numbers are looked at again.
        found = self._uid("SEARCH", f"UNDELETED UID {after + 1}:*")
        numbers = sorted(int(each) for line in found if isinstance(line, bytes) for each in line.split())
        numbers = [number for number in numbers if number > after][:at_most]
        if not numbers:
            return []
        sizes: dict[int, int] = {}
        for line in self._uid("FETCH", ",".join(map(str, numbers)), "(UID RFC822.SIZE)"):
            text = line if isinstance(line, bytes) else line[0] if line else b""
            uid, size = _UID.search(text), _SIZE.search(text)
            if uid and size:
                sizes[int(uid[1])] = int(size[1])
        # A message without a size was taken out by somebody in the meantime.
        return [Waiting(number, sizes[number]) for number in numbers if number in sizes]

    def message(self, uid: int, *, head_only: bool = False) -> bytes | None:
        """The message itself, or only its heads; nothing where somebody took it out. It is not marked as read."""
        for part in self._uid("FETCH", str(uid), "(UID BODY.PEEK[HEADER])" if head_only else "(UID BODY.PEEK[])"):
            if isinstance(part, tuple):
                return bytes(part[1])
        return None

    def put_away(self, uid: int) -> None:
        """The message is kept elsewhere: it goes to the other folder, or stays here marked as read."""
        folder = self._account.move_to
        if not folder:
            self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
        elif "MOVE" in self._can:
            self._uid("MOVE", str(uid), _quoted(folder))
        else:
            self._uid("COPY", str(uid), _quoted(folder))
            self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
            if "UIDPLUS" in self._can:
                self._uid("EXPUNGE", str(uid))

    def flag(self, uid: int) -> None:
        """Draws the attention of whoever opens the mailbox to this message, which stays where it is."""
        self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Flagged)")

    @property
    def _open(self) -> imaplib.IMAP4:
        if self._imap is None:
            raise MailboxTrouble("Het postvak is niet open.", code="closed")
        return self._imap

    def _uid(self, command: str, *arguments: str) -> list[Any]:
        try:
            return _ask(self._open.uid(command, *arguments), "folder" if command in ("MOVE", "COPY") else "command")
        except imaplib.IMAP4.abort as problem:
            raise _gone() from problem
        except imaplib.IMAP4.error as problem:
            raise MailboxTrouble("De mailserver weigerde een opdracht.", code="command") from problem
        except (OSError, EOFError) as problem:
            raise _gone() from problem

    def _leave(self) -> None:
        imap, self._imap = self._imap, None
        if imap is not None:
            try:
                imap.logout()
            except (imaplib.IMAP4.error, OSError):
                imap.shutdown()


def _connected(account: Account) -> imaplib.IMAP4:
    if account.security is Security.NONE:
        return imaplib.IMAP4(account.host, account.port, timeout=_SECONDS)
    context = ssl.create_default_context(cafile=account.authority or None)
    if account.security is Security.TLS:
        return imaplib.IMAP4_SSL(account.host, account.port, ssl_context=context, timeout=_SECONDS)
    imap = imaplib.IMAP4(account.host, account.port, timeout=_SECONDS)
    imap.starttls(context)
    return imap


def _ask(answer: tuple[str, list[Any]], what: str) -> list[Any]:
    status, said = answer
    if status != "OK":
        texts = {
            "sign_in": _refused(),
            "folder": "De map in het postvak bestaat niet. Maak de map aan, of verbeter de instelling.",
        }
        raise MailboxTrouble(texts.get(what, "De mailserver weigerde een opdracht."), code=what)
    return said


def _refused() -> str:
    return "Het postvak weigert de aanmelding. Kijk de naam en het geheim imap_password na."


def _gone() -> MailboxTrouble:
    return MailboxTrouble("Het postvak is niet bereikbaar.", code="not_reachable")


def _quoted(text: str) -> str:
    """The text as IMAP wants a name; letters outside ASCII are written as its own UTF-7."""
    return '"' + _utf7(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf7(text: str) -> str:
    written, other = [], ""
    for character in [*text, ""]:
        if character and not " " <= character <= "~":
            other += character
            continue
        if other:
            written.append("&" + other.encode("utf-7").decode("ascii")[1:].rstrip("-").replace("/", ",") + "-")
            other = ""
        written.append("&-" if character == "&" else character)
    return "".join(written)
