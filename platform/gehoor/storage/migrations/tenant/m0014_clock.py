"""What the clock needs: which dates still wait for somebody, notices for the staff, and what it has done already."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, walled

_MOMENT: Final = "LIKE '____-__-__T__:__:__.______Z'"
#: The day again, as long as something is still to be done by it in an open case: an index on it holds nothing else.
_WAITS: Final = "waits TEXT CHECK (length(waits) = 10)"
#: The same as `services.projection.project` gives.
_FILL: Final = (
    "UPDATE duty_view SET waits = due WHERE done_on IS NULL AND EXISTS (SELECT 1 FROM case_view"
    " WHERE <same tenant>case_view.case_id = duty_view.case_id AND closed_on IS NULL)",
    "UPDATE deadline_view SET waits = due WHERE EXISTS (SELECT 1 FROM case_view"
    " WHERE <same tenant>case_view.case_id = deadline_view.case_id AND closed_on IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM duty_view"
    " WHERE <same tenant>duty_view.case_id = deadline_view.case_id AND duty_view.due = deadline_view.due)",
)
_NOTICE: Final = f"""
    kind TEXT NOT NULL,
    person TEXT,
    office TEXT,
    case_id TEXT,
    code TEXT NOT NULL,
    day TEXT NOT NULL CHECK (length(day) = 10),
    due TEXT CHECK (length(due) = 10),
    detail TEXT NOT NULL,
    dedup TEXT NOT NULL,
    made_at TEXT NOT NULL CHECK (made_at {_MOMENT}),
    seen_at TEXT CHECK (seen_at {_MOMENT}),
    seen_by TEXT,
    CHECK ((person IS NULL) <> (office IS NULL)),
    CHECK ((seen_at IS NULL) = (seen_by IS NULL))"""
_MARK: Final = """
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    day TEXT NOT NULL CHECK (length(day) = 10),
    value TEXT NOT NULL"""
_UNSEEN: Final = "WHERE seen_at IS NULL"
_TABLES: Final = ("case_view", "deadline_view", "duty_view")

MIGRATION: Final = Migration(
    id="0014",
    sqlite=(
        f"ALTER TABLE duty_view ADD COLUMN {_WAITS}",
        f"ALTER TABLE deadline_view ADD COLUMN {_WAITS}",
        *(fill.replace("<same tenant>", "") for fill in _FILL),
        "CREATE INDEX duty_view_waits ON duty_view (waits, case_id, key) WHERE waits IS NOT NULL",
        "CREATE INDEX deadline_view_waits ON deadline_view (waits, case_id, key) WHERE waits IS NOT NULL",
        f"CREATE TABLE notice (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {_NOTICE}, UNIQUE (dedup))",
        f"CREATE INDEX notice_of_person ON notice (person, id) {_UNSEEN}",
        f"CREATE INDEX notice_of_office ON notice (office, id) {_UNSEEN}",
        "CREATE INDEX notice_day ON notice (day, id)",
        f"CREATE TABLE clock_mark ({_MARK}, PRIMARY KEY (kind, key))",
    ),
    postgres=(
        f"ALTER TABLE duty_view ADD COLUMN {_WAITS}",
        f"ALTER TABLE deadline_view ADD COLUMN {_WAITS}",
        # Whoever migrates owns the tables and works for every tenant at once, which the wall would not allow.
        *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in _TABLES),
        _FILL[0].replace("<same tenant>", "case_view.tenant = duty_view.tenant AND "),
        _FILL[1]
        .replace("<same tenant>case_view", "case_view.tenant = deadline_view.tenant AND case_view")
        .replace("<same tenant>duty_view", "duty_view.tenant = deadline_view.tenant AND duty_view"),
        *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in _TABLES),
        "CREATE INDEX duty_view_waits ON duty_view (tenant, waits, case_id, key) WHERE waits IS NOT NULL",
        "CREATE INDEX deadline_view_waits ON deadline_view (tenant, waits, case_id, key) WHERE waits IS NOT NULL",
        f"CREATE TABLE notice ({TENANT_COLUMN}, id {NUMBER}, {_NOTICE}, PRIMARY KEY (tenant, id),"
        " UNIQUE (tenant, dedup))",
        *walled("notice"),
        f"CREATE INDEX notice_of_person ON notice (tenant, person, id) {_UNSEEN}",
        f"CREATE INDEX notice_of_office ON notice (tenant, office, id) {_UNSEEN}",
        "CREATE INDEX notice_day ON notice (tenant, day, id)",
        f"CREATE TABLE clock_mark ({TENANT_COLUMN}, {_MARK}, PRIMARY KEY (tenant, kind, key))",
        *walled("clock_mark"),
    ),
)
