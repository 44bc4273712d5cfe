"""The municipalities whose clock is gone through, under each law."""

from __future__ import annotations

import pytest

from gehoor.bootstrap import Platform
from services.clock.town import FL, NL, Town
from standing_clock import Clock


@pytest.fixture
def flemish(platform: Platform, clock: Clock) -> Town:
    return Town(platform, clock, FL)


@pytest.fixture
def dutch(platform: Platform, clock: Clock) -> Town:
    return Town(platform, clock, NL)


@pytest.fixture
def town(dutch: Town) -> Town:
    """Where it makes no difference which law it is."""
    return dutch
