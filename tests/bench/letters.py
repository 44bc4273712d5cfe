"""How long a letter takes in the process that makes it, and how little the website notices of a long one."""

from __future__ import annotations

import asyncio
import io
import os
import statistics
import time
from datetime import date
from typing import Any

import pikepdf
import psutil

from bench.rows import Row
from gehoor.letters.pdf import PdfRenderer
from gehoor.letters.templates import LetterTemplates

WARM_LETTERS = 60
TICK = 0.005
PAGES = 40
MEGABYTE = 1024 * 1024
FACTS: dict[str, Any] = {
    "lang": "nl-NL", "title": "Kopie van uw klacht", "municipality": "Gemeente Voorbeeld", "sender_lines": [],
    "addressee_lines": [], "date": date(2026, 11, 20), "reference": "K26-VOORB",
    "signature": {"office": "", "on_behalf_of": None, "name": None}, "enclosures": [], "copies": [],
    "theme": {"accent": "#154273"}, "received_at": "20-11-2026 om 10:00 uur",
}  # fmt: skip


def measure() -> list[Row]:
    """The table."""
    cold, warm, a_minute = asyncio.run(letter_seconds())
    pages, seconds, grown, late = asyncio.run(long_letter())
    return [
        Row("a letter, cold (the helper process starts)", "", cold),
        Row("a letter, warm", "", warm),
        Row("letters a minute, warm, in one helper", "", a_minute),
        Row(f"a letter of {pages} pages", "", seconds),
        Row("memory of the website meanwhile", "within 5 MB", grown),
        Row("longest delay of the loop of the website meanwhile", "under 50 ms", late),
    ]


def letter(words: int) -> str:
    """A letter with so many times the same sentence."""
    entries = [{"label": "Wat is er gebeurd?", "value": "Een regel van een klacht. " * words}]
    return LetterTemplates([]).render("receipt_copy", FACTS | {"entries": entries})


async def letter_seconds() -> tuple[str, str, str]:
    """Seconds for the first letter, with the start of the helper, for each next one, and how many in a minute."""
    renderer, html = PdfRenderer(), letter(60)
    try:
        taken = []
        for _ in range(WARM_LETTERS + 1):
            start = time.perf_counter()
            await renderer.render(html)
            taken.append(time.perf_counter() - start)
    finally:
        await renderer.aclose()
    a_minute = f"{60 * WARM_LETTERS / sum(taken[1:]):.0f}"
    return f"{taken[0]:.2f} s", f"{statistics.median(taken[1:]):.2f} s", a_minute


async def long_letter() -> tuple[int, str, str, str]:
    """Pages and seconds of a long letter, and what this process, in the place of the website, notices of it."""
    renderer, html = PdfRenderer(), letter(PAGES * 185)
    try:
        await renderer.render(letter(60))
        process, late = psutil.Process(os.getpid()), [0.0]
        before = process.memory_info().rss
        ticking, start = asyncio.create_task(_listen(late)), time.perf_counter()
        pdf = await renderer.render(html)
        seconds = time.perf_counter() - start
        grown = (process.memory_info().rss - before) / MEGABYTE
        ticking.cancel()
    finally:
        await renderer.aclose()
    return _pages(pdf), f"{seconds:.1f} s", f"{grown:+.1f} MB", f"{1000 * max(late):.0f} ms"


async def _listen(late: list[float]) -> None:
    """Notes by how much each short sleep lasted too long."""
    while True:
        start = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append(time.perf_counter() - start - TICK)


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
