"""The website with the two municipalities of the demonstration: how fast it starts and how much memory it takes."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from bench import load
from bench.filing import complaints
from bench.rows import Row
from bench.site import MEGABYTE, process_of
from serving import FLANDERS, NETHERLANDS, Person, Server, run_gehoor, work_through


def measure() -> list[Row]:
    """The table, with the cases of the demonstration."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        run_gehoor(data, "demo")
        server = Server(data)
        starts = []
        for _ in range(3):
            starts.append(seconds_to_first_page(server))
            server.stop()
        rows = [Row("start to first page", "0.8 s", f"{statistics.median(starts):.2f} s")]
        server.start()
        try:
            rows.append(Row("web process, idle", "", memory(server)))
            for host in (NETHERLANDS, FLANDERS):
                work_through(server.port, host)
            rows.append(Row("web process, after both journeys", "75 MB RSS", memory(server)))
            for host in (NETHERLANDS, FLANDERS):
                load.send(server.port, complaints(server, 50, host), 1).only(303)
            rows.append(Row("web process, after 100 complaints more", "", memory(server)))
        finally:
            server.stop()
    return rows


def memory(server: Server) -> str:
    """Resident and proportional memory of the web process without its PDF helper."""
    full = process_of(server).memory_full_info()
    return f"{full.rss / MEGABYTE:.0f} MB RSS, {full.pss / MEGABYTE:.0f} MB PSS"


def seconds_to_first_page(server: Server) -> float:
    """Starts the server and opens the first page of a citizen; gives the seconds both took."""
    visitor = Person(server.port, NETHERLANDS)
    start = time.perf_counter()
    server.start()
    visitor.open("/")
    return time.perf_counter() - start
