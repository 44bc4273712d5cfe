"""The tables of a municipality's settings and of what its administrators did."""

from __future__ import annotations

from piccolo.columns import Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class Setting(Table, tablename="setting", db=TENANT):
    """A version of one area of the settings, never changed and never deleted."""

    id: Serial
    area = Text()
    source = Text()
    content = Text(null=True, default=None)
    person_id = Text()
    at = Text()
    why = Text()


class AdminLog(Table, tablename="admin_log", db=TENANT):
    """What somebody changed in accounts, offices, settings or keys, never changed and never deleted."""

    id: Serial
    at = Text()
    person_id = Text()
    action = Text()
    subject = Text()
    old = Text(null=True, default=None)
    new = Text(null=True, default=None)


TABLES = (Setting, AdminLog)
