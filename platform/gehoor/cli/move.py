"""`gehoor move GEMEENTE --to ADRES`: copies a municipality to another database and proves that both are equal."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from gehoor.bootstrap import open_store, system_clock
from gehoor.errors import InvalidInput
from gehoor.services.moving import Moved, Moving, move
from gehoor.settings import Hidden, Settings, read_settings
from gehoor.storage.copy_to_file import copy_to_file
from gehoor.storage.copy_to_postgres import copy_to_postgres
from gehoor.storage.postgres_address import SCHEMES, Address

Copy = Callable[[str, Sequence[Any]], Awaitable[None]]


def run(arguments: Sequence[str]) -> int:
    """Exit status 1 where nothing was moved; the message says why."""
    parser = argparse.ArgumentParser(prog="gehoor move", description=__doc__)
    parser.add_argument("slug", metavar="GEMEENTE", help="de naam van de gemeente")
    parser.add_argument(
        "--to",
        required=True,
        metavar="ADRES",
        help="postgresql://rol@server/database, of de datamap van een installatie met bestanden. Een wachtwoord hoort"
        " in een PGPASSFILE, niet in het commando. De eigenaar van de tabellen staat in GEHOOR_DATABASE_OWNER",
    )
    chosen = parser.parse_args(arguments)
    settings = read_settings(os.environ)
    moved = asyncio.run(_move(settings, chosen.slug, chosen.to))
    rows = sum(share.rows for share in moved.tables.values())
    print(f"{chosen.slug}: {rows} rijen in {len(moved.tables)} tabellen, in beide gelijk.")
    print(f"Hoofd van het register, in beide: positie {moved.head.position}, {moved.head.hash}.")
    print("Hier is de gemeente gesloten en heel gebleven. Zet de instellingen van de website om naar het nieuwe adres.")
    return 0


async def _move(settings: Settings, slug: str, to: str) -> Moved:
    elsewhere, copy, place = _target(settings, slug, to)
    async with AsyncExitStack() as stack:
        source = await open_store(settings)
        stack.push_async_callback(source.aclose)
        target = await open_store(elsewhere)
        stack.push_async_callback(target.aclose)
        tools = Moving(source=source, target=target, copy=copy, place=place, clock=system_clock)
        return await move(tools, slug, getpass.getuser())


def _target(settings: Settings, slug: str, to: str) -> tuple[Settings, Copy, str]:
    """The settings of the other database, how rows get there, and its name in words."""
    if not to.startswith(tuple(f"{scheme}://" for scheme in SCHEMES)):
        folder = Path(to).resolve()
        if settings.database is None and folder == settings.data.resolve():
            raise InvalidInput(f"De gemeente staat al in {folder}.", field="to")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "tenants" / f"{slug}.sqlite"
        elsewhere = msgspec.structs.replace(settings, data=folder, database=None, database_owner=None)
        return elsewhere, lambda _, tables: copy_to_file(path, tables), f"de bestanden in {folder}"
    if settings.database_owner is None:
        raise InvalidInput(
            "Geef in GEHOOR_DATABASE_OWNER het nieuwe adres met de rol die eigenaar is van de tabellen.",
            field="GEHOOR_DATABASE_OWNER",
        )
    serving, owner = Address(to, "--to"), Address(settings.database_owner.value, "GEHOOR_DATABASE_OWNER")
    if serving.place != owner.place:
        raise InvalidInput(
            f"--to wijst naar {serving.place} en GEHOOR_DATABASE_OWNER naar {owner.place}. Geef tweemaal dezelfde.",
            field="GEHOOR_DATABASE_OWNER",
        )
    if settings.database is not None and Address(settings.database.value, "GEHOOR_DATABASE").place == serving.place:
        raise InvalidInput(f"De gemeente staat al in {serving.place}.", field="to")
    elsewhere = msgspec.structs.replace(settings, database=Hidden(to))
    return elsewhere, partial(copy_to_postgres, owner), serving.place
