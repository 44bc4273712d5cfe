"""Puts all rows of a tenant into PostgreSQL, all or none, in the place of what was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any, Final

from piccolo.table import Table

from gehoor.storage.copying import numbers_given, pages
from gehoor.storage.paging import columns_of, name_of
from gehoor.storage.postgres_address import Address

_REFERENCES: Final = """
SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""
_NUMBERED: Final = """
SELECT table_name AS name FROM information_schema.columns
WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES'
"""


async def copy_to_postgres(owner: Address, slug: str, tables: Sequence[type[Table]]) -> None:
    """Call it where the tenant to be copied is selected, inside a transaction, so that all is of one moment.

    The tenant must be known to the control tables there. Row level security holds for the owner too.
    """
    # A command of the host asks for this, and nobody else loads the library.
    import asyncpg

    with owner.explained():
        connection = await asyncpg.connect(owner.url)
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config('app.tenant', $1, true)", slug)
            # The guards of the tables let rows go of a tenant in this state, and of no other.
            before = await connection.fetchval("SELECT state FROM tenant WHERE slug = $1 FOR UPDATE", slug)
            await connection.execute("UPDATE tenant SET state = 'removing' WHERE slug = $1", slug)
            parents_first = _in_order(tables, await connection.fetch(_REFERENCES))
            for table in reversed(parents_first):
                # The names come from the classes of the tables, never from anybody outside.
                await connection.execute(f"DELETE FROM {name_of(table)}")  # noqa: S608
            for table in parents_first:
                async for page in pages(table):
                    await connection.executemany(_insertion(table), page)
            await _keep_numbers_new(connection, tables, await numbers_given())
            await connection.execute("UPDATE tenant SET state = $2 WHERE slug = $1", slug, before)
        # Until it knows how many rows there are now, it reads and sorts whole tables for a page of them.
        await connection.execute(f"ANALYZE {', '.join(map(name_of, tables))}")
    finally:
        await connection.close()


def _in_order(tables: Sequence[type[Table]], references: Sequence[Any]) -> list[type[Table]]:
    """The tables to which others refer come before those."""
    by_name = {name_of(table): table for table in tables}
    order: TopologicalSorter[str] = TopologicalSorter({name: () for name in by_name})
    for row in references:
        if row["child"] in by_name and row["parent"] in by_name and row["child"] != row["parent"]:
            order.add(row["child"], row["parent"])
    return [by_name[name] for name in order.static_order()]


async def _keep_numbers_new(connection: Any, tables: Sequence[type[Table]], given: Mapping[str, int]) -> None:
    """The next row of a table gets a number that no row of this tenant has or ever had."""
    numbered = {row["name"] for row in await connection.fetch(_NUMBERED)}
    for name in sorted(numbered & {name_of(table) for table in tables}):
        highest = max(given.get(name, 0), await connection.fetchval(f"SELECT coalesce(max(id), 0) FROM {name}"))  # noqa: S608
        sequence = await connection.fetchval("SELECT pg_get_serial_sequence($1, 'id')", name)
        if highest == 0 or highest < await connection.fetchval(f"SELECT last_value FROM {sequence}"):  # noqa: S608
            continue
        # Whoever takes a number now would take one that is given out again.
        await connection.execute(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")
        await connection.fetchval(
            f"SELECT setval('{sequence}', greatest($1, (SELECT last_value FROM {sequence})))",  # noqa: S608
            highest,
        )


def _insertion(table: type[Table]) -> str:
    columns = columns_of(table)
    marks = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
    return f"INSERT INTO {name_of(table)} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
