"""One Dutch complaint of today."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gehoor.bootstrap import Platform
from services.dutch_letters.story import Story, told
from standing_clock import Clock


@pytest.fixture
async def story(platform: Platform, clock: Clock) -> AsyncIterator[Story]:
    async with platform.at("zaltbommel") as place:
        yield await told(platform, clock, place)
