"""The server that is measured, and what the machine says about it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil

from serving import Server

MEGABYTE = 1024 * 1024


def environment_of(data: Path, files: Path) -> dict[str, str]:
    """The settings of a demonstration on these folders."""
    return {"GEHOOR_DATA": str(data), "GEHOOR_TENANTS": str(files), "GEHOOR_DEMO": "1"}


def process_of(server: Server) -> psutil.Process:
    """The web process itself."""
    return psutil.Process(server.process.pid if server.process else 0)


def resident(server: Server) -> float:
    """The megabytes of memory the web process holds, without its PDF helper."""
    return float(process_of(server).memory_info().rss) / MEGABYTE


def work(server: Server) -> float:
    """The seconds of processor time the web process took until now."""
    times = process_of(server).cpu_times()
    return float(times.user + times.system)


def wait_until_idle(server: Server) -> None:
    """Until the letters are made and the helper that makes them has left."""
    while process_of(server).children():
        time.sleep(1)


def on_one_core(server: Server) -> None:
    """From here on the server and the processes it starts share one core; whoever measures uses another."""
    cores = sorted(os.sched_getaffinity(0))
    process = process_of(server)
    for thread in process.threads():
        os.sched_setaffinity(thread.id, {cores[0]})
    if len(cores) > 1:
        os.sched_setaffinity(0, set(cores[1:]))
