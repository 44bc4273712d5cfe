"""Brings one SQLite file to its present shape, each migration in a transaction of its own."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

WAIT_SECONDS: Final = 30.0
LEDGER: Final = """
CREATE TABLE IF NOT EXISTS schema_migration (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
)"""


class Rebuild(msgspec.Struct, frozen=True):
    """Replace a table, for what SQLite's ALTER TABLE cannot do: create new, copy, drop, rename.

    `create` holds `{new}` where the table name goes, `copy` maps new columns to expressions over the old
    table, and `after` makes the indexes and triggers again, because they go with the old table.
    """

    table: str
    create: str
    copy: dict[str, str]
    after: tuple[str, ...] = ()


class Migration(msgspec.Struct, frozen=True):
    """One step: statements for every database, then those only for SQLite or only for PostgreSQL.

    In `postgres` the role that serves stands as `{serving}`. On SQLite a step gives the tenant of its file the rows
    that every tenant begins with; on PostgreSQL these are in `each_tenant`, carried out when a process first works
    for a tenant, so each of them must do nothing when its row is there.
    """

    id: str
    common: tuple[str, ...] = ()
    sqlite: tuple[str | Rebuild, ...] = ()
    postgres: tuple[str, ...] = ()
    each_tenant: tuple[str, ...] = ()


def migrate(path: Path, migrations: Sequence[Migration]) -> list[str]:
    """Carry out what this file has not had yet, and say which steps that were.

    Several processes may do this to the same file at once: each step takes the write lock first and then
    looks whether somebody else has done it in the meantime.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)
    try:
        if not _pending(connection, migrations):
            return []
        # SQLite does not wait its turn to change the journal: of two processes on a new file one would fail.
        with _alone_in(path.parent):
            connection.execute("PRAGMA journal_mode = WAL")
        # Inside a transaction this setting has no effect, and with it on, dropping a table that is being
        # rebuilt would delete the rows of other tables that refer to it.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(LEDGER)
        return [migration.id for migration in migrations if _carried_out(connection, migration)]
    finally:
        connection.close()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time; the system lets go of the lock when a process ends, however it ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _pending(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> bool:
    ledger = "SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'"
    if connection.execute(ledger).fetchone() is None:
        return True
    done = {row[0] for row in connection.execute("SELECT id FROM schema_migration")}
    return any(migration.id not in done for migration in migrations)


def _carried_out(connection: sqlite3.Connection, migration: Migration) -> bool:
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = connection.execute("SELECT 1 FROM schema_migration WHERE id = ?", (migration.id,)).fetchone()
        if done is None:
            for step in (*migration.common, *migration.sqlite):
                if isinstance(step, Rebuild):
                    _rebuild(connection, step)
                else:
                    connection.execute(step)
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(
                    f"Migration {migration.id} was undone: it would leave rows that refer to rows which are "
                    f"not there, for instance {broken[:3]}."
                )
            connection.execute("INSERT INTO schema_migration (id) VALUES (?)", (migration.id,))
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return done is None


def _rebuild(connection: sqlite3.Connection, step: Rebuild) -> None:
    new = f"_{step.table}_new"
    columns, values = ", ".join(step.copy), ", ".join(step.copy.values())
    connection.execute(step.create.format(new=new))
    # The names come from the migrations of this package, never from anybody outside.
    connection.execute(f"INSERT INTO {new} ({columns}) SELECT {values} FROM {step.table}")  # noqa: S608
    connection.execute(f"DROP TABLE {step.table}")
    connection.execute(f"ALTER TABLE {new} RENAME TO {step.table}")
    for statement in step.after:
        connection.execute(statement)
