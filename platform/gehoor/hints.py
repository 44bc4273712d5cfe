"""Tells other processes by way of Redis that a tenant has work; never the work itself, which is in its outbox.

Only a process with GEHOOR_REDIS imports this module: redis and arq take 25 MiB of memory and some tenths of a second.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from arq.connections import ArqRedis
from redis.asyncio import ConnectionPool

from gehoor import logs
from gehoor.settings import Hidden

log = logs.of(__name__)
#: The function that arq calls for a hint, and the queue it stands in.
TURN: Final = "turn"
QUEUE: Final = "gehoor:turns"
#: Seconds of which all commits of a tenant make one hint. It is due when they are over: so a turn that has begun can
#: never be taken for the turn of a commit that came after it.
SLICE: Final = 0.25
#: Seconds one delivery to Redis may take, and how long is waited after a failure: at first, and at most.
PATIENCE: Final = 2.0
FIRST_REST, LONGEST_REST = 1.0, 30.0
#: For work that is due later than this a hint makes no sense: the sweep of the workers notes it long before.
HORIZON: Final = timedelta(minutes=15)
#: Seconds after which a hint nobody took is thrown away; by then the sweep has done what it was about.
STALE: Final = 600.0


def connect(url: Hidden) -> ArqRedis:
    """A Redis that is connected with when it is first used; each step takes so many seconds at most.

    What is written there is msgpack: arq's own choice, pickle, would let whoever writes in Redis run a program here.
    """
    pool = ConnectionPool.from_url(
        url.value, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, max_connections=16
    )
    return ArqRedis(
        pool,
        job_serializer=msgspec.msgpack.encode,
        job_deserializer=msgspec.msgpack.decode,
        default_queue_name=QUEUE,
        expires_extra_ms=int(STALE * 1000),
    )


class Hints:
    """Hands hints to Redis in a task of its own; while Redis is away it keeps the earliest one for each tenant."""

    def __init__(
        self, url: Hidden, clock: Callable[[], datetime], pause: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._redis, self._clock, self._pause = connect(url), clock, pause
        self._waiting: dict[str, datetime] = {}
        self._some = asyncio.Event()

    def push(self, slug: str, at: datetime) -> None:
        """There is work for this tenant from that moment. This waits for nothing and never fails."""
        if at - self._clock() > HORIZON:
            return
        self._waiting[slug] = min(at, self._waiting.get(slug, at))
        self._some.set()

    async def run(self) -> None:
        """Delivers until cancelled."""
        rest = 0.0
        try:
            while True:
                await self._some.wait()
                self._some.clear()
                if await self._delivered():
                    if rest:
                        log.info("redis takes hints again")
                    rest = 0.0
                else:
                    rest = min(rest * 2, LONGEST_REST) or FIRST_REST
                    await self._pause(rest)
        finally:
            await self._redis.aclose(close_connection_pool=True)

    async def _delivered(self) -> bool:
        batch, self._waiting = self._waiting, {}
        try:
            async with asyncio.timeout(PATIENCE):
                await self._redis.zremrangebyscore(QUEUE, "-inf", self._clock().timestamp() * 1000 - STALE * 1000)
                for slug in list(batch):
                    await self._enqueue(slug, batch[slug])
                    del batch[slug]
        except Exception as error:
            # Whatever is wrong with Redis: the work is in the outbox, and the pages go on.
            log.warning("redis takes no hints: %s", type(error).__name__)
            for slug, at in batch.items():
                self.push(slug, at)
            # A connection on which somebody stopped waiting may still give the answer to the last question.
            await self._redis.connection_pool.disconnect(inuse_connections=True)
            return False
        return True

    async def _enqueue(self, slug: str, at: datetime) -> None:
        number = math.floor(max(at, self._clock()).timestamp() / SLICE) + 1
        due = datetime.fromtimestamp(number * SLICE, UTC)
        await self._redis.enqueue_job(TURN, slug, _job_id=f"{TURN}:{slug}:{number}", _defer_until=due)
