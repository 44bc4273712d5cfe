"""Reads every row of a tenant as it is stored, the same from both databases, and tells when two copies are equal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any, Final

import msgspec
from piccolo.columns import Boolean, Bytea
from piccolo.table import Table

from gehoor.storage.dump import name_of, tables
from gehoor.storage.engine import TENANT

#: Rows that are in memory at a time; of a table with the bytes of files, far fewer.
PAGE: Final = 500
PAGE_OF_FILES: Final = 8
_OF_FILES: Final = frozenset({"blob"})

Row = tuple[Any, ...]


class Share(msgspec.Struct, frozen=True):
    """What one table holds of a tenant: the number of rows, and one hash over all of them in their order."""

    rows: int
    sha256: str


def columns_of(table: type[Table]) -> list[str]:
    """The columns of a table without the tenant, as both databases know them."""
    return [str(column._meta.db_column_name) for column in table._meta.columns]


async def pages(table: type[Table]) -> AsyncIterator[list[Row]]:
    """All rows of a table in the order of their key, some at a time; call it inside one transaction."""
    name, columns = name_of(table), columns_of(table)
    limit = PAGE_OF_FILES if name in _OF_FILES else PAGE
    collate = ' COLLATE "C"' if TENANT.current.kind == "postgres" else ""
    texts = {str(c._meta.db_column_name) for c in table._meta.columns if c.column_type == "TEXT"}
    # Of a table with a key of two columns these are the first two of the class.
    key = ", ".join(f"{column}{collate if column in texts else ''}" for column in columns[:2])
    # The names come from the class of the table, never from anybody outside.
    query = f"SELECT {', '.join(columns)} FROM {name} ORDER BY {key} LIMIT {limit} OFFSET {{}}"  # noqa: S608
    start = 0
    while found := await table.raw(query, start):
        yield [_plain(table, row) for row in found]
        start += limit


async def share_of(table: type[Table]) -> Share:
    """The rows of a table counted and hashed."""
    digest, count = sha256(), 0
    async for page in pages(table):
        for row in page:
            digest.update(msgspec.json.encode(row) + b"\n")
        count += len(page)
    return Share(count, digest.hexdigest())


async def shares() -> dict[str, Share]:
    """Table -> what it holds of the selected tenant; call it inside one transaction."""
    return {name_of(table): await share_of(table) for table in tables()}


def _plain(table: type[Table], row: dict[str, Any]) -> Row:
    return tuple(_value(column, row[str(column._meta.db_column_name)]) for column in table._meta.columns)


def _value(column: object, value: Any) -> Any:
    """SQLite keeps yes and no as numbers, and both give bytes in types of their own."""
    if value is None:
        return None
    if isinstance(column, Boolean):
        return bool(value)
    return bytes(value) if isinstance(column, Bytea) else value
