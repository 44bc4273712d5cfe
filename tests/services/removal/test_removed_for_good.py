"""A municipality is removed for good, with an export and a certificate."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import msgspec
import pytest

from gehoor.bootstrap import open_platform, open_store
from gehoor.errors import NotFound, Refused
from gehoor.services import configuration, export
from gehoor.services.certificate import page
from gehoor.services.export import ExportFailed
from gehoor.services.removal import remove
from gehoor.services.tenants import read_tenant
from gehoor.settings import Settings
from gehoor.storage import register, tables
from services.conftest import TENANTS, filed
from services.removal.outcome import NL, assert_gone, tools_of
from standing_clock import Clock

pytestmark = pytest.mark.anyio


async def test_everything_is_exported_and_then_nothing_is_left(
    filled: Settings, clock: Clock, tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "naar de gemeente"
    done = await remove(tools_of(filled, clock), NL, "root", folder)
    await assert_gone(filled, clock)
    assert (done.person, done.database.startswith(kind[:6]), done.chain_problems) == ("root", True, 0)
    assert done.key_destroyed
    assert done.data_destroyed
    archive = folder / done.export
    assert archive.stat().st_mode & 0o777 == 0o600
    assert export.digest_of(archive) == done.export_sha256
    manifest = export.read_back(archive)
    assert manifest.rows == done.rows
    assert (manifest.head_position, manifest.head_hash) == (done.head_position, done.head_hash)
    assert done.rows["register_event"] == done.head_position >= 2
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert opened.read("bijlagen/1-foto_van_de_balie.jpg") == b"\xff\xd8 beeld"
        assert sum(name.startswith("brieven/") and name.endswith(".pdf") for name in names) == done.rows["letter"]
        assert b"Petra Proefpersoon" in opened.read("tabellen/party.jsonl")
        assert not [name for name in names if ".." in name or name.startswith("/")]
        everything = b"".join(opened.read(name) for name in names if name.startswith("tabellen/"))
    assert b'password_hash":"' not in everything
    written = (folder / f"{done.export.removesuffix('.zip')}-verklaring.json").read_bytes()
    assert msgspec.json.decode(written, type=type(done)) == done
    said = (folder / f"{done.export.removesuffix('.zip')}-verklaring.txt").read_text(encoding="utf-8")
    assert said == page(done)
    for word in ("Gemeente Zaltbommel", "root", done.export_sha256, done.head_hash, "Sleutel             vernietigd"):
        assert word in said


async def test_a_removed_municipality_comes_back_only_when_asked_for_and_empty(
    filled: Settings, clock: Clock, tmp_path: Path
) -> None:
    await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
    platform = await open_platform(filled, clock)
    try:
        tenant = read_tenant(TENANTS / NL, platform.library)
        with pytest.raises(Refused, match="is op 2026-11-20 verwijderd"):
            await configuration.apply(platform.store, tenant, clock())
        await configuration.apply(platform.store, tenant, clock(), again=True)
        async with platform.at(NL) as place:
            assert await register.all_cases() == []
            await filed(platform, place)
    finally:
        await platform.aclose()


async def test_an_unknown_municipality_is_not_removed(filled: Settings, clock: Clock, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="gehoor tenants list"):
        await remove(tools_of(filled, clock), "nergens", "root", tmp_path / "exports")


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", ["byte", "row", "missing", "extra", "cut"])
async def test_an_export_that_was_damaged_is_refused(
    filled: Settings, clock: Clock, tmp_path: Path, damage: str
) -> None:
    done = await remove(tools_of(filled, clock), NL, "root", tmp_path)
    path, name = tmp_path / done.export, "tabellen/register_event.jsonl"
    with zipfile.ZipFile(path) as archive:
        content = {each: archive.read(each) for each in archive.namelist()}
    if damage == "byte":
        content[name] = content[name].replace(b"received", b"deceived", 1)
    elif damage == "row":
        content[name] = b"".join(content[name].splitlines(keepends=True)[:-1])
    elif damage == "missing":
        del content[name]
    elif damage == "extra":
        content["meer.txt"] = b"x"
    with zipfile.ZipFile(path, "w") as archive:
        for each, value in content.items():
            archive.writestr(each, value)
    if damage == "cut":
        os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(ExportFailed):
        export.read_back(path)


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_the_role_that_serves_cannot_destroy_a_register_also_not_of_a_removed_municipality(
    filled: Settings, clock: Clock
) -> None:
    store = await open_store(filled)
    try:
        await store.control.run("UPDATE tenant SET state = 'removing' WHERE slug = {}", NL)
        async with store.tenant(NL):
            for table in ("register_event", "register_head", "access_log", "admin_log", "setting"):
                with pytest.raises(Exception, match="permission denied"):
                    await tables.Letter.raw(f"DELETE FROM {table}")
    finally:
        await store.aclose()
