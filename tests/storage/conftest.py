"""A store with three fictional municipalities: in files, in PostgreSQL, or in each of them in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gehoor.storage.scope import Store, open_store
from postgres_server import Database, server
from storage.made_up import AT, TENANTS


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def database() -> Database:
    """A migrated PostgreSQL database without rows."""
    return server().shared()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return str(request.param)


@pytest.fixture
def address(kind: str, request: pytest.FixtureRequest) -> str:
    """What GEHOOR_DATABASE holds: nothing for files."""
    return "" if kind == "sqlite" else str(request.getfixturevalue("database").serving)


@pytest.fixture
async def store(address: str, tmp_path: Path) -> AsyncIterator[Store]:
    """For what must hold on both databases."""
    async with _with_tenants(tmp_path, address) as opened:
        yield opened


@pytest.fixture
async def file_store(tmp_path: Path) -> AsyncIterator[Store]:
    """For what is about files."""
    async with _with_tenants(tmp_path, "") as opened:
        yield opened


@pytest.fixture
async def postgres_store(database: Database, tmp_path: Path) -> AsyncIterator[Store]:
    """For what is about PostgreSQL; everything must work with one connection."""
    async with _with_tenants(tmp_path, database.serving, connections=1) as opened:
        yield opened


@asynccontextmanager
async def _with_tenants(root: Path, address: str, connections: int = 4) -> AsyncIterator[Store]:
    (root / "data").mkdir(exist_ok=True)
    opened = await open_store(root / "data", address, connections=connections)
    try:
        for slug in TENANTS:
            await opened.add_tenant(slug, "made_up_law", f"Gemeente {slug}", [f"{slug}.example"], AT)
        yield opened
    finally:
        await opened.aclose()
