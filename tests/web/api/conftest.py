"""A site, a program that asks it questions, and a loop in which a test that is no coroutine can ask too."""

from __future__ import annotations

import pytest

from web.desk.conftest import town

__all__ = ["town"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
