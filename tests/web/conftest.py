"""What the tests of the web layer share."""

from __future__ import annotations

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """The platform runs on asyncio and nothing else."""
    return "asyncio"
