"""The bytes of files, kept once by their hash, and the attachments of a case that point to them."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from gehoor.errors import GehoorError
from gehoor.storage import tables
from gehoor.storage.rows import facts, first
from gehoor.storage.scope import require_transaction


class DamagedFile(GehoorError):
    """The bytes that are there are not the bytes that were put in."""

    code = "damaged_file"


class Attachment(msgspec.Struct, frozen=True):
    """A file in a case; `origin` says where it came from."""

    id: int
    case_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    origin: str


async def put_blob(content: bytes) -> str:
    """Keep these bytes, once however often they come, and give their hash."""
    digest = sha256(content).hexdigest()
    await tables.Blob.insert(tables.Blob(sha256=digest, content=content)).on_conflict(action="DO NOTHING")
    return digest


async def blob(digest: str) -> bytes | None:
    """The bytes with this hash, checked against it."""
    rows = await tables.Blob.select(tables.Blob.content).where(tables.Blob.sha256 == digest)
    if not rows:
        return None
    content = bytes(rows[0]["content"])
    if sha256(content).hexdigest() != digest:
        raise DamagedFile(
            "Dit bestand is beschadigd: de inhoud past niet meer bij de controlesom. "
            "Vraag de beheerder om een reservekopie."
        )
    return content


async def attach(case_id: str, name: str, media_type: str, content: bytes, origin: str) -> Attachment:
    """Keep a file with a case."""
    require_transaction()
    digest, size = await put_blob(content), len(content)
    row = tables.Attachment(case_id=case_id, name=name, media_type=media_type, size=size, sha256=digest, origin=origin)
    written = await tables.Attachment.insert(row)
    return Attachment(int(written[0]["id"]), case_id, name, media_type, size, digest, origin)


async def attachment(attachment_id: int) -> Attachment | None:
    """The attachment with this id."""
    return first(await tables.Attachment.select().where(tables.Attachment.id == attachment_id), Attachment)


async def attachments_of(case_id: str) -> list[Attachment]:
    """The attachments of a case, in the order in which they came."""
    table = tables.Attachment
    return facts(await table.select().where(table.case_id == case_id).order_by(table.id), Attachment)


async def content_of(attached: Attachment) -> bytes:
    """The bytes of an attachment, checked against its size and its hash."""
    content = await blob(attached.sha256)
    if content is None or len(content) != attached.size:
        found = "er niet meer is" if content is None else f"{len(content)} bytes groot is"
        raise DamagedFile(
            f"Bijlage {attached.id} is beschadigd: de inhoud hoort {attached.size} bytes groot te zijn, maar "
            f"we zien dat die {found}. Vraag de beheerder om een reservekopie."
        )
    return content


async def forget_attachments(case_id: str) -> None:
    """Destroy the attachments of a case, with the bytes that nothing else points to."""
    require_transaction()
    await tables.Attachment.delete().where(tables.Attachment.case_id == case_id)
    await clear_unused_blobs()


async def clear_unused_blobs() -> None:
    """Destroy the bytes that neither an attachment nor a letter points to."""
    await tables.Blob.raw(
        "DELETE FROM blob WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = blob.sha256) "
        "AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.pdf_sha256 = blob.sha256)"
    )
