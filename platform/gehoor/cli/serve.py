"""`gehoor serve`: the website and its worker in one process."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack

import msgspec
import uvicorn

from gehoor import logs
from gehoor.bootstrap import open_platform
from gehoor.cli.allocator import give_memory_back, spare_the_collector
from gehoor.cli.beside import beside
from gehoor.settings import Settings, read_settings
from gehoor.storage import outbox
from gehoor.web.site import create_site
from gehoor.worker import Worker, ended


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
    async with AsyncExitStack() as stack:
        platform = await open_platform(settings)
        stack.push_async_callback(platform.aclose)
        # Uvicorn's log of requests would hold addresses of people and of cases; ours, if wanted, holds neither.
        config = uvicorn.Config(
            create_site(platform), host=settings.host, port=settings.port, access_log=False, log_config=None,
            log_level="warning", server_header=False, proxy_headers=False, lifespan="on",
        )  # fmt: skip
        # Uvicorn raises the signal that ended it once more; that would end the process before its files are closed.
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, lambda number, frame: None)
        if settings.redis is not None:
            # Imported here, with redis and arq: a website without Redis has no use for them.
            from gehoor.hints import Hints

            hints = Hints(settings.redis, platform.clock)
            stack.enter_context(outbox.listening(hints.push))
            await stack.enter_async_context(beside(hints.run()))
        if settings.worker:
            worker = Worker(platform)
            stack.push_async_callback(ended, worker, asyncio.create_task(worker.run()))
        spare_the_collector()
        await uvicorn.Server(config).serve()
