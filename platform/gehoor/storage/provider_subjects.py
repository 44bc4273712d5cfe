"""Who somebody on the staff is at an identity provider."""

from __future__ import annotations

from datetime import datetime

from gehoor.storage import tables_sign_in as tables
from gehoor.storage.rows import moment


async def link(issuer: str, subject: str, person_id: str, at: datetime) -> bool:
    """Write down that this subject is this person; no when the subject is somebody already."""
    table = tables.ProviderSubject
    row = table(issuer=issuer, subject=subject, person_id=person_id, made_at=moment(at))
    return bool(await table.insert(row).on_conflict(action="DO NOTHING"))


async def unlink(person_id: str) -> None:
    """Nobody at a provider is this person any more."""
    await tables.ProviderSubject.delete().where(tables.ProviderSubject.person_id == person_id)


async def person_of(issuer: str, subject: str) -> str | None:
    """The person this subject was linked to."""
    table = tables.ProviderSubject
    rows = await table.select(table.person_id).where((table.issuer == issuer) & (table.subject == subject))
    return str(rows[0]["person_id"]) if rows else None
