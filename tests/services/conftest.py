"""A real platform on a new folder with a clock that stands still until a test moves it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.domain.complaint import Channel
from gehoor.services import intake
from gehoor.services.intake import Entry, Filed
from gehoor.services.municipality import Municipality
from gehoor.settings import Settings
from standing_clock import Clock

TENANTS = Path(__file__).parents[2] / "tenants"
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock(FRIDAY)


@pytest.fixture
async def platform(tmp_path: Path, clock: Clock) -> AsyncIterator[Platform]:
    opened = await open_platform(Settings(data=tmp_path / "data", tenants=TENANTS), clock)
    await apply_all(opened)
    yield opened
    await opened.aclose()


ENTRY = Entry(
    channel=Channel.FORM,
    name="Petra Proefpersoon",
    address="Voorbeeldlaan 1\n1234 AB Voorbeeld",
    email="petra@voorbeeld.example",
    what_happened="Aan de balie werd mij de deur gewezen.",
    about="De medewerker aan de balie",
    unit="burgerzaken",
)


async def filed(platform: Platform, place: Municipality, entry: Entry = ENTRY, key: str = "key-1") -> Filed:
    """A complaint by the web form, inside the scope of the municipality."""
    return await intake.file_complaint(place, entry, key, platform.secret, "klager", platform.clock())
