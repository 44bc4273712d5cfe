"""A file that somebody sent along, after it was checked."""

from __future__ import annotations

import msgspec


class Upload(msgspec.Struct, frozen=True):
    """A file that was checked and may be kept."""

    name: str
    media_type: str
    content: bytes
