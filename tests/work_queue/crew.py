"""Processes that leave and do work on an installation, and waiting until something is true."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio

from gehoor.bootstrap import Platform
from gehoor.settings import Settings
from gehoor.storage.tables import Outbox
from serving import GEHOOR, ROOT

PROGRAM = Path(__file__).with_name("program.py")
#: Longer than anything takes on a machine that is very busy.
PATIENCE = 150.0


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment of a process on the same installation."""
    own = {"GEHOOR_DATA": str(settings.data), "GEHOOR_TENANTS": str(settings.tenants)}
    if settings.database is not None and settings.database_owner is not None:
        own |= {"GEHOOR_DATABASE": settings.database.value, "GEHOOR_DATABASE_OWNER": settings.database_owner.value}
    return {**os.environ, **own, **more}


def started(what: list[str], settings: Settings, log: Path | None = None, **more: str) -> subprocess.Popen[str]:
    """A process of the test program; the first word `gehoor` means the product's own command."""
    command = [GEHOOR, *what[1:]] if what[0] == "gehoor" else [sys.executable, str(PROGRAM), *what]
    with (log or Path(os.devnull)).open("a") as errors:
        return subprocess.Popen(
            command, env=environment(settings, **more), cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )


@contextmanager
def running(
    what: list[str], settings: Settings, log: Path | None = None, **more: str
) -> Iterator[subprocess.Popen[str]]:
    """A process until the end of the block, which it must survive; it is then asked to end, and must."""
    process = started(what, settings, log, **more)
    try:
        yield process
        assert process.poll() is None, f"{what} ended with status {process.returncode}"
        process.terminate()
        assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


async def until(true: Callable[[], Awaitable[bool]], what: str) -> None:
    """Waits until something is true; with a limit only for when it never will be."""
    end = time.monotonic() + PATIENCE
    while not await true():
        assert time.monotonic() < end, f"it never came about that {what}"
        await anyio.sleep(0.1)


async def states_of(platform: Platform, slug: str, *kinds: str) -> dict[str, int]:
    """How much work of these kinds is in which state."""
    async with platform.store.tenant(slug):
        rows = await Outbox.raw("SELECT kind, state FROM outbox")
    states = [str(row["state"]) for row in rows if row["kind"] in kinds]
    return {state: states.count(state) for state in set(states)}


async def let_leases_pass(platform: Platform, slug: str) -> None:
    """As if the time of a lease had gone by since the process died."""
    async with platform.store.tenant(slug):
        await Outbox.raw("UPDATE outbox SET locked_until = '2020-01-01T00:00:00.000000Z' WHERE state = 'running'")
