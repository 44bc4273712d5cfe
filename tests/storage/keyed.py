"""A store under a master key of the test, and something that a tenant sealed in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from gehoor.storage import sealing
from gehoor.storage.master_key import MasterKey
from gehoor.storage.scope import Store
from gehoor.storage.sealing import KEY_BYTES
from storage.made_up import AT, TENANTS


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
