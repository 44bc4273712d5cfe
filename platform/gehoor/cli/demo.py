"""`gehoor demo`: fills the demonstration with fictional people and cases in every state, once."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
from collections.abc import Sequence

from gehoor.bootstrap import Platform, open_platform
from gehoor.cli.demo_cases import STORIES
from gehoor.cli.demo_scene import Scene
from gehoor.services import accounts
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
    if chosen.fresh and settings.data.exists():
        shutil.rmtree(settings.data)
    asyncio.run(_fill(settings, with_cases=not chosen.no_cases))
    return 0


async def _fill(settings: Settings, *, with_cases: bool) -> None:
    platform = await open_platform(settings)
    try:
        for slug, place in platform.municipalities.items():
            async with platform.store.tenant(slug):
                for person in place.tenant.organisation.people:
                    await accounts.set_password(person.id, person.login, person.name, PASSWORD, platform.clock())
                filled = bool(await register.all_cases())
                if with_cases and not filled:
                    scene = Scene(place=place, now=platform.clock(), secret=platform.secret)
                    for story in STORIES.get(place.current.language, ()):
                        await story(scene)
        await Worker(platform.store, platform.municipalities, platform.renderer.render, platform.clock).round()
        _tell(platform)
    finally:
        await platform.aclose()


def _tell(platform: Platform) -> None:
    port = platform.settings.port
    for place in platform.municipalities.values():
        print(f"\n{place.tenant.title}: http://{place.tenant.file.hosts[0]}:{port}/")
        print(f"  Aanmelden: http://{place.tenant.file.hosts[0]}:{port}/aanmelden, wachtwoord: {PASSWORD}")
        for person in place.tenant.organisation.people:
            offices = {h.office.replace("_", " ") for h in place.tenant.organisation.offices if h.person == person.id}
            print(f"    {person.login:<16}{person.name} ({', '.join(sorted(offices))})")
    print()
