"""A real platform on a new folder, with the municipalities of this repository and a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from litestar import Litestar

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.domain.complaint import Channel
from gehoor.services import accounts, intake
from gehoor.settings import Settings
from gehoor.web.site import create_site
from web.desk.browser import Browser

TENANTS = Path(__file__).parents[3] / "tenants"
PASSWORD = "een lang wachtwoord"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Town:
    """The whole site with its clock; opens browsers and files complaints as the web form does."""

    def __init__(self, platform: Platform, stack: AsyncExitStack) -> None:
        self.platform = platform
        self.app: Litestar = create_site(platform)
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self._stack = stack
        self._submissions = 0

    @property
    def today(self) -> date:
        return self.now.date()

    def forward(self, days: float) -> None:
        """Let time pass."""
        self.now += timedelta(days=days)

    async def browser(self, slug: str, address: str = "127.0.0.1") -> Browser:
        """A browser in which nobody is signed in, at this address of the network."""
        browser = Browser(self.app, f"{slug}.localhost", address)
        await self._stack.enter_async_context(browser.client)
        return browser

    async def account(self, slug: str, login: str) -> None:
        """Makes sure that this person of the organisation file can sign in."""
        async with self.platform.at(slug) as place:
            person = next(entry for entry in place.tenant.organisation.people if entry.login == login)
            await accounts.set_password(person.id, login, person.name, PASSWORD, self.now)

    async def signed_in(self, slug: str, login: str) -> Browser:
        """A browser in which this person is signed in."""
        await self.account(slug, login)
        browser = await self.browser(slug)
        await browser.open("/aanmelden")
        await browser.send("/aanmelden", {"login": login, "wachtwoord": PASSWORD})
        return browser

    async def filed(self, slug: str, **told: object) -> str:
        """A complaint that came in by the web form today; gives its reference."""
        self._submissions += 1
        facts: dict[str, object] = {
            "channel": Channel.FORM,
            "name": "Saskia van Buren",
            "address": "Kerkstraat 1\n5301 AA Zaltbommel",
            "email": "saskia@voorbeeld.example",
            "what_happened": "De medewerker was onbeleefd aan de balie.",
            "conduct_on": self.today - timedelta(days=6),
            "function": "ambtenaar" if slug == "zaltbommel" else "personeelslid",
            "unit": "burgerzaken",
            **told,
        }
        entry = intake.Entry(**facts)  # type: ignore[arg-type]  # The tests give facts of the right kind.
        async with self.platform.at(slug) as place:
            filed = await intake.file_complaint(
                place, entry, f"submission-{self._submissions}", self.platform.secret, "complainant", self.now
            )
        return filed.reference


@asynccontextmanager
async def opened_town(folder: Path, *, demo: bool) -> AsyncIterator[Town]:
    """A town on a new folder; in a demonstration a password alone signs somebody in."""
    made: list[Town] = []
    settings = Settings(data=folder / "data", tenants=TENANTS, demo=demo)
    platform = await open_platform(settings, clock=lambda: made[0].now if made else datetime(2026, 3, 2, tzinfo=UTC))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(platform.aclose)
        await apply_all(platform)
        made.append(Town(platform, stack))
        yield made[0]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with opened_town(tmp_path, demo=True) as opened:
        yield opened
