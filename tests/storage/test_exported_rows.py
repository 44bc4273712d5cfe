"""What an export says of each row, and that it never asks for the bytes that it leaves out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from piccolo.columns import Boolean, Bytea
from piccolo.table import Table

from gehoor.storage import dump, mail, paging
from gehoor.storage.dump import HIDDEN, name_of
from gehoor.storage.every_table import TENANT_TABLES
from gehoor.storage.mail import Words
from gehoor.storage.rows import moment
from gehoor.storage.scope import Store, snapshot, transaction
from gehoor.storage.tables import Blob
from gehoor.storage.tables_deliveries import PrintRun
from gehoor.storage.tables_following import AccessLink
from gehoor.storage.tables_letters import LetterImage
from gehoor.storage.tables_messages import MessageIn
from gehoor.storage.tables_sign_in import Ceremony
from gehoor.storage.tables_wall import BreakGlass
from storage.made_up import AT, record

pytestmark = pytest.mark.anyio
SLUG, NOW, HASH = "zaltbommel", moment(AT), "a" * 64
LEFT_OUT = {"left_out": True}
#: The bytes that an export gives: what happened, what the law answered, and the pictures of a letterhead.
GIVEN = {
    *(("register_event", "payload"), ("deadline_view", "answer"), ("duty_view", "answer"), ("law_answer", "answer")),
    *(("outbox", "payload"), ("letter_image", "content")),
}


async def filled() -> None:
    """A row in every table of which an export leaves something out, as it was when somebody worked."""
    await record("c-1")
    await Blob.insert(Blob(sha256=HASH, content=b"beeld", sealed=False))
    await LetterImage.insert(LetterImage(sha256=HASH, media_type="image/png", content=b"logo", at=NOW))
    sealed: dict[str, Any] = {
        "received_at": NOW,
        "stored_at": NOW,
        "state": "set_aside",
        "kind": "mail",
        "raw_sha256": HASH,
        "size": 1,
    }
    for letter, reason in (("a", b"waarom"), ("b", None)):
        await MessageIn.insert(MessageIn(message_hash=letter * 64, sealed=b"verzegeld", reason=reason, **sealed))
    for run in (PrintRun(state="ready", sealed=b"brieven"), PrintRun(state="given_up", sealed=None)):
        run.made_at, run.made_by = NOW, "p-1"
        await PrintRun.insert(run)
    await BreakGlass.insert(
        BreakGlass(at=NOW, until_at=moment(AT + timedelta(hours=1)), person_id="p-1", case_id="c-1", reason=1)
    )
    await AccessLink.insert(AccessLink(token_hash=HASH, made_at=NOW, expires_at=NOW))
    await Ceremony.insert(
        Ceremony(key_hash=HASH, kind="login", owner="p-1", content=b"geheim", made_at=NOW, expires_at=NOW)
    )
    async with transaction():
        await mail.put("link", Words("petra@voorbeeld.example", "Uw link", "Open dit"), "<1@x.example>", AT, AT)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], list[Any]]:
    """Table and column -> what the database gave of it."""
    found: dict[tuple[str, str], list[Any]] = {}
    pages = paging.pages

    async def noted(table: type[Table], instead: dict[str, str]) -> AsyncIterator[list[dict[str, Any]]]:
        async for page in pages(table, instead):
            for row in page:
                for column, value in row.items():
                    found.setdefault((name_of(table), column), []).append(value)
            yield page

    monkeypatch.setattr(dump, "pages", noted)
    return found


async def exported() -> dict[str, list[dict[str, Any]]]:
    async with snapshot():
        return {name_of(table): [row async for row in dump.rows(table)] for table in TENANT_TABLES}


async def test_what_is_sealed_or_proves_who_somebody_is_is_only_said_to_be_there(store: Store) -> None:
    async with store.tenant(SLUG):
        await filled()
        found = await exported()
    assert [(row["sealed"], row["reason"]) for row in found["message_in"]] == [(LEFT_OUT, LEFT_OUT), (LEFT_OUT, None)]
    assert [row["sealed"] for row in found["print_run"]] == [LEFT_OUT, None]
    assert [row["sealed"] for row in found["mail_out"]] == [LEFT_OUT]
    assert [(row["token_hash"], row["visit_hash"]) for row in found["access_link"]] == [(LEFT_OUT, None)]
    assert [(row["key_hash"], row["content"]) for row in found["ceremony"]] == [(LEFT_OUT, LEFT_OUT)]
    assert found["blob"] == [{"sha256": HASH, "content": {"in_files": True}, "sealed": False}]
    # What stands elsewhere under such a name is no secret, and must stay.
    assert [row["reason"] for row in found["break_glass"]] == [1]
    assert [row["content"] for row in found["letter_image"]] == [{"base64": "bG9nbw=="}]
    assert [row["payload"] for row in found["register_event"]] == [{"base64": "eyJ0eXBlIjoicmVjZWl2ZWQifQ=="}]
    assert list(found["deadline_view"][0]) == [
        *("case_id", "key", "due", "nominal", "kind", "provisional", "waits", "answer")
    ]


async def test_the_bytes_that_are_left_out_are_not_read(store: Store, read: dict[tuple[str, str], list[Any]]) -> None:
    async with store.tenant(SLUG):
        await filled()
        await exported()
    for place in (("blob", "content"), ("mail_out", "sealed"), ("ceremony", "content")):
        assert read[place] == [1], place
    assert read["message_in", "sealed"] == [1, 1]
    assert read["message_in", "reason"] == read["print_run", "sealed"] == [1, None]
    bytes_of = {place for place, values in read.items() if any(isinstance(value, bytes) for value in values)}
    assert bytes_of == GIVEN - {("law_answer", "answer")}


def test_of_all_bytes_it_is_known_whether_an_export_gives_them() -> None:
    """Whoever adds bytes to a table decides whether they go along; what is sealed cannot be opened afterwards."""
    given = set()
    for table in TENANT_TABLES:
        told = dump._left_out(table)
        names = {column._meta.db_column_name for column in table._meta.columns if isinstance(column, Bytea)}
        given |= {(name_of(table), name) for name in names - set(told)}
        hidden = {
            column._meta.db_column_name for column in table._meta.columns if not isinstance(column, Boolean)
        } & HIDDEN
        assert hidden <= set(told)
    assert given == GIVEN


async def test_a_table_whose_key_nobody_may_know_is_told_to_its_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    async with store.tenant(SLUG):
        for letter in "abcde":
            await AccessLink.insert(AccessLink(token_hash=letter * 64, made_at=NOW, expires_at=NOW))
        async with snapshot():
            told = [row async for row in dump.rows(AccessLink)]
    assert [row["token_hash"] for row in told] == [LEFT_OUT] * 5
