"""The pictures on the letterhead of a municipality, kept for good, because old settings may come back."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import msgspec

from gehoor.storage.rows import facts, moment
from gehoor.storage.tables_letters import LetterImage as Table


class LetterImage(msgspec.Struct, frozen=True, kw_only=True):
    """A picture with its type."""

    media_type: str
    content: bytes


async def put(content: bytes, media_type: str, at: datetime) -> str:
    """Keep this picture once, however often it comes, and give its hash."""
    digest = sha256(content).hexdigest()
    if await image(digest) is None:
        await Table.insert(Table(sha256=digest, media_type=media_type, content=content, at=moment(at)))
    return digest


async def image(digest: str) -> LetterImage | None:
    """The picture with this hash."""
    rows = await Table.select(Table.media_type, Table.content).where(Table.sha256 == digest)
    return next(iter(facts(rows, LetterImage)), None)
