"""`gehoor register verify [GEMEENTE]`: proves the chain of the register, and that the lists follow from it."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence

from gehoor.bootstrap import open_platform
from gehoor.services.verification import verify
from gehoor.settings import read_settings


def run(arguments: Sequence[str]) -> int:
    """Prints what is wrong; exit status 1 where anything is."""
    parser = argparse.ArgumentParser(prog="gehoor register", description=__doc__)
    parser.add_argument("action", choices=["verify"], help="verify: keten en overzichten controleren")
    parser.add_argument("tenant", nargs="?", help="de map van de gemeente; zonder: alle gemeenten")
    chosen = parser.parse_args(arguments)
    return asyncio.run(_verify(chosen.tenant))


async def _verify(slug: str | None) -> int:
    platform = await open_platform(read_settings(os.environ))
    wrong = 0
    try:
        for name in [slug] if slug else sorted(platform.municipalities):
            place = platform.municipality(name)
            async with platform.store.tenant(name):
                report = await verify(place)
            for problem in report.problems:
                print(f"{name}: {problem}")
            state = "klopt" if not report.problems else f"{len(report.problems)} fout(en)"
            print(f"{name}: {report.cases} zaken, {report.events} gebeurtenissen, hoofd {report.head[:16]}: {state}")
            wrong += len(report.problems)
    finally:
        await platform.aclose()
    return 1 if wrong else 0
