"""`gehoor secret`: keeps a password or key of a municipality, read from the terminal and never from the command."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from getpass import getpass

from gehoor.bootstrap import open_platform
from gehoor.services import admin_log, secrets
from gehoor.settings import read_settings


def run(arguments: Sequence[str]) -> int:
    """Exit status 1 where there is nothing to keep or to remove."""
    parser = argparse.ArgumentParser(prog="gehoor secret", description=__doc__)
    parser.add_argument("action", choices=["set", "list", "remove"], help="bewaren, de namen tonen, of weghalen")
    parser.add_argument("tenant", help="de map van de gemeente")
    parser.add_argument("name", nargs="?", help="bijvoorbeeld smtp_password of oidc_client_secret")
    chosen = parser.parse_args(arguments)
    if chosen.action != "list" and chosen.name is None:
        parser.error("geef ook de naam van het geheim")
    value = _asked(chosen.name) if chosen.action == "set" else ""
    return asyncio.run(_carry_out(chosen.action, chosen.tenant, chosen.name or "", value))


def _asked(name: str) -> str:
    """The secret, typed unseen or handed over by another program; a command would stay behind in lists and logs."""
    if sys.stdin.isatty():
        return getpass(f"Waarde van {name} (u ziet niet wat u typt): ")
    return sys.stdin.readline().rstrip("\n")


async def _carry_out(action: str, slug: str, name: str, value: str) -> int:
    platform = await open_platform(read_settings(os.environ))
    try:
        async with platform.at(slug):
            if action == "set":
                await secrets.keep(name, value, admin_log.FILES, platform.clock())
                print(f"{slug}: '{name}' is versleuteld bewaard.")
            elif action == "remove":
                if not await secrets.remove(name, admin_log.FILES, platform.clock()):
                    print(f"{slug}: er is geen geheim '{name}'.", file=sys.stderr)
                    return 1
                print(f"{slug}: '{name}' is weg.")
            else:
                for kept in await secrets.kept():
                    print(f"{kept.name}  sinds {kept.at:%Y-%m-%d %H:%M} UTC")
    finally:
        await platform.aclose()
    return 0
