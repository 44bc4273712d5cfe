"""Who looked at what in which case, and why; an entry is never changed and never deleted."""

from __future__ import annotations

from datetime import datetime

import msgspec
from piccolo.columns.combination import WhereRaw

from gehoor.storage import tables
from gehoor.storage.rows import facts, moment


class Access(msgspec.Struct, frozen=True):
    """Somebody looked at something; `why` is the place in the law that lets this person."""

    id: int
    at: datetime
    person_id: str
    case_id: str
    what: str
    why: str = ""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries: of one person, of one case, from a moment up to another, and not those of some cases."""

    person_id: str = ""
    case_id: str = ""
    since: datetime | None = None
    before: datetime | None = None
    without: tuple[str, ...] = ()


async def log_access(person_id: str, case_id: str, what: str, at: datetime, why: str = "") -> None:
    """Write down that somebody looked at something in a case."""
    row = tables.AccessLog(at=moment(at), person_id=person_id, case_id=case_id, what=what, why=why)
    await tables.AccessLog.insert(row)


async def accesses_of(case_id: str) -> list[Access]:
    """Who looked at this case, in the order in which they did."""
    table = tables.AccessLog
    return facts(await table.select().where(table.case_id == case_id).order_by(table.id), Access)


async def entries(wanted: Wanted, limit: int, below: int | None = None) -> list[Access]:
    """The latest entries first; `below` is the number of the last entry on the page before."""
    table = tables.AccessLog
    query = table.select()
    if wanted.person_id:
        query = query.where(table.person_id == wanted.person_id)
    if wanted.case_id:
        query = query.where(table.case_id == wanted.case_id)
    if wanted.since is not None:
        query = query.where(WhereRaw("at >= {}", moment(wanted.since)))
    if wanted.before is not None:
        query = query.where(WhereRaw("at < {}", moment(wanted.before)))
    if wanted.without:
        query = query.where(table.case_id.not_in(list(wanted.without)))
    if below is not None:
        query = query.where(table.id < below)
    return facts(await query.order_by(table.id, ascending=False).limit(limit), Access)
