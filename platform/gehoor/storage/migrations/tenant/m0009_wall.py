"""The wall: which staff a case concerns, why somebody looked, and who opened a case in an emergency."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, append_only, walled

_MOMENT: Final = "LIKE '____-__-__T__:__:__.______Z'"
_CASE_PERSON: Final = """
    case_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('accused', 'involved'))"""
_BREAK_GLASS: Final = f"""
    at TEXT NOT NULL CHECK (at {_MOMENT}),
    until_at TEXT NOT NULL CHECK (until_at {_MOMENT} AND until_at > at),
    person_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    reason BIGINT NOT NULL"""
_NOTE: Final = f"""
    opening BIGINT NOT NULL,
    at TEXT NOT NULL CHECK (at {_MOMENT}),
    person_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('ended', 'seen'))"""


#: The triggers of a SQLite table to which rows can only be added. INSERT OR REPLACE deletes the old row without asking
#: the delete trigger.
_TRIGGERS: Final = (
    """
    CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{what} cannot be changed.'); END""",
    """
    CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{what} cannot be deleted.'); END""",
    """
    CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{what} cannot be replaced.'); END""",
)


def _never_changed(table: str, what: str) -> tuple[str, ...]:
    return tuple(trigger.format(table=table, what=what) for trigger in _TRIGGERS)


MIGRATION: Final = Migration(
    id="0009",
    sqlite=(
        f"CREATE TABLE case_person ({_CASE_PERSON}, PRIMARY KEY (case_id, person_id))",
        "CREATE INDEX case_person_person ON case_person (person_id, how)",
        "ALTER TABLE access_log ADD COLUMN why TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX access_log_person ON access_log (person_id, id)",
        "CREATE INDEX access_log_at ON access_log (at, id)",
        f"CREATE TABLE break_glass (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {_BREAK_GLASS})",
        "CREATE INDEX break_glass_case ON break_glass (case_id, id)",
        *_never_changed("break_glass", "An emergency opening"),
        f"CREATE TABLE break_glass_note (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {_NOTE},"
        " FOREIGN KEY (opening) REFERENCES break_glass (id), UNIQUE (opening, kind))",
        *_never_changed("break_glass_note", "A note on an emergency opening"),
    ),
    postgres=(
        f"CREATE TABLE case_person ({TENANT_COLUMN}, {_CASE_PERSON}, PRIMARY KEY (tenant, case_id, person_id))",
        *walled("case_person"),
        "CREATE INDEX case_person_person ON case_person (tenant, person_id, how)",
        "ALTER TABLE access_log ADD COLUMN why TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX access_log_person ON access_log (tenant, person_id, id)",
        "CREATE INDEX access_log_at ON access_log (tenant, at, id)",
        f"CREATE TABLE break_glass ({TENANT_COLUMN}, id {NUMBER}, {_BREAK_GLASS}, PRIMARY KEY (tenant, id))",
        "CREATE INDEX break_glass_case ON break_glass (tenant, case_id, id)",
        *append_only("break_glass", "An emergency opening"),
        f"CREATE TABLE break_glass_note ({TENANT_COLUMN}, id {NUMBER}, {_NOTE}, PRIMARY KEY (tenant, id),"
        " FOREIGN KEY (tenant, opening) REFERENCES break_glass (tenant, id), UNIQUE (tenant, opening, kind))",
        *append_only("break_glass_note", "A note on an emergency opening"),
    ),
)
