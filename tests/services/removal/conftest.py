"""Two municipalities with a complaint each, on each kind of database."""

from __future__ import annotations

from pathlib import Path

import pytest

from gehoor.bootstrap import apply_all, open_platform
from gehoor.settings import Hidden, Settings
from gehoor.storage import files, register
from gehoor.storage.scope import transaction
from gehoor.worker import Worker
from postgres_server import Database, server
from services.conftest import TENANTS, filed
from services.removal.outcome import NL, VL
from standing_clock import Clock


@pytest.fixture
def database() -> Database:
    return server().shared()


@pytest.fixture
def chosen_database() -> None:
    """These tests choose their databases themselves."""


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def settings(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    if kind == "sqlite":
        return Settings(data=data, tenants=TENANTS, demo=True)
    made = request.getfixturevalue("database")
    return Settings(
        data=data, tenants=TENANTS, demo=True, database=Hidden(made.serving), database_owner=Hidden(made.owner)
    )


@pytest.fixture
async def filled(settings: Settings, clock: Clock) -> Settings:
    """Both municipalities with a complaint, an attachment and its letters made."""
    platform = await open_platform(settings, clock)
    await apply_all(platform)
    for slug in (NL, VL):
        async with platform.at(slug) as place:
            await filed(platform, place)
            (case_id,) = await register.all_cases()
            async with transaction():
                await files.attach(case_id, "../foto van de balie.jpg", "image/jpeg", b"\xff\xd8 beeld", "klager")
    await Worker(platform, _pdf).round()
    await platform.aclose()
    return settings


async def _pdf(html: str) -> bytes:
    return b"%PDF-" + html.encode()[:20]
