"""How long a print run of 200 letters takes, and what the website notices of it."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import psutil

from bench.letters import letter
from bench.rows import Row
from gehoor.bootstrap import apply_all, open_platform
from gehoor.domain.complaint import Channel
from gehoor.letters.pdf import PdfRenderer
from gehoor.services import intake, printing
from gehoor.settings import Settings
from gehoor.storage import deliveries, letters
from gehoor.storage.deliveries import Way
from gehoor.storage.scope import transaction
from gehoor.worker import Worker

ROOT = Path(__file__).parents[2]
SLUG, LETTERS = "zaltbommel", printing.LARGEST_RUN
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TICK = 0.005
MEGABYTE = 1 << 20


def measure() -> list[Row]:
    """The table."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, pages, size, grown, late = asyncio.run(run(Path(folder)))
    return [
        Row(f"a print run of {LETTERS} letters ({pages} pages, {size / MEGABYTE:.1f} MB)", "", f"{seconds:.1f} s"),
        Row("memory of the process that has it made, grown by", "", f"{grown / MEGABYTE:.0f} MB"),
        Row("longest delay of its loop meanwhile", "under 50 ms", f"{late * 1000:.0f} ms"),
    ]


async def run(folder: Path) -> tuple[float, int, int, int, float]:
    """Seconds, pages, bytes of the file, memory grown by, and the longest delay of the loop."""
    platform = await open_platform(Settings(data=folder / "data", tenants=ROOT / "tenants"), lambda: NOW)
    renderer = PdfRenderer()
    try:
        await apply_all(platform)
        pdf = await renderer.render(letter(60))
        async with platform.at(SLUG) as place:
            await waiting(place, platform.secret, pdf)
            number = await printing.begin(place, place.actor("noor", place.day(NOW)), NOW)
        worker = Worker(platform, renderer.render, clock=lambda: NOW, jobs=only_runs())
        process, late = psutil.Process(os.getpid()), [0.0]
        before, start = process.memory_info().rss, time.perf_counter()
        watch = asyncio.create_task(watching(late))
        await worker.round()
        watch.cancel()
        seconds, grown = time.perf_counter() - start, process.memory_info().rss - before
        async with platform.at(SLUG) as place:
            made = await printing.run_of(place, number)
            content = await printing.file_of(place, place.actor("noor", place.day(NOW)), number, NOW)
        return seconds, made.pages or 0, len(content), grown, late[0]
    finally:
        await renderer.aclose()
        await platform.aclose()


def only_runs() -> dict[str, object]:
    """The other work of these complaints is not what is measured."""

    async def nothing(*_: object) -> None:
        return None

    from gehoor.jobs import JOBS

    return {kind: perform if kind == printing.PRINT_RUN else nothing for kind, perform in JOBS.items()}


async def waiting(place: object, secret: bytes, pdf: bytes) -> None:
    """Ten complaints with twenty letters each that wait for the post."""
    for case in range(10):
        entry = intake.Entry(
            channel=Channel.LETTER, name="Petra Proef", address="Dorpsstraat 1\n5301 AA Zaltbommel",
            what_happened="De balie was dicht.", received_on=date(2026, 11, 23),
        )  # fmt: skip
        filed = await intake.file_complaint(place, entry, f"bench-{case}", secret, "noor", NOW)  # type: ignore[arg-type]
        row = await intake.cases.by_reference(filed.reference)
        assert row is not None
        async with transaction():
            for _ in range(LETTERS // 10):
                made = await letters.queue_letter(row.case_id, "closing", "complainant", letter(60), NOW)
                await letters.store_rendered(made, pdf, NOW)
                await deliveries.add(row.case_id, made, "complainant", Way.POST, "law", "a" * 64, "platform", NOW)


async def watching(late: list[float]) -> None:
    """Notes by how much the loop was late at most."""
    while True:
        start = time.perf_counter()
        await asyncio.sleep(TICK)
        late[0] = max(late[0], time.perf_counter() - start - TICK)
