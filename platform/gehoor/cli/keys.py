"""`gehoor keys`: makes a master key, changes the one in use for another, and tells whether it fits."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from gehoor.bootstrap import open_store
from gehoor.settings import Settings, read_settings
from gehoor.storage import keyring
from gehoor.storage.master_key import MasterKey, new_file


def run(arguments: Sequence[str]) -> int:
    """Exit status 1 where a key does not fit."""
    parser = argparse.ArgumentParser(prog="gehoor keys", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    make = actions.add_parser("new", help="een nieuwe hoofdsleutel maken")
    make.add_argument("file", type=Path, help="het bestand dat de sleutel krijgt; het mag nog niet bestaan")
    change = actions.add_parser("rotate", help="alle sleutels onder de nieuwe hoofdsleutel brengen")
    change.add_argument("--old-key-file", type=Path, required=True, help="het bestand met de oude hoofdsleutel")
    actions.add_parser("check", help="nagaan of de hoofdsleutel op alle sleutels past")
    chosen = parser.parse_args(arguments)
    settings = read_settings(os.environ)
    if chosen.action == "new":
        new_file(chosen.file)
        print(f"De nieuwe hoofdsleutel staat in {chosen.file}. Bewaar een kopie op een andere, veilige plek.")
        return 0
    if chosen.action == "rotate":
        return asyncio.run(_rotate(settings, MasterKey.from_file(chosen.old_key_file)))
    return asyncio.run(_check(settings))


async def _rotate(settings: Settings, old: MasterKey) -> int:
    store = await open_store(settings)
    try:
        changed = await keyring.rotate(store.control, old, await store.keys.master())
    finally:
        await store.aclose()
    print(f"{changed} sleutel(s) staan nu onder de nieuwe hoofdsleutel.")
    print("Een website die draait, leest een sleutelbestand zelf opnieuw.")
    print("Staat de sleutel in GEHOOR_MASTER_KEY? Start de website dan opnieuw.")
    print("Bewaar de oude hoofdsleutel zolang u reservekopieën van vóór vandaag nog moet kunnen terugzetten.")
    return 0


async def _check(settings: Settings) -> int:
    store = await open_store(settings)
    try:
        master = await store.keys.master()
        found = await keyring.fitting(store.control, master)
        operators = await keyring.fitting_operators(store.control, master)
    finally:
        await store.aclose()
    for slug, fits in found.items():
        print(f"{slug}: {'past' if fits else 'past niet'}")
    for login, fits in operators.items():
        print(f"beheerder van het platform '{login}': {'past' if fits else 'past niet'}")
    return 0 if all(found.values()) and all(operators.values()) else 1
