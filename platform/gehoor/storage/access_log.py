"""Who looked at what in which case; an entry is never changed and never deleted."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage import tables
from gehoor.storage.rows import facts, moment


class Access(msgspec.Struct, frozen=True):
    """Somebody looked at something."""

    id: int
    at: datetime
    person_id: str
    case_id: str
    what: str


async def log_access(person_id: str, case_id: str, what: str, at: datetime) -> None:
    """Write down that somebody looked at something in a case."""
    row = tables.AccessLog(at=moment(at), person_id=person_id, case_id=case_id, what=what)
    await tables.AccessLog.insert(row)


async def accesses_of(case_id: str) -> list[Access]:
    """Who looked at this case, in the order in which they did."""
    table = tables.AccessLog
    return facts(await table.select().where(table.case_id == case_id).order_by(table.id), Access)
