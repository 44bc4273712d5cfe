"""What a measurement tells: a row of the table."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, what it should be, and what it is."""

    what: str
    aim: str
    measured: str
