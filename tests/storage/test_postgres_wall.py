"""What PostgreSQL itself refuses: rows of another tenant, a rewritten register, a role that may do too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from gehoor.errors import InvalidInput
from gehoor.storage import access_log, letters, tables
from gehoor.storage.engine import TENANT
from gehoor.storage.scope import RuleBroken, Store, TenantNotSelected, open_store, transaction
from gehoor.storage.verify import verify_chain
from postgres_server import OWNER, SERVING, Database, server
from storage.made_up import AT, record

pytestmark = pytest.mark.anyio

AS_ZALTBOMMEL = "SET app.tenant = 'zaltbommel'; "
NEW_CASE = (
    "INSERT INTO case_view (tenant, case_id, reference, status, channel, received_on, regulation, in_force, edition, "
    "last_seq, staff_case) VALUES ('neerdam', 'c-9', 'K-9', 's', 'c', '2025-03-03', 'r', '2008-01-01', '1', 1, false)"
)


@pytest.fixture
async def filled(postgres_store: Store) -> Store:
    for slug in ("zaltbommel", "neerdam"):
        async with postgres_store.tenant(slug):
            await record(f"{slug}-1", 0, events=2)
    return postgres_store


@pytest.mark.parametrize("role", ["serving", "owner"])
async def test_without_a_tenant_nobody_sees_a_row_not_even_the_owner(
    filled: Store, database: Database, role: str
) -> None:
    address = getattr(database, role)
    for table in ("register_event", "case_view", "deadline_view", "outbox", "register_head"):
        assert database.sql(f"SELECT count(*) FROM {table}", address) == "0"
        assert database.sql(f"SELECT count(*) FROM {table}") != "0"
    seen = database.sql(f"{AS_ZALTBOMMEL} SELECT string_agg(DISTINCT tenant, ',') FROM register_event", address)
    assert seen == "zaltbommel"


@pytest.mark.parametrize("role", ["serving", "owner"])
async def test_a_row_for_another_tenant_is_refused(filled: Store, database: Database, role: str) -> None:
    address = getattr(database, role)
    with pytest.raises(RuntimeError, match="row-level security"):
        database.sql(AS_ZALTBOMMEL + NEW_CASE, address)
    with pytest.raises(RuntimeError, match="row-level security"):
        database.sql(AS_ZALTBOMMEL + "UPDATE case_view SET tenant = 'neerdam'", address)
    with pytest.raises(RuntimeError, match=r"row-level security|null value"):
        database.sql(NEW_CASE, address)
    assert database.sql(AS_ZALTBOMMEL + "DELETE FROM case_view WHERE tenant = 'neerdam' RETURNING 1", address) == ""


async def test_a_query_in_a_scope_that_names_another_tenant_finds_and_changes_nothing(filled: Store) -> None:
    async with filled.tenant("zaltbommel"):
        assert await tables.CaseView.raw("SELECT * FROM case_view WHERE tenant = {}", "neerdam") == []
        assert await tables.CaseView.raw("UPDATE case_view SET status = {} RETURNING tenant", "x") == [
            {"tenant": "zaltbommel"}
        ]
        with pytest.raises(RuleBroken, match="row-level security"):
            await tables.CaseView.raw(NEW_CASE)


async def test_raw_sql_without_a_scope_is_refused(filled: Store) -> None:
    with pytest.raises(TenantNotSelected):
        await tables.CaseView.raw("SELECT * FROM case_view")
    with pytest.raises(TenantNotSelected):
        await TENANT.run_ddl("SELECT 1")


async def test_the_control_tables_are_reached_without_a_tenant_and_the_others_not(filled: Store) -> None:
    assert len(await filled.control.run("SELECT slug FROM tenant")) == 3
    assert await filled.control.run("SELECT * FROM case_view") == []


REWRITES = (
    "UPDATE register_event SET payload = '\\x7b7d' WHERE position = 1",
    "DELETE FROM register_event WHERE position = 2",
    "TRUNCATE register_event",
    "UPDATE register_head SET position = 1",
    "UPDATE register_head SET hash = repeat('7', 64)",
    "DELETE FROM register_head",
    "TRUNCATE register_head",
    "UPDATE access_log SET person_id = 'p-9'",
    "DELETE FROM access_log",
    "TRUNCATE access_log",
    "UPDATE letter SET html = 'anders'",
    "INSERT INTO register_event SELECT * FROM register_event",
    "INSERT INTO register_head (id, position, hash) VALUES (2, 0, repeat('0', 64))",
)


@pytest.mark.parametrize("role", ["serving", "owner"])
async def test_the_database_itself_refuses_to_rewrite(filled: Store, database: Database, role: str) -> None:
    async with filled.tenant("zaltbommel"):
        await access_log.log_access("p-1", "zaltbommel-1", "case page", AT)
        async with transaction():
            await letters.queue_letter("zaltbommel-1", "acknowledgement", "complainant", "<p>Brief</p>", AT)
    refusal = r"cannot be changed|only moves on|The head of the register stays|permission denied|violates"
    for statement in REWRITES:
        with pytest.raises(RuntimeError, match=refusal):
            database.sql(AS_ZALTBOMMEL + statement, getattr(database, role))
    async with filled.tenant("zaltbommel"):
        assert await verify_chain() == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE register_event SET actor = 'p-2' WHERE position = 2",
        "DELETE FROM register_event WHERE position = 2",
        "DELETE FROM register_event WHERE position >= 2",
    ],
)
async def test_whoever_goes_past_the_triggers_is_found(filled: Store, database: Database, tampering: str) -> None:
    database.sql(f"SET session_replication_role = replica; {tampering} AND tenant = 'zaltbommel'")
    async with filled.tenant("zaltbommel"):
        assert [finding.position for finding in await verify_chain()] == [2]
    async with filled.tenant("neerdam"):
        assert await verify_chain() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (f"ALTER ROLE {SERVING} BYPASSRLS", "SUPERUSER of BYPASSRLS"),
        (f"ALTER ROLE {SERVING} SUPERUSER", "SUPERUSER of BYPASSRLS"),
        (f"GRANT {OWNER} TO {SERVING}", "eigenaar van de tabellen"),
    ],
)
async def test_a_role_that_the_wall_does_not_bind_is_not_served(
    database: Database, tmp_path: Path, change: str, words: str
) -> None:
    database.sql(change)
    try:
        with pytest.raises(InvalidInput, match=words):
            await open_store(tmp_path, database.serving)
    finally:
        database.sql(f"ALTER ROLE {SERVING} NOSUPERUSER NOBYPASSRLS; REVOKE {OWNER} FROM {SERVING}")
    with pytest.raises(InvalidInput, match="eigenaar van de tabellen"):
        await open_store(tmp_path, database.owner)


async def test_a_database_that_is_not_migrated_is_not_served(tmp_path: Path) -> None:
    with server().database(migrated=False) as empty, pytest.raises(InvalidInput, match="gehoor migrate"):
        await open_store(tmp_path, empty.serving)


async def test_a_server_that_does_not_answer_is_named_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"database 'gehoor' op '127\.0\.0\.1'") as caught:
        await open_store(tmp_path, "postgresql://web:heelgeheim@127.0.0.1:1/gehoor")
    assert "heelgeheim" not in f"{caught.value!r} {caught.value}"
