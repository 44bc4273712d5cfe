"""Each tenant has a key of its own, which only the master key opens; a wrong one is named and changes nothing."""

from __future__ import annotations

import asyncio
import base64
import os
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gehoor.storage import keyring, operators, sealing, tenant_state
from gehoor.storage.master_key import FILE_NAME, MasterKey, WrongMasterKey, new_file, read_or_make
from gehoor.storage.operators import Operator
from gehoor.storage.scope import Store, UnknownTenant
from gehoor.storage.sealing import KEY_BYTES, Damaged
from storage.made_up import AT, TENANTS

pytestmark = pytest.mark.anyio


def key(number: int = 1) -> MasterKey:
    return MasterKey(bytes([number]) * KEY_BYTES, "De proefsleutel")


@asynccontextmanager
async def opened(root: Path, master: MasterKey | None = None) -> AsyncIterator[Store]:
    store = await Store.open(root / "data", master=master)
    try:
        for slug in TENANTS:
            await store.add_tenant(slug, "made_up_law", f"Gemeente {slug}", [f"{slug}.example"], AT)
        yield store
    finally:
        await store.aclose()


async def sealed_in(store: Store, slug: str = "zaltbommel") -> bytes:
    async with store.tenant(slug):
        return sealing.current().seal(b"geheim", "proef")


async def unsealed_in(store: Store, sealed: bytes, slug: str = "zaltbommel") -> bytes:
    async with store.tenant(slug):
        return sealing.current().unseal(sealed, "proef")


async def test_a_tenant_keeps_its_key_when_the_store_is_opened_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as first:
        sealed = await sealed_in(first)
    async with opened(tmp_path) as second:
        assert await unsealed_in(second, sealed) == b"geheim"


async def test_what_one_tenant_sealed_another_cannot_open(store: Store) -> None:
    sealed = await sealed_in(store, "zaltbommel")
    with pytest.raises(Damaged):
        await unsealed_in(store, sealed, "neerdam")


async def test_a_key_that_was_swapped_with_that_of_another_tenant_is_noticed(store: Store) -> None:
    for slug in TENANTS:
        await sealed_in(store, slug)
        store.keys.forget(slug)
    (row,) = await store.control.run("SELECT wrapped FROM tenant_key WHERE slug = {}", "neerdam")
    await store.control.run("UPDATE tenant_key SET wrapped = {} WHERE slug = {}", row["wrapped"], "zaltbommel")
    with pytest.raises(Damaged, match="'zaltbommel' in de database is beschadigd"):
        await sealed_in(store)


async def test_the_key_itself_is_not_in_the_database(store: Store) -> None:
    await sealed_in(store)
    (row,) = await store.control.run("SELECT slug, wrapped FROM tenant_key")
    plain = (await store.keys.master()).unlock(bytes(row["wrapped"]), "zaltbommel")
    assert len(plain) == KEY_BYTES
    assert plain not in bytes(row["wrapped"])


async def test_scopes_that_open_a_tenant_at_once_get_one_key(store: Store) -> None:
    other = keyring.Keyring(store.control, Path("/nowhere"), await store.keys.master())
    sealers = await asyncio.gather(*(keys.sealer_of("zaltbommel") for keys in (store.keys, other) for _ in range(5)))
    sealed = sealers[0].seal(b"geheim", "proef")
    assert [sealer.unseal(sealed, "proef") for sealer in sealers] == [b"geheim"] * 10


OPENER = """
import asyncio, sys
from pathlib import Path
from gehoor.storage import sealing
from gehoor.storage.operators import Operator
from gehoor.storage.scope import Store
from storage.made_up import AT

async def work(root):
    store = await Store.open(root)
    await store.add_tenant("zaltbommel", "made_up_law", "Gemeente Zaltbommel", ["zaltbommel.example"], AT)
    async with store.tenant("zaltbommel"):
        print(sealing.current().seal(b"geheim", "proef").hex())
    await store.aclose()

print("ready", flush=True)
sys.stdin.readline()
asyncio.run(work(Path(sys.argv[1])))
"""


def started(root: Path, count: int) -> list[str]:
    """What so many processes say that open the same new folder at once."""
    command = [sys.executable, "-c", OPENER, str(root)]
    places = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    starting = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=places)
        for _ in range(count)
    ]
    for process in starting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate()[0].strip() for process in starting]
    assert [process.returncode for process in starting] == [0] * count
    return said


async def test_processes_that_start_at_once_make_one_master_key_and_one_key(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    said = started(tmp_path / "data", 4)
    async with opened(tmp_path) as store:
        assert [await unsealed_in(store, bytes.fromhex(sealed)) for sealed in said] == [b"geheim"] * 4
    assert [path.name for path in (tmp_path / "data").glob("master*")] == [FILE_NAME]


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


async def test_a_destroyed_key_is_gone_from_the_file_and_is_not_made_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        sealed = await sealed_in(store)
        (row,) = await store.control.run("SELECT wrapped FROM tenant_key")
        locked = bytes(row["wrapped"])
        assert locked in files_of(tmp_path)
        await keyring.destroy(store.control, "zaltbommel")
        assert locked not in files_of(tmp_path)
        store.keys.forget("zaltbommel")
        for _ in range(2):
            with pytest.raises(Damaged, match="is vernietigd"):
                await unsealed_in(store, sealed)
        (row,) = await store.control.run("SELECT destroyed_at FROM tenant_key")
        assert row["destroyed_at"]
        await store.keys.check()


async def test_an_unknown_tenant_gets_no_key(store: Store) -> None:
    with pytest.raises(UnknownTenant):
        await sealed_in(store, "nergenshuizen")
    assert await store.control.run("SELECT * FROM tenant_key") == []


READER = """
import asyncio, sys
from pathlib import Path
from gehoor.storage import register
from gehoor.storage.operators import Operator
from gehoor.storage.scope import Store

async def work(root):
    store = await Store.open(root)
    await store.keys.check()
    async with store.tenant("zaltbommel"):
        await register.all_cases()
    await store.aclose()

asyncio.run(work(Path(sys.argv[1])))
print("cryptography" in sys.modules)
"""


def read_by_another_process(root: Path) -> str:
    command = [sys.executable, "-c", READER, str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


async def test_a_process_that_seals_nothing_does_not_load_the_library_for_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await sealed_in(store)
    assert read_by_another_process(tmp_path / "data") == "False"


def files_of(root: Path) -> bytes:
    """Everything the control database has on the disk."""
    return b"".join(path.read_bytes() for path in sorted((root / "data").glob("control*")))


async def test_a_running_process_goes_on_after_the_master_key_in_its_file_was_changed(tmp_path: Path) -> None:
    async with opened(tmp_path) as running:
        sealed = await sealed_in(running)
        path, old = tmp_path / "data" / FILE_NAME, await running.keys.master()
        path.unlink()
        new_file(path)
        async with opened(tmp_path) as other:
            await keyring.rotate(other.control, old, await other.keys.master())
        known = await tenant_state.of_slug(running.control, "zaltbommel")
        assert known is not None
        running.keys.notice("zaltbommel", known.wrapped)
        assert running.keys.known("zaltbommel") is None
        assert await unsealed_in(running, sealed) == b"geheim"
        # A tenant this process had not opened before comes with the new master key too.
        assert await unsealed_in(running, await sealed_in(running, TENANTS[1]), TENANTS[1]) == b"geheim"


async def test_a_running_process_seals_nothing_with_a_key_that_was_made_anew_elsewhere(tmp_path: Path) -> None:
    async with opened(tmp_path) as running:
        old = await sealed_in(running)
        await running.control.run("DELETE FROM tenant_key WHERE slug = {}", "zaltbommel")
        async with opened(tmp_path) as other:
            await sealed_in(other)
            known = await tenant_state.of_slug(running.control, "zaltbommel")
            assert known is not None
            running.keys.notice("zaltbommel", known.wrapped)
            assert await unsealed_in(other, await sealed_in(running)) == b"geheim"
        with pytest.raises(Damaged):
            await unsealed_in(running, old)


async def test_a_key_that_is_as_it_was_is_not_read_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as running:
        await sealed_in(running)
        known = await tenant_state.of_host(running.control, "zaltbommel.example")
        assert known is not None
        sealer = running.keys.known("zaltbommel")
        running.keys.notice("zaltbommel", known.wrapped)
        assert running.keys.known("zaltbommel") is sealer is not None


async def test_the_check_covers_the_keys_of_operators(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        for login, number in (("anja", 1), ("bert", 2)):
            sealed = key(number).lock(b"0" * 20, operators.about(login))
            operator = Operator(login=login, password_hash="x", totp=sealed, counter=0, created_at=AT)
            assert await operators.add(store.control, operator)
        assert await keyring.fitting_operators(store.control, key(1)) == {"anja": True, "bert": False}
