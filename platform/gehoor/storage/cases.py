"""The case, its deadlines and its duties as the events leave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import msgspec
from piccolo.columns import Column, Text
from piccolo.columns.combination import WhereRaw
from piccolo.query import OrderByRaw
from piccolo.querystring import Unquoted

from gehoor.storage import tables
from gehoor.storage.rows import columns, facts, first
from gehoor.storage.scope import require_transaction, snapshot

# What a case without a date is sorted by: after everything that has one.
NO_DATE: Final = date(9999, 12, 31)
ORDER: Final = "COALESCE(next_due, '9999-12-31'), case_id"
# These are on no event, so whoever folds the events does not know them.
KEPT: Final = ("access_hash", "submission_key")


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case in a list or at the top of its page."""

    case_id: str
    reference: str
    status: str
    channel: str
    received_on: date
    regulation: str
    in_force: date
    edition: str
    last_seq: int
    next_due: date | None = None
    next_due_key: str | None = None
    unit: str | None = None
    entity: str | None = None
    office: str | None = None
    handler: str | None = None
    staff_case: bool = False
    closed_on: date | None = None
    access_hash: str | None = None
    submission_key: str | None = None


class DeadlineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A date by which the law wants something, with the whole answer of the law as JSON."""

    case_id: str
    key: str
    due: date
    nominal: date
    kind: str
    provisional: bool
    answer: bytes


class DutyRow(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody must do, with the whole answer of the law as JSON."""

    case_id: str
    key: str
    who: str
    due: date | None = None
    done_on: date | None = None
    answer: bytes


class CaseViews(msgspec.Struct, frozen=True):
    """A case with its deadlines and duties, all of one moment."""

    case: CaseRow
    deadlines: list[DeadlineRow]
    duties: list[DutyRow]


async def write_views(case: CaseRow, deadlines: Sequence[DeadlineRow], duties: Sequence[DutyRow]) -> None:
    """Put these in the place of what was there for this case.

    `access_hash` and `submission_key` are on no event, so leaving them out keeps the ones that were there.
    """
    require_transaction()
    strangers = ({row.case_id for row in deadlines} | {row.case_id for row in duties}) - {case.case_id}
    if strangers:
        raise ValueError(f"Rows of {sorted(strangers)} were given with case {case.case_id}; write each by itself.")
    await _write_case(case)
    await tables.DeadlineView.delete().where(tables.DeadlineView.case_id == case.case_id)
    if deadlines:
        await tables.DeadlineView.insert(*(tables.DeadlineView(**columns(row)) for row in deadlines))
    await tables.DutyView.delete().where(tables.DutyView.case_id == case.case_id)
    if duties:
        await tables.DutyView.insert(*(tables.DutyView(**columns(row)) for row in duties))


async def read_views(case_id: str) -> CaseViews | None:
    """The case with its deadlines, soonest first, and its duties; nothing when there is no such case."""
    deadline, duty = tables.DeadlineView, tables.DutyView
    async with snapshot():
        case = await by_id(case_id)
        if case is None:
            return None
        deadlines = await deadline.select().where(deadline.case_id == case_id).order_by(deadline.due, deadline.key)
        duties = await duty.select().where(duty.case_id == case_id).order_by(duty.key)
    return CaseViews(case, facts(deadlines, DeadlineRow), facts(duties, DutyRow))


async def worklist(
    limit: int,
    after: tuple[date | None, str] | None = None,
    handler: str | None = None,
    open_only: bool = True,
) -> list[CaseRow]:
    """A page of cases, what is due first at the top and what has no date at the end.

    `after` is the `next_due` and the `case_id` of the last case on the page before.
    """
    query = tables.CaseView.select()
    if open_only:
        query = query.where(WhereRaw("closed_on IS NULL"))
    if handler is not None:
        query = query.where(tables.CaseView.handler == handler)
    if after is not None:
        due, case_id = after
        query = query.where(WhereRaw(f"({ORDER}) > ({{}}, {{}})", (due or NO_DATE).isoformat(), case_id))
    rows = await query.order_by(OrderByRaw(ORDER)).limit(limit)
    return facts(rows, CaseRow)


async def open_cases() -> list[str]:
    """The ids of all cases that are not closed, for what must be looked at again."""
    rows = await tables.CaseView.raw("SELECT case_id FROM case_view WHERE closed_on IS NULL ORDER BY case_id")
    return [row["case_id"] for row in rows]


async def by_id(case_id: str) -> CaseRow | None:
    """The case with this id."""
    return await _one(tables.CaseView.case_id, case_id)


async def by_reference(reference: str) -> CaseRow | None:
    """The case with this reference, which is what people quote."""
    return await _one(tables.CaseView.reference, reference)


async def by_access_hash(access_hash: str) -> CaseRow | None:
    """The case that somebody holding the secret code may see."""
    return await _one(tables.CaseView.access_hash, access_hash)


async def by_submission_key(submission_key: str) -> CaseRow | None:
    """The case that was made by this submission, so that sending a form twice makes one case."""
    return await _one(tables.CaseView.submission_key, submission_key)


async def set_access_hash(case_id: str, access_hash: str | None) -> None:
    """Give the case another secret code, or none."""
    await tables.CaseView.update({tables.CaseView.access_hash: access_hash}).where(tables.CaseView.case_id == case_id)


async def _one(column: Text, value: str) -> CaseRow | None:
    return first(await tables.CaseView.select().where(column == value).limit(1), CaseRow)


async def _write_case(case: CaseRow) -> None:
    table = tables.CaseView
    names = [name for name in case.__struct_fields__ if name not in ("case_id", *KEPT)]
    values: list[Column | tuple[Column, Any]] = [table._meta.get_column_by_name(name) for name in names]
    values += [
        (table._meta.get_column_by_name(name), Unquoted(f"COALESCE(excluded.{name}, case_view.{name})"))
        for name in KEPT
    ]
    await table.insert(table(**columns(case))).on_conflict(table.case_id, "DO UPDATE", values)


async def set_keys(case_id: str, *, access_hash: str, submission_key: str) -> None:
    """Keep the hashes of the access code and of the submission with a new case; they are on no event."""
    require_transaction()
    table = tables.CaseView
    update = table.update({table.access_hash: access_hash, table.submission_key: submission_key})
    await update.where(table.case_id == case_id)


async def all_ids() -> list[str]:
    """The ids of all cases in the overview."""
    return [row["case_id"] for row in await tables.CaseView.raw("SELECT case_id FROM case_view ORDER BY case_id")]
