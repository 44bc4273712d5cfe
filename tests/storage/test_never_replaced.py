"""What stays cannot be put in the place of another row either, by nobody who writes in the database itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from gehoor.storage import break_glass, deliveries, letter_versions, letters
from gehoor.storage.deliveries import State, Way
from gehoor.storage.engine import TENANT
from gehoor.storage.scope import RuleBroken, Store, transaction
from postgres_server import Database
from storage.made_up import AT, record

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"
DELIVERY = "id, case_id, letter_id, number, role, way, why, state, pdf_sha256, made_at, changed_at"
AS_TO_PRINT = "case_id, letter_id, number, role, way, why, 'to_print', pdf_sha256, made_at, changed_at"

REPLACING = {
    "head": "INSERT OR REPLACE INTO register_head VALUES (1, 0, printf('%064d', 0))",
    "letter": "INSERT OR REPLACE INTO letter (id, case_id, key, recipient_role, state, html, html_sha256, created_at) "
    "SELECT id, case_id, key, recipient_role, 'queued', 'Anders', html_sha256, created_at FROM letter LIMIT 1",
    "number of a letter": "UPDATE OR REPLACE letter SET id = (SELECT max(id) FROM letter) "
    "WHERE id = (SELECT min(id) FROM letter)",
    "log": "INSERT OR REPLACE INTO delivery_event SELECT id, delivery_id, at, what, 'p-9', detail FROM delivery_event",
    "delivery": f"INSERT OR REPLACE INTO letter_delivery ({DELIVERY}) SELECT id, {AS_TO_PRINT} FROM letter_delivery",
    "delivery by its letter": f"INSERT OR REPLACE INTO letter_delivery ({DELIVERY}) "
    f"SELECT 99, {AS_TO_PRINT} FROM letter_delivery",
    "version": "INSERT OR REPLACE INTO letter_version (key, version, source, person_id, at, why) "
    "SELECT key, version, 'Anders', person_id, at, why FROM letter_version",
}


async def fill() -> None:
    """A row of each sort that stays."""
    await record("c-1")
    async with transaction():
        letter = await letters.queue_letter("c-1", "closing", "complainant", "<p>Brief</p>", AT)
        await letters.queue_letter("c-1", "closing", "accused", "<p>Brief</p>", AT)
        delivery = await deliveries.add("c-1", letter, "complainant", Way.POST, "law", "a" * 64, "platform", AT)
        assert await deliveries.move(delivery, State.POSTED, "noor", AT)
        await letter_versions.add("closing", 1, "Beste {{ naam }}", "noor", AT, "Duidelijker")


@pytest.mark.parametrize("statement", REPLACING.values(), ids=REPLACING)
async def test_what_stays_in_a_file_cannot_be_replaced(file_store: Store, statement: str) -> None:
    async with file_store.tenant(SLUG):
        await fill()
        with pytest.raises(RuleBroken, match=r"cannot be (replaced|changed)"):
            await TENANT.run_ddl(statement)


async def test_the_first_note_on_an_opening_stays(store: Store, kind: str) -> None:
    replace = "INSERT OR REPLACE" if kind == "sqlite" else "INSERT"
    async with store.tenant(SLUG):
        async with transaction():
            number = await break_glass.add("p-1", "c-1", 7, AT, AT + timedelta(hours=1))
        for person in ("p-2", "p-3"):
            await break_glass.note(number, break_glass.SEEN, person, AT)
        again = f"{replace} INTO break_glass_note (opening, at, person_id, kind) SELECT opening, at, 'p-9', kind "
        try:
            await TENANT.run_ddl(f"{again} FROM break_glass_note")
        except RuleBroken:
            assert kind == "postgresql"
        rows = await TENANT.run_ddl("SELECT person_id FROM break_glass_note")
        assert [row["person_id"] for row in rows] == ["p-2"]


async def test_every_table_that_keeps_its_rows_also_refuses_to_replace_them_by_any_key(file_store: Store) -> None:
    async with file_store.tenant(SLUG):
        triggers = await TENANT.run_ddl("SELECT tbl_name AS name, sql FROM sqlite_master WHERE type = 'trigger'")
        keeping = {row["name"] for row in triggers if "BEFORE DELETE" in row["sql"]}
        assert {"register_event", "register_head", "letter_delivery", "break_glass_note"} <= keeping
        for table in sorted(keeping):
            guards = " ".join(row["sql"] for row in triggers if row["name"] == table and "BEFORE INSERT" in row["sql"])
            keys = await TENANT.run_ddl(
                "SELECT keys.name AS key, columns.name AS name FROM pragma_index_list("
                f"'{table}') AS keys, pragma_index_info(keys.name) AS columns WHERE keys.\"unique\""
            )
            own = await TENANT.run_ddl(f"SELECT name FROM pragma_table_info('{table}') WHERE pk")
            for column in {row["name"] for row in (*keys, *own)}:
                assert re.search(rf"\b{column} = NEW\.{column}\b", guards), (table, column)


@pytest.mark.parametrize("role", ["serving", "owner"])
async def test_nobody_deletes_what_was_sent_in_postgresql(postgres_store: Store, database: Database, role: str) -> None:
    async with postgres_store.tenant(SLUG):
        await fill()
    for statement in ("DELETE FROM letter_delivery", "TRUNCATE letter_delivery CASCADE"):
        with pytest.raises(RuntimeError, match=r"What was sent cannot be deleted|permission denied"):
            database.sql(f"SET app.tenant = '{SLUG}'; SET lock_timeout = '20s'; {statement}", getattr(database, role))
    async with postgres_store.tenant(SLUG):
        assert len(await deliveries.of_case("c-1")) == 1


async def test_the_owner_deletes_what_was_sent_with_its_municipality(postgres_store: Store, database: Database) -> None:
    async with postgres_store.tenant(SLUG):
        await fill()
    owner, remove = database.owner, "DELETE FROM delivery_event; DELETE FROM letter_delivery"
    with pytest.raises(RuntimeError, match="cannot be changed or deleted"):
        database.sql(f"SET app.tenant = '{SLUG}'; {remove}", owner)
    database.sql(f"UPDATE tenant SET state = 'removing' WHERE slug = '{SLUG}'", owner)
    database.sql(f"SET app.tenant = '{SLUG}'; {remove}", owner)
    assert database.sql("SELECT count(*) FROM letter_delivery") == "0"
