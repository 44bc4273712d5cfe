"""Puts all rows of a tenant into its SQLite file, all or none, in the place of what was there."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from piccolo.table import Table

from gehoor.storage.copying import Row, numbers_given, pages
from gehoor.storage.migrations.runner import WAIT_SECONDS, migrate
from gehoor.storage.migrations.tenant import MIGRATIONS
from gehoor.storage.paging import columns_of, name_of


async def copy_to_file(path: Path, tables: Sequence[type[Table]]) -> None:
    """Call it where the tenant to be copied is selected, inside a transaction, so that all is of one moment."""
    await asyncio.to_thread(migrate, path, MIGRATIONS)
    # The connection is used by one thread at a time, and that one may differ from call to call.
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS, check_same_thread=False)
    try:
        # Inside a transaction this setting has no effect.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        try:
            with _guards_aside(connection):
                for table in tables:
                    # The names come from the classes of the tables, never from anybody outside.
                    connection.execute(f"DELETE FROM {name_of(table)}")  # noqa: S608
                    async for page in pages(table):
                        await asyncio.to_thread(_insert, connection, _insertion(table), page)
            _number_on(connection, await numbers_given())
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"Nothing was copied: these rows refer to what is not there: {broken[:3]}.")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
    finally:
        connection.close()


@contextmanager
def _guards_aside(connection: sqlite3.Connection) -> Iterator[None]:
    """The triggers that keep rows as they are would also keep what stood there; they come back in the same commit."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in triggers:
        connection.execute(statement)


def _number_on(connection: sqlite3.Connection, given: Mapping[str, int]) -> None:
    """A number that a row once had is not given to another, also where that row is gone and was not copied."""
    for name, number in given.items():
        known = connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, name))
        if known.rowcount == 0:
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))


def _insert(connection: sqlite3.Connection, statement: str, page: Sequence[Row]) -> None:
    """Puts a page of rows in the file, in a thread that keeps its cursor to itself."""
    # Handed over, it would be ended by whoever drops it last, now and then amid the work of the next thread with the
    # same statement, which SQLite then refuses.
    connection.executemany(statement, page).close()


def _insertion(table: type[Table]) -> str:
    columns = columns_of(table)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {name_of(table)} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
