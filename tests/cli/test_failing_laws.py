"""Whoever runs an installation sees in the list of municipalities which law failed, and where."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gehoor.bootstrap import apply_all, open_platform
from gehoor.cli import tenants
from gehoor.settings import Settings
from gehoor.storage import regulation_failures
from gehoor.storage.regulation_failures import RegulationFailure

TENANTS = Path(__file__).parents[2] / "tenants"
AT = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)


def test_the_list_tells_what_failed_how_often_and_when(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=tmp_path / "data", tenants=TENANTS)

    async def prepare() -> None:
        platform = await open_platform(settings, lambda: AT)
        await apply_all(platform)
        failed = RegulationFailure(
            slug="zaltbommel",
            regulation="nl/zaltbommel/klachtenregeling",
            in_force=date(2008, 7, 1),
            edition="1",
            hook="deadlines",
            kind="raised",
            error="ValueError",
            citation="artikel 9:11 lid 1 Awb",
            first_at=AT,
            last_at=AT,
            times=4,
        )
        await regulation_failures.add(platform.store.control, failed)
        await platform.aclose()

    asyncio.run(prepare())
    monkeypatch.setenv("GEHOOR_DATA", str(settings.data))
    monkeypatch.setenv("GEHOOR_TENANTS", str(settings.tenants))
    assert tenants.run(["list"]) == 0
    said = capsys.readouterr().out
    told = "regeling faalde: deadlines (artikel 9:11 lid 1 Awb), raised ValueError, 4 keer, laatst 2026-03-02 09:05 UTC"
    assert told in said
    assert said.index("voorbeeldstad") < said.index("zaltbommel") < said.index(told)
