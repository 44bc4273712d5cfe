"""A real platform with two municipalities, and a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.settings import Hidden, Settings
from postgres_server import server
from redis_server import RedisServer, redis_server
from standing_clock import Clock

TENANTS = Path(__file__).parents[2] / "tenants"
SLUG, OTHER = "zaltbommel", "voorbeeldstad"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def opened(settings: Settings, clock: Callable[[], datetime]) -> AsyncIterator[Platform]:
    """The platform with its municipalities in force."""
    platform = await open_platform(settings, clock)
    try:
        await apply_all(platform)
        yield platform
    finally:
        await platform.aclose()


@pytest.fixture
async def platform(tmp_path: Path, clock: Clock) -> AsyncIterator[Platform]:
    async with opened(Settings(data=tmp_path / "data", tenants=TENANTS), clock) as platform:
        yield platform


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """The settings of an empty installation on each kind of database."""
    if request.param == "sqlite":
        yield Settings(data=tmp_path / "data", tenants=TENANTS)
    else:
        with server().database() as database:
            yield Settings(
                data=tmp_path / "data", tenants=TENANTS, database=Hidden(database.serving),
                database_owner=Hidden(database.owner),
            )  # fmt: skip


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as running:
        yield running
