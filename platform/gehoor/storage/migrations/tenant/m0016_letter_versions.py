"""A municipality's own texts of letters, as versions, and the pictures on its letterhead."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, append_only

_MOMENT: Final = "CHECK (at LIKE '____-__-__T__:__:__.______Z')"
#: A row without source says that from here on the text of the regulation holds again.
_VERSION: Final = f"""
    key TEXT NOT NULL CHECK (key <> ''),
    version INTEGER NOT NULL CHECK (version > 0),
    source TEXT CHECK (source <> ''),
    restored INTEGER CHECK (restored > 0),
    person_id TEXT NOT NULL,
    at TEXT NOT NULL {_MOMENT},
    why TEXT NOT NULL"""
_IMAGE: Final = f"""
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    media_type TEXT NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg')),
    content {{bytes}} NOT NULL,
    at TEXT NOT NULL {_MOMENT}"""


def _never_changed(table: str, identity: str, what: str) -> tuple[str, ...]:
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
        WHEN EXISTS (SELECT 1 FROM {table} WHERE {identity} = NEW.{identity})
        BEGIN SELECT RAISE(ABORT, '{what} cannot be replaced.'); END""",  # noqa: S608
    )


MIGRATION: Final = Migration(
    id="0016",
    sqlite=(
        f"CREATE TABLE letter_version (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {_VERSION},"
        " UNIQUE (key, version))",
        *_never_changed("letter_version", "id", "A version of a letter"),
        f"CREATE TABLE letter_image ({_IMAGE.format(bytes='BLOB')}, PRIMARY KEY (sha256))",
        *_never_changed("letter_image", "sha256", "A picture on the letterhead"),
    ),
    postgres=(
        f"CREATE TABLE letter_version ({TENANT_COLUMN}, id {NUMBER}, {_VERSION},"
        " PRIMARY KEY (tenant, id), UNIQUE (tenant, key, version))",
        *append_only("letter_version", "A version of a letter"),
        f"CREATE TABLE letter_image ({TENANT_COLUMN}, {_IMAGE.format(bytes='BYTEA')}, PRIMARY KEY (tenant, sha256))",
        *append_only("letter_image", "A picture on the letterhead"),
    ),
)
