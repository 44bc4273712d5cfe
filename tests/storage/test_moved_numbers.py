"""A number that was given once is never given again, also not by the database to which a municipality moved."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from gehoor.storage import mail, outbox
from gehoor.storage.copy_to_file import copy_to_file
from gehoor.storage.copy_to_postgres import copy_to_postgres
from gehoor.storage.copying import numbers_given
from gehoor.storage.dump import tables
from gehoor.storage.engine import TENANT
from gehoor.storage.every_table import TENANT_TABLES
from gehoor.storage.mail import Words
from gehoor.storage.migrations.runner import migrate
from gehoor.storage.migrations.tenant import MIGRATIONS
from gehoor.storage.paging import columns_of, name_of
from gehoor.storage.postgres_address import Address
from gehoor.storage.scope import Store, transaction
from gehoor.storage.tables import Outbox
from gehoor.storage.tables_following import MailOut
from postgres_server import Database
from storage.made_up import AT, direct, tenant_file

pytestmark = pytest.mark.anyio
SLUG, OTHER = "zaltbommel", "neerdam"
WORDS = Words("petra@voorbeeld.example", "Uw link", "Open https://zaltbommel.example/status/openen/geheim")
LATER = AT + timedelta(days=31)


async def put_mail(name: str) -> int:
    async with transaction():
        return await mail.put("link", WORDS, f"<{name}@voorbeeld.example>", AT, LATER)


async def send_and_forget(times: int) -> int:
    """Mails that left long ago, so that nothing is left of them but the work; gives the last number."""
    numbers = [await put_mail(f"oud-{time}") for time in range(times)]
    for number in numbers:
        await mail.over(number, "sent", AT)
    async with transaction():
        await mail.forget_before(LATER)
    assert await MailOut.count() == 0
    assert await Outbox.count() == times
    return numbers[-1]


async def test_the_next_mail_in_postgresql_has_a_number_of_its_own(
    file_store: Store, postgres_store: Store, database: Database
) -> None:
    async with file_store.tenant(SLUG):
        last = await send_and_forget(3)
        async with transaction():
            await copy_to_postgres(Address(database.owner, "owner"), SLUG, tables())
    async with postgres_store.tenant(SLUG):
        assert await put_mail("nieuw") > last


async def test_the_next_mail_in_a_file_has_a_number_of_its_own(
    file_store: Store, postgres_store: Store, tmp_path: Path
) -> None:
    async with postgres_store.tenant(SLUG):
        last = await send_and_forget(3)
        async with transaction():
            await copy_to_file(tenant_file(tmp_path), tables())
    async with file_store.tenant(SLUG):
        assert await put_mail("nieuw") > last
        assert (await numbers_given())["mail_out"] > last


async def test_a_file_that_gave_higher_numbers_itself_goes_on_from_those(file_store: Store, tmp_path: Path) -> None:
    async with file_store.tenant(OTHER):
        last = await send_and_forget(5)
    async with file_store.tenant(SLUG):
        await send_and_forget(2)
        async with transaction():
            await copy_to_file(tenant_file(tmp_path, OTHER), tables())
    async with file_store.tenant(OTHER):
        assert await put_mail("nieuw") > last


async def test_postgresql_that_gave_higher_numbers_itself_goes_on_from_those(
    file_store: Store, postgres_store: Store, database: Database
) -> None:
    async with postgres_store.tenant(OTHER):
        last = await send_and_forget(5)
    async with file_store.tenant(SLUG):
        await send_and_forget(2)
        async with transaction():
            await copy_to_postgres(Address(database.owner, "owner"), SLUG, tables())
    async with postgres_store.tenant(OTHER):
        assert await put_mail("nieuw") == last + 1


async def test_the_role_that_serves_knows_the_last_number_of_every_table_that_numbers_its_rows(
    postgres_store: Store, database: Database, tmp_path: Path
) -> None:
    """Whoever adds such a table grants SELECT on its sequence, as migration 0022 does."""
    file = tmp_path / "file.sqlite"
    migrate(file, MIGRATIONS)
    connection = direct(file)
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    connection.close()
    numbered = {name_of(table) for table in TENANT_TABLES if "id" in columns_of(table)}
    numbered = {name for name in numbered if "AUTOINCREMENT" in made[name]}
    assert len(numbered) > 15
    for name in numbered:
        database.sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 40)")
    async with postgres_store.tenant(SLUG):
        assert await numbers_given() == dict.fromkeys(numbered, 40)


async def test_a_mail_whose_work_is_refused_is_not_written_in_silence(store: Store) -> None:
    async with store.tenant(SLUG):
        async with transaction():
            number = await mail.put("link", WORDS, "<1@voorbeeld.example>", AT, LATER)
            await outbox.put(mail.MAIL, b"{}", AT, dedup=f"mail:{number + 1}:0")
        with pytest.raises(RuntimeError, match=f"Mail {number + 1} is new"):
            await put_mail("2")
        assert await MailOut.count() == 1
        assert "2@" not in str(await TENANT.current.run("SELECT message_id FROM mail_out"))


async def test_a_doubled_attempt_is_refused_without_a_noise(store: Store) -> None:
    async with store.tenant(SLUG), transaction():
        number = await mail.put("link", WORDS, "<1@voorbeeld.example>", AT, LATER)
        assert await mail.try_at(number, 1, LATER)
        assert not await mail.try_at(number, 1, LATER)
