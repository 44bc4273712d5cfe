"""Writes down who changed what in accounts, offices, settings and keys, and reads it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from gehoor.domain.areas import encoded
from gehoor.storage import admin_rows
from gehoor.storage.admin_rows import AdminEntry

__all__ = ["FILES", "AdminEntry", "entries", "newest", "read", "write"]

#: Who is written down where no person of the municipality acts: the host, who brings files into force.
FILES = "beheer van het platform"


async def write(person: str, action: str, subject: str, old: Any, new: Any, at: datetime) -> int:
    """Adds an entry, in the transaction of what it tells about; never give it a secret or what a citizen wrote."""
    return await admin_rows.add(
        person, action, subject, None if old is None else encoded(old), None if new is None else encoded(new), at
    )


async def entries(after: int = 0, limit: int = 200) -> list[AdminEntry]:
    """The entries after this number, the oldest first."""
    return await admin_rows.entries(after, limit)


async def newest(limit: int = 50, before: int | None = None) -> list[AdminEntry]:
    """The newest entries first, from the number where the page before ended."""
    return await admin_rows.newest(limit, before)


def read(value: str | None) -> Any:
    """What was old or new, as it was given to `write`."""
    return None if value is None else msgspec.json.decode(value)
