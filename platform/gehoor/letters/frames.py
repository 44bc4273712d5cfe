"""What the platform and its PDF child say to each other: a length of four bytes, then msgpack."""

from __future__ import annotations

import struct

import msgspec

_LENGTH = struct.Struct(">I")
LENGTH_BYTES = _LENGTH.size
LARGEST = 64 << 20
"""No message may be larger than this, so that a broken child cannot fill the memory of the platform."""


class Job(msgspec.Struct, frozen=True):
    """One complete HTML document to make a PDF of."""

    html: str


class Made(msgspec.Struct, frozen=True, tag="made"):
    """The PDF."""

    pdf: bytes


class NotMade(msgspec.Struct, frozen=True, tag="not_made"):
    """Why there is no PDF, in plain words and without anything from the letter itself."""

    reason: str


Reply = Made | NotMade

_job_decoder = msgspec.msgpack.Decoder(Job)
_reply_decoder: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def frame(message: Job | Reply) -> bytes:
    """The message as it goes over the pipe."""
    body = msgspec.msgpack.encode(message)
    return _LENGTH.pack(len(body)) + body


def length(head: bytes) -> int:
    """How many bytes follow this head."""
    size: int = _LENGTH.unpack(head)[0]
    return size


def job(body: bytes) -> Job:
    """The job in this body."""
    return _job_decoder.decode(body)


def reply(body: bytes) -> Reply:
    """The reply in this body."""
    return _reply_decoder.decode(body)
