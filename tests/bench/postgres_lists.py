"""The work list of one municipality with 1,000 and with 100,000 cases on PostgreSQL, brought there by `gehoor move`."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bench import lists
from bench.data import Site, Town
from bench.rows import Row
from postgres_server import server
from serving import GEHOOR, ROOT


def measure() -> list[Row]:
    """With a PostgreSQL of its own on this machine."""
    return lists.measure(moved)


@contextmanager
def moved(site: Site, town: Town) -> Iterator[tuple[Site, list[Row]]]:
    """The same municipality in a database of its own, and how long the way there took with its proof."""
    with server().database() as database:
        there = replace(site, database=database)
        environment = {**database.environment, **site.environment}
        environment.pop("GEHOOR_DATABASE", None)
        began = time.perf_counter()
        command = [GEHOOR, "move", town.slug, "--to", database.serving]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        rows = done.stdout.split(" rijen in ")[0].rsplit(" ", 1)[-1]
        taken = Row(f"`gehoor move` of {rows} rows to PostgreSQL", "", f"{time.perf_counter() - began:.0f} s")
        database.sql("VACUUM ANALYZE")
        yield there, [taken]
