"""A real platform with two municipalities, and a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.settings import Hidden, Settings
from postgres_server import server
from redis_server import RedisServer, redis_server

TENANTS = Path(__file__).parents[2] / "tenants"
SLUG, OTHER = "zaltbommel", "voorbeeldstad"


class Clock:
    """Gives the moment a test says it is."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def in_force(platform: Platform) -> None:
    """The municipalities of the repository, as their files are now."""
    await apply_all(platform)


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[Platform]:
    """The platform with its municipalities in force."""
    platform = await open_platform(settings, clock)
    try:
        await in_force(platform)
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
