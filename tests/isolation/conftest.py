"""Both municipalities once for the suite: at the end, the neighbour must be as it was."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from isolation.neighbours import Neighbours, side_by_side


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def neighbours(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Neighbours]:
    async with side_by_side(tmp_path_factory.mktemp("isolation")) as both:
        yield both
