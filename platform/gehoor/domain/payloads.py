"""Events as the bytes that stand on the register, and back."""

from __future__ import annotations

import msgspec

from gehoor.domain.events import AnyEvent, Event

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


def encode(event: Event) -> bytes:
    """The canonical bytes of an event: the same event always gives the same bytes."""
    return _encoder.encode(event)


def decode(payload: bytes) -> AnyEvent:
    """The event of a payload; raises `msgspec.ValidationError` when it is none."""
    return _decoder.decode(payload)
