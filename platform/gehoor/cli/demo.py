"""`gehoor demo`: fills the demonstration with fictional people and cases in every state, once."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
from collections.abc import Sequence

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.cli.demo_cases import STORIES
from gehoor.cli.demo_scene import Scene
from gehoor.errors import InvalidInput
from gehoor.services import accounts
from gehoor.services.municipality import Municipality
from gehoor.settings import Settings, read_settings
from gehoor.storage import register
from gehoor.worker import Worker

PASSWORD = "demo-wachtwoord"  # noqa: S105  # Printed for whoever tries the demonstration; protects nothing.


def run(arguments: Sequence[str]) -> int:
    """Fills what is empty and tells how to get in; `--fresh` throws away what was there."""
    parser = argparse.ArgumentParser(prog="gehoor demo", description=__doc__)
    parser.add_argument(
        "--fresh", action="store_true", help="gooi de gegevens van de demonstratie weg en begin opnieuw"
    )
    parser.add_argument("--no-cases", action="store_true", help="alleen de accounts, geen zaken")
    chosen = parser.parse_args(arguments)
    settings = read_settings(os.environ)
    if not settings.demo:
        raise InvalidInput(
            "De demonstratie maakt accounts met een wachtwoord dat iedereen kent. Zet GEHOOR_DEMO op 1, en doe dat"
            " nooit bij gegevens van echte mensen.",
            field="GEHOOR_DEMO",
        )
    if chosen.fresh and settings.data.exists():
        shutil.rmtree(settings.data)
    asyncio.run(_fill(settings, with_cases=not chosen.no_cases))
    return 0


async def _fill(settings: Settings, *, with_cases: bool) -> None:
    platform = await open_platform(settings)
    try:
        await apply_all(platform)
        for slug in await platform.slugs():
            async with platform.at(slug) as place:
                for person in place.tenant.organisation.people:
                    await accounts.set_password(person.id, person.login, person.name, PASSWORD, platform.clock())
                filled = bool(await register.all_cases())
                if with_cases and not filled:
                    scene = Scene(place=place, now=platform.clock(), secret=platform.secret)
                    for story in STORIES.get(place.current.language, ()):
                        await story(scene)
        await Worker(platform).round()
        await _tell(platform)
    finally:
        await platform.aclose()


async def _tell(platform: Platform) -> None:
    for slug in await platform.slugs():
        async with platform.at(slug) as place:
            _tell_of(place, platform.settings.port)
    print()


def _tell_of(place: Municipality, port: int) -> None:
    print(f"\n{place.tenant.title}: http://{place.tenant.file.hosts[0]}:{port}/")
    print(f"  Aanmelden: http://{place.tenant.file.hosts[0]}:{port}/aanmelden, wachtwoord: {PASSWORD}")
    for person in place.tenant.organisation.people:
        offices = {h.office.replace("_", " ") for h in place.tenant.organisation.offices if h.person == person.id}
        print(f"    {person.login:<16}{person.name} ({', '.join(sorted(offices))})")
