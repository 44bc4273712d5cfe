"""The case, its deadlines and its duties as the events leave them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import msgspec
from piccolo.columns import Column, Text
from piccolo.columns.combination import WhereRaw
from piccolo.query import Insert, OrderByRaw, Select
from piccolo.querystring import Unquoted

from gehoor.storage import tables
from gehoor.storage.prepared import Prepared, insert
from gehoor.storage.rows import columns, facts, first
from gehoor.storage.scope import require_transaction, snapshot

# What a case without a date is sorted by: after everything that has one.
NO_DATE: Final = date(9999, 12, 31)
# Not COALESCE: behind a policy PostgreSQL takes that for a condition that may leak, and reads all pages before.
OPEN_BY: Final = "(CASE WHEN next_due IS NULL THEN '9999-12-31' ELSE next_due END)"
# The same day in other words, by which SQLite knows the index for lists in which closed cases stand too.
ALL_BY: Final = "(CASE WHEN next_due IS NOT NULL THEN next_due ELSE '9999-12-31' END)"
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
    #: The day again while the case is open and no duty stands for this date.
    waits: date | None = None
    answer: bytes


class DutyRow(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody must do, with the whole answer of the law as JSON."""

    case_id: str
    key: str
    who: str
    due: date | None = None
    done_on: date | None = None
    #: The day again while it is still to be done.
    waits: date | None = None
    answer: bytes


class CaseViews(msgspec.Struct, frozen=True):
    """A case with its deadlines and duties, all of one moment."""

    case: CaseRow
    deadlines: list[DeadlineRow]
    duties: list[DutyRow]


async def write_views(
    case: CaseRow, deadlines: Sequence[DeadlineRow], duties: Sequence[DutyRow], *, new: bool = False
) -> None:
    """Put these in the place of what was there for this case; nothing was there for a new one.

    `access_hash` and `submission_key` are on no event, so leaving them out keeps the ones that were there.
    """
    require_transaction()
    strangers = ({row.case_id for row in deadlines} | {row.case_id for row in duties}) - {case.case_id}
    if strangers:
        raise ValueError(f"Rows of {sorted(strangers)} were given with case {case.case_id}; write each by itself.")
    await insert(tables.CaseView, [columns(case)], _replace_case)
    if not new:
        await _NO_DEADLINES.run(case.case_id)
    if deadlines:
        await insert(tables.DeadlineView, [columns(row) for row in deadlines])
    if not new:
        await _NO_DUTIES.run(case.case_id)
    if duties:
        await insert(tables.DutyView, [columns(row) for row in duties])


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
    office: str | None = None,
) -> list[CaseRow]:
    """A page of cases, what is due first at the top and what has no date at the end.

    `after` is the `next_due` and the `case_id` of the last case on the page before. With `handler` or `office` only
    what this person, or somebody in this office, handles.
    """
    whose = tuple(value for value in (handler, office) if value is not None)
    asked = ("handler" if handler is not None else "office" if office is not None else "", open_only)
    if after is None:
        return facts(await _listing(limit, *asked).run(*whose), CaseRow)
    # What is due on the same day comes first. It is a question of its own, because SQLite does not seek two values
    # at once in an index on an expression, and would read all that stands on the pages before.
    due, case_id = (after[0] or NO_DATE).isoformat(), after[1]
    rows = await _listing(limit, *asked, after="{} = {{}} AND case_id > {{}}").run(*whose, due, case_id)
    if len(rows) < limit:
        rows += await _listing(limit - len(rows), *asked, after="{} > {{}}").run(*whose, due)
    return facts(rows, CaseRow)


@lru_cache(128)
def _listing(limit: int, whose: str, open_only: bool, after: str = "") -> Prepared:
    table, due = tables.CaseView, OPEN_BY if open_only else ALL_BY
    where = after.format(due)

    def build(*values: Any) -> Select[tables.CaseView]:
        query = table.select()
        if open_only:
            query = query.where(WhereRaw("closed_on IS NULL"))
        if whose:
            query = query.where((table.handler if whose == "handler" else table.office) == values[0])
        if where:
            query = query.where(WhereRaw(where, *values[bool(whose) :]))
        return query.order_by(OrderByRaw("case_id" if "=" in where else f"{due}, case_id")).limit(limit)

    return Prepared(bool(whose) + where.count("{}"), build)


async def next_duties(case_ids: Sequence[str]) -> dict[str, bytes]:
    """The law's answer about what is to be done next, for each of these cases where something is."""
    if not case_ids:
        return {}
    return {row["case_id"]: bytes(row["answer"]) for row in await _next_duties(len(case_ids)).run(*case_ids)}


@lru_cache(64)
def _next_duties(count: int) -> Prepared:
    marks = ", ".join(["{}"] * count)
    query = f"""
        SELECT case_view.case_id AS case_id, duty_view.answer AS answer FROM case_view
        JOIN duty_view ON duty_view.case_id = case_view.case_id AND duty_view.key = case_view.next_due_key
        WHERE case_view.case_id IN ({marks})"""  # noqa: S608  # Only marks.
    return Prepared(count, lambda *case_ids: tables.CaseView.raw(query, *case_ids))


async def without_date(limit: int) -> list[str]:
    """The references of open cases for which no date is known, at the end of the work list."""
    rows = await tables.CaseView.raw(
        f"SELECT reference FROM case_view WHERE closed_on IS NULL AND {OPEN_BY} = '9999-12-31' "  # noqa: S608  # Our words.
        "ORDER BY case_id LIMIT {}",
        limit,
    )
    return [row["reference"] for row in rows]


async def by_id(case_id: str) -> CaseRow | None:
    """The case with this id."""
    return first(await _BY_ID.run(case_id), CaseRow)


async def by_reference(reference: str) -> CaseRow | None:
    """The case with this reference, which is what people quote."""
    return first(await _BY_REFERENCE.run(reference), CaseRow)


async def by_access_hash(access_hash: str) -> CaseRow | None:
    """The case that somebody holding the secret code may see."""
    return first(await _BY_ACCESS_HASH.run(access_hash), CaseRow)


async def by_submission_key(submission_key: str) -> CaseRow | None:
    """The case that was made by this submission, so that sending a form twice makes one case."""
    return first(await _BY_SUBMISSION_KEY.run(submission_key), CaseRow)


async def set_access_hash(case_id: str, access_hash: str | None) -> None:
    """Give the case another secret code, or none."""
    await tables.CaseView.update({tables.CaseView.access_hash: access_hash}).where(tables.CaseView.case_id == case_id)


async def all_ids() -> list[str]:
    """The ids of all cases in the overview."""
    return [row["case_id"] for row in await tables.CaseView.raw("SELECT case_id FROM case_view ORDER BY case_id")]


def _replace_case(query: Insert[tables.CaseView]) -> Insert[tables.CaseView]:
    table = tables.CaseView
    names = [name for name in CaseRow.__struct_fields__ if name not in ("case_id", *KEPT)]
    values: list[Column | tuple[Column, Any]] = [table._meta.get_column_by_name(name) for name in names]
    values += [
        (table._meta.get_column_by_name(name), Unquoted(f"COALESCE(excluded.{name}, case_view.{name})"))
        for name in KEPT
    ]
    return query.on_conflict(table.case_id, "DO UPDATE", values)


def _case_by(column: Text) -> Prepared:
    return Prepared(1, lambda value: tables.CaseView.select().where(column == value).limit(1))


_BY_ID: Final = _case_by(tables.CaseView.case_id)
_BY_REFERENCE: Final = _case_by(tables.CaseView.reference)
_BY_ACCESS_HASH: Final = _case_by(tables.CaseView.access_hash)
_BY_SUBMISSION_KEY: Final = _case_by(tables.CaseView.submission_key)
_NO_DEADLINES: Final = Prepared(
    1, lambda value: tables.DeadlineView.delete().where(tables.DeadlineView.case_id == value)
)
_NO_DUTIES: Final = Prepared(1, lambda value: tables.DutyView.delete().where(tables.DutyView.case_id == value))
