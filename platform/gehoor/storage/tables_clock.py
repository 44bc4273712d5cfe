"""The tables of notices for the staff, and of what the clock has done."""

from __future__ import annotations

from piccolo.columns import Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class Notice(Table, tablename="notice", db=TENANT):
    """Something a person or the holders of an office should know; codes and days, no words."""

    id: Serial
    kind = Text()
    person = Text(null=True, default=None)
    office = Text(null=True, default=None)
    case_id = Text(null=True, default=None)
    code = Text()
    day = Text()
    due = Text(null=True, default=None)
    detail = Text()
    dedup = Text()
    made_at = Text()
    seen_at = Text(null=True, default=None)
    seen_by = Text(null=True, default=None)


class ClockMark(Table, tablename="clock_mark", db=TENANT):
    """Something the clock did, so that it is done once; Piccolo knows one key column, the table has two."""

    kind = Text(primary_key=True)
    key = Text()
    day = Text()
    value = Text()


TABLES = (Notice, ClockMark)
