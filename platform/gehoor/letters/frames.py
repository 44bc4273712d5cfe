"""What the platform and its PDF child say to each other: a length of four bytes, then msgpack."""

from __future__ import annotations

import struct

import msgspec

_LENGTH = struct.Struct(">I")
LENGTH_BYTES = _LENGTH.size
LARGEST = 64 << 20
"""No message may be larger than this, so that a broken child cannot fill the memory of the platform."""


class Job(msgspec.Struct, frozen=True, tag="letter"):
    """One complete HTML document to make a PDF of, with the facts (JSON) that go with it; empty for none."""

    html: str
    facts: bytes = b""


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A picture from outside that is to be made anew, not larger than this; what is hidden in it is left behind."""

    content: bytes
    width: int
    height: int
    size: int


class Made(msgspec.Struct, frozen=True, tag="made"):
    """The PDF."""

    pdf: bytes


class Redrawn(msgspec.Struct, frozen=True, tag="redrawn"):
    """The picture made anew."""

    content: bytes
    media_type: str


class NotMade(msgspec.Struct, frozen=True, tag="not_made"):
    """Why it could not be made, in plain words and without anything from the letter itself."""

    reason: str


Task = Job | Picture
Reply = Made | Redrawn | NotMade

_task_decoder: msgspec.msgpack.Decoder[Task] = msgspec.msgpack.Decoder(Task)
_reply_decoder: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def frame(message: Task | Reply) -> bytes:
    """The message as it goes over the pipe."""
    body = msgspec.msgpack.encode(message)
    return _LENGTH.pack(len(body)) + body


def length(head: bytes) -> int:
    """How many bytes follow this head."""
    size: int = _LENGTH.unpack(head)[0]
    return size


def task(body: bytes) -> Task:
    """The task in this body."""
    return _task_decoder.decode(body)


def reply(body: bytes) -> Reply:
    """The reply in this body."""
    return _reply_decoder.decode(body)
