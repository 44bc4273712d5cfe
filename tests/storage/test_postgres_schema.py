"""The tables in PostgreSQL are those of the files, each of them behind the wall."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from gehoor.storage.every_table import TENANT_TABLES
from gehoor.storage.migrations.control import MIGRATIONS as CONTROL
from gehoor.storage.migrations.runner import Migration, migrate
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT
from postgres_server import OWNER, SERVING, Database

KINDS = {
    "text": {"TEXT"},
    "bytea": {"BLOB"},
    "boolean": {"BOOLEAN"},
    "integer": {"INTEGER"},
    "bigint": {"INTEGER", "BIGINT"},
}
LEDGERS = {"control_migration", "schema_migration"}

Columns = dict[str, tuple[str, bool]]


def in_files(folder: Path, migrations: tuple[Migration, ...]) -> dict[str, Columns]:
    """Table -> column -> kind and whether it may be empty, in a file."""
    file = folder / "file.sqlite"
    migrate(file, migrations)
    connection = sqlite3.connect(file)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        table: {row[1]: (row[2], not row[3]) for row in connection.execute(f"PRAGMA table_info({table})")}
        for table in tables
        if table not in {"sqlite_sequence", "schema_migration"}
    }
    connection.close()
    return found


def in_postgres(database: Database) -> dict[str, Columns]:
    """The same in PostgreSQL."""
    rows = database.sql(
        "SELECT json_agg(json_build_array(table_name, column_name, data_type, is_nullable) ORDER BY ordinal_position) "
        "FROM information_schema.columns WHERE table_schema = 'public'"
    )
    found: dict[str, Columns] = {}
    for table, column, kind, nullable in json.loads(rows):
        found.setdefault(table, {})[column] = (kind, nullable == "YES")
    return found


def test_every_tenant_table_has_the_same_columns_on_both_databases(database: Database, tmp_path: Path) -> None:
    files, postgres = in_files(tmp_path, TENANT), in_postgres(database)
    assert set(files) == {table._meta.tablename for table in TENANT_TABLES}
    for table, columns in files.items():
        there = dict(postgres[table])
        assert there.pop("tenant") == ("text", False), table
        assert {name: empty for name, (_, empty) in there.items()} == {
            name: empty for name, (_, empty) in columns.items()
        }, table
        wrong = {name for name, (kind, _) in there.items() if columns[name][0] not in KINDS[kind]}
        assert wrong == set(), table


def test_every_control_table_has_the_same_columns_on_both_databases(database: Database, tmp_path: Path) -> None:
    files, postgres = in_files(tmp_path, CONTROL), in_postgres(database)
    for table, columns in files.items():
        assert set(postgres[table]) == set(columns), table
        rights = f"has_table_privilege('{SERVING}', '{table}', 'SELECT')"
        assert database.sql(f"SELECT {rights}") == "t", table


def test_every_table_that_is_not_of_the_control_file_is_walled(database: Database, tmp_path: Path) -> None:
    walled = database.sql(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
        "AND relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_attribute "
        "WHERE attrelid = pg_class.oid AND attname = 'tenant' AND attnotnull) AND EXISTS (SELECT 1 FROM pg_policy "
        "WHERE polrelid = pg_class.oid AND polcmd = '*' AND polqual IS NOT NULL AND polwithcheck IS NOT NULL)"
    )
    assert set(walled.split()) == {table._meta.tablename for table in TENANT_TABLES}
    with_tenant = {table for table, columns in in_postgres(database).items() if "tenant" in columns}
    assert with_tenant == set(walled.split())
    assert set(in_postgres(database)) - with_tenant == LEDGERS | set(in_files(tmp_path, CONTROL))


def test_every_key_of_a_tenant_table_begins_with_the_tenant(database: Database) -> None:
    keys = json.loads(
        database.sql(
            "SELECT json_agg(json_build_array(relname, pg_get_constraintdef(pg_constraint.oid))) FROM pg_constraint "
            "JOIN pg_class ON pg_class.oid = conrelid WHERE contype IN ('p', 'u', 'f')"
        )
    )
    tables = {table._meta.tablename for table in TENANT_TABLES}
    of_tenants = [(table, key) for table, key in keys if table in tables]
    assert len({table for table, _ in of_tenants}) == len(tables)
    assert [(table, key) for table, key in of_tenants if "KEY (tenant" not in key and "UNIQUE (tenant" not in key] == []
    assert [
        key for _, key in of_tenants if "REFERENCES" in key and "(tenant, " not in key.partition("REFERENCES")[2]
    ] == []
    unique = database.sql(
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%UNIQUE%' "
        f"AND tablename = ANY('{{{','.join(tables)}}}') AND indexdef NOT LIKE '%(tenant%'"
    )
    assert unique == ""


def test_the_serving_role_owns_nothing_and_stands_above_nothing(database: Database) -> None:
    owners = "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    assert database.sql(owners) == OWNER
    for role in (SERVING, OWNER):
        above = f"SELECT rolsuper OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = '{role}'"
        assert database.sql(above) == "f"
    assert database.sql(f"SELECT pg_has_role('{SERVING}', '{OWNER}', 'MEMBER')") == "f"
    assert database.sql(f"SELECT has_schema_privilege('{SERVING}', 'public', 'CREATE')") == "f"
    truncates = (
        f"SELECT relname FROM pg_class WHERE relkind = 'r' AND has_table_privilege('{SERVING}', oid, 'TRUNCATE')"
    )
    assert database.sql(truncates) == ""


@pytest.mark.parametrize("table", ["register_event", "access_log"])
def test_the_serving_role_may_only_add_to_what_only_grows(database: Database, table: str) -> None:
    rights = " || ".join(
        f"has_table_privilege('{SERVING}', '{table}', '{right}')::text"
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE")
    )
    assert database.sql(f"SELECT {rights}") == "truetruefalsefalse"
