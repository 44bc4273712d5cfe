"""Each tenant has a key of its own, which opens nothing of another and is gone once it is destroyed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gehoor.storage import keyring, tenant_state
from gehoor.storage.scope import Store, UnknownTenant
from gehoor.storage.sealing import KEY_BYTES, Damaged
from storage.keyed import opened, sealed_in, unsealed_in
from storage.made_up import TENANTS

pytestmark = pytest.mark.anyio


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


def files_of(root: Path) -> bytes:
    """Everything the control database has on the disk."""
    return b"".join(path.read_bytes() for path in sorted((root / "data").glob("control*")))


async def test_a_key_that_is_as_it_was_is_not_read_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as running:
        await sealed_in(running)
        known = await tenant_state.of_host(running.control, "zaltbommel.example")
        assert known is not None
        sealer = running.keys.known("zaltbommel")
        running.keys.notice("zaltbommel", known.wrapped)
        assert running.keys.known("zaltbommel") is sealer is not None
