"""The attachments of a case, which point to the bytes of files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import msgspec

from gehoor.errors import Refused
from gehoor.storage import file_checks, tables
from gehoor.storage.blobs import DamagedFile, blob, clear_unused_blobs, put_blob
from gehoor.storage.engine import TENANT
from gehoor.storage.prepared import Prepared
from gehoor.storage.rows import facts, first
from gehoor.storage.scope import require_transaction

__all__ = [
    "Attachment", "DamagedFile", "HeldFile", "attach", "attachment", "attachments_of", "blob", "content_of",
    "forget_attachments", "require_checked",
]  # fmt: skip
#: For whoever does not say when a file came: the scanner looks at it first.
_AT_ONCE: Final = datetime(1970, 1, 1, tzinfo=UTC)


class HeldFile(Refused):
    """A file that nobody may open: the scanner has not looked at it yet, or found something in it."""

    code = "held_file"


class Attachment(msgspec.Struct, frozen=True):
    """A file in a case; `origin` says where it came from."""

    id: int
    case_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    origin: str


async def attach(
    case_id: str, name: str, media_type: str, content: bytes, origin: str, at: datetime | None = None
) -> Attachment:
    """Keep a file with a case; where a scanner looks at files, it is held until that has happened."""
    require_transaction()
    digest, size = await put_blob(content), len(content)
    if TENANT.selection.checks_files:
        await file_checks.hold(digest, at or _AT_ONCE)
    row = tables.Attachment(case_id=case_id, name=name, media_type=media_type, size=size, sha256=digest, origin=origin)
    written = await tables.Attachment.insert(row)
    return Attachment(int(written[0]["id"]), case_id, name, media_type, size, digest, origin)


async def attachment(attachment_id: int) -> Attachment | None:
    """The attachment with this id."""
    return first(await tables.Attachment.select().where(tables.Attachment.id == attachment_id), Attachment)


async def attachments_of(case_id: str) -> list[Attachment]:
    """The attachments of a case, in the order in which they came."""
    return facts(await _ATTACHMENTS.run(case_id), Attachment)


async def content_of(attached: Attachment) -> bytes:
    """The bytes of an attachment, checked against its size and its hash; raises `HeldFile` where it may not leave."""
    await require_checked(attached.sha256)
    return await unchecked_content_of(attached)


async def unchecked_content_of(attached: Attachment) -> bytes:
    """The bytes of an attachment whatever the scanner says of it, only for what says that beside it."""
    content = await blob(attached.sha256)
    if content is None or len(content) != attached.size:
        found = "er niet meer is" if content is None else f"{len(content)} bytes groot is"
        raise DamagedFile(
            f"Bijlage {attached.id} is beschadigd: de inhoud hoort {attached.size} bytes groot te zijn, maar "
            f"we zien dat die {found}. Vraag de beheerder om een reservekopie."
        )
    return content


async def require_checked(digest: str) -> None:
    """Raises `HeldFile` where the scanner has not looked at this file yet, or found something in it."""
    check = await file_checks.check_of(digest)
    if check is None or check.state == "clean":
        return
    if check.state == "held":
        raise HeldFile(
            "Dit bestand wordt nog gecontroleerd op virussen. Daarom kunt u het nog niet openen. Probeer het over"
            " een paar minuten opnieuw."
        )
    raise HeldFile(
        "In dit bestand zit een virus. Daarom kan niemand het openen. Het bestand blijft wel bewaard. Vraag de"
        " afzender om een schoon bestand."
    )


async def forget_attachments(case_id: str) -> None:
    """Destroy the attachments of a case, with the bytes that nothing else points to."""
    require_transaction()
    await tables.Attachment.delete().where(tables.Attachment.case_id == case_id)
    await clear_unused_blobs()


_ATTACHMENTS: Final = Prepared(
    1,
    lambda case_id: (
        tables.Attachment.select().where(tables.Attachment.case_id == case_id).order_by(tables.Attachment.id)
    ),
)
