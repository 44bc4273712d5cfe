"""The log of what administrators changed; an entry is never changed and never deleted."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage import tables_settings as tables
from gehoor.storage.rows import facts, moment


class AdminEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody changed something: what it was before and what it is now, as JSON or as plain words."""

    id: int
    at: datetime
    person_id: str
    action: str
    subject: str
    old: str | None
    new: str | None


async def add(person: str, action: str, subject: str, old: str | None, new: str | None, at: datetime) -> int:
    """Add an entry; gives its number."""
    row = tables.AdminLog(at=moment(at), person_id=person, action=action, subject=subject, old=old, new=new)
    return int((await tables.AdminLog.insert(row))[0]["id"])


async def entries(after: int, limit: int) -> list[AdminEntry]:
    """The entries after this number, the oldest first."""
    table = tables.AdminLog
    return facts(await table.select().where(table.id > after).order_by(table.id).limit(limit), AdminEntry)


async def newest(limit: int, before: int | None = None) -> list[AdminEntry]:
    """The newest entries, the newest first; `before` is the number where the page before ended."""
    query = tables.AdminLog.select()
    if before is not None:
        query = query.where(tables.AdminLog.id < before)
    return facts(await query.order_by(tables.AdminLog.id, ascending=False).limit(limit), AdminEntry)
