"""627 municipalities with 30 cases each in one process: memory, open files, idle work, start and the work list."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import data, load
from bench.data import Site, Town
from bench.filing import complaints
from bench.rows import Row
from bench.site import process_of, resident, wait_until_idle, work
from postgres_server import Database
from serving import Person, Server

MANY = 627
DESK = "/werkvoorraad"
QUIET_SECONDS = 30.0
LISTS = 1500


def measure(count: int = MANY, database: Database | None = None) -> list[Row]:
    """Makes the municipalities, in files or in this database, and measures the server with all of them."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        site = data.made(Path(folder), count, database=database)
        rows = [Row(f"make {count} municipalities with 30 cases each", "", f"{time.perf_counter() - began:.0f} s")]
        rows += _with(site)
        return rows


def _with(site: Site) -> list[Row]:
    towns, count = site.towns, len(site.towns)
    rows = [Row(f"start to first page, {count} municipalities", "1.0 s", f"{_first_page(site):.2f} s")]
    server = Server(site.data, **site.environment)
    server.start()
    try:
        rows.append(Row("memory after the start", "", f"{resident(server):.0f} MB RSS"))
        half = towns[: count // 2]
        visit(server, half)
        after_half = resident(server)
        visit(server, towns[count // 2 :])
        after_all = resident(server)
        further = (after_all - after_half) * 1024 / (count - len(half))
        rows += [
            Row("one page read in each", "86 MB", f"{after_all:.0f} MB RSS"),
            Row("each further municipality", "20 KiB", f"{further:.1f} KiB"),
        ]
        file_everywhere(server, towns)
        process = process_of(server)
        rows += [
            Row("one page read and one complaint filed in each", "86 MB", f"{resident(server):.0f} MB RSS"),
            Row("open files, threads", "bounded", f"{process.num_fds()} files, {process.num_threads()} threads"),
        ]
        # Letters that are being made meanwhile would make both rates lower, and the difference smaller than it is.
        wait_until_idle(server)
        rate_of_one, rate_of_all = list_rates(server, towns)
        rows += [
            Row("work list, one municipality under each law", "", f"{rate_of_one:.0f} a second"),
            Row(
                f"work list, {count} in turn",
                "80% of one",
                f"{rate_of_all:.0f} a second, {rate_of_all / rate_of_one:.0%}",
            ),
            Row("memory after that", "", f"{resident(server):.0f} MB RSS"),
        ]
        wait_until_idle(server)
        rows.append(Row(f"idle, {count} municipalities", "as with 1", f"{idle(server):.2f}% of a core"))
        rows.append(Row("memory, idle after all this", "", f"{resident(server):.0f} MB RSS"))
    finally:
        server.stop()
    return rows


def _first_page(site: Site) -> float:
    """Seconds from the start of the process to the first page of a municipality, the median of three."""
    taken = []
    for town in random.sample(site.towns, 3):
        server = Server(site.data, **site.environment)
        visitor = Person(server.port, town.host)
        began = time.perf_counter()
        server.start()
        visitor.open("/")
        taken.append(time.perf_counter() - began)
        server.stop()
    return statistics.median(taken)


def visit(server: Server, towns: Sequence[Town]) -> None:
    """Reads the work list of each."""
    load.send(server.port, (load.get(town.host, DESK, town.cookies) for town in towns), 1).only(200)


def file_everywhere(server: Server, towns: Sequence[Town]) -> None:
    """Files a complaint in each, through its own form."""
    for town in towns:
        load.send(server.port, complaints(server, 1, town.host), 1).only(303)


def list_rates(server: Server, towns: Sequence[Town]) -> tuple[float, float]:
    """Work lists a second of the first under each law, and of all in turn, eight people at once.

    The laws are asked other things for a list, so one municipality alone would be compared with two sorts of work.
    """

    def lists(of: Sequence[Town]) -> Iterator[bytes]:
        for number in range(LISTS):
            town = of[number % len(of)]
            yield load.get(town.host, DESK, town.cookies)

    one = [load.send(server.port, lists(towns[: len(data.PATTERNS)]), 8).only(200).rate for _ in range(3)]
    every = [load.send(server.port, lists(towns), 8).only(200).rate for _ in range(3)]
    return statistics.median(one), statistics.median(every)


def idle(server: Server, seconds: float = QUIET_SECONDS) -> float:
    """The percentage of a core the process takes while nobody asks anything."""
    before = work(server)
    time.sleep(seconds)
    return (work(server) - before) * 100 / seconds
