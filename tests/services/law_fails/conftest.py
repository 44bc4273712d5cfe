"""One platform with a municipality under a law that fails on demand, beside one under its own."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from failing_law import ID, law
from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.regulation import hookimpl
from gehoor.services import accounts, dossier
from gehoor.settings import Settings
from gehoor.storage import cases, register
from gehoor.web.site import create_site
from gehoor.worker import Worker
from services.conftest import TENANTS, filed
from standing_clock import Clock
from web.desk.browser import Browser

BROKEN, HEALTHY = "proefstad", "zaltbommel"
PASSWORD = "een lang wachtwoord"
SECTIONS = ("", "/beoordelen", "/toewijzen", "/behandelen", "/afsluiten", "/brieven")
BANNER = "De regeling geeft nu niet overal antwoord op"


class Plugin:
    """What an entry point gives: a plugin with one regulation, or one that cannot be loaded."""

    def __init__(self, name: str, load: Callable[[], Any]) -> None:
        self.name, self.load = name, load


class _BringsTheLaw:
    @hookimpl
    def regulations(self) -> list[Any]:
        return [law()]


def _cannot_be_loaded() -> Any:
    raise SystemExit("this plugin ends the process")


@pytest.fixture
async def platform(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    """One platform with a municipality under the failing law, beside one under its own."""
    law()

    def entry_points(group: str) -> list[Any]:
        installed = metadata.entry_points(group=group)
        return [Plugin("stuk", _cannot_be_loaded), *installed, Plugin("storing", _BringsTheLaw)]

    monkeypatch.setattr("gehoor.regulation.library.entry_points", entry_points)
    folder = tmp_path / "tenants"
    for slug in (HEALTHY, BROKEN):
        shutil.copytree(TENANTS / HEALTHY, folder / slug)
    file = folder / BROKEN / "tenant.toml"
    told = file.read_text(encoding="utf-8").replace(HEALTHY, BROKEN).replace("nl/proefstad/klachtenregeling", ID)
    file.write_text(told, encoding="utf-8")
    opened = await open_platform(Settings(data=tmp_path / "data", tenants=folder, demo=True), clock)
    try:
        await apply_all(opened)
        yield opened
    finally:
        await opened.aclose()


class Site:
    """The website of both municipalities, with browsers."""

    def __init__(self, platform: Platform, stack: AsyncExitStack) -> None:
        self.platform, self.app, self._stack = platform, create_site(platform), stack

    async def visitor(self, slug: str) -> Browser:
        browser = Browser(self.app, f"{slug}.localhost")
        await self._stack.enter_async_context(browser.client)
        return browser

    async def signed_in(self, slug: str, login: str) -> Browser:
        async with self.platform.at(slug) as place:
            person = next(entry for entry in place.tenant.organisation.people if entry.login == login)
            await accounts.set_password(person.id, login, person.name, PASSWORD, self.platform.clock())
        browser = await self.visitor(slug)
        await browser.open("/aanmelden")
        await browser.send("/aanmelden", {"login": login, "wachtwoord": PASSWORD})
        return browser


@pytest.fixture
async def site(platform: Platform) -> AsyncIterator[Site]:
    async with AsyncExitStack() as stack:
        yield Site(platform, stack)


async def filed_at(platform: Platform, slug: str, key: str = "key-1") -> str:
    async with platform.at(slug) as place:
        return (await filed(platform, place, key=key)).reference


async def events_at(platform: Platform, slug: str, reference: str) -> list[str]:
    async with platform.at(slug) as place:
        found = await dossier.by_reference(place, reference)
        return [event.kind for event in await register.events_of(found.case_id)]


async def work_off(platform: Platform) -> None:
    async def render(html: str) -> bytes:
        return b"%PDF-" + str(len(html)).encode()

    await Worker(platform, render).round()


async def the_only_case(platform: Platform) -> str:
    found = await every_case_id(platform)
    assert len(found) == 1
    async with platform.at(BROKEN):
        row = await cases.by_id(found[0])
        assert row is not None
        return row.reference


async def every_case_id(platform: Platform) -> list[str]:
    async with platform.at(BROKEN):
        return await register.all_cases()


async def every_case(platform: Platform) -> list[Any]:
    async with platform.at(BROKEN) as place:
        return [(await dossier.by_id(place, case_id)).case for case_id in await register.all_cases()]
