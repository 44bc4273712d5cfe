"""`gehoor tenants remove`: asks for the name, exports, destroys, and tells where the certificate is."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from functools import partial
from pathlib import Path

from gehoor.bootstrap import open_store, system_clock
from gehoor.errors import InvalidInput
from gehoor.services.removal import Removing, remove
from gehoor.settings import Settings
from gehoor.storage.destruction import destroy_file, destroy_rows
from gehoor.storage.postgres_address import Address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments besides the municipality."""
    parser.add_argument("--yes-remove", metavar="GEMEENTE", help="de naam nog eens, voor wie het niet kan typen")
    parser.add_argument(
        "--export-to", type=Path, metavar="MAP", help="waar de export en de verklaring komen (anders: DATA/exports)"
    )


def run(settings: Settings, slug: str, confirmed: str | None, folder: Path | None) -> int:
    """Exit status 1 where the name was not confirmed."""
    destroy = partial(destroy_file, settings.data)
    if settings.database is not None:
        if settings.database_owner is None:
            raise InvalidInput(
                "Geef in GEHOOR_DATABASE_OWNER het adres met de rol die eigenaar is van de tabellen. De rol die de"
                " website draait, mag een register niet verwijderen.",
                field="GEHOOR_DATABASE_OWNER",
            )
        destroy = partial(destroy_rows, Address(settings.database_owner.value, "GEHOOR_DATABASE_OWNER"))
    if not _sure(slug, confirmed):
        print(f"De naam klopt niet; '{slug}' is niet verwijderd en er is niets veranderd.", file=sys.stderr)
        return 1
    tools = Removing(open=partial(open_store, settings), destroy=destroy, clock=system_clock)
    where = folder or settings.data / "exports"
    done = asyncio.run(remove(tools, slug, getpass.getuser(), where.resolve()))
    print(f"{done.title} is verwijderd: {sum(done.rows.values())} rijen, en de sleutel is vernietigd.")
    print(f"Export: {done.export} (SHA-256 {done.export_sha256}).")
    print(f"Verklaring: {done.export.removesuffix('.zip')}-verklaring.txt. Beide staan in {where}.")
    print(f"De map {settings.tenants / slug} staat er nog. Haal hem weg, anders meldt 'apply' dat de gemeente weg is.")
    return 0


def _sure(slug: str, confirmed: str | None) -> bool:
    if confirmed is not None:
        return confirmed == slug
    print(f"U verwijdert '{slug}': eerst komt er een export, daarna zijn alle gegevens voorgoed weg.")
    print("Typ de naam van de gemeente om door te gaan: ", end="", flush=True)
    return sys.stdin.readline().strip() == slug
