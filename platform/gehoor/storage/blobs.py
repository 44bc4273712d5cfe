"""The bytes of files: kept once by the hash of what is in them, and sealed, so that the database shows none of it."""

from __future__ import annotations

from hashlib import sha256

from gehoor.errors import GehoorError
from gehoor.storage import sealing
from gehoor.storage.engine import TENANT
from gehoor.storage.sealing import Damaged
from gehoor.storage.tables import Blob


class DamagedFile(GehoorError):
    """The bytes that are there are not the bytes that were put in."""

    code = "damaged_file"


async def put_blob(content: bytes) -> str:
    """Keep these bytes, once however often they come, and give their hash."""
    digest = sha256(content).hexdigest()
    row = Blob(sha256=digest, content=sealing.current().seal(content, _about(digest)), sealed=True)
    await Blob.insert(row).on_conflict(action="DO NOTHING")
    return digest


async def blob(digest: str) -> bytes | None:
    """The bytes with this hash, checked against it."""
    rows = await Blob.select(Blob.content, Blob.sealed).where(Blob.sha256 == digest)
    if not rows:
        return None
    try:
        content = bytes(rows[0]["content"])
        if rows[0]["sealed"]:
            content = sealing.current().unseal(content, _about(digest))
    except Damaged:
        raise _damaged() from None
    if sha256(content).hexdigest() != digest:
        raise _damaged()
    return content


async def seal_open_blobs() -> int:
    """Seal the bytes that an older version of the platform left open; gives how many files that were."""
    table, count = Blob, 0
    while rows := await table.raw("SELECT sha256 FROM blob WHERE NOT sealed LIMIT 1"):
        digest = str(rows[0]["sha256"])
        # One file at a time, so that memory holds one and whoever wants to write need not wait for all.
        async with TENANT.transaction():
            still_open = (table.sha256 == digest) & table.sealed.eq(False)
            for row in await table.select(table.content).where(still_open):
                sealed = sealing.current().seal(bytes(row["content"]), _about(digest))
                await table.update({table.content: sealed, table.sealed: True}).where(still_open)
                count += 1
    if count and TENANT.current.kind == "sqlite":
        # The pages with the open bytes are overwritten when the journal is copied into the file: now, and not later.
        await TENANT.current.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


async def clear_unused_blobs() -> None:
    """Destroy the bytes that neither an attachment nor a letter nor a mail points to."""
    await Blob.raw(
        "DELETE FROM blob WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = blob.sha256) "
        "AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.pdf_sha256 = blob.sha256) "
        "AND NOT EXISTS (SELECT 1 FROM message_in WHERE message_in.raw_sha256 = blob.sha256)"
    )


def _about(digest: str) -> str:
    return f"blob:{digest}"


def _damaged() -> DamagedFile:
    return DamagedFile(
        "Dit bestand is beschadigd: de inhoud past niet meer bij de controlesom. "
        "Vraag de beheerder om een reservekopie."
    )
