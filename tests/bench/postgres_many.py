"""627 municipalities with 30 cases each in one process on PostgreSQL: what is measured of files, measured there."""

from __future__ import annotations

from bench import footprint
from bench.rows import Row
from postgres_server import server


def measure() -> list[Row]:
    """With a PostgreSQL of its own on this machine; what that takes itself is not counted."""
    with server().database() as database:
        return footprint.measure(database=database)
