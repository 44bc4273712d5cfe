"""The real platform on an empty data folder, with a clock that stands still and visitors who fill in forms."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.settings import Settings
from gehoor.web.site import create_site
from standing_clock import Clock

ROOT = Path(__file__).parents[3]
ZALTBOMMEL, VOORBEELDSTAD = "zaltbommel", "voorbeeldstad"
STORY = "Ik stond een uur aan de balie.\nDaarna zei de medewerker dat ik morgen maar terug moest komen."
COMPLAINT = {
    "wat": STORY,
    "wanneer-dag": "2",
    "wanneer-maand": "11",
    "wanneer-jaar": "2026",
    "gedaan": "Ik heb gebeld.",
    "over": "De medewerker van de balie",
    "dienst": "burgerzaken",
    "wie": "citizen",
    "naam": "Jannie Voorbeeld",
    "straat": "Dorpsstraat 12",
    "plaats": "9999 ZZ Voorbeeldstad",
    "email": "jannie@voorbeeld.example",
    "telefoon": "0123 45 67 89",
}
_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass
class Visitor:
    """Somebody with a browser of their own on the site of one municipality."""

    client: httpx.AsyncClient
    #: Every address that was asked for or that an answer sent the browser to.
    addresses: list[str] = field(default_factory=list)

    async def get(self, address: str) -> httpx.Response:
        """Open a page without following where it sends."""
        return self._noted(await self.client.get(address, follow_redirects=False))

    async def hidden(self, address: str) -> dict[str, str]:
        """The hidden fields of the forms on a page."""
        return hidden_fields((await self.get(address)).text)

    async def post(self, address: str, data: dict[str, str], files: Any = None) -> httpx.Response:
        """Send a form without following where it sends."""
        return self._noted(await self.client.post(address, data=data, files=files, follow_redirects=False))

    async def send(self, changes: dict[str, str] | None = None, files: Any = None) -> httpx.Response:
        """Open the complaint form, fill it in and send it."""
        data = {**await self.hidden("/klacht"), **COMPLAINT, **(changes or {})}
        return await self.post("/klacht", data, files)

    async def enter(self, code: str) -> httpx.Response:
        """Fill in an access code."""
        return await self.post("/status", {**await self.hidden("/status"), "toegangscode": code})

    async def code(self) -> str:
        """The access code on the confirmation."""
        return text_between((await self.get("/klacht/ontvangen")).text, "<code>", "</code>")

    def _noted(self, response: httpx.Response) -> httpx.Response:
        self.addresses += [str(response.request.url), response.headers.get("location", "")]
        return response


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return {unescape(name): unescape(value) for name, value in _FIELD.findall(page)}


def text_between(page: str, start: str, end: str) -> str:
    """What stands between two pieces of a page."""
    return unescape(page.split(start, 1)[1].split(end, 1)[0]).strip()


class Site:
    """The platform with its website, and as many visitors as a test wants."""

    def __init__(self, platform: Platform, clock: Clock) -> None:
        self.platform = platform
        self.clock = clock
        self.app = create_site(platform)

    def visitor(self, tenant: str = ZALTBOMMEL, *, address: str = "192.0.2.1") -> Visitor:
        """A new browser, at an internet address."""
        # The application runs in the loop of the test, where the files and the PDF helper of the platform live.
        transport = httpx.ASGITransport(cast(Any, self.app), client=(address, 50000))
        return Visitor(httpx.AsyncClient(transport=transport, base_url=f"http://{tenant}.localhost"))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def site(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Site]:
    clock = Clock()
    platform = await open_platform(Settings(data=tmp_path / "data", tenants=ROOT / "tenants"), clock)
    try:
        await apply_all(platform)
        yield Site(platform, clock)
    finally:
        await platform.aclose()
