"""Texts, files and letters: kept whole, found damaged when they are, and destroyed when asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.storage import files, letters, narratives, tables
from gehoor.storage.files import DamagedFile
from gehoor.storage.scope import RuleBroken, Store, transaction
from storage.made_up import AT

pytestmark = pytest.mark.anyio

HTML = "<p>Geachte mevrouw Verzonnen, wij hebben uw klacht ontvangen. {haakjes} blijven staan.</p>"
LATER = AT + timedelta(minutes=5)


async def test_a_text_is_kept_in_versions_and_found_by_its_id(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            first = await narratives.add_narrative("c-1", "findings", "Null", AT)
            other = await narratives.add_narrative("c-1", "reasons", "Daarom.", AT)
            second = await narratives.add_narrative("c-1", "findings", "Beter.", LATER)
        found = await narratives.narrative(first)
        assert found == narratives.Narrative(first, "c-1", "findings", 1, "Null", AT)
        latest = await narratives.narrative(second)
        assert latest == narratives.Narrative(second, "c-1", "findings", 2, "Beter.", LATER)
        assert [text.id for text in await narratives.narratives_of("c-1")] == [first, other, second]
        await narratives.forget_narratives("c-1")
        assert await narratives.narrative(first) is None


async def test_equal_bytes_are_kept_once(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            one = await files.attach("c-1", "foto.png", "image/png", b"\x89PNG\x00bytes", "complainant")
            two = await files.attach("c-2", "kopie.png", "image/png", b"\x89PNG\x00bytes", "complainant")
        assert one.sha256 == two.sha256
        assert one.size == 10
        assert await tables.Blob.count() == 1
        assert await files.content_of(one) == b"\x89PNG\x00bytes"
        assert await files.attachment(two.id) == two
        assert await files.attachments_of("c-1") == [one]
        assert await files.blob("0" * 64) is None


async def test_destroying_attachments_keeps_the_bytes_another_case_needs(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            shared = await files.attach("c-1", "a.txt", "text/plain", b"shared", "complainant")
            alone = await files.attach("c-1", "b.txt", "text/plain", b"alone", "complainant")
            await files.attach("c-2", "a.txt", "text/plain", b"shared", "complainant")
        async with transaction():
            await files.forget_attachments("c-1")
        assert await files.attachments_of("c-1") == []
        assert await files.blob(shared.sha256) == b"shared"
        assert await files.blob(alone.sha256) is None


async def test_damaged_bytes_are_not_handed_out(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            attached = await files.attach("c-1", "a.txt", "text/plain", b"content", "complainant")
        await tables.Attachment.raw("UPDATE attachment SET size = 6")
        (shorter,) = await files.attachments_of("c-1")
        with pytest.raises(DamagedFile, match="7 bytes"):
            await files.content_of(shorter)
        await tables.Blob.raw("UPDATE blob SET content = {}", b"kontent")
        with pytest.raises(DamagedFile, match="controlesom"):
            await files.content_of(attached)


async def test_bytes_an_attachment_needs_cannot_be_deleted(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            await files.attach("c-1", "a.txt", "text/plain", b"content", "complainant")
        with pytest.raises(RuleBroken):
            await tables.Blob.raw("DELETE FROM blob")


async def queued() -> int:
    async with transaction():
        return await letters.queue_letter("c-1", "acknowledgement", "complainant", HTML, AT)


async def rendered(letter_id: int, pdf: bytes = b"%PDF-1.7 first") -> bool:
    async with transaction():
        return await letters.store_rendered(letter_id, pdf, LATER)


async def test_a_letter_is_queued_and_rendered_once(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        letter_id = await queued()
        waiting = await letters.letter(letter_id)
        assert waiting is not None
        assert (waiting.state, waiting.pdf_sha256, waiting.created_at) == ("queued", None, AT)
        assert await letters.html_of(letter_id) == HTML
        assert await letters.pdf_of(letter_id) is None
        assert await rendered(letter_id)
        assert not await rendered(letter_id, b"%PDF-1.7 second")
        assert not await letters.mark_failed(letter_id, "te laat")
        (found,) = await letters.letters_of("c-1")
        assert (found.state, found.rendered_at, found.error) == ("rendered", LATER, None)
        assert await letters.pdf_of(letter_id) == b"%PDF-1.7 first"


async def test_a_letter_that_failed_can_still_be_rendered(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        letter_id = await queued()
        assert await letters.mark_failed(letter_id, "geen geheugen")
        failed = await letters.letter(letter_id)
        assert failed is not None
        assert (failed.state, failed.error) == ("failed", "geen geheugen")
        assert await rendered(letter_id)
        assert not await rendered(letter_id + 1)


@pytest.mark.parametrize(
    "statement", ["UPDATE letter SET html = 'anders'", "UPDATE letter SET pdf_sha256 = NULL, state = 'queued'"]
)
async def test_the_database_itself_refuses_to_change_a_letter(store: Store, statement: str) -> None:
    async with store.tenant("zaltbommel"):
        await rendered(await queued())
        with pytest.raises(RuleBroken, match="letter cannot be changed"):
            await tables.Letter.raw(statement)


async def test_destroyed_letters_take_their_pdf_with_them(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        letter_id = await queued()
        await rendered(letter_id)
        async with transaction():
            await letters.forget_letters("c-1")
        assert await letters.letters_of("c-1") == []
        assert await letters.html_of(letter_id) is None
        assert await tables.Blob.count() == 0


async def test_papers_outside_a_transaction_are_refused(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        with pytest.raises(RuntimeError, match="async with transaction"):
            await narratives.add_narrative("c-1", "findings", "Tekst", AT)
        with pytest.raises(RuntimeError, match="async with transaction"):
            await files.attach("c-1", "a.txt", "text/plain", b"x", "complainant")
        with pytest.raises(RuntimeError, match="async with transaction"):
            await letters.queue_letter("c-1", "acknowledgement", "complainant", HTML, AT)
