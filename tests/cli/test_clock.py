"""`gehoor clock`: says what a day would bring without touching anything, and goes through missed days once."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gehoor import bootstrap
from gehoor.bootstrap import apply_all, open_platform
from gehoor.cli import main
from gehoor.settings import Settings
from services.conftest import TENANTS, filed

NL, FL = "zaltbommel", "voorbeeldstad"


class Hands:
    """The clock on the wall, as the commands see it."""

    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    real = bootstrap.open_platform
    monkeypatch.setattr("gehoor.cli.clock.open_platform", lambda settings: real(settings, hands))
    return hands


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hands: Hands) -> str:
    """A complaint in Zaltbommel; gives its reference."""
    monkeypatch.setenv("GEHOOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GEHOOR_TENANTS", str(TENANTS))
    monkeypatch.delenv("GEHOOR_DATABASE", raising=False)

    async def made() -> str:
        platform = await open_platform(Settings(data=tmp_path / "data", tenants=TENANTS), hands)
        try:
            await apply_all(platform)
            # Whoever opens a municipality for the first time keeps what its law answers about the offices.
            async with platform.at(FL):
                pass
            async with platform.at(NL) as place:
                return (await filed(platform, place)).reference
        finally:
            await platform.aclose()

    return asyncio.run(made())


def rows(folder: Path, slug: str, table: str) -> int:
    with sqlite3.connect(folder / "data" / "tenants" / f"{slug}.sqlite") as database:
        found = database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # A name of this test.
        return int(found[0])


def dump(folder: Path, slug: str) -> list[str]:
    with sqlite3.connect(folder / "data" / "tenants" / f"{slug}.sqlite") as database:
        return list(database.iterdump())


@pytest.mark.files
def test_a_dry_run_says_what_would_happen_without_names_and_writes_nothing(
    tmp_path: Path, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [dump(tmp_path, slug) for slug in (NL, FL)]
    assert main(["clock", "--at", "2027-01-08", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert f"{NL}: 2027-01-08 te laat: {reference}, notify_outcome, uiterlijk 2027-01-04, aan" in said
    assert f"te laat, naar boven: {reference}, notify_outcome, uiterlijk 2027-01-04, aan Gemeentesecretaris" in said
    assert f"{FL}: dagen: 2027-01-08" in said
    assert not [word for word in ("Petra", "Proefpersoon", "balie", "Noor", "noor", "karel") if word in said]
    assert [dump(tmp_path, slug) for slug in (NL, FL)] == before


@pytest.mark.files
def test_the_days_that_were_missed_are_done_once(
    tmp_path: Path, reference: str, hands: Hands, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clock", "--at", "2026-11-20", "--tenant", NL]) == 0
    hands.now = datetime(2026, 12, 12, 9, 0, tzinfo=UTC)
    assert main(["clock", "--at", "2026-12-11", "--tenant", NL, "--dry-run"]) == 0
    planned = capsys.readouterr().out.splitlines()
    assert main(["clock", "--at", "2026-12-11", "--tenant", NL]) == 0
    said = capsys.readouterr().out
    assert "2026-11-21, 2026-11-22" in said
    assert f"nieuwe meldingen: {len([line for line in planned if reference in line])};" in said
    count = rows(tmp_path, NL, "notice")
    assert count > 0
    assert rows(tmp_path, FL, "notice") == 0
    assert main(["clock", "--at", "2026-12-11", "--tenant", NL]) == 0
    assert "geen, alles is al gedaan" in capsys.readouterr().out
    assert rows(tmp_path, NL, "notice") == count


@pytest.mark.files
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--at", "24 november"], "is geen dag"),
        (["--at", "2027-05-01"], "is nog niet geweest"),
        (["--at", "2026-11-20", "--tenant", "nergens"], "niet bekend"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    tmp_path: Path, reference: str, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["clock", *arguments]) == 1
    said = capsys.readouterr()
    assert told in said.out + said.err
    assert rows(tmp_path, NL, "notice") == 0
