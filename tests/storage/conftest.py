"""A store with three fictional municipalities."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gehoor.storage.scope import Store
from storage.made_up import AT, TENANTS


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(tmp_path / "data")
    try:
        for slug in TENANTS:
            await opened.add_tenant(slug, "made_up_law", f"Gemeente {slug}", [f"{slug}.example"], AT)
        yield opened
    finally:
        await opened.aclose()
