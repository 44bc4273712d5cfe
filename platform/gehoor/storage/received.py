"""The cases that came in during some days, in parts, with the day by which the law wanted each of them settled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Final

import msgspec

from gehoor.storage.rows import facts
from gehoor.storage.tables import CaseView

#: Read at once: so many that asking again costs little, so few that their events fit in memory easily.
AT_ONCE: Final = 200
#: The term in which a complaint is to be settled, under whatever law.
SETTLEMENT: Final = "settlement"


class ReceivedCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case of the period; `settle_by` is the day as it stands now, none where no term runs."""

    case_id: str
    received_on: date
    settle_by: date | None = None


async def in_parts(first: date, last: date) -> AsyncIterator[list[ReceivedCase]]:
    """The cases received from the first day until the last, in the order of receipt."""
    after = (first.isoformat(), "")
    while True:
        rows = await CaseView.raw(
            "SELECT case_view.case_id AS case_id, case_view.received_on AS received_on, deadline_view.due AS settle_by"
            " FROM case_view LEFT JOIN deadline_view"
            " ON deadline_view.case_id = case_view.case_id AND deadline_view.key = {}"
            " WHERE (case_view.received_on, case_view.case_id) > ({}, {}) AND case_view.received_on <= {}"
            " ORDER BY case_view.received_on, case_view.case_id LIMIT {}",
            SETTLEMENT, *after, last.isoformat(), AT_ONCE,
        )  # fmt: skip
        if rows:
            yield facts(rows, ReceivedCase)
        if len(rows) < AT_ONCE:
            return
        after = (rows[-1]["received_on"], rows[-1]["case_id"])


async def first_year() -> int | None:
    """The year in which the first case came in; nothing where there is none."""
    rows = await CaseView.raw("SELECT received_on FROM case_view ORDER BY received_on, case_id LIMIT 1")
    return int(rows[0]["received_on"][:4]) if rows else None
