"""Takes a mail apart as it came in: who sent it, what it says and what came with it, whatever is wrong with it."""

from __future__ import annotations

import email
import re
from datetime import datetime
from email import policy
from email.message import Message
from hashlib import sha256
from typing import Final

import msgspec

from gehoor.mail.incoming_forwarded import original_of
from gehoor.mail.incoming_headers import (
    HEAD_LIMIT,
    Heads,
    Person,
    as_text,
    heads_of,
    message_ids,
    one_line,
    people_in,
    plain,
    receipt_time,
    sender_in,
)
from gehoor.mail.incoming_kind import Bounce, Kind, bounce_in, kind_of
from gehoor.mail.incoming_parts import Contents, File, contents_of, parts_of

__all__ = ["Bounce", "File", "Incoming", "Kind", "Person", "read_message", "same_message"]

#: A mail with more parts in parts than this is not taken apart: each of them would make every line slower to read.
_BOUNDARIES_AT_MOST: Final = 60
_DELIMITERS_AT_MOST: Final = 5_000
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_END_OF_HEADS = re.compile(rb"\r?\n\r?\n|\r\r")
#: All heads together; mail programs write some thousands of bytes.
_HEADS_LIMIT: Final = 500_000
#: What stays the same when a mail is delivered again: on its way only other heads are added.
_OF_THE_SENDER: Final = (b"message-id", b"from", b"date", b"subject", b"to", b"content-type")
_TO: Final = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """A mail as far as it could be read; the mail itself is kept beside this."""

    #: With the marks around it; empty where there is none.
    message_id: str = ""
    #: The mails it answers, the nearest first.
    answers: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    sender: Person = Person()
    #: Who wrote it where a colleague passed it on; a proposal.
    original: Person | None = None
    subject: str = ""
    received_at: datetime
    text: str = ""
    files: tuple[File, ...] = ()
    kind: Kind = Kind.MAIL
    bounce: Bounce | None = None
    #: The text was too long to be taken over whole.
    shortened: bool = False
    #: Some part could not be taken apart.
    damaged: bool = False
    #: No: not even who sent it, or nothing of what it says.
    readable: bool = True


def read_message(raw: bytes, arrived: datetime) -> Incoming:
    """The mail in these bytes, which came to us at that moment. It never raises: what cannot be read is left out."""
    try:
        message = _parsed(raw)
        heads = heads_of(message)
        if _too_many_parts(raw):
            return _heads_only(heads, raw, arrived)
    except (Exception, RecursionError):
        return Incoming(received_at=arrived, readable=False, damaged=True)
    try:
        return _read(message, heads, arrived)
    except (Exception, RecursionError):
        # Python's own reader of mail stumbles over some mails; then the heads still tell whom it is from.
        return _heads_only(heads, raw, arrived)


def same_message(raw: bytes) -> str:
    """The hash by which a mail that is delivered twice is known: what its sender wrote, not what was added since."""
    head, body = _split(raw)
    digest = sha256(b"mail 1")
    lines = [line for line in _unfolded(head) if line.partition(b":")[0].strip().lower() in _OF_THE_SENDER]
    if not lines:
        # Bytes without a head of a mail: only the very same bytes are the same.
        return sha256(b"no mail 1" + raw).hexdigest()
    for line in sorted(lines):
        digest.update(b" ".join(line.split()) + b"\n")
    digest.update(b"\n" + body.replace(b"\r\n", b"\n").rstrip(b"\n"))
    return digest.hexdigest()


def _parsed(raw: bytes) -> Message:
    head, body = _split(raw)
    if len(head) > _HEADS_LIMIT or any(len(line) > HEAD_LIMIT for line in head.splitlines()):
        # A head of a megabyte says no more than its beginning, and would take long to read.
        head = b"\n".join(line[:HEAD_LIMIT] for line in head[:_HEADS_LIMIT].splitlines())
        raw = head + b"\n\n" + body
    if _too_many_parts(raw):
        raw = head + b"\n\n"
    if raw[:5] == b"From ":
        raw = raw.partition(b"\n")[2]
    # The newer policy takes every head apart by its grammar: seconds for one that is long, and errors for many that
    # are wrong. This one leaves the heads as they came, and we decode them ourselves.
    return email.message_from_bytes(raw, policy=policy.compat32)


def _too_many_parts(raw: bytes) -> bool:
    return len(_BOUNDARY.findall(raw)) > _BOUNDARIES_AT_MOST or raw.count(b"\n--") > _DELIMITERS_AT_MOST


def _read(message: Message, heads: Heads, arrived: datetime) -> Incoming:
    contents, damaged = _contents(message)
    bounce = bounce_in(message, parts_of(message))
    text, subject = "\n\n".join(contents.texts), one_line(next(iter(heads.get("subject", [])), ""))
    known = _known(heads, arrived)
    return msgspec.structs.replace(
        known,
        text=text,
        files=tuple(contents.files),
        original=original_of(subject, text, contents.senders),
        kind=kind_of(heads, message, bounce),
        bounce=bounce,
        shortened=contents.shortened,
        damaged=damaged or contents.damaged,
        readable=bool(known.sender.address and (text or subject or contents.files)),
    )


def _contents(message: Message) -> tuple[Contents, bool]:
    try:
        return contents_of(message), bool(message.defects) and message.is_multipart()
    except (Exception, RecursionError):
        return Contents(), True


def _known(heads: Heads, arrived: datetime) -> Incoming:
    """What the heads alone say."""
    answered = (*message_ids(heads.get("in-reply-to", [])), *message_ids(heads.get("references", [])))
    return Incoming(
        message_id=next(iter(message_ids(heads.get("message-id", []))), ""),
        answers=tuple(dict.fromkeys(answered)),
        to=tuple(person.address.lower() for person in people_in(v for name in _TO for v in heads.get(name, []))),
        sender=sender_in(heads),
        subject=one_line(next(iter(heads.get("subject", [])), "")),
        received_at=receipt_time(heads, arrived),
    )


def _heads_only(heads: Heads, raw: bytes, arrived: datetime) -> Incoming:
    try:
        known = _known(heads, arrived)
    except (Exception, RecursionError):
        known = Incoming(received_at=arrived)
    begin = plain(as_text(_split(raw)[1][:20_000])).strip()
    return msgspec.structs.replace(known, text=begin, shortened=True, damaged=True, readable=False)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    end = _END_OF_HEADS.search(raw)
    return (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")


def _unfolded(head: bytes) -> list[bytes]:
    return re.sub(rb"\r?\n[ \t]+", b" ", head).replace(b"\r", b"\n").split(b"\n")
