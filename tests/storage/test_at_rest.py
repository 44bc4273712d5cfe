"""Whoever gets hold of the files of the database without the master key reads no upload, no letter and no secret."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from gehoor.errors import InvalidInput
from gehoor.storage import blobs, files, letters, secrets, tables
from gehoor.storage.files import DamagedFile
from gehoor.storage.scope import Store, transaction
from gehoor.storage.sealing import Damaged
from gehoor.storage.tables_vault import Secret
from storage.made_up import AT, TENANTS, direct, tenant_file

pytestmark = pytest.mark.anyio

MARKER = b"Mevrouw Zonderling uit de Papaverhof"
UPLOAD = b"%PDF-1.7 " + MARKER * 3000
PDF = b"%PDF-1.7 brief aan " + MARKER * 100


def on_the_disk(root: Path) -> bytes:
    """Everything of the municipality on the disk: its file, the journal and what goes with it."""
    found = sorted(tenant_file(root).parent.glob("zaltbommel*"))
    assert found
    return b"".join(path.read_bytes() for path in found)


async def test_an_upload_is_read_back_and_is_nowhere_in_the_file(file_store: Store, tmp_path: Path) -> None:
    async with file_store.tenant("zaltbommel"):
        async with transaction():
            attached = await files.attach("c-1", "bijlage.pdf", "application/pdf", UPLOAD, "complainant")
        assert MARKER not in on_the_disk(tmp_path)
        assert await files.content_of(attached) == UPLOAD
    await file_store.aclose()
    assert MARKER not in on_the_disk(tmp_path)


async def test_the_pdf_of_a_letter_is_read_back_and_is_nowhere_in_the_file(file_store: Store, tmp_path: Path) -> None:
    async with file_store.tenant("zaltbommel"):
        async with transaction():
            number = await letters.queue_letter("c-1", "acknowledgement", "complainant", "<p>Brief.</p>", AT)
            await letters.store_rendered(number, PDF, AT)
        assert MARKER not in on_the_disk(tmp_path)
        assert await letters.pdf_of(number) == PDF


async def test_the_same_upload_in_two_municipalities_looks_different_in_each(store: Store) -> None:
    sealed = []
    for slug in TENANTS[:2]:
        async with store.tenant(slug):
            async with transaction():
                await files.attach("c-1", "a.txt", "text/plain", MARKER, "complainant")
            sealed += [bytes(row["content"]) for row in await tables.Blob.select(tables.Blob.content)]
    assert len(set(sealed)) == 2


async def open_blob(content: bytes) -> str:
    """Bytes as an older version of the platform kept them: open."""
    digest = sha256(content).hexdigest()
    await tables.Blob.insert(tables.Blob(sha256=digest, content=content, sealed=False))
    return digest


async def test_bytes_of_an_older_version_are_still_read(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        digest = await open_blob(UPLOAD)
        assert await blobs.blob(digest) == UPLOAD
        assert await blobs.put_blob(UPLOAD) == digest
        assert await blobs.blob(digest) == UPLOAD


async def test_bytes_of_an_older_version_are_sealed_when_the_tenant_is_opened(tmp_path: Path) -> None:
    first = await Store.open(tmp_path / "data")
    await first.add_tenant("zaltbommel", "made_up_law", "Gemeente Zaltbommel", ["zaltbommel.example"], AT)
    async with first.tenant("zaltbommel"):
        digests = [await open_blob(UPLOAD + bytes([number])) for number in range(3)]
    assert MARKER in on_the_disk(tmp_path)
    await first.aclose()
    second = await Store.open(tmp_path / "data")
    try:
        async with second.tenant("zaltbommel"):
            assert MARKER not in on_the_disk(tmp_path)
            for number, digest in enumerate(digests):
                assert await blobs.blob(digest) == UPLOAD + bytes([number])
            assert await blobs.seal_open_blobs() == 0
    finally:
        await second.aclose()


async def test_damaged_bytes_of_an_older_version_stay_damaged_when_they_are_sealed(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        digest = await open_blob(UPLOAD)
        await tables.Blob.update({tables.Blob.content: b"iets anders"}).where(tables.Blob.sha256 == digest)
        assert await blobs.seal_open_blobs() == 1
        with pytest.raises(DamagedFile, match="controlesom"):
            await blobs.blob(digest)


async def test_sealed_bytes_under_the_hash_of_another_file_are_not_handed_out(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        one, other = await blobs.put_blob(b"een"), await blobs.put_blob(b"ander")
        table = tables.Blob
        (row,) = await table.select(table.content).where(table.sha256 == other)
        await table.update({table.content: row["content"]}).where(table.sha256 == one)
        with pytest.raises(DamagedFile):
            await blobs.blob(one)


async def test_a_secret_is_kept_changed_and_destroyed(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        assert await secrets.get("smtp_password") is None
        await secrets.put("smtp_password", "eerst", AT)
        await secrets.put("smtp_password", "daarna €", AT)
        await secrets.put("oidc_client_secret", "anders", AT)
        assert await secrets.get("smtp_password") == "daarna €"
        assert await secrets.kept() == [secrets.Kept("oidc_client_secret", AT), secrets.Kept("smtp_password", AT)]
        assert await secrets.remove("smtp_password")
        assert not await secrets.remove("smtp_password")
        assert await secrets.get("smtp_password") is None
    async with store.tenant("neerdam"):
        assert await secrets.get("oidc_client_secret") is None


async def test_a_secret_is_nowhere_in_the_file(file_store: Store, tmp_path: Path) -> None:
    async with file_store.tenant("zaltbommel"):
        await secrets.put("smtp_password", MARKER.decode(), AT)
        assert MARKER not in on_the_disk(tmp_path)


async def test_a_secret_under_another_name_does_not_open(file_store: Store, tmp_path: Path) -> None:
    async with file_store.tenant("zaltbommel"):
        await secrets.put("smtp_password", "geheim", AT)
        connection = direct(tenant_file(tmp_path))
        connection.execute("UPDATE secret SET name = 'oidc_client_secret'")
        connection.close()
        with pytest.raises(Damaged):
            await secrets.get("oidc_client_secret")


@pytest.mark.parametrize(("name", "value"), [("", "x"), ("Met Spatie", "x"), ("a" * 64, "x"), ("smtp_password", "")])
async def test_a_secret_without_a_good_name_or_a_value_is_refused(store: Store, name: str, value: str) -> None:
    async with store.tenant("zaltbommel"):
        with pytest.raises(InvalidInput):
            await secrets.put(name, value, AT)
        assert await Secret.count() == 0
