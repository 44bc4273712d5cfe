"""Walks through all rows of a table of the selected tenant by its key, some at a time, however long the table is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from piccolo.columns import Column
from piccolo.table import Table

from gehoor.storage.engine import TENANT, Kind, Rows

#: Rows that are in memory at a time.
PAGE: Final = 500
#: The same for the tables of which one row holds a file, a whole message, the letters of a print run, or a long text.
OF_FILES: Final[Mapping[str, int]] = MappingProxyType(
    {"blob": 2, "letter": 50, "letter_image": 8, "message_in": 1, "print_run": 1}
)
#: The tables whose bytes are short: an event, an answer of the law, the words of one mail, a key.
SHORT: Final = frozenset(
    {
        *("register_event", "deadline_view", "duty_view", "law_answer", "outbox", "mail_out"),
        *("ceremony", "credential", "secret"),
    }
)
#: Asked of the database itself: with a column too few in the key, rows would be passed over.
_KEYS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "sqlite": "SELECT name FROM pragma_table_info({}) WHERE pk > 0 ORDER BY pk",
        "postgres": (
            "SELECT CAST(attname AS text) AS name FROM pg_index "
            "CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS part (number, place) "
            "JOIN pg_attribute ON attrelid = indrelid AND attnum = part.number "
            "WHERE indrelid = to_regclass({}) AND indisprimary AND attname <> 'tenant' ORDER BY place"
        ),
    }
)


def name_of(table: type[Table]) -> str:
    """The name of a table in the database."""
    return str(table._meta.tablename)


def name_of_column(column: Column) -> str:
    """The name of a column in the database."""
    return str(column._meta.db_column_name)


def columns_of(table: type[Table]) -> list[str]:
    """The columns of a table without the tenant, as both databases know them."""
    return [name_of_column(column) for column in table._meta.columns]


async def key_of(table: type[Table]) -> list[str]:
    """The columns of the primary key within a tenant, in the order of its index."""
    return [str(row["name"]) for row in await table.raw(_KEYS[TENANT.current.kind], name_of(table))]


async def pages(table: type[Table], instead: Mapping[str, str] = MappingProxyType({})) -> AsyncIterator[Rows]:
    """All rows of a table, a page at a time; call it inside one transaction, so that they are of one moment.

    `instead` says what to read in the place of a column, for bytes that nobody needs; a column of the key is read as
    it is. The order is that of the key as this database sorts it: two databases may sort a text differently.
    """
    name, key = name_of(table), await key_of(table)
    shown = [
        f"{instead[column]} AS {column}" if column in instead and column not in key else column
        for column in columns_of(table)
    ]
    order, limit = ", ".join(key), OF_FILES.get(name, PAGE)
    # The names come from the class of the table and from the database, never from anybody outside.
    start, end = f"SELECT {', '.join(shown)} FROM {name}", f"ORDER BY {order} LIMIT {limit}"  # noqa: S608
    # From the last key on, as both databases would read and throw away all that an OFFSET leaves out.
    further = f"{start} WHERE ({order}) > ({', '.join('{}' for _ in key)}) {end}"
    page: Rows = await table.raw(f"{start} {end}")
    while page:
        # Before the page is given away: an export puts other words in the place of a key that nobody may know.
        last: list[Any] = [page[-1][column] for column in key]
        whole = len(page) == limit
        yield page
        if not whole:
            return
        page = await table.raw(further, *last)
