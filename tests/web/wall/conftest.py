"""A stage for each test that changes something; the matrix builds its own once for each law."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from web.wall.stage import FL, NL, Stage, on_stage


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def zaltbommel(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(NL, tmp_path) as stage:
        yield stage


@pytest.fixture
async def voorbeeldstad(tmp_path: Path) -> AsyncIterator[Stage]:
    async with on_stage(FL, tmp_path) as stage:
        yield stage
