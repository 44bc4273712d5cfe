"""Reads every row of every table of a municipality as plain values, for an export."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from piccolo.table import Table

from gehoor.storage.every_table import TENANT_TABLES

__all__ = ["HIDDEN", "Table", "count", "ids", "name_of", "rows", "tables"]

PAGE: Final = 500
#: What proves who somebody is, or is sealed with a key that goes away; an export says only that it is there.
HIDDEN: Final = frozenset(
    {
        *("password_hash", "token_hash", "code_hash", "key_hash", "visit_hash", "access_hash", "csrf", "secret"),
        *("sealed", "submission_key"),
    }
)
_HIDDEN_IN: Final = {"ceremony": frozenset({"content"})}
#: The bytes of files go into the export as files, so their rows say only which they are.
_AS_FILES: Final = {"blob": frozenset({"content"})}


def tables() -> Sequence[type[Table]]:
    """The tables of a municipality."""
    return TENANT_TABLES


def name_of(table: type[Table]) -> str:
    """The name of a table in the database."""
    return str(table._meta.tablename)


async def count(table: type[Table]) -> int:
    """How many rows a table has."""
    # The name comes from the class of the table, never from anybody outside.
    return int((await table.raw(f"SELECT count(*) AS rows FROM {name_of(table)}"))[0]["rows"])  # noqa: S608


async def rows(table: type[Table]) -> AsyncIterator[dict[str, Any]]:
    """The rows of a table in the order of their key, some at a time."""
    columns = [str(column._meta.db_column_name) for column in table._meta.columns]
    name = name_of(table)
    # Of a table with a key of two columns these are the first two of the class.
    key = ", ".join(columns[:2])
    query = f"SELECT {', '.join(columns)} FROM {name} ORDER BY {key} LIMIT {PAGE} OFFSET {{}}"  # noqa: S608
    start = 0
    while page := await table.raw(query, start):
        for row in page:
            yield {column: _plain(name, column, row[column]) for column in columns}
        start += PAGE


async def ids(table: type[Table]) -> list[int]:
    """The ids of all rows of a table that has them."""
    found = await table.raw(f"SELECT id FROM {name_of(table)} ORDER BY id")  # noqa: S608
    return [int(row["id"]) for row in found]


def _plain(table: str, column: str, value: Any) -> Any:
    if column in _AS_FILES.get(table, ()):
        return {"in_files": True}
    if isinstance(value, bool) or value is None:
        return value
    if column in HIDDEN or column in _HIDDEN_IN.get(table, ()):
        return {"left_out": True}
    if isinstance(value, bytes | memoryview):
        return {"base64": b64encode(bytes(value)).decode()}
    return value
