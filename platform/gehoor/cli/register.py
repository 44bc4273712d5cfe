"""`gehoor register verify | rebuild [GEMEENTE]`: proves the register and its lists, or makes the lists again."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from gehoor.bootstrap import Platform, open_platform
from gehoor.errors import GehoorError
from gehoor.logs import where
from gehoor.services.municipality import Municipality
from gehoor.services.rebuilding import rebuild
from gehoor.services.verification import verify
from gehoor.settings import read_settings


def run(arguments: Sequence[str]) -> int:
    """Prints what is wrong; exit status 1 where anything is."""
    parser = argparse.ArgumentParser(prog="gehoor register", description=__doc__)
    parser.add_argument(
        "action",
        choices=list(_ACTIONS),
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
        wrong = [await _one(platform, name, _ACTIONS[action]) for name in names]
    finally:
        await platform.aclose()
    return 1 if any(wrong) else 0


async def _one(platform: Platform, name: str, action: _Action) -> int:
    """Does this for one municipality and prints how that went; gives how much is wrong."""
    try:
        async with platform.places.entered(name) as place:
            return await action.carry_out(place, name)
    except GehoorError as problem:
        print(f"{name}: {action.failed}. {problem.message}")
    except Exception as error:
        # Whoever spoilt one register must not keep the others from their turn.
        print(f"{name}: {action.failed} ({where(error)}).{action.advice.format(name=name)}")
    return 1


async def _rebuilt(place: Municipality, name: str) -> int:
    """Makes the lists again; what cannot be read stays as it was."""
    count = await rebuild()
    print(f"{name}: de overzichten van {count} zaken zijn opnieuw gemaakt uit het register.")
    return 0


async def _verified(place: Municipality, name: str) -> int:
    """Prints how the register stands."""
    report = await verify(place)
    for found in report.problems:
        print(f"{name}: {found}")
    state = "klopt" if not report.problems else f"{len(report.problems)} fout(en)"
    print(f"{name}: {report.cases} zaken, {report.events} gebeurtenissen, hoofd {report.head[:16]}: {state}")
    return len(report.problems)


@dataclass(frozen=True)
class _Action:
    """What the command does for each municipality, and what it says where that fails."""

    carry_out: Callable[[Municipality, str], Awaitable[int]]
    failed: str
    advice: str = ""


_ACTIONS = {
    "verify": _Action(_verified, "niet te controleren"),
    "rebuild": _Action(_rebuilt, "niet opnieuw te maken", " Kijk met 'gehoor register verify {name}'."),
}
