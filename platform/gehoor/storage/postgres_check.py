"""What must hold before the website works on a PostgreSQL database: migrated, and with a role that the wall binds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gehoor.errors import InvalidInput
from gehoor.storage.migrations.control import MIGRATIONS as CONTROL_MIGRATIONS
from gehoor.storage.migrations.postgres_runner import CONTROL_LEDGER, TENANT_LEDGER
from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT_MIGRATIONS

_ROLE: Final = """
SELECT rolsuper OR rolbypassrls AS above, EXISTS (
    SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND pg_has_role(pg_roles.oid, relowner, 'MEMBER')
) AS owner
FROM pg_roles WHERE rolname = $1
"""


async def check_role(connection: Any, role: str) -> None:
    """Refuse a role that row level security does not bind, or that could take it away."""
    found = await connection.fetchrow(_ROLE, role)
    if found is None:
        raise InvalidInput(
            f"De rol '{role}' uit GEHOOR_DATABASE bestaat niet in PostgreSQL. Maak haar aan met: "
            f"CREATE ROLE {role} LOGIN PASSWORD '...' NOSUPERUSER NOBYPASSRLS.",
            field="GEHOOR_DATABASE",
        )
    if found["above"] or found["owner"]:
        why = (
            "staat boven de scheiding tussen gemeenten (SUPERUSER of BYPASSRLS)"
            if found["above"]
            else "is eigenaar van de tabellen"
        )
        raise InvalidInput(
            f"De rol '{role}' uit GEHOOR_DATABASE {why}. De website werkt alleen met een rol die niets bezit. "
            "Maak een aparte rol en geef de eigenaar in GEHOOR_DATABASE_OWNER.",
            field="GEHOOR_DATABASE",
        )


async def check_serving(connection: Any) -> None:
    """Refuse a database that is not ready, or a role that may do too much."""
    await check_role(connection, await connection.fetchval("SELECT current_user"))
    for ledger, migrations in ((CONTROL_LEDGER, CONTROL_MIGRATIONS), (TENANT_LEDGER, TENANT_MIGRATIONS)):
        if not await _all_carried_out(connection, ledger, migrations):
            raise InvalidInput(
                "De database is nog niet bijgewerkt tot deze versie. Draai eerst 'gehoor migrate', "
                "met de eigenaar van de tabellen in GEHOOR_DATABASE_OWNER.",
                field="GEHOOR_DATABASE",
            )


async def _all_carried_out(connection: Any, ledger: str, migrations: Sequence[Migration]) -> bool:
    readable = "SELECT coalesce(has_table_privilege(to_regclass($1), 'SELECT'), false)"
    if not await connection.fetchval(readable, ledger):
        return False
    # The name of a ledger is one of two constants.
    done = {row["id"] for row in await connection.fetch(f"SELECT id FROM {ledger}")}  # noqa: S608
    return done >= {migration.id for migration in migrations}
