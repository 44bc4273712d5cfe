"""Brings a PostgreSQL database to its present shape as the role that owns it, each migration in a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gehoor.storage.migrations.runner import Migration

CONTROL_LEDGER: Final = "control_migration"
TENANT_LEDGER: Final = "schema_migration"
#: The lock by which of several processes one migrates at a time.
LOCK: Final = 728_100
_TABLES: Final = """
SELECT oid::regclass::text AS name FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT has_table_privilege($1, oid, 'SELECT')
"""


async def migrate_postgres(
    connection: Any, serving: str, control: Sequence[Migration], tenant: Sequence[Migration]
) -> list[str]:
    """Carry out what this database has not had yet, and say which steps that were.

    `serving` is the role that serves: it gets its rights here and owns nothing. Several processes may do this at
    once: the others wait until the first is ready, and then find nothing to do.
    """
    role = f'"{serving.replace(chr(34), chr(34) * 2)}"'
    await connection.execute(f"SELECT pg_advisory_lock({LOCK})")
    try:
        done: list[str] = []
        for ledger, migrations in ((CONTROL_LEDGER, control), (TENANT_LEDGER, tenant)):
            await _make_ledger(connection, ledger, role)
            for migration in migrations:
                if await _carried_out(connection, ledger, migration, role, serving):
                    done.append(f"{ledger.partition('_')[0]} {migration.id}")
        return done
    finally:
        await connection.execute(f"SELECT pg_advisory_unlock({LOCK})")


async def _make_ledger(connection: Any, ledger: str, role: str) -> None:
    await connection.execute(
        f"CREATE TABLE IF NOT EXISTS {ledger} "
        "(id TEXT NOT NULL PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP)"
    )
    await connection.execute(f"GRANT SELECT ON {ledger} TO {role}")


async def _carried_out(connection: Any, ledger: str, migration: Migration, role: str, serving: str) -> bool:
    # The name of a ledger is one of two constants.
    async with connection.transaction():
        if await connection.fetchval(f"SELECT 1 FROM {ledger} WHERE id = $1", migration.id):  # noqa: S608
            return False
        for statement in (*migration.common, *migration.postgres):
            await connection.execute(statement.replace("{serving}", role))
        if ledger == CONTROL_LEDGER:
            # The control tables have no wall; a migration that gives fewer rights gives them itself.
            for row in await connection.fetch(_TABLES, serving):
                await connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {row['name']} TO {role}")
        await connection.execute(f"INSERT INTO {ledger} (id) VALUES ($1)", migration.id)  # noqa: S608
    return True
