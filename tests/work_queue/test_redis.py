"""Redis carries hints and no truth: emptied, stopped or silent, nothing is lost and pages and work go on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import anyio
import msgspec
import pytest

from gehoor.arq_runner import KEEP_RESULT, listen
from gehoor.bootstrap import Platform, open_platform, system_clock
from gehoor.cli.beside import beside
from gehoor.hints import HORIZON, QUEUE, STALE, TURN, Hints
from gehoor.jobs import Tools
from gehoor.services.municipality import Municipality
from gehoor.settings import Hidden, Settings
from gehoor.storage import outbox
from gehoor.storage.scope import transaction
from gehoor.worker import Worker
from redis_server import RedisServer, redis_server
from serving import NETHERLANDS, file_a_complaint, run_gehoor, serving
from work_queue.conftest import SLUG, TENANTS, opened
from work_queue.crew import running, states_of, until

pytestmark = pytest.mark.anyio


async def for_ever(seconds: float) -> None:
    """The rest of a sweep that never comes to anybody."""
    await anyio.sleep_forever()


async def shortly(seconds: float) -> None:
    """A rest after a failure that nobody has to wait for."""
    await anyio.sleep(0.05)


@pytest.fixture
async def today(tmp_path: Path) -> AsyncIterator[Platform]:
    """The platform with the clock of this machine, as Redis has no other."""
    async with opened(Settings(data=tmp_path / "data", tenants=TENANTS), system_clock) as platform:
        yield platform


class Crew:
    """A worker that hears only of Redis, and somebody who commits and only tells Redis."""

    def __init__(self, platform: Platform, redis: RedisServer) -> None:
        self._platform, self.done, self._changed = platform, 0, asyncio.Condition()
        self.hints = Hints(Hidden(redis.url), platform.clock, pause=shortly)
        self._worker = Worker(platform, jobs={"note": self._note}, pause=for_ever)
        self._url = Hidden(redis.url)

    async def _note(self, place: Municipality, payload: bytes, tools: Tools) -> None:
        async with self._changed:
            self.done += 1
            self._changed.notify_all()

    async def commit(self) -> None:
        """Leaves a piece of work as another process would: this worker does not hear of the commit."""
        async with self._platform.store.tenant(SLUG), transaction():
            await outbox.put("note", b"", self._platform.clock())
        self.hints.push(SLUG, self._platform.clock())

    async def until_done(self, count: int) -> None:
        """Waits for so much work to be done."""
        with anyio.fail_after(60):
            async with self._changed:
                await self._changed.wait_for(lambda: self.done >= count)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Everything runs beside what happens in this block."""
        deaf: Callable[[str, object], None] = lambda slug, at: None  # noqa: E731  # A listener of one line.
        self._worker.wake, hear = deaf, self._worker.wake  # type: ignore[method-assign, assignment]
        async with beside(self._worker.run()):
            await anyio.wait_all_tasks_blocked()
            self._worker.wake = hear  # type: ignore[method-assign]
            async with (
                beside(self.hints.run()),
                beside(listen(self._url, self._worker.visit, 2, shortly)),
            ):
                yield


async def test_a_hint_wakes_a_worker_that_looks_for_nothing_by_itself(today: Platform, redis: RedisServer) -> None:
    crew = Crew(today, redis)
    async with crew.at_work():
        for count in range(1, 4):
            await crew.commit()
            await crew.until_done(count)


async def test_while_redis_is_away_hints_wait_for_it(today: Platform, redis: RedisServer) -> None:
    crew = Crew(today, redis)
    async with crew.at_work():
        await crew.commit()
        await crew.until_done(1)
        redis.stop()
        for _ in range(3):
            await crew.commit()
        redis.start()
        await crew.until_done(4)
    assert crew.done == 4


async def test_a_redis_that_says_nothing_holds_up_no_commit(today: Platform, redis: RedisServer) -> None:
    crew = Crew(today, redis)
    async with crew.at_work():
        await crew.commit()
        await crew.until_done(1)
        redis.freeze()
        for _ in range(3):
            await crew.commit()
        redis.thaw()
        await crew.until_done(4)


async def test_what_was_in_a_redis_that_is_emptied_is_found_by_the_sweep(today: Platform, redis: RedisServer) -> None:
    crew = Crew(today, redis)
    async with beside(crew.hints.run()):
        await crew.commit()

        async def in_redis() -> bool:
            return bool(redis.client().zcard(QUEUE))

        await until(in_redis, "the hint was in Redis")
    redis.client().flushall()
    assert await Worker(today, jobs={"note": crew._note}).round() == 1


async def test_redis_holds_the_name_of_a_tenant_for_some_seconds_and_nothing_else(
    today: Platform, redis: RedisServer
) -> None:
    crew = Crew(today, redis)
    async with crew.at_work():
        await crew.commit()
        await crew.until_done(1)
        with redis.client() as client:

            async def result() -> bool:
                return any(key.startswith(b"arq:result:") for key in client.scan_iter())

            await until(result, "arq wrote what came of the turn")
            for key in client.scan_iter():
                if key.startswith(b"arq:"):
                    assert 0 < client.pttl(key) <= KEEP_RESULT * 1000, key
                    told = msgspec.msgpack.decode(client.get(key))
                    assert (told["f"], told["a"], told["k"], told["r"]) == (TURN, [SLUG], {}, 1)
                else:
                    assert key.startswith(QUEUE.encode()), key
            assert client.zcard(QUEUE) == 0


async def test_many_commits_make_few_hints_and_old_ones_are_thrown_away(today: Platform, redis: RedisServer) -> None:
    hints = Hints(Hidden(redis.url), today.clock)
    client = redis.client()
    long_ago = (today.clock().timestamp() - 2 * STALE) * 1000
    client.zadd(QUEUE, {"turn:old": long_ago})
    for _ in range(500):
        hints.push(SLUG, today.clock())
        hints.push("later", today.clock() + HORIZON * 2)
    async with beside(hints.run()):

        async def there() -> bool:
            names = cast(list[bytes], client.zrange(QUEUE, 0, -1))
            return [name.split(b":")[1] for name in names] == [SLUG.encode()]

        await until(there, "one hint was there")


@pytest.mark.files
async def test_pages_and_work_go_on_while_redis_is_silent_and_gone(tmp_path: Path, redis: RedisServer) -> None:
    data = tmp_path / "data"
    assert run_gehoor(data, "tenants", "apply").returncode == 0
    settings = Settings(data=data, tenants=TENANTS)
    log = tmp_path / "web"
    with serving(data, log=log, GEHOOR_REDIS=redis.url) as website:
        platform = await open_platform(settings, system_clock)
        try:

            async def filed() -> None:
                await anyio.to_thread.run_sync(file_a_complaint, website.port, NETHERLANDS)

            await filed()
            redis.freeze()
            # Redis is silent for as long as these take, so none of them waits for it.
            await filed()
            await filed()
            # The website itself does no work where there is a Redis.
            assert (await states_of(platform, SLUG, "render_letter")).keys() == {"queued"}
            letters = (await states_of(platform, SLUG, "render_letter"))["queued"]
            with running(["gehoor", "work"], settings, tmp_path / "work", GEHOOR_REDIS=redis.url):

                async def done() -> bool:
                    return (await states_of(platform, SLUG, "render_letter")).keys() == {"done"}

                await until(done, "the letters were made without Redis")
                redis.stop()
                await filed()
                redis.start()
                await until(done, "the letters were made after Redis had gone and come back")
            assert (await states_of(platform, SLUG, "render_letter"))["done"] > letters
        finally:
            await platform.aclose()
    assert "redis takes no hints" in log.read_text()


@pytest.mark.files
async def test_a_wrong_password_is_told_without_the_password_and_work_goes_on(tmp_path: Path) -> None:
    data, log = tmp_path / "data", tmp_path / "log"
    assert run_gehoor(data, "tenants", "apply").returncode == 0
    settings = Settings(data=data, tenants=TENANTS)
    platform = await open_platform(settings, system_clock)
    try:
        with redis_server(password="goed-zilverreiger") as redis:
            address = redis.url.replace("goed", "fout")
            with running(["gehoor", "work"], settings, log, GEHOOR_REDIS=address):

                async def told() -> bool:
                    return "redis gives no hints" in log.read_text()

                await until(told, "the log told of it")
                async with platform.store.tenant(SLUG), transaction():
                    await outbox.put("mail", b'{"mail": 999}', platform.clock())

                async def done() -> bool:
                    return await states_of(platform, SLUG, "mail") == {"done": 1}

                await until(done, "the work was done")
            with running(["gehoor", "work"], settings, tmp_path / "good", GEHOOR_REDIS=redis.url):

                async def heard() -> bool:
                    return "redis gives hints" in (tmp_path / "good").read_text()

                await until(heard, "the right password was taken")
    finally:
        await platform.aclose()
    assert "zilverreiger" not in log.read_text() + (tmp_path / "good").read_text()
