"""What the clock of a municipality has done, so that each thing is done once."""

from __future__ import annotations

from datetime import date
from typing import Final

from piccolo.columns.combination import WhereRaw
from piccolo.query import Insert

from gehoor.storage.prepared import insert
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_clock import ClockMark as Table

#: A day that was gone through, the mails of a day and of a week, and how a law answered.
DAY: Final = "day"
DAILY: Final = "daily"
WEEKLY: Final = "weekly"
LAW: Final = "law"
#: Somebody who wants no mail of the day; the key is the person.
NO_MAIL: Final = "no_mail"


async def put(kind: str, key: str, day: date, value: str = "") -> bool:
    """Note this; no when it was there already."""
    require_transaction()
    row = {"kind": kind, "key": key, "day": day.isoformat(), "value": value}
    return bool(await insert(Table, [row], _once, Table.key))


async def change(kind: str, key: str, day: date, value: str) -> None:
    """Note this in the place of what was there."""
    require_transaction()
    await Table.delete().where((Table.kind == kind) & (Table.key == key))
    await put(kind, key, day, value)


async def remove(kind: str, key: str) -> None:
    """Forget this."""
    await Table.delete().where((Table.kind == kind) & (Table.key == key))


async def last(kind: str) -> tuple[date, str] | None:
    """The last day of this kind with what was noted then."""
    query = Table.select(Table.day, Table.value).where(Table.kind == kind)
    rows = await query.order_by(Table.day, ascending=False).limit(1)
    return (date.fromisoformat(rows[0]["day"]), rows[0]["value"]) if rows else None


async def values(kind: str) -> dict[str, str]:
    """All that was noted of this kind, by key."""
    return {row["key"]: row["value"] for row in await Table.select().where(Table.kind == kind)}


async def forget_before(day: date) -> None:
    """Destroy what was noted of days and mails before this day; how a law answered stays."""
    old = WhereRaw("day < {} AND kind IN ({}, {}, {})", day.isoformat(), DAY, DAILY, WEEKLY)
    await Table.delete().where(old)


def _once(query: Insert[Table]) -> Insert[Table]:
    # The key has two columns, so no target is named.
    return query.on_conflict(action="DO NOTHING")
