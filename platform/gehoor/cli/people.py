"""`gehoor people invite GEMEENTE PERSOON`: a link with which somebody chooses a password, for a first administrator."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence

from gehoor.bootstrap import open_platform
from gehoor.services import admin_log, invitations
from gehoor.settings import Settings, read_settings
from gehoor.web.account.addresses import INVITATION


def run(arguments: Sequence[str]) -> int:
    """Prints the link, which is written down nowhere else."""
    parser = argparse.ArgumentParser(prog="gehoor people", description=__doc__)
    parser.add_argument("action", choices=["invite"], help="invite: een link maken")
    parser.add_argument("tenant", help="de map van de gemeente")
    parser.add_argument("person", help="de id van de persoon in organisation.toml")
    chosen = parser.parse_args(arguments)
    asyncio.run(_invite(read_settings(os.environ), chosen.tenant, chosen.person))
    return 0


async def _invite(settings: Settings, slug: str, person_id: str) -> None:
    platform = await open_platform(settings)
    try:
        async with platform.at(slug) as place:
            token = await invitations.invite(place, person_id, admin_log.FILES, platform.clock())
            host = place.tenant.file.hosts[0]
    finally:
        await platform.aclose()
    # Behind TLS people come in at the usual port, whatever port we listen on ourselves.
    site = f"https://{host}" if settings.https else f"http://{host}:{settings.port}"
    print(f"{site}{INVITATION}/{token}")
    print(f"Deze link werkt één keer en {invitations.VALID.days} dagen lang. Geef hem alleen aan de persoon zelf.")
