"""The letters of a case: their words are fixed when they are queued, and they are rendered once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

import msgspec

from gehoor.storage import tables
from gehoor.storage.blobs import DamagedFile, blob, clear_unused_blobs, put_blob
from gehoor.storage.prepared import insert
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter without its words; `html_of` and `pdf_of` give those."""

    id: int
    case_id: str
    key: str
    recipient_role: str
    state: Literal["queued", "rendered", "failed"]
    html_sha256: str
    pdf_sha256: str | None
    created_at: datetime
    rendered_at: datetime | None
    error: str | None


async def queue_letter(case_id: str, key: str, recipient_role: str, html: str, at: datetime) -> int:
    """Fix the words of a letter, to be rendered after the commit, and give its id."""
    require_transaction()
    row = {
        "case_id": case_id, "key": key, "recipient_role": recipient_role, "state": "queued", "html": html,
        "html_sha256": _digest(html), "created_at": moment(at),
    }  # fmt: skip
    return int((await insert(tables.Letter, [row]))[0]["id"])


async def store_rendered(letter_id: int, pdf: bytes, at: datetime) -> bool:
    """Keep the rendered letter; no when it was rendered before, and then that one stays."""
    require_transaction()
    table = tables.Letter
    waiting = table.select(table.id).where((table.id == letter_id) & (table.state != "rendered"))
    if not await waiting:
        return False
    digest = await put_blob(pdf)
    update = table.update(
        {table.state: "rendered", table.pdf_sha256: digest, table.rendered_at: moment(at), table.error: None}
    )
    await update.where(table.id == letter_id)
    return True


async def mark_failed(letter_id: int, error: str) -> bool:
    """Write down why rendering failed; no when the letter has been rendered after all."""
    table = tables.Letter
    update = table.update({table.state: "failed", table.error: error})
    waiting = (table.id == letter_id) & (table.state != "rendered")
    return bool(await update.where(waiting).returning(table.id))


async def letter(letter_id: int) -> Letter | None:
    """The letter with this id."""
    return first(await tables.Letter.select(*_columns()).where(tables.Letter.id == letter_id), Letter)


async def letters_of(case_id: str) -> list[Letter]:
    """The letters of a case, in the order in which they were made."""
    table = tables.Letter
    rows = await table.select(*_columns()).where(table.case_id == case_id).order_by(table.id)
    return facts(rows, Letter)


async def html_of(letter_id: int) -> str | None:
    """The words of a letter, checked against their hash."""
    table = tables.Letter
    rows = await table.select(table.html, table.html_sha256).where(table.id == letter_id)
    if not rows:
        return None
    html = _undamaged(rows[0])
    if html is None:
        raise DamagedFile(
            f"Brief {letter_id} is beschadigd: de tekst past niet meer bij de controlesom. "
            "Vraag de beheerder om een reservekopie."
        )
    return html


async def htmls_of(case_id: str) -> dict[int, str | None]:
    """The words of each letter of a case, by its number; nothing for one that is damaged."""
    table = tables.Letter
    rows = await table.select(table.id, table.html, table.html_sha256).where(table.case_id == case_id)
    return {int(row["id"]): _undamaged(row) for row in rows}


def _undamaged(row: Mapping[str, Any]) -> str | None:
    html = str(row["html"])
    return html if _digest(html) == row["html_sha256"] else None


async def pdf_of(letter_id: int) -> bytes | None:
    """The letter as PDF, checked against its hash; nothing when it is not rendered."""
    found = await letter(letter_id)
    if found is None or found.pdf_sha256 is None:
        return None
    pdf = await blob(found.pdf_sha256)
    if pdf is None:
        raise DamagedFile(f"De pdf van brief {letter_id} is weg. Vraag de beheerder om een reservekopie.")
    return pdf


async def forget_letters(case_id: str) -> None:
    """Destroy the letters of a case, with the bytes that nothing else points to."""
    require_transaction()
    await tables.Letter.delete().where(tables.Letter.case_id == case_id)
    await clear_unused_blobs()


def _columns() -> list[str]:
    return list(Letter.__struct_fields__)


def _digest(html: str) -> str:
    return sha256(html.encode()).hexdigest()
