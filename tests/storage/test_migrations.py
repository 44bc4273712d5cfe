"""The files get their shape once, whole, and as the table classes say."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest
from piccolo.table import Table

from gehoor.storage.every_table import TENANT_TABLES
from gehoor.storage.migrations.control import MIGRATIONS as CONTROL
from gehoor.storage.migrations.postgres_runner import migrate_postgres
from gehoor.storage.migrations.runner import Migration, Rebuild, migrate
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT
from postgres_server import SERVING, server

OFFICES = Migration(
    id="0001",
    common=(
        "CREATE TABLE office (id INTEGER PRIMARY KEY, rooms INTEGER NOT NULL)",
        "CREATE TABLE desk (id INTEGER PRIMARY KEY, office INTEGER REFERENCES office (id) ON DELETE CASCADE)",
        "INSERT INTO office VALUES (1, 12)",
        "INSERT INTO desk VALUES (7, 1)",
    ),
)
ROOMS_AS_TEXT = Rebuild(
    table="office",
    create="CREATE TABLE {new} (id INTEGER PRIMARY KEY, rooms TEXT)",
    copy={"id": "id", "rooms": "'room ' || rooms"},
    after=("CREATE INDEX office_rooms ON office (rooms)",),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.sqlite"


@pytest.fixture
def tenant_schema(file: Path) -> Iterator[sqlite3.Connection]:
    migrate(file, TENANT)
    connection = sqlite3.connect(file)
    yield connection
    connection.close()


@pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table._meta.tablename)
def test_the_table_classes_are_the_migrated_tables(tenant_schema: sqlite3.Connection, table: type[Table]) -> None:
    migrated = {
        # SQLite keeps both in the same way; PostgreSQL does not.
        name: (kind.replace("BIGINT", "INTEGER"), bool(not_null))
        for _, name, kind, not_null, _, _ in tenant_schema.execute(f"PRAGMA table_info({table._meta.tablename})")
    }
    declared = {
        column._meta.db_column_name: (column.column_type, not column._meta.null) for column in table._meta.columns
    }
    assert migrated == declared


def test_every_migrated_table_has_a_class(tenant_schema: sqlite3.Connection) -> None:
    migrated = {row[0] for row in tenant_schema.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert migrated - {"sqlite_sequence", "schema_migration"} == {table._meta.tablename for table in TENANT_TABLES}


@pytest.mark.parametrize("migrations", [TENANT, CONTROL], ids=["tenant", "control"])
def test_a_second_run_does_nothing(file: Path, migrations: tuple[Migration, ...]) -> None:
    ids = [migration.id for migration in migrations]
    assert ids == sorted(set(ids))
    assert migrate(file, migrations) == ids
    assert migrate(file, migrations) == []


def test_a_migration_that_fails_leaves_what_was_there(file: Path) -> None:
    wrong = Migration(id="0002", common=("ALTER TABLE office ADD COLUMN floor INTEGER", "SELECT * FROM nowhere"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(file, (OFFICES, wrong))
    assert [row[1] for row in _read(file, "PRAGMA table_info(office)")] == ["id", "rooms"]
    assert _read(file, "SELECT id FROM schema_migration") == [("0001",)]


def test_a_rebuild_keeps_the_rows_that_refer_to_the_table(file: Path) -> None:
    assert migrate(file, (OFFICES, Migration(id="0002", sqlite=(ROOMS_AS_TEXT,)))) == ["0001", "0002"]
    assert _read(file, "SELECT * FROM office") == [(1, "room 12")]
    assert _read(file, "SELECT * FROM desk") == [(7, 1)]
    assert _read(file, "SELECT name FROM sqlite_master WHERE name = 'office_rooms'") == [("office_rooms",)]


def test_a_migration_that_breaks_a_reference_is_undone(file: Path) -> None:
    with pytest.raises(RuntimeError, match="0002 was undone"):
        migrate(file, (OFFICES, Migration(id="0002", common=("DELETE FROM office",))))
    assert _read(file, "SELECT * FROM office") == [(1, 12)]


BEFORE_THE_GUARDS = tuple(migration for migration in TENANT if migration.id < "0020")
SHAPE = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"


def test_a_file_of_before_the_guards_is_brought_up_to_date_with_what_is_in_it(file: Path, tmp_path: Path) -> None:
    migrate(file, BEFORE_THE_GUARDS)
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in SENT_BEFORE:
        connection.execute(statement)
    connection.close()
    held = [_read(file, f"SELECT * FROM {table}") for table in ("register_head", "letter", "letter_delivery")]
    assert migrate(file, TENANT) == [each.id for each in TENANT if each not in BEFORE_THE_GUARDS]
    assert [_read(file, f"SELECT * FROM {table}") for table in ("register_head", "letter", "letter_delivery")] == held
    migrate(tmp_path / "new.sqlite", TENANT)
    assert _read(file, SHAPE) == _read(tmp_path / "new.sqlite", SHAPE)
    for table in ("register_head", "letter", "letter_delivery"):
        with pytest.raises(sqlite3.IntegrityError, match="cannot be replaced"):
            _read(file, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


HASH, MOMENT = "a" * 64, "2026-03-02T09:00:00.000000Z"
SENT_BEFORE = (
    "INSERT INTO letter (id, case_id, key, recipient_role, state, html, html_sha256, created_at) "
    f"VALUES (1, 'c-1', 'closing', 'complainant', 'queued', '<p>Brief</p>', '{HASH}', '{MOMENT}')",
    "INSERT INTO letter_delivery (id, case_id, letter_id, number, role, way, why, state, pdf_sha256, made_at, "
    f"changed_at) VALUES (1, 'c-1', 1, 1, 'complainant', 'post', 'law', 'posted', '{HASH}', '{MOMENT}', '{MOMENT}')",
    f"INSERT INTO access_link (token_hash, made_at, expires_at) VALUES ('{HASH}', '{MOMENT}', '{MOMENT}')",
)


async def _migrate_to(address: str, migrations: tuple[Migration, ...]) -> list[str]:
    connection = await asyncpg.connect(address)
    try:
        return await migrate_postgres(connection, SERVING, CONTROL, migrations)
    finally:
        await connection.close()


def test_a_database_of_before_the_guards_is_brought_up_to_date_with_what_is_in_it() -> None:
    with server().database(migrated=False) as database:
        asyncio.run(_migrate_to(database.owner, BEFORE_THE_GUARDS))
        as_the_tenant = "SET app.tenant = 'zaltbommel'; "
        database.sql(as_the_tenant + "; ".join(SENT_BEFORE), database.serving)
        done = asyncio.run(_migrate_to(database.owner, TENANT))
        assert done == [f"schema {each.id}" for each in TENANT if each not in BEFORE_THE_GUARDS]
        for statement, words in (
            ("DELETE FROM letter_delivery", "What was sent cannot be deleted"),
            ("TRUNCATE letter_delivery CASCADE", "cannot be deleted|cannot be changed or deleted"),
            ("UPDATE letter_delivery SET state = 'to_print'", "What was sent cannot be changed"),
            ("UPDATE letter_delivery SET why = 'anders'", "What was sent cannot be changed"),
        ):
            with pytest.raises(RuntimeError, match=words):
                database.sql(as_the_tenant + statement, database.owner)
        database.sql(as_the_tenant + "UPDATE letter_delivery SET state = 'fetched'", database.owner)
        assert database.sql("SELECT state FROM letter_delivery") == "fetched"


def test_many_that_start_at_once_do_each_migration_once(tmp_path: Path) -> None:
    for attempt in range(5):
        file = tmp_path / f"{attempt}.sqlite"
        with ThreadPoolExecutor(max_workers=6) as pool:
            start = threading.Barrier(6)
            running = [pool.submit(_migrate_together, start, file) for _ in range(6)]
            ran = [done for future in running for done in future.result()]
        assert sorted(ran) == [migration.id for migration in TENANT]


def _migrate_together(start: threading.Barrier, file: Path) -> list[str]:
    start.wait()
    return migrate(file, TENANT)


def _read(file: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
