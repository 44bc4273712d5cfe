"""Notices for the staff, each once by its key, until somebody has seen them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

import msgspec
from piccolo.columns.combination import WhereRaw
from piccolo.query import Insert

from gehoor.storage.prepared import insert
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_clock import Notice as Table


class NewNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice for one person, or for whoever holds an office; `dedup` tells it from every other.

    `code` says what it is about (the key of a duty), `detail` holds more codes and days, never names or texts.
    """

    kind: str
    person: str | None = None
    office: str | None = None
    case_id: str | None = None
    code: str = ""
    day: date
    due: date | None = None
    detail: str = ""
    dedup: str


class Notice(NewNotice, frozen=True, kw_only=True):
    """A notice as it is kept."""

    id: int
    made_at: datetime
    seen_at: datetime | None
    seen_by: str | None


async def add(notices: Sequence[NewNotice], at: datetime) -> int:
    """Keep these notices in their order; one whose key is there already is left out. Gives how many were new."""
    require_transaction()
    count = 0
    for notice in notices:
        row = {
            "kind": notice.kind, "person": notice.person, "office": notice.office, "case_id": notice.case_id,
            "code": notice.code, "day": notice.day.isoformat(),
            "due": notice.due.isoformat() if notice.due else None, "detail": notice.detail, "dedup": notice.dedup,
            "made_at": moment(at), "seen_at": None, "seen_by": None,
        }  # fmt: skip
        count += len(await insert(Table, [row], _once))
    return count


async def known(dedups: Collection[str]) -> set[str]:
    """Which of these keys are there."""
    if not dedups:
        return set()
    rows = await Table.select(Table.dedup).where(Table.dedup.is_in(list(dedups)))
    return {row["dedup"] for row in rows}


async def unseen(person: str, offices: Collection[str], limit: int, before: int | None = None) -> list[Notice]:
    """What this person, or whoever holds one of these offices, has not seen: the newest first."""
    found: list[Notice] = []
    for whose in ("person = {}", "office = {}"):
        for name in (person,) if whose.startswith("person") else sorted(offices):
            query = Table.select().where(WhereRaw(f"seen_at IS NULL AND {whose}", name))
            if before is not None:
                query = query.where(Table.id < before)
            found += facts(await query.order_by(Table.id, ascending=False).limit(limit), Notice)
    return sorted(found, key=lambda notice: -notice.id)[:limit]


async def newest_id() -> int:
    """The number of the newest notice, 0 without any."""
    rows = await Table.raw("SELECT MAX(id) AS newest FROM notice")
    return int(rows[0]["newest"] or 0)


async def after(number: int, until: int, limit: int) -> list[Notice]:
    """What nobody has seen of the notices after this number up to and including that one, in their order."""
    query = Table.select().where((Table.id > number) & (Table.id <= until)).where(WhereRaw("seen_at IS NULL"))
    return facts(await query.order_by(Table.id).limit(limit), Notice)


async def by_id(number: int) -> Notice | None:
    """The notice with this number."""
    return first(await Table.select().where(Table.id == number), Notice)


async def see(number: int, person: str, at: datetime) -> bool:
    """This person has seen it; no when somebody had already."""
    update = Table.update({Table.seen_at: moment(at), Table.seen_by: person})
    return bool(await update.where(WhereRaw("id = {} AND seen_at IS NULL", number)).returning(Table.id))


async def forget_before(day: date) -> None:
    """Destroy seen notices from before this day; what nobody has seen stays."""
    await Table.delete().where(WhereRaw("day < {} AND seen_at IS NOT NULL", day.isoformat()))


def _once(query: Insert[Table]) -> Insert[Table]:
    return query.on_conflict(Table.dedup, "DO NOTHING")
