"""What the clock asks of the overviews: what waits until a day, and how many cases stand how."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import Final

import msgspec

from gehoor.storage.prepared import Prepared
from gehoor.storage.rows import facts
from gehoor.storage.tables import CaseView, DeadlineView, DutyView, Outbox

#: Where the list of what waits begins: before every day.
BEGINNING: Final = ("", "", "")


class Waiting(msgspec.Struct, frozen=True):
    """Something that is still to be done in an open case; `who` is empty for a date that is nobody's duty."""

    case_id: str
    reference: str
    handler: str | None
    key: str
    who: str
    due: date

    @property
    def place(self) -> tuple[str, str, str]:
        """Where it stands in the list."""
        return (self.due.isoformat(), self.case_id, self.key)


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many cases of the whole municipality stand how, and nothing else about them."""

    open: int
    overdue: int
    soon: int
    received: int
    closed: int


# Each begins at the index of what waits, so closed cases and days that are far away are never read.
_OF: Final = """
SELECT item.case_id AS case_id, reference, handler, item.key AS key, {who} AS who, waits AS due
FROM {table} AS item JOIN case_view ON case_view.case_id = item.case_id
WHERE waits IS NOT NULL AND waits <= {{}} AND (waits, item.case_id, item.key) > ({{}}, {{}}, {{}})
ORDER BY waits, item.case_id, item.key LIMIT {{}}"""
_DUTIES: Final = Prepared(
    5, lambda *values: DutyView.raw(_OF.format(who="item.who", table="duty_view"), *values)
)  # fmt: skip
_DEADLINES: Final = Prepared(
    5, lambda *values: DeadlineView.raw(_OF.format(who="''", table="deadline_view"), *values)
)  # fmt: skip


async def duties_until(day: date, after: tuple[str, str, str], limit: int) -> list[Waiting]:
    """Duties that are to be done by this day or were to be done before it, the oldest first, after that place."""
    return facts(await _DUTIES.run(day.isoformat(), *after, limit), Waiting)


async def deadlines_until(day: date, after: tuple[str, str, str], limit: int) -> list[Waiting]:
    """Dates of which no duty is, until this day, the oldest first, after that place."""
    return facts(await _DEADLINES.run(day.isoformat(), *after, limit), Waiting)


async def counts(day: date, soon: date, week_ago: date) -> Counts:
    """How the cases stand on this day: due until `soon`, and come in or closed since `week_ago`."""
    rows = await CaseView.raw(
        "SELECT COALESCE(SUM(CASE WHEN closed_on IS NULL THEN 1 ELSE 0 END), 0) AS open,"
        " COALESCE(SUM(CASE WHEN closed_on IS NULL AND next_due < {} THEN 1 ELSE 0 END), 0) AS overdue,"
        " COALESCE(SUM(CASE WHEN closed_on IS NULL AND next_due >= {} AND next_due <= {} THEN 1 ELSE 0 END), 0)"
        " AS soon,"
        " COALESCE(SUM(CASE WHEN received_on >= {} THEN 1 ELSE 0 END), 0) AS received,"
        " COALESCE(SUM(CASE WHEN closed_on >= {} THEN 1 ELSE 0 END), 0) AS closed FROM case_view",
        day.isoformat(), day.isoformat(), soon.isoformat(), week_ago.isoformat(), week_ago.isoformat(),
    )  # fmt: skip
    return msgspec.convert(rows[0], Counts)


async def open_under(regulation: str, in_force: date, after: str, limit: int) -> list[str]:
    """Open cases that pinned this version of a regulation, after that case."""
    rows = await CaseView.raw(
        "SELECT case_id FROM case_view WHERE closed_on IS NULL AND regulation = {} AND in_force = {}"
        " AND case_id > {} ORDER BY case_id LIMIT {}",
        regulation, in_force.isoformat(), after, limit,
    )  # fmt: skip
    return [row["case_id"] for row in rows]


async def unfinished(kind: str) -> list[bytes]:
    """What work of this kind that is not done is about, the newest first; also of what was given up."""
    # Each part has an index of its own, which holds nothing that is done. SQLite uses them only where it need not give
    # the parts in the order of their numbers.
    rows = await Outbox.raw(
        "SELECT id, payload FROM outbox WHERE state = 'queued' AND kind = {} "
        "UNION ALL SELECT id, payload FROM outbox WHERE state = 'running' AND kind = {} "
        "UNION ALL SELECT id, payload FROM outbox WHERE state = 'dead' AND kind = {}",
        kind, kind, kind,
    )  # fmt: skip
    return [bytes(row["payload"]) for row in sorted(rows, key=itemgetter("id"), reverse=True)]


async def has_job(kind: str) -> bool:
    """Whether work of this kind waits or is being done."""
    # PostgreSQL takes these indexes only to count: to find one it hopes to meet it early, and reads the table.
    rows = await Outbox.raw(
        "SELECT COUNT(*) AS count FROM outbox WHERE state = 'queued' AND kind = {} "
        "UNION ALL SELECT COUNT(*) FROM outbox WHERE state = 'running' AND kind = {}",
        kind, kind,
    )  # fmt: skip
    return any(row["count"] for row in rows)
