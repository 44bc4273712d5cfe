"""Municipalities with complaints to measure with: two are made through the real services, the others are copies."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Sequence
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
from gehoor.settings import read_settings
from gehoor.storage import outbox
from gehoor.storage.every_table import TENANT_TABLES
from postgres_server import Database
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
    #: Where the rows are, if not in files.
    database: Database | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a server needs to know of it."""
        database = {"GEHOOR_DATABASE": self.database.serving} if self.database is not None else {}
        return {**environment_of(self.data, self.files), **database}


def made(folder: Path, count: int, cases: int = 30, database: Database | None = None) -> Site:
    """So many municipalities under both laws in turn, each with so many cases.

    They are in files, or in this database, which is new and migrated. The letters of the first complaints are not made.
    """
    data, files = folder / "data", folder / "tenants"
    slugs = [f"gemeente-{number:03}" for number in range(count)]
    for number, slug in enumerate(slugs):
        _write_files(files / slug, PATTERNS[number % 2])
    first = Site(data, folder / "first", [], database)
    for slug in slugs[:2]:
        shutil.copytree(files / slug, first.files / slug)
    asyncio.run(_fill(first, cases))
    cookies = _signed_in(first, slugs[:2])
    for number, pattern in enumerate(slugs[:2]):
        if database is not None:
            _copy_rows(database, pattern, slugs[2 + number :: 2])
        else:
            for slug in slugs[2 + number :: 2]:
                shutil.copy(data / "tenants" / f"{pattern}.sqlite", data / "tenants" / f"{slug}.sqlite")
    asyncio.run(_apply(Site(data, files, [], database)))
    towns = [Town(slug, f"{slug}.localhost", cookies[number % 2]) for number, slug in enumerate(slugs)]
    return Site(data, files, towns, database)


def _copy_rows(database: Database, pattern: str, slugs: Sequence[str]) -> None:
    """The rows of a municipality for others too, past every trigger; the tables are counted again for the planner."""
    names = ", ".join(f"('{slug}')" for slug in slugs)
    for table in TENANT_TABLES if slugs else ():
        columns = ", ".join(f'"{column._meta.db_column_name}"' for column in table._meta.columns)
        database.sql(
            "SET session_replication_role = replica; "
            f"INSERT INTO {table._meta.tablename} (tenant, {columns}) SELECT other.its_slug, {columns}"
            f" FROM {table._meta.tablename}, (VALUES {names}) AS other (its_slug) WHERE tenant = '{pattern}'"
        )
    database.sql("ANALYZE")


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
    return await open_platform(read_settings(site.environment))
