"""A real platform with a real mail server of its own, and a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.domain.tenant import Security
from gehoor.mail.server import Server
from gehoor.settings import Settings
from gehoor.worker import Worker
from mail.mail_server import HOST, MailServer
from standing_clock import Clock

TENANTS = Path(__file__).parents[2] / "tenants"
SENDER = "Gemeente Voorbeeld <klachten@voorbeeld.example>"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Post:
    """The platform, its worker, and the mail server it sends through."""

    def __init__(self, platform: Platform, clock: Clock, server: MailServer) -> None:
        self.platform, self.clock, self.server = platform, clock, server
        self.worker = Worker(platform, _no_letters)

    async def work(self, **later: float) -> None:
        """Lets time pass and does all work that is due."""
        self.clock.forward(**later)
        await self.worker.round()


async def _no_letters(html: str) -> bytes:
    return b"%PDF-"


@asynccontextmanager
async def posting(folder: Path, server: MailServer, *, installation: bool = True) -> AsyncIterator[Post]:
    """A platform that sends through this server; without `installation` only by a setting of the municipality."""
    smtp = Server(host=HOST, port=server.port, security=Security.NONE, sender=SENDER) if installation else None
    clock = Clock()
    platform = await open_platform(Settings(data=folder / "data", tenants=TENANTS, smtp=smtp), clock)
    try:
        await apply_all(platform)
        yield Post(platform, clock, server)
    finally:
        await platform.aclose()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
async def post(tmp_path: Path, mail_server: MailServer) -> AsyncIterator[Post]:
    async with posting(tmp_path, mail_server) as opened:
        yield opened
