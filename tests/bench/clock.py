"""Going through a day: 50 dates due among 1,000 and among 100,000 that are open, and a change of the calendar."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench import data
from bench.bulk import multiply
from bench.data import Site, Town
from bench.rows import Row
from gehoor.bootstrap import Platform, open_platform
from gehoor.services import clock, law_print, recompute
from gehoor.services.dossier import by_id
from gehoor.settings import Settings
from gehoor.storage import due

FEW, MANY, DUE = 1_000, 100_000, 50
PATTERNS = 40
#: All that is open is due on this day, and the fifty on the day the clock is gone through.
FAR, TODAY = date(2099, 6, 1), date(2027, 3, 1)
#: The day after it, on which nothing new is due: the same fifty are looked at and known.
TIMES = 5


def measure() -> list[Row]:
    """The table; the row before the last compares the two."""
    rows, taken = list[Row](), list[float]()
    for count in (FEW, MANY):
        with tempfile.TemporaryDirectory() as folder:
            site = data.made(Path(folder), 1, PATTERNS)
            (town,) = site.towns
            file = site.data / "tenants" / f"{town.slug}.sqlite"
            multiply(file, count)
            opened = _only_due(file, count)
            first, again, told, moved = asyncio.run(_gone_through(site, town))
            taken.append(first)
            rows.append(Row(f"a day with {DUE} due of {opened:,} open dates, {told} notices", "", f"{first:.0f} ms"))
            rows.append(Row(f"the days after it, nothing new, {opened:,} open", "", f"{again:.1f} ms"))
            if count == FEW:
                rows.append(Row("look whether one open case moves", "", f"{moved:.1f} ms"))
    rows.append(Row(f"{MANY:,} open to {FEW:,} open", "1.3 times", f"{taken[1] / taken[0]:.2f} times"))
    return rows


def _only_due(file: Path, count: int) -> int:
    """Every case has one open date; fifty of them are due today and the others far away."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE deadline_view SET waits = NULL")
        database.execute("UPDATE duty_view SET waits = NULL")
        database.execute("UPDATE case_view SET closed_on = NULL")
        database.execute(
            "UPDATE duty_view SET waits = ?, due = ?, done_on = NULL WHERE rowid IN"
            " (SELECT MIN(rowid) FROM duty_view GROUP BY case_id)",
            (FAR.isoformat(), FAR.isoformat()),
        )
        database.execute(
            "UPDATE duty_view SET waits = ?, due = ? WHERE rowid IN"
            " (SELECT rowid FROM duty_view WHERE waits IS NOT NULL ORDER BY case_id DESC LIMIT ?)",
            (TODAY.isoformat(), TODAY.isoformat(), DUE),
        )
        (opened,) = database.execute("SELECT COUNT(*) FROM duty_view WHERE waits IS NOT NULL").fetchone()
        # A complaint that is none has no duty at all.
        assert opened > count // 2
        return int(opened)


async def _gone_through(site: Site, town: Town) -> tuple[float, float, int, float]:
    platform = await open_platform(Settings(data=site.data, tenants=site.files, demo=True))
    at = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    try:
        async with platform.at(town.slug) as place:
            # How the law answers by itself is asked once in a process; it is no part of a day.
            await law_print.print_of(place, place.current, TODAY)
        first, told = await _day(platform, town, at, TODAY)
        later = [await _day(platform, town, at + timedelta(days=n), TODAY + timedelta(days=n)) for n in range(1, TIMES)]
        async with platform.at(town.slug) as place:
            case_ids = await due.open_under(place.current.id, place.current.in_force, "", 100)
            began = time.perf_counter()
            for case_id in case_ids:
                recompute.moved_in(await by_id(place, case_id))
            moved = (time.perf_counter() - began) * 1000 / max(len(case_ids), 1)
    finally:
        await platform.aclose()
    quiet = [milliseconds for milliseconds, new in later if not new]
    return first, min(quiet, default=0.0), told, moved


async def _day(platform: Platform, town: Town, at: datetime, day: date) -> tuple[float, int]:
    async with platform.at(town.slug) as place:
        began = time.perf_counter()
        done = await clock.run(place, platform.settings, at, day)
        return (time.perf_counter() - began) * 1000, done.notices
