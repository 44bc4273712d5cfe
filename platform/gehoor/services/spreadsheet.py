"""Rows as a file for a spreadsheet as it is used here: semicolons, and no cell that is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def of_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV, with a mark at its start by which Excel knows the letters."""
    page = io.StringIO(newline="")
    csv.writer(page, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return page.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) and text != "-" else text
