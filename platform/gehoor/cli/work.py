"""`gehoor work`: does what commits left in the outboxes, in a process without a website."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack

from gehoor import logs
from gehoor.bootstrap import open_platform
from gehoor.cli.allocator import give_memory_back, spare_the_collector
from gehoor.cli.beside import beside
from gehoor.settings import Settings, read_settings
from gehoor.worker import LANES, Worker, ended

log = logs.of(__name__)


def run(arguments: Sequence[str]) -> int:
    """Works until interrupted."""
    settings = read_settings(os.environ)
    parser = argparse.ArgumentParser(prog="gehoor work", description=__doc__)
    parser.add_argument(
        "--lanes", type=int, default=LANES, help="voor zoveel gemeenten tegelijk (standaard %(default)s)"
    )
    chosen = parser.parse_args(arguments)
    if chosen.lanes < 1:
        parser.error("geef bij --lanes een getal van 1 of hoger")
    logs.set_up()
    give_memory_back()
    asyncio.run(work(settings, chosen.lanes))
    return 0


async def work(settings: Settings, lanes: int = LANES) -> None:
    """Works until a signal comes; what is being done then gets some time to end by itself."""
    told = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, told.set)
    async with AsyncExitStack() as stack:
        platform = await open_platform(settings)
        stack.push_async_callback(platform.aclose)
        if settings.redis is None:
            worker = Worker(platform, lanes=lanes)
        else:
            # Imported here, with redis and arq: an installation without Redis has no use for them.
            from gehoor import arq_runner
            from gehoor.hints import Hints

            hints = Hints(settings.redis, platform.clock)
            worker = Worker(platform, lanes=lanes, share=hints.push)
            await stack.enter_async_context(beside(hints.run()))
            await stack.enter_async_context(beside(arq_runner.listen(settings.redis, worker.visit, lanes)))
        spare_the_collector()
        log.info("at work")
        running = asyncio.create_task(worker.run())
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if running.done():
            running.result()
        await ended(worker, running)
