"""Reads every row of every table of a municipality as plain values, for an export."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from typing import Any, Final

from piccolo.columns import Boolean, Bytea
from piccolo.table import Table

from gehoor.storage.every_table import TENANT_TABLES
from gehoor.storage.paging import name_of, name_of_column, pages

__all__ = ["HIDDEN", "Table", "count", "ids", "name_of", "rows", "tables"]

#: What proves who somebody is, or is sealed with a key that goes away; an export says only that it is there.
HIDDEN: Final = frozenset(
    {
        *("password_hash", "token_hash", "code_hash", "key_hash", "visit_hash", "access_hash", "csrf", "secret"),
        *("sealed", "submission_key"),
    }
)
#: A reason elsewhere is the number of a text that stays.
_HIDDEN_IN: Final = {"ceremony": frozenset({"content"}), "message_in": frozenset({"reason"})}
#: The bytes of files go into the export as files, so their rows say only which they are.
_AS_FILES: Final = {"blob": frozenset({"content"})}


def tables() -> Sequence[type[Table]]:
    """The tables of a municipality."""
    return TENANT_TABLES


async def count(table: type[Table]) -> int:
    """How many rows a table has."""
    # The name comes from the class of the table, never from anybody outside.
    return int((await table.raw(f"SELECT count(*) AS rows FROM {name_of(table)}"))[0]["rows"])  # noqa: S608


async def rows(table: type[Table]) -> AsyncIterator[dict[str, Any]]:
    """The rows of a table in the order of their key, some at a time; call it inside one transaction."""
    told = _left_out(table)
    # The database says only whether there is something: hundreds of files at a time do not fit in memory.
    instead = {column: f"CASE WHEN {column} IS NULL THEN NULL ELSE 1 END" for column in told}
    others = {name_of_column(column) for column in table._meta.columns if isinstance(column, Bytea)} - set(told)
    async for page in pages(table, instead):
        for row in page:
            for column, what in told.items():
                row[column] = None if row[column] is None else what
            for column in others:
                row[column] = _plain(row[column])
            yield row


async def ids(table: type[Table]) -> list[int]:
    """The ids of all rows of a table that has them."""
    found = await table.raw(f"SELECT id FROM {name_of(table)} ORDER BY id")  # noqa: S608
    return [int(row["id"]) for row in found]


def _left_out(table: type[Table]) -> dict[str, dict[str, bool]]:
    """Column -> what an export says in the place of its value; whether something is sealed is no secret."""
    name = name_of(table)
    found: dict[str, dict[str, bool]] = {}
    for column in table._meta.columns:
        its_name = name_of_column(column)
        if its_name in _AS_FILES.get(name, ()):
            found[its_name] = {"in_files": True}
        elif not isinstance(column, Boolean) and (its_name in HIDDEN or its_name in _HIDDEN_IN.get(name, ())):
            found[its_name] = {"left_out": True}
    return found


def _plain(value: Any) -> Any:
    return {"base64": b64encode(bytes(value)).decode()} if isinstance(value, bytes | memoryview) else value
