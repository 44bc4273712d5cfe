"""Destroys the data of one municipality: its file on SQLite, its rows on PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, Final

from gehoor.storage.migrations.runner import WAIT_SECONDS
from gehoor.storage.postgres_address import Address

#: The tables behind the wall, whoever added them.
_WALLED: Final = """
SELECT oid::regclass::text AS name FROM pg_class
WHERE relkind = 'r' AND relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY oid DESC
"""


async def destroy_file(data: Path, slug: str) -> None:
    """The file of a municipality goes, with what SQLite keeps beside it; again when it was cut off halfway."""
    await asyncio.to_thread(_destroy_file, data / "tenants" / f"{slug}.sqlite")


def _destroy_file(path: Path) -> None:
    if path.exists():
        _empty(path)
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        file.unlink(missing_ok=True)


def _empty(path: Path) -> None:
    """Overwrites what is in the file first: another process may still hold it open, and a disk keeps old pages."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_SECONDS)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        connection.execute("BEGIN IMMEDIATE")
        for (name,) in names.fetchall():
            # Dropping a table asks no trigger, so what can only be added to goes too.
            connection.execute(f'DROP TABLE "{name}"')
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


async def destroy_rows(owner: Address, slug: str) -> None:
    """The rows of a municipality go, all or none, by the role that owns the tables.

    The triggers that keep rows let them go once the municipality is being removed; the serving role has no right
    to delete them at all.
    """
    # A command of the host asks for this, and nobody else loads the library.
    import asyncpg

    with owner.explained():
        connection = await asyncpg.connect(owner.url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config('app.tenant', $1, true)", slug)
            await _delete_all(connection, [row["name"] for row in await connection.fetch(_WALLED)])
    finally:
        await connection.close()


async def _delete_all(connection: Any, names: list[str]) -> None:
    """A table to which others refer comes after those, so what is refused is tried again after the rest."""
    from asyncpg.exceptions import ForeignKeyViolationError

    while names:
        refused: list[str] = []
        for name in names:
            try:
                async with connection.transaction():
                    # The name comes from the catalogue of the database.
                    await connection.execute(f"DELETE FROM {name}")  # noqa: S608
            except ForeignKeyViolationError:
                refused.append(name)
        if len(refused) == len(names):
            raise RuntimeError(f"These tables refer to each other in a circle: {', '.join(names)}.")
        names = refused
