"""`gehoor register verify | rebuild [GEMEENTE]`: proves the register and its lists, or makes the lists again."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence

from gehoor.bootstrap import Platform, open_platform
from gehoor.errors import GehoorError
from gehoor.logs import where
from gehoor.services.rebuilding import rebuild
from gehoor.services.verification import verify
from gehoor.settings import read_settings


def run(arguments: Sequence[str]) -> int:
    """Prints what is wrong; exit status 1 where anything is."""
    parser = argparse.ArgumentParser(prog="gehoor register", description=__doc__)
    parser.add_argument(
        "action",
        choices=["verify", "rebuild"],
        help="verify: keten en overzichten controleren; rebuild: de overzichten opnieuw maken uit het register",
    )
    parser.add_argument("tenant", nargs="?", help="de map van de gemeente; zonder: alle gemeenten")
    chosen = parser.parse_args(arguments)
    return asyncio.run(_carry_out(chosen.action, chosen.tenant))


async def _carry_out(action: str, slug: str | None) -> int:
    platform = await open_platform(read_settings(os.environ))
    try:
        # Also those that are suspended: that must not hide what somebody did to their register.
        names = [slug] if slug else [tenant.slug for tenant in await platform.store.tenants()]
        done = _rebuilt if action == "rebuild" else _one
        wrong = [await done(platform, name) for name in names]
    finally:
        await platform.aclose()
    return 1 if any(wrong) else 0


async def _rebuilt(platform: Platform, name: str) -> int:
    """Makes the lists of one municipality again; what cannot be read stays as it was, and is told."""
    try:
        async with platform.places.entered(name):
            count = await rebuild()
    except GehoorError as problem:
        print(f"{name}: niet opnieuw te maken. {problem.message}")
        return 1
    except Exception as error:
        # Whoever spoilt one register must not keep the others from their lists.
        print(f"{name}: niet opnieuw te maken ({where(error)}). Kijk met 'gehoor register verify {name}'.")
        return 1
    print(f"{name}: de overzichten van {count} zaken zijn opnieuw gemaakt uit het register.")
    return 0


async def _one(platform: Platform, name: str) -> int:
    """Prints how the register of one municipality stands; gives how much is wrong."""
    try:
        async with platform.places.entered(name) as place:
            report = await verify(place)
    except GehoorError as problem:
        print(f"{name}: niet te controleren. {problem.message}")
        return 1
    except Exception as error:
        # Whoever spoilt one register must not keep the others from being proved.
        print(f"{name}: niet te controleren ({where(error)}).")
        return 1
    for found in report.problems:
        print(f"{name}: {found}")
    state = "klopt" if not report.problems else f"{len(report.problems)} fout(en)"
    print(f"{name}: {report.cases} zaken, {report.events} gebeurtenissen, hoofd {report.head[:16]}: {state}")
    return len(report.problems)
