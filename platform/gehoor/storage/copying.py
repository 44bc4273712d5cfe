"""Reads every row of a tenant as it is stored, the same from both databases, and tells when two copies are equal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from hashlib import sha256, shake_256
from types import MappingProxyType
from typing import Any, Final

import msgspec
from piccolo.columns import Boolean, Bytea, Column
from piccolo.table import Table

from gehoor.storage import paging
from gehoor.storage.dump import count
from gehoor.storage.engine import TENANT, Kind
from gehoor.storage.every_table import TENANT_TABLES
from gehoor.storage.paging import name_of, name_of_column

#: The bytes of the hash of one row. These are added up, and with a sum as short as one SHA-256 somebody who may choose
#: rows could find others with the same sum.
_WIDTH: Final = 256
_GIVEN: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "sqlite": "SELECT name, seq AS number FROM sqlite_sequence",
        "postgres": (
            "SELECT CAST(relname AS text) AS name, "
            "pg_sequence_last_value(CAST(pg_get_serial_sequence(CAST(relname AS text), 'id') AS regclass)) AS number "
            "FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'id' AND attidentity <> '' "
            "WHERE relnamespace = CAST('public' AS regnamespace) AND relrowsecurity"
        ),
    }
)

Row = tuple[Any, ...]


class Share(msgspec.Struct, frozen=True):
    """What one table holds of a tenant: the number of rows, and one hash over all of them, in whatever order."""

    rows: int
    sha256: str


async def pages(table: type[Table]) -> AsyncIterator[list[Row]]:
    """All rows of a table, some at a time; call it inside one transaction."""
    # SQLite keeps yes and no as numbers, and both databases may give bytes in a type of their own.
    kinds = {name_of_column(column): _kind(column) for column in table._meta.columns}
    unlike = [(name, kind) for name, kind in kinds.items() if kind is not None]
    async for page in paging.pages(table):
        for row in page:
            for name, kind in unlike:
                if row[name] is not None:
                    row[name] = kind(row[name])
        yield [tuple(row.values()) for row in page]


async def share_of(table: type[Table]) -> Share:
    """The rows of a table counted and hashed, each row with all its columns.

    Each row is hashed by itself and the hashes are added up, because two databases may sort the same keys differently.
    """
    total, seen = 0, 0
    async for page in pages(table):
        for row in page:
            total += int.from_bytes(shake_256(msgspec.json.encode(row)).digest(_WIDTH), "big")
        seen += len(page)
    if seen != (there := await count(table)):
        # Read in the same wrong way, two copies would be equal in what was read of them.
        raise RuntimeError(f"Of {name_of(table)} {seen} rows were read, and it has {there}. Nothing is proved.")
    total %= 1 << (8 * _WIDTH)
    return Share(seen, sha256(total.to_bytes(_WIDTH, "big")).hexdigest())


async def shares() -> dict[str, Share]:
    """Table -> what it holds of the selected tenant; call it inside one transaction."""
    return {name_of(table): await share_of(table) for table in TENANT_TABLES}


async def numbers_given() -> dict[str, int]:
    """Table -> the highest number that was ever given to a row of it, which may be gone; of some tables nothing.

    PostgreSQL numbers the rows of all tenants in one series, so there it may be higher than this tenant needs.
    """
    rows = await TENANT.current.run(_GIVEN[TENANT.current.kind])
    return {str(row["name"]): int(row["number"]) for row in rows if row["number"] is not None}


def _kind(column: Column) -> type[bool] | type[bytes] | None:
    """What every value of this column becomes; None where both databases give the same."""
    if isinstance(column, Boolean):
        return bool
    return bytes if isinstance(column, Bytea) else None
