"""An installation with an operator's host beside its municipalities, and the app on the operator's phone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.services import operators
from gehoor.settings import Settings
from web.desk.browser import Browser
from web.desk.conftest import TENANTS, Town

HOST = "beheer.localhost"
LOGIN, PASSWORD = "wim", "vier losse woorden samen"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Installation(Town):
    """A town with operators."""

    def __init__(self, platform: Platform, stack: AsyncExitStack) -> None:
        super().__init__(platform, stack)
        self.apps: dict[str, pyotp.TOTP] = {}

    async def operator(self, login: str = LOGIN) -> pyotp.TOTP:
        """Makes this operator; gives the app on the phone."""
        control, keys = self.platform.store.control, self.platform.store.keys
        address = await operators.add(control, await keys.master(), login, PASSWORD, self.now)
        app = self.apps[login] = pyotp.TOTP(parse_qs(urlsplit(address).query)["secret"][0])
        return app

    async def at_the_door(self, network: str = "127.0.0.1") -> Browser:
        """A browser on the operator's host in which nobody is signed in."""
        browser = Browser(self.app, HOST, network)
        await self._stack.enter_async_context(browser.client)
        return browser

    async def tries(self, browser: Browser, login: str, password: str, code: str, status: int = 422) -> str:
        """Somebody tries to sign in; gives the page that comes back."""
        await browser.open("/aanmelden")
        return await browser.send("/aanmelden", {"login": login, "wachtwoord": password, "code": code}, status=status)

    async def inside(self, login: str = LOGIN) -> Browser:
        """A browser in which this operator is signed in."""
        app = self.apps.get(login) or await self.operator(login)
        browser = await self.at_the_door()
        await self.tries(browser, login, PASSWORD, app.at(self.now), status=303)
        return browser


@pytest.fixture
async def installation(tmp_path: Path) -> AsyncIterator[Installation]:
    made: list[Installation] = []
    settings = Settings(data=tmp_path / "data", tenants=TENANTS, demo=True, operator_host=HOST)
    platform = await open_platform(settings, clock=lambda: made[0].now if made else datetime(2026, 3, 2, tzinfo=UTC))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(platform.aclose)
        await apply_all(platform)
        made.append(Installation(platform, stack))
        yield made[0]
