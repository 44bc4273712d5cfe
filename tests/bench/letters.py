"""How long a letter takes, with and without the start of the process that makes it."""

from __future__ import annotations

import asyncio
import statistics
import time
from datetime import date

from bench.rows import Row
from gehoor.letters.pdf import PdfRenderer
from gehoor.letters.templates import LetterTemplates


def measure() -> list[Row]:
    """The table."""
    cold, warm = asyncio.run(letter_seconds())
    return [Row("a letter, cold (the helper process starts)", "", cold), Row("a letter, warm", "", warm)]


async def letter_seconds() -> tuple[str, str]:
    """Seconds for the first letter, with the start of the helper, and for each next one."""
    renderer = PdfRenderer()
    html = LetterTemplates([]).render(
        "receipt_copy",
        {
            "lang": "nl-NL", "title": "Kopie van uw klacht", "municipality": "Gemeente Voorbeeld", "sender_lines": [],
            "addressee_lines": [], "date": date(2026, 11, 20), "reference": "K26-VOORB",
            "signature": {"office": "", "on_behalf_of": None, "name": None}, "enclosures": [], "copies": [],
            "theme": {"accent": "#154273"}, "received_at": "20-11-2026 om 10:00 uur",
            "entries": [{"label": "Wat is er gebeurd?", "value": "Een regel van een klacht. " * 60}],
        },
    )  # fmt: skip
    try:
        taken = []
        for _ in range(9):
            start = time.perf_counter()
            await renderer.render(html)
            taken.append(time.perf_counter() - start)
    finally:
        await renderer.aclose()
    return f"{taken[0]:.2f} s", f"{statistics.median(taken[1:]):.2f} s"
