"""Two processes leave two thousand pieces of work, three do them, and Redis goes away halfway: each is done once."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform, system_clock
from gehoor.settings import Hidden, Settings
from gehoor.storage.tables import Outbox
from mail.mail_server import HOST, MailServer
from postgres_server import server
from redis_server import RedisServer
from work_queue.conftest import TENANTS
from work_queue.crew import running, started, states_of, until
from work_queue.program import MAILS, NOTE, SLUGS

pytestmark = pytest.mark.anyio
JOBS, WORKERS = 2000, 3


async def left(platform: Platform) -> tuple[int, int]:
    """How much work there is by now, and how much of it is done."""
    found: Counter[str] = Counter()
    for slug in SLUGS:
        found.update(await states_of(platform, slug, NOTE, "mail"))
    return found.total(), found["done"]


async def notes(platform: Platform) -> Counter[str]:
    """How often each piece of work left a line."""
    found: Counter[str] = Counter()
    for slug in SLUGS:
        async with platform.store.tenant(slug):
            rows = await Outbox.raw("SELECT subject FROM admin_log WHERE action = 'noted'")
        found.update(str(row["subject"]) for row in rows)
    return found


async def test_two_thousand_jobs_on_three_workers_have_each_effect_once(tmp_path: Path, redis: RedisServer) -> None:
    with server().database() as database, MailServer() as sink, ExitStack() as stack:
        settings = Settings(
            data=tmp_path / "data", tenants=TENANTS, database=Hidden(database.serving),
            database_owner=Hidden(database.owner),
        )  # fmt: skip
        more = {
            "GEHOOR_REDIS": redis.url,
            "GEHOOR_SMTP": f"smtp://{HOST}:{sink.port}",
            "GEHOOR_SMTP_SENDER": "klachten@voorbeeld.example",
        }
        platform = await open_platform(settings, system_clock)
        try:
            await apply_all(platform)
            for number in range(WORKERS):
                stack.enter_context(running(["work"], settings, tmp_path / f"log-{number}", **more))
            committing = [
                started(["commit", str(JOBS // 2), f"web-{number}"], settings, tmp_path / "committing", **more)
                for number in (1, 2)
            ]

            async def some_done() -> bool:
                return (await left(platform))[1] > JOBS // 8

            async def all_left() -> bool:
                return all(process.poll() is not None for process in committing)

            async def all_done() -> bool:
                return await left(platform) == (JOBS, JOBS)

            await until(some_done, "an eighth was done")
            redis.stop()
            await until(all_left, "all work was left")
            assert [process.returncode for process in committing] == [0, 0], (tmp_path / "committing").read_text()
            redis.start()
            await until(all_done, "all work was done")
            noted = await notes(platform)
            assert len(noted) == JOBS - JOBS // MAILS
            assert set(noted.values()) == {1}
            ids = Counter(str(mail["Message-ID"]) for mail in sink.received)
            assert len(ids) == JOBS // MAILS
            assert set(ids.values()) == {1}
            assert len(set(sink.recipients)) == JOBS // MAILS
        finally:
            await platform.aclose()
