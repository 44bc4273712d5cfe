"""What signing in remembers from one step to the next: for minutes, under the hash of a key, taken once."""

from __future__ import annotations

from datetime import datetime

from gehoor.storage import tables_sign_in as tables
from gehoor.storage.rows import moment


async def put(
    key_hash: str, kind: str, content: bytes, made_at: datetime, expires_at: datetime, *, owner: str = ""
) -> None:
    """Remember this; what has expired is forgotten on the way."""
    table = tables.Ceremony
    await table.delete().where(table.expires_at <= moment(made_at))
    await table.delete().where(table.key_hash == key_hash)
    await table.insert(
        table(
            key_hash=key_hash, kind=kind, owner=owner, content=content,
            made_at=moment(made_at), expires_at=moment(expires_at),
        )
    )  # fmt: skip


async def look(key_hash: str, kind: str, at: datetime, *, owner: str = "") -> bytes | None:
    """What is remembered, which stays where it is."""
    table = tables.Ceremony
    rows = await table.select(table.content).where(
        (table.key_hash == key_hash) & (table.kind == kind) & (table.owner == owner) & (table.expires_at > moment(at))
    )
    return bytes(rows[0]["content"]) if rows else None


async def take(key_hash: str, kind: str, at: datetime, *, owner: str = "") -> bytes | None:
    """What is remembered, for the last time: of two who ask at once, one gets nothing."""
    rows = await tables.Ceremony.raw(
        "DELETE FROM ceremony WHERE key_hash = {} AND kind = {} AND owner = {} AND expires_at > {} RETURNING content",
        key_hash, kind, owner, moment(at),
    )  # fmt: skip
    return bytes(rows[0]["content"]) if rows else None


async def forget(owner: str) -> None:
    """Forget everything of one owner."""
    await tables.Ceremony.delete().where(tables.Ceremony.owner == owner)
