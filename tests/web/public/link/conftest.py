"""The site with a mail server, and somebody who asks for a link to their complaint."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

import postgres_server
from gehoor.bootstrap import apply_all, open_platform
from gehoor.domain.tenant import Security
from gehoor.mail.server import Server
from gehoor.settings import Hidden, Settings
from gehoor.worker import Worker
from mail.mail_server import HOST, MailServer
from standing_clock import Clock
from web.public.conftest import COMPLAINT, ROOT, Site, Visitor, text_between

EMAIL = COMPLAINT["email"]


class Town(Site):
    """The site with a mail server."""

    server: MailServer

    async def deliver(self) -> None:
        """Sends the mail that waits."""
        await Worker(self.platform, _no_letters).round()

    async def link(self) -> str:
        """The path of the link in the newest mail."""
        await self.deliver()
        body = self.server.received[-1].get_body(("plain",))
        assert body is not None
        text: str = body.get_content()
        return text_between(text, "http://zaltbommel.localhost", "\n")


async def _no_letters(html: str) -> bytes:
    return b"%PDF-"


@pytest.fixture
def database() -> Hidden | None:
    """The files of the platform itself; a test may bring PostgreSQL."""
    return None


@pytest.fixture
def migrated() -> Iterator[Hidden]:
    """A migrated database of the test's own."""
    with postgres_server.server().database() as made:
        yield Hidden(made.serving)


@pytest.fixture
async def town(tmp_path: Path, anyio_backend: str, database: Hidden | None) -> AsyncIterator[Town]:
    clock = Clock()
    with MailServer() as server:
        smtp = Server(host=HOST, port=server.port, security=Security.NONE, sender="klachten@voorbeeld.example")
        settings = Settings(data=tmp_path / "data", tenants=ROOT / "tenants", smtp=smtp, database=database)
        platform = await open_platform(settings, clock)
        try:
            await apply_all(platform)
            opened = Town(platform, clock)
            opened.server = server
            yield opened
        finally:
            await platform.aclose()


async def filed(town: Town) -> tuple[Visitor, str, str]:
    """Somebody who filed a complaint, with the reference and the code."""
    sender = town.visitor()
    await sender.send()
    page = (await sender.get("/klacht/ontvangen")).text
    return sender, text_between(page, 'Uw kenmerk<br><strong class="lead">', "<"), await sender.code()


async def asked(visitor: Visitor, reference: str, email: str = EMAIL) -> httpx.Response:
    """Asks for a link."""
    hidden = await visitor.hidden("/status/link")
    return await visitor.post("/status/link", {**hidden, "kenmerk": reference, "email": email})


async def opened(visitor: Visitor, link: str) -> httpx.Response:
    """Follows a link and presses the button."""
    return await visitor.post("/status/openen", await visitor.hidden(link))
