"""Jobs a second on both runners and both databases, and what hints by way of Redis cost the website in memory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.rows import Row
from gehoor.bootstrap import Platform, apply_all, open_platform, system_clock
from gehoor.hints import Hints
from gehoor.settings import Hidden, Settings
from gehoor.storage import outbox
from gehoor.storage.scope import transaction
from postgres_server import Database, server
from redis_server import RedisServer, redis_server
from serving import ROOT
from work_queue.crew import running, states_of
from work_queue.program import NOTE, SLUGS

#: Each leaves one line in the database of its municipality, so what is measured is mostly the queue.
JOBS = 2000
POLL = 0.02


def measure() -> list[Row]:
    """The same work each time: two municipalities with a thousand jobs each, which wait when the workers start."""
    rows: list[Row] = []
    with redis_server() as redis, server().database() as database:
        one: list[tuple[str, RedisServer | None, int]] = [("own sweep", None, 1), ("arq on Redis", redis, 1)]
        for name, used, ways in (
            ("SQLite", None, one), ("PostgreSQL", database, [*one, ("arq on Redis", redis, 3)]),
        ):  # fmt: skip
            with tempfile.TemporaryDirectory() as folder:
                for way, carrier, workers in ways:
                    rate = asyncio.run(_rate(_settings(Path(folder) / "data", used), carrier, workers))
                    rows.append(Row(f"{name}, {way}, {workers} process(es)", "", f"{rate:.0f} jobs a second"))
    plain, hinting = _memory("gehoor.cli.serve"), _memory("gehoor.cli.serve, gehoor.hints")
    rows.append(Row("modules of the website, without and with Redis", "", f"{plain:.0f} and {hinting:.0f} MB RSS"))
    return rows


def _settings(data: Path, used: Database | None) -> Settings:
    if used is None:
        return Settings(data=data, tenants=ROOT / "tenants")
    serving, owner = Hidden(used.serving), Hidden(used.owner)
    return Settings(data=data, tenants=ROOT / "tenants", database=serving, database_owner=owner)


async def _rate(settings: Settings, redis: RedisServer | None, workers: int) -> float:
    platform = await open_platform(settings, system_clock)
    try:
        await apply_all(platform)
        await _leave(platform)
        with ExitStack() as stack:
            for _ in range(workers):
                stack.enter_context(running(["work"], settings, GEHOOR_REDIS=redis.url if redis else ""))
            if redis:
                hints = Hints(Hidden(redis.url), platform.clock)
                for slug in SLUGS:
                    hints.push(slug, platform.clock())
                delivering = asyncio.create_task(hints.run())
            start = done = await _done(platform)
            while done == start:
                await asyncio.sleep(POLL)
                done = await _done(platform)
            begun, first = time.perf_counter(), done
            while done < start + JOBS:
                await asyncio.sleep(POLL)
                done = await _done(platform)
            seconds = time.perf_counter() - begun
            if redis:
                delivering.cancel()
        return (done - first) / seconds
    finally:
        await platform.aclose()


async def _leave(platform: Platform) -> None:
    for slug in SLUGS:
        async with platform.store.tenant(slug), transaction():
            for number in range(JOBS // len(SLUGS)):
                await outbox.put(NOTE, str(number).encode(), platform.clock())


async def _done(platform: Platform) -> int:
    return sum([(await states_of(platform, slug, NOTE)).get("done", 0) for slug in SLUGS])


def _memory(modules: str) -> float:
    code = f"import {modules}, psutil; print(psutil.Process().memory_info().rss / 1024**2)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
