"""A municipality is removed for good, with an export and a certificate, also when the process is cut off."""

from __future__ import annotations

import asyncio
import os
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform, open_store
from gehoor.errors import NotFound, Refused
from gehoor.services import configuration, export, hosting, removal
from gehoor.services.certificate import page
from gehoor.services.export import ExportFailed
from gehoor.services.removal import Removing, StillBusy, remove
from gehoor.services.tenants import read_tenant
from gehoor.settings import Hidden, Settings
from gehoor.storage import files, keyring, register, removals, tables
from gehoor.storage.destruction import destroy_file, destroy_rows
from gehoor.storage.postgres_address import Address
from gehoor.storage.scope import transaction
from gehoor.worker import Worker
from postgres_server import Database, server
from services.conftest import TENANTS, Clock, filed

pytestmark = pytest.mark.anyio
NL, VL = "zaltbommel", "voorbeeldstad"


class Cut(BaseException):
    """The process ends here, without a chance to tidy up."""


@pytest.fixture
def database() -> Database:
    return server().shared()


@pytest.fixture
def chosen_database() -> None:
    """These tests choose their databases themselves."""


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def settings(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    if kind == "sqlite":
        return Settings(data=data, tenants=TENANTS, demo=True)
    made = request.getfixturevalue("database")
    return Settings(
        data=data, tenants=TENANTS, demo=True, database=Hidden(made.serving), database_owner=Hidden(made.owner)
    )


@pytest.fixture
async def filled(settings: Settings, clock: Clock) -> Settings:
    """Both municipalities with a complaint, an attachment and its letters made."""
    platform = await open_platform(settings, clock)
    await apply_all(platform)
    for slug in (NL, VL):
        async with platform.at(slug) as place:
            await filed(platform, place)
            (case_id,) = await register.all_cases()
            async with transaction():
                await files.attach(case_id, "../foto van de balie.jpg", "image/jpeg", b"\xff\xd8 beeld", "klager")
    await Worker(platform, _pdf).round()
    await platform.aclose()
    return settings


async def _pdf(html: str) -> bytes:
    return b"%PDF-" + html.encode()[:20]


def tools_of(settings: Settings, clock: Clock) -> Removing:
    destroy: Any = partial(destroy_file, settings.data)
    if settings.database_owner is not None:
        destroy = partial(destroy_rows, Address(settings.database_owner.value, "GEHOOR_DATABASE_OWNER"))
    return Removing(open=partial(open_store, settings), destroy=destroy, clock=clock)


async def assert_gone(settings: Settings, clock: Clock) -> None:
    """Nothing of it is left, and the other municipality is as it was."""
    platform: Platform = await open_platform(settings, clock)
    try:
        assert [each.slug for each in await hosting.listed(platform.store)] == [VL]
        assert await platform.places.of_host("zaltbommel.localhost") is None
        with pytest.raises(NotFound):
            async with platform.at(NL):
                raise AssertionError
        keys = await platform.store.control.run("SELECT slug FROM tenant_key ORDER BY slug")
        assert [row["slug"] for row in keys] == [VL]
        async with platform.at(VL):
            assert len(await register.all_cases()) == 1
            assert await files.content_of((await files.attachments_of((await register.all_cases())[0]))[0])
    finally:
        await platform.aclose()
    if settings.database_owner is not None:
        assert await rows_left(settings.database_owner.value) == 0
    else:
        assert [path.name for path in sorted((settings.data / "tenants").glob("*.sqlite*"))] == [f"{VL}.sqlite"]


async def rows_left(owner: str) -> int:
    """How many rows of the municipality PostgreSQL still has, in whatever table."""
    connection = await asyncpg.connect(owner)
    try:
        await connection.execute("SELECT set_config('app.tenant', $1, false)", NL)
        walled = await connection.fetch("SELECT oid::regclass::text AS name FROM pg_class WHERE relrowsecurity")
        assert len(walled) > 20
        return sum([await connection.fetchval(f"SELECT count(*) FROM {row['name']}") for row in walled])
    finally:
        await connection.close()


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


STAGES = [
    (export, "write"),
    (export, "read_back"),
    (removals, "certify"),
    (keyring, "destroy"),
    (removal, "_write"),
    (removals, "finish"),
]


@pytest.mark.parametrize(("module", "name"), STAGES, ids=[name for _, name in STAGES])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_cut_off_anywhere_the_same_command_ends_well(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, after: bool
) -> None:
    whole = getattr(module, name)

    def cut(*args: Any, **kwargs: Any) -> Any:
        if not asyncio.iscoroutinefunction(whole):
            if after:
                whole(*args, **kwargs)
            raise Cut

        async def slow() -> None:
            if after:
                await whole(*args, **kwargs)
            raise Cut

        return slow()

    with monkeypatch.context() as patch:
        patch.setattr(module, name, cut)
        with pytest.raises(Cut):
            await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
    if (name, after) == ("finish", True):
        await assert_gone(filled, clock)
        return
    # Meanwhile nobody is served.
    platform = await open_platform(filled, clock)
    with pytest.raises(NotFound):
        async with platform.at(NL):
            raise AssertionError
    await platform.aclose()
    clock.forward(minutes=5)
    done = await remove(tools_of(filled, clock), NL, "somebody else", tmp_path / "another folder")
    await assert_gone(filled, clock)
    assert done.person == "root"
    assert export.read_back(tmp_path / "exports" / done.export).rows == done.rows
    assert done.rows["register_event"] > 0


async def test_cut_off_while_the_data_is_destroyed_the_same_command_ends_well(
    filled: Settings, clock: Clock, tmp_path: Path
) -> None:
    tools = tools_of(filled, clock)

    async def halfway(slug: str) -> None:
        if filled.database is None:
            os.truncate(filled.data / "tenants" / f"{slug}.sqlite", 0)
        else:
            await tools.destroy(slug)
        raise Cut

    with pytest.raises(Cut):
        await remove(msgspec.structs.replace(tools, destroy=halfway), NL, "root", tmp_path / "exports")
    await remove(tools, NL, "root", tmp_path / "exports")
    await assert_gone(filled, clock)


async def test_a_removal_that_destroyed_nothing_yet_can_be_called_off(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise ExportFailed("vol")

    with monkeypatch.context() as patch:
        patch.setattr(export, "read_back", full)
        with pytest.raises(ExportFailed):
            await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
    platform = await open_platform(filled, clock)
    try:
        with pytest.raises(Refused, match="wordt verwijderd"):
            await hosting.suspend(platform.store, NL, "x", "root", clock())
        await hosting.resume(platform.store, NL, "root", clock())
        async with platform.at(NL):
            assert len(await register.all_cases()) == 1
    finally:
        await platform.aclose()


async def test_once_the_certificate_is_written_down_it_cannot_be_called_off(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cut(*args: Any) -> None:
        raise Cut

    monkeypatch.setattr(keyring, "destroy", cut)
    with pytest.raises(Cut):
        await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
    store = await open_store(filled)
    try:
        with pytest.raises(Refused, match="Maak dat eerst af"):
            await hosting.resume(store, NL, "root", clock())
    finally:
        await store.aclose()


async def test_whoever_still_writes_stops_the_removal_before_anything_is_destroyed(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = export.write

    async def somebody_writes(*args: Any, **kwargs: Any) -> Any:
        made = await whole(*args, **kwargs)
        async with transaction():
            await tables.Narrative.insert(
                tables.Narrative(case_id="x", kind=f"k{made.rows['narrative']}", seq=1, text="Nog iets", at="nu")
            )
        return made

    monkeypatch.setattr(export, "write", somebody_writes)
    with pytest.raises(StillBusy, match="niets vernietigd"):
        await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")


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
