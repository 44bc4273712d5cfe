"""How much room a tenant takes: the bytes of its files, or the rows of its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gehoor.storage import tables
from gehoor.storage.every_table import TENANT_TABLES

# The names are those of our own tables.
_COUNTS: Final = [f"(SELECT COUNT(*) FROM {table._meta.tablename})" for table in TENANT_TABLES]  # noqa: S608
_ROWS: Final = f"SELECT {' + '.join(_COUNTS)} AS total"


async def rows() -> int:
    """How many rows the selected tenant has in all its tables together."""
    return int((await tables.Outbox.raw(_ROWS))[0]["total"])


def of_files(data: Path, slug: str) -> int:
    """The bytes of the files of a tenant; nothing when it was never opened."""
    found = [data / "tenants" / f"{slug}.sqlite{end}" for end in ("", "-wal", "-shm")]
    return sum(path.stat().st_size for path in found if path.exists())
