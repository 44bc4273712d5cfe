"""Only the master key opens the keys of tenants; a wrong one is named and changes nothing."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from gehoor.storage import keyring, operators
from gehoor.storage.master_key import FILE_NAME, WrongMasterKey, new_file, read_or_make
from gehoor.storage.operators import Operator
from gehoor.storage.sealing import KEY_BYTES
from storage.keyed import key, opened, sealed_in, unsealed_in
from storage.made_up import AT, TENANTS

pytestmark = pytest.mark.anyio


async def test_the_master_key_of_a_first_start_is_for_its_owner_only(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await sealed_in(store)
    path = tmp_path / "data" / FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(base64.b64decode(path.read_text())) == KEY_BYTES


async def test_a_wrong_master_key_is_named_at_the_start_and_changes_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, key(1)) as first:
        sealed = await sealed_in(first)
        rows = await first.control.run("SELECT * FROM tenant_key")
    async with opened(tmp_path, key(2)) as wrong:
        with pytest.raises(WrongMasterKey, match="past niet bij de sleutel van 'zaltbommel'"):
            await wrong.keys.check()
        with pytest.raises(WrongMasterKey, match="gehoor keys rotate"):
            await sealed_in(wrong)
        assert await wrong.control.run("SELECT * FROM tenant_key") == rows
    async with opened(tmp_path, key(1)) as right:
        await right.keys.check()
        assert await unsealed_in(right, sealed) == b"geheim"


async def test_a_master_key_file_that_is_lost_is_not_made_anew(tmp_path: Path) -> None:
    async with opened(tmp_path) as first:
        await sealed_in(first)
    path = tmp_path / "data" / FILE_NAME
    path.rename(path.with_name("elders"))
    async with opened(tmp_path) as second:
        with pytest.raises(WrongMasterKey, match="Zet het bestand met de hoofdsleutel terug"):
            await second.keys.check()
        with pytest.raises(WrongMasterKey):
            await sealed_in(second)
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "kort", "a" * 44, base64.b64encode(b"x" * 31).decode(), "é" * 40, "=" * 500])
def test_a_file_that_holds_no_master_key_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongMasterKey, match="is geen hoofdsleutel"):
        read_or_make(path)
    assert path.read_text(encoding="utf-8") == text


def test_a_new_master_key_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.key"
    new_file(path)
    before = path.read_bytes()
    with pytest.raises(WrongMasterKey, match="bestaat al"):
        new_file(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["nieuw.key"]


def test_a_master_key_where_nothing_can_be_written_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WrongMasterKey, match="Geef schrijfrecht"):
        new_file(tmp_path / "bestaat-niet" / "nieuw.key")


def test_a_master_key_does_not_show_itself() -> None:
    shown = repr(key()) + str(key())
    assert shown == "MasterKey(...)" * 2


async def test_the_master_key_can_be_changed_and_everything_still_opens(tmp_path: Path) -> None:
    old, new = key(1), key(2)
    async with opened(tmp_path, old) as store:
        sealed = {slug: await sealed_in(store, slug) for slug in TENANTS}
        assert await keyring.rotate(store.control, old, new) == len(TENANTS)
        # Whoever does it again finds nothing left to do.
        assert await keyring.rotate(store.control, old, new) == 0
    async with opened(tmp_path, new) as after:
        await after.keys.check()
        for slug in TENANTS:
            assert await unsealed_in(after, sealed[slug], slug) == b"geheim"
    async with opened(tmp_path, old) as late:
        with pytest.raises(WrongMasterKey):
            await late.keys.check()


async def test_a_change_that_fails_on_one_key_changes_none(tmp_path: Path) -> None:
    old, new = key(1), key(2)
    async with opened(tmp_path, old) as store:
        for slug in TENANTS:
            await sealed_in(store, slug)
        last = TENANTS[0]
        await store.control.run(
            "UPDATE tenant_key SET wrapped = {} WHERE slug = {}", key(3).lock(bytes(KEY_BYTES), last), last
        )
        with pytest.raises(WrongMasterKey, match=f"'{last}'"):
            await keyring.rotate(store.control, old, new)
        assert await keyring.fitting(store.control, old) == {slug: slug != last for slug in sorted(TENANTS)}


async def test_the_check_covers_the_keys_of_operators(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for login, number in (("anja", 1), ("bert", 2)):
            sealed = key(number).lock(b"0" * 20, operators.about(login))
            operator = Operator(login=login, password_hash="x", totp=sealed, counter=0, created_at=AT)
            assert await operators.add(store.control, operator)
        assert await keyring.fitting_operators(store.control, key(1)) == {"anja": True, "bert": False}
