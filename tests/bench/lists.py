"""The work list of one municipality with 1,000 and with 100,000 cases: the first page, and pages far down.

The first page shows the same cases both times: what comes more stands below it. A page takes as long as its cases have
events, so other cases at the top would be another page and not a longer list.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path

from bench import data, load
from bench.bulk import multiply
from bench.data import Site, Town
from bench.rows import Row
from bench.site import MEGABYTE
from gehoor.bootstrap import open_platform
from gehoor.services.access import PAGE
from gehoor.services.verification import verify
from gehoor.settings import Settings
from serving import serving

LIST = "/werkvoorraad"
FEW, MANY = 1_000, 100_000
#: So many of the cases of a municipality go through the services; the others are copies of them.
PATTERNS = 120
ASKED = 400
#: From how many places in the list a page is asked.
PLACES = 40


#: Where the municipality is when it is asked: where it was made, or where it is brought to first.
Place = Callable[[Site, Town], AbstractContextManager[tuple[Site, list[Row]]]]


def measure(place: Place | None = None) -> list[Row]:
    """The table; the last rows compare the two."""
    rows: list[Row] = []
    taken: dict[str, list[float]] = {"first page": [], "pages anywhere in the list": []}
    for count in (FEW, MANY):
        with tempfile.TemporaryDirectory() as folder:
            site = data.made(Path(folder), 1, PATTERNS)
            (town,) = site.towns
            file = site.data / "tenants" / f"{town.slug}.sqlite"
            rows += _multiplied(site, town, file, count)
            asked_for = ([LIST], _places(file))
            with ExitStack() as stack:
                if place is not None:
                    site, told_of_it = stack.enter_context(place(site, town))
                    rows += told_of_it
                server = stack.enter_context(serving(site.data, **site.environment))
                for shown, addresses in zip(taken, asked_for, strict=True):
                    asked = [load.get(town.host, address, town.cookies) for address in addresses]
                    answered = load.send(server.port, (asked[n % len(asked)] for n in range(ASKED)), 1).only(200)
                    taken[shown].append(answered.at(95))
                    told = f"p50 {answered.at(50):.1f} ms, p95 {answered.at(95):.1f} ms"
                    rows.append(Row(f"{shown}, {count:,} cases", "p95 30 ms", told))
    for shown, (few, many) in taken.items():
        rows.append(Row(f"{shown}: {MANY:,} cases to {FEW:,}, p95", "1.3 times", f"{many / few:.2f} times"))
    return rows


def _multiplied(site: Site, town: Town, file: Path, count: int) -> list[Row]:
    began = time.perf_counter()
    multiply(file, FEW)
    if count > FEW:
        multiply(file, count, below=_last_day_of_the_first_page(file))
    made = f"{time.perf_counter() - began:.0f} s, {file.stat().st_size / MEGABYTE:.0f} MB"
    rows = [Row(f"make {count:,} cases", "", made)]
    if count == FEW:
        rows.append(Row(f"`register verify` of {count:,} cases", "0 problems", asyncio.run(_proved(site, town))))
    return rows


def _last_day_of_the_first_page(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        found = database.execute(
            "SELECT next_due FROM case_view WHERE closed_on IS NULL AND next_due IS NOT NULL"
            " ORDER BY next_due, case_id LIMIT 1 OFFSET ?",
            (PAGE - 1,),
        )
        return str(found.fetchone()[0])


def _places(file: Path) -> list[str]:
    """The addresses of pages that begin after open cases anywhere in the list."""
    with closing(sqlite3.connect(file)) as database:
        found = database.execute(
            "SELECT next_due, case_id FROM case_view WHERE closed_on IS NULL ORDER BY random() LIMIT ?", (PLACES,)
        )
        return [f"{LIST}?na={due or ''}_{case_id}" for due, case_id in found]


async def _proved(site: Site, town: Town) -> str:
    platform = await open_platform(Settings(data=site.data, tenants=site.files, demo=True))
    try:
        async with platform.at(town.slug) as place:
            report = await verify(place)
    finally:
        await platform.aclose()
    return f"{report.cases} cases, {report.events} events, {len(report.problems)} problems"
