"""Municipalities with complaints to measure with: some are made through the real services, the others are copies."""

from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.site import environment_of
from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.cli.demo_cases import STORIES
from gehoor.cli.demo_scene import Scene
from gehoor.domain.complaint import Channel
from gehoor.services import accounts
from gehoor.services.intake import Entry
from gehoor.settings import Settings
from gehoor.storage import outbox
from serving import PASSWORD, ROOT, Person, serving

PATTERNS = ("zaltbommel", "voorbeeldstad")
DAYS = 50


@dataclass(frozen=True)
class Town:
    """A municipality, and the cookies of its coordinator, who is signed in."""

    slug: str
    host: str
    cookies: dict[str, str]


@dataclass(frozen=True)
class Site:
    """The folder of the data, that of the municipalities' files, and the municipalities."""

    data: Path
    files: Path
    towns: list[Town]

    @property
    def environment(self) -> dict[str, str]:
        """What a server needs to know of it."""
        return environment_of(self.data, self.files)


def made(folder: Path, count: int, cases: int = 30) -> Site:
    """So many municipalities under both laws in turn, each with so many cases, and with their letters still to make."""
    data, files = folder / "data", folder / "tenants"
    slugs = [f"gemeente-{number:03}" for number in range(count)]
    for number, slug in enumerate(slugs):
        _write_files(files / slug, PATTERNS[number % 2])
    first = Site(data, folder / "first", [])
    for slug in slugs[:2]:
        shutil.copytree(files / slug, first.files / slug)
    asyncio.run(_fill(first, cases))
    cookies = _signed_in(first, slugs[:2])
    for number, slug in enumerate(slugs[2:], start=2):
        shutil.copy(data / "tenants" / f"{slugs[number % 2]}.sqlite", data / "tenants" / f"{slug}.sqlite")
    asyncio.run(_apply(Site(data, files, [])))
    return Site(
        data, files, [Town(slug, f"{slug}.localhost", cookies[number % 2]) for number, slug in enumerate(slugs)]
    )


def _write_files(folder: Path, pattern: str) -> None:
    shutil.copytree(ROOT / "tenants" / pattern, folder)
    file = folder / "tenant.toml"
    text = re.sub(r"(?m)^hosts = .*$", f'hosts = ["{folder.name}.localhost"]', file.read_text(encoding="utf-8"))
    file.write_text(re.sub(r"(?m)^title = .*$", f'title = "Gemeente {folder.name}"', text), encoding="utf-8")


async def _fill(site: Site, cases: int) -> None:
    platform = await _open(site)
    try:
        await apply_all(platform)
        for slug in await platform.slugs():
            await fill_one(platform, slug, cases)
    finally:
        await platform.aclose()


async def fill_one(platform: Platform, slug: str, cases: int) -> None:
    """The stories of the demonstration, and complaints of the last days until there are so many cases."""
    async with platform.at(slug) as place:
        people = place.tenant.organisation.people
        coordinator = next(person for person in people if person.login == "coordinator")
        now = platform.clock()
        await accounts.set_password(coordinator.id, coordinator.login, coordinator.name, PASSWORD, now)
        scene = Scene(place=place, now=now, secret=platform.secret)
        stories = STORIES[place.current.language]
        for story in stories[:cases]:
            await story(scene)
        entry = Entry(
            channel=Channel.FORM,
            name="Petra Proefpersoon",
            address="Voorbeeldlaan 1\n1234 AB Voorbeeld",
            what_happened="Aan de balie werd mij de deur gewezen toen ik om uitleg vroeg.",
            about="De medewerker aan de balie",
            unit="burgerzaken",
        )
        for number in range(cases - len(stories)):
            await scene.file(number % DAYS + 0.5, entry)
        # The letters are left unmade: what is measured is the website, and making them takes minutes.
        while (job := await outbox.claim(now + timedelta(days=1), timedelta(minutes=1))) is not None:
            await outbox.done(job)


def _signed_in(site: Site, slugs: list[str]) -> list[dict[str, str]]:
    """The cookies of the coordinators; the session is in the file, so a copy of the file has it too."""
    found = []
    with serving(site.data, **site.environment) as server:
        for slug in slugs:
            person = Person(server.port, f"{slug}.localhost")
            person.sign_in("coordinator")
            found.append(dict(person.client.cookies.items()))
    return found


async def _apply(site: Site) -> None:
    platform = await _open(site)
    try:
        await apply_all(platform)
    finally:
        await platform.aclose()


async def _open(site: Site) -> Platform:
    return await open_platform(Settings(data=site.data, tenants=site.files, demo=True))
