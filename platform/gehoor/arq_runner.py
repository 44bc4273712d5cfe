"""Receives hints from Redis with arq and gives the tenants they name a turn; without Redis it waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, cast

import msgspec
from arq.worker import Worker as ArqWorker
from arq.worker import func
from redis.exceptions import RedisError

from gehoor import logs
from gehoor.hints import QUEUE, TURN, connect
from gehoor.settings import Hidden

log = logs.of(__name__)
#: Gives a tenant a turn, and the number of jobs that were done in it.
Visit = Callable[[str], Awaitable[int]]
#: Seconds that what came of a turn stays in Redis, and that arq waits for a turn; the turn itself goes on after that.
KEEP_RESULT: Final = 5
PATIENCE: Final = 60.0
#: Seconds between two looks at Redis, and between two tries when it is away.
POLL, REST = 0.25, 2.0


async def listen(
    url: Hidden, visit: Visit, turns: int, pause: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> None:
    """Takes hints until cancelled, so many at once; with Redis away it tries again and again."""
    away = False

    async def answered(context: Any) -> None:
        nonlocal away
        log.info("redis gives hints")
        away = False

    async def turn(context: Any, slug: str) -> int:
        # The turn is given by the worker of this process, so it goes on when Redis or this task ends.
        try:
            async with asyncio.timeout(PATIENCE):
                return await visit(slug)
        except TimeoutError:
            return 0

    # arq types what it calls by names of parameters that only it uses.
    given: Any = func(cast(Any, turn), name=TURN, keep_result=KEEP_RESULT, timeout=PATIENCE + 10, max_tries=1)
    started: Any = answered
    while True:
        arq = ArqWorker(
            functions=[given],
            redis_pool=connect(url), queue_name=QUEUE, max_jobs=turns, poll_delay=POLL, keep_result=KEEP_RESULT,
            on_startup=started, handle_signals=False, log_results=False, retry_jobs=False,
            job_serializer=msgspec.msgpack.encode, job_deserializer=msgspec.msgpack.decode,
        )  # fmt: skip
        try:
            await arq.async_run()
        except (RedisError, OSError, TimeoutError) as error:
            if not away:
                log.warning("redis gives no hints, so work is found by looking for it: %s", type(error).__name__)
            away = True
        finally:
            await _closed(arq)
        await pause(REST)


async def _closed(arq: ArqWorker) -> None:
    """Not arq's own way: that one fails when Redis is away."""
    tasks = [*arq.tasks.values()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await arq.pool.aclose(close_connection_pool=True)
