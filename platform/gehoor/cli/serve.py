"""`gehoor serve`: the website and its worker in one process."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from collections.abc import Sequence

import msgspec
import uvicorn

from gehoor import logs
from gehoor.bootstrap import open_platform
from gehoor.cli.allocator import give_memory_back, spare_the_collector
from gehoor.settings import Settings, read_settings
from gehoor.web.site import create_site
from gehoor.worker import Worker


def run(arguments: Sequence[str]) -> int:
    """Serves until interrupted."""
    settings = read_settings(os.environ)
    parser = argparse.ArgumentParser(prog="gehoor serve", description=__doc__)
    parser.add_argument("--host", default=settings.host, help="adres om op te luisteren")
    parser.add_argument("--port", type=int, default=settings.port, help="poort; 0 kiest een vrije")
    chosen = parser.parse_args(arguments)
    logs.set_up()
    give_memory_back()
    asyncio.run(serve(msgspec.structs.replace(settings, host=chosen.host, port=chosen.port)))
    return 0


async def serve(settings: Settings) -> None:
    """Opens the platform, serves, works off the outbox, and closes everything again."""
    platform = await open_platform(settings)
    worker = Worker(platform)
    # Uvicorn's log of requests would hold addresses of people and of cases; ours, if wanted, holds neither.
    config = uvicorn.Config(
        create_site(platform), host=settings.host, port=settings.port, access_log=False, log_config=None,
        log_level="warning", server_header=False, proxy_headers=False, lifespan="on",
    )  # fmt: skip
    # Uvicorn raises the signal that ended it once more; that would end the process before its files are closed.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda number, frame: None)
    spare_the_collector()
    working = asyncio.create_task(worker.run())
    try:
        await uvicorn.Server(config).serve()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await platform.aclose()
