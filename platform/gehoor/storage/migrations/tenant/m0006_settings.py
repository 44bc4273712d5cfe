"""The settings of a municipality as versions, and the log of what administrators changed."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, append_only

_MOMENT = "CHECK (at LIKE '____-__-__T__:__:__.______Z')"


def _never_changed(table: str, what: str) -> tuple[str, ...]:
    """The triggers of a SQLite table to which rows can only be added."""
    return (
        f"""
        CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{what} cannot be changed.'); END""",
        f"""
        CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{what} cannot be deleted.'); END""",
        # INSERT OR REPLACE deletes the old row without asking the delete trigger. The names stand in this file.
        f"""
        CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{what} cannot be replaced.'); END""",  # noqa: S608
    )


MIGRATION: Final = Migration(
    id="0006",
    sqlite=(
        f"""
        CREATE TABLE setting (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            area TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('file', 'browser')),
            content TEXT CHECK (content IS NOT NULL OR source = 'browser'),
            person_id TEXT NOT NULL,
            at TEXT NOT NULL {_MOMENT},
            why TEXT NOT NULL
        )""",
        "CREATE INDEX setting_area ON setting (area, source, id)",
        *_never_changed("setting", "A version of a setting"),
        f"""
        CREATE TABLE admin_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            at TEXT NOT NULL {_MOMENT},
            person_id TEXT NOT NULL,
            action TEXT NOT NULL CHECK (action <> ''),
            subject TEXT NOT NULL,
            old TEXT,
            new TEXT
        )""",
        *_never_changed("admin_log", "An entry in the admin log"),
    ),
    postgres=(
        f"""
        CREATE TABLE setting (
            {TENANT_COLUMN},
            id {NUMBER},
            area TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('file', 'browser')),
            content TEXT CHECK (content IS NOT NULL OR source = 'browser'),
            person_id TEXT NOT NULL,
            at TEXT NOT NULL {_MOMENT},
            why TEXT NOT NULL,
            PRIMARY KEY (tenant, id)
        )""",
        "CREATE INDEX setting_area ON setting (tenant, area, source, id)",
        *append_only("setting", "A version of a setting"),
        f"""
        CREATE TABLE admin_log (
            {TENANT_COLUMN},
            id {NUMBER},
            at TEXT NOT NULL {_MOMENT},
            person_id TEXT NOT NULL,
            action TEXT NOT NULL CHECK (action <> ''),
            subject TEXT NOT NULL,
            old TEXT,
            new TEXT,
            PRIMARY KEY (tenant, id)
        )""",
        *append_only("admin_log", "An entry in the admin log"),
    ),
)
