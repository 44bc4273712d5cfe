"""`gehoor migrate`: brings the tables up to this version; on PostgreSQL as their owner, before the website starts."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from gehoor.errors import InvalidInput
from gehoor.settings import Settings, read_settings
from gehoor.storage.file_store import migrate_files
from gehoor.storage.postgres_address import Address
from gehoor.storage.postgres_migration import migrate_database


def run(arguments: Sequence[str]) -> int:
    """Migrates and says what it did; nothing to do is said too."""
    argparse.ArgumentParser(prog="gehoor migrate", description=__doc__).parse_args(arguments)
    settings = read_settings(os.environ)
    return _files(settings.data) if settings.database is None else _postgres(settings)


def _files(data: Path) -> int:
    done = migrate_files(data)
    for name, steps in done.items():
        if steps:
            print(f"{name}: {', '.join(steps)}")
    changed = sum(1 for steps in done.values() if steps)
    print(f"{len(done)} bestanden in {data}: {changed} bijgewerkt, {len(done) - changed} al op deze versie.")
    return 0


def _postgres(settings: Settings) -> int:
    if settings.database is None or settings.database_owner is None:
        raise InvalidInput(
            "Geef in GEHOOR_DATABASE_OWNER het adres met de rol die eigenaar is van de tabellen, bijvoorbeeld "
            "postgresql://gehoor_owner@server/gehoor. De rol in GEHOOR_DATABASE krijgt er alleen rechten op.",
            field="GEHOOR_DATABASE_OWNER",
        )
    serving = Address(settings.database.value, "GEHOOR_DATABASE")
    owner = Address(settings.database_owner.value, "GEHOOR_DATABASE_OWNER")
    done = asyncio.run(migrate_database(owner, serving))
    for step in done:
        print(step)
    print(f"{owner.place}: {len(done)} stappen uitgevoerd; '{serving.user}' mag ermee werken en bezit niets.")
    return 0
