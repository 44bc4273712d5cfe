"""The site with an administrator at work, and somebody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from web.desk.browser import Browser
from web.desk.conftest import Town, opened_town


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with opened_town(tmp_path, demo=True) as opened:
        yield opened


@pytest.fixture
async def iris(town: Town) -> Browser:
    """The administrator of Zaltbommel."""
    return await town.signed_in("zaltbommel", "ict")


@pytest.fixture
async def wout(town: Town) -> Browser:
    """The administrator of Voorbeeldstad."""
    return await town.signed_in("voorbeeldstad", "ict")
