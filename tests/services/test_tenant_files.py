"""A mistake in a municipality's files is named by file and key, with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gehoor.regulation import RegulationLibrary
from gehoor.services.tenants import TenantMistake, read_tenants

TENANTS = Path(__file__).parents[2] / "tenants"
LIBRARY = RegulationLibrary.installed()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TENANTS, tmp_path / "tenants"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_municipalities_of_the_repository_are_right(folder: Path) -> None:
    assert sorted(read_tenants(folder, LIBRARY)) == ["voorbeeldstad", "zaltbommel"]


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("tenant.toml", "title =", "titel =", "titel"),
        ("tenant.toml", "regulation = ", "regulation = 'nergens' #", "nergens"),
        ("tenant.toml", 'accent = "#', 'accent = "rood', "accent"),
        ("tenant.toml", "settlement = 45", "settlement = 0", "settlement"),
        ("tenant.toml", "due_shift", "due_shifft", "due_shifft"),
        ("tenant.toml", "voorbeeldstad.localhost", "zaltbommel.localhost", "zaltbommel.localhost"),
        ("tenant.toml", "[theme]", "[theme", "TOML"),
        ("organisation.toml", 'person = "lies"', 'person = "lisa"', "lisa"),
        ("organisation.toml", 'unit = "burgerzaken"', 'unit = "burgerzaak"', "burgerzaak"),
        ("organisation.toml", 'id = "bram"', 'id = "lies"', "people.id"),
        ("organisation.toml", 'login = "vervanger"', 'login = "coordinator"', "people.login"),
        ("organisation.toml", "since = 2020-01-01", "since = 2020-01-01, until = 2019-01-01", "offices.until"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(folder: Path, file: str, old: str, new: str, named: str) -> None:
    change(folder / "voorbeeldstad" / file, old, new)
    with pytest.raises(TenantMistake) as mistake:
        read_tenants(folder, LIBRARY)
    assert named in mistake.value.message
    assert file in mistake.value.message


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "voorbeeldstad" / "organisation.toml").unlink()
    with pytest.raises(TenantMistake, match=r"organisation\.toml"):
        read_tenants(folder, LIBRARY)
