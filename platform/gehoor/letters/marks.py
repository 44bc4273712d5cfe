"""Finishes what the PDF library leaves: the direction of each table header, and each attachment named once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def finish(_document: Any, pdf: Any) -> None:
    """Called by the PDF library when everything is there and nothing is written yet."""
    import pydyf  # type: ignore[import-untyped]  # The library has no type information.

    by_reference: dict[Any, Any] = {item.reference: item for item in pdf.objects if hasattr(item, "get")}
    rows = [item for item in by_reference.values() if item.get("S") == "/TR"]
    for row in rows:
        cells = list(_inside(row, by_reference))
        # A header beside cells with values is the header of their row; one among headers is that of its column.
        scope = "/Row" if any(cell.get("S") == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell.get("S") == "/TH":
                cell["A"] = pydyf.Dictionary({"O": "/Table", "Scope": scope})
    attached = pdf.catalog.get("AF")
    if attached:
        # The library names what is attached to the whole document twice.
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(attached))


def _inside(row: Any, by_reference: dict[Any, Any]) -> Iterator[Any]:
    for child in row.get("K", ()):
        if child in by_reference:
            yield by_reference[child]
