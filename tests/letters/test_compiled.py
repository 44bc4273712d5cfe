"""Templates of the platform are translated once for each version and kept; texts of a municipality are not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from gehoor.letters.templates import LetterTemplates
from gehoor.web import rendering
from letters.test_templates import with_body

Facts = dict[str, Any]


@pytest.fixture
def of_the_law(tmp_path: Path) -> Path:
    folder = tmp_path / "law"
    folder.mkdir()
    (folder / "letter.html").write_text(with_body("<p>Van de regeling.</p>"), encoding="utf-8")
    return folder


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def no_translating(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a template was translated again")

    monkeypatch.setattr(Environment, "_generate", refuse)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_start_translates_no_letter(
    of_the_law: Path, kept: Path, facts: Facts, request: pytest.FixtureRequest
) -> None:
    first = LetterTemplates([of_the_law], compiled=kept).render("letter", facts)
    request.getfixturevalue("no_translating")
    assert LetterTemplates([of_the_law], compiled=kept).render("letter", facts) == first


def test_a_second_start_translates_no_page(kept: Path, request: pytest.FixtureRequest) -> None:
    assert rendering.environment(compiled=kept).get_template("desk_worklist.html")
    request.getfixturevalue("no_translating")
    assert rendering.environment(compiled=kept).get_template("desk_worklist.html")
    with pytest.raises(AssertionError, match="translated again"):
        rendering.environment(compiled=kept).get_template("desk_notices.html")


def test_a_text_that_changed_is_translated_again(of_the_law: Path, kept: Path, facts: Facts) -> None:
    LetterTemplates([of_the_law], compiled=kept).render("letter", facts)
    (of_the_law / "letter.html").write_text(with_body("<p>Anders.</p>"), encoding="utf-8")
    assert "<p>Anders.</p>" in LetterTemplates([of_the_law], compiled=kept).render("letter", facts)


def test_a_damaged_file_is_translated_again(of_the_law: Path, kept: Path, facts: Facts) -> None:
    first = LetterTemplates([of_the_law], compiled=kept).render("letter", facts)
    for path in kept.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-20])
    assert LetterTemplates([of_the_law], compiled=kept).render("letter", facts) == first


def test_a_text_of_a_municipality_is_not_kept(of_the_law: Path, kept: Path, facts: Facts) -> None:
    letters = LetterTemplates([of_the_law], compiled=kept)
    letters.render("letter", facts)
    before = files_in(kept)
    tried = letters.trying("letter", with_body("<p>Van de gemeente.</p>"))
    assert "<p>Van de gemeente.</p>" in tried.render("letter", facts)
    assert files_in(kept) == before


def test_only_the_account_of_the_platform_looks_into_the_folder(of_the_law: Path, kept: Path, facts: Facts) -> None:
    LetterTemplates([of_the_law], compiled=kept).render("letter", facts)
    (folder,) = {path.parent for path in kept.rglob("*") if path.is_file()}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_full_disk_keeps_nothing_and_costs_no_letter(
    of_the_law: Path,
    kept: Path,
    facts: Facts,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    assert "Van de regeling" in LetterTemplates([of_the_law], compiled=kept).render("letter", facts)
    assert files_in(kept) == {}
    assert "a translated template could not be kept" in caplog.text
