"""Brings a PostgreSQL database up to date as its owner, for a role that serves and owns nothing."""

from __future__ import annotations

import asyncpg

from gehoor.errors import InvalidInput
from gehoor.storage.migrations.control import MIGRATIONS as CONTROL_MIGRATIONS
from gehoor.storage.migrations.postgres_runner import migrate_postgres
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT_MIGRATIONS
from gehoor.storage.postgres_address import Address
from gehoor.storage.postgres_check import check_role


async def migrate_database(owner: Address, serving: Address) -> list[str]:
    """Carry out what the database has not had yet, and say which steps that were."""
    if owner.place != serving.place:
        raise InvalidInput(
            f"GEHOOR_DATABASE_OWNER wijst naar {owner.place} en GEHOOR_DATABASE naar {serving.place}. "
            "Geef tweemaal dezelfde database, met verschillende rollen.",
            field="GEHOOR_DATABASE_OWNER",
        )
    # Before the first table there is nothing to own, so a role that is to own them is refused by its name.
    if owner.user == serving.user:
        raise InvalidInput(
            f"GEHOOR_DATABASE en GEHOOR_DATABASE_OWNER noemen dezelfde rol '{owner.user}'. De website werkt "
            "alleen met een rol die niets bezit: maak een tweede rol.",
            field="GEHOOR_DATABASE_OWNER",
        )
    with owner.explained():
        connection = await asyncpg.connect(owner.url)
    try:
        await check_role(connection, serving.user)
        return await migrate_postgres(connection, serving.user, CONTROL_MIGRATIONS, TENANT_MIGRATIONS)
    finally:
        await connection.close()
