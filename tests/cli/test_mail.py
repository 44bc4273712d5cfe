"""`gehoor mail receive` as a mail server calls it: what it answers decides whether the mail comes back."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mail.corpus import PRIVATE, mail

TENANTS = Path(__file__).parents[2] / "tenants"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mail") / "data"
    subprocess.run(
        [sys.executable, "-m", "gehoor", "tenants", "apply"], env=_environment(folder), check=True, capture_output=True
    )
    return folder


def _environment(data: Path) -> dict[str, str]:
    return {**os.environ, "GEHOOR_DATA": str(data), "GEHOOR_TENANTS": str(TENANTS)}


def _receive(data: Path, content: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    given = arguments or ("receive", "--tenant", "zaltbommel")
    return subprocess.run(
        [sys.executable, "-m", "gehoor", "mail", *given],
        env=_environment(data), input=content, capture_output=True, check=False,
    )  # fmt: skip


def _kept(data: Path) -> int:
    with sqlite3.connect(data / "tenants" / "zaltbommel.sqlite") as connection:
        return int(connection.execute("SELECT COUNT(*) FROM message_in").fetchone()[0])


def test_a_mail_that_is_safe_gives_zero_and_once_more_is_the_same(data: Path) -> None:
    for _ in range(2):
        done = _receive(data, mail().as_bytes())
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert _kept(data) == 1


def test_a_mail_that_is_too_big_comes_back_with_what_to_do(data: Path) -> None:
    done = _receive(data, b"From: x@voorbeeld.example\n\n" + b"x" * 36_100_000)
    assert done.returncode == 65
    said = done.stdout.decode()
    assert said.startswith("5.3.4 Uw bericht is 36,2 MB. Wij kunnen berichten tot 36 MB aannemen.")
    assert "klachtenformulier" in said


@pytest.mark.parametrize(
    "arguments",
    [("receive", "--tenant", "bestaat-niet"), ("receive",), ("wat", "--tenant", "zaltbommel")],
)
def test_a_mistake_of_ours_never_sends_a_mail_back(data: Path, arguments: tuple[str, ...]) -> None:
    assert _receive(data, mail().as_bytes(), *arguments).returncode == 75


def test_what_cannot_be_stored_comes_again_and_nothing_of_it_is_shown(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "in-the-way"
    file.write_text("no folder")
    done = _receive(file, mail().as_bytes())
    assert done.returncode == 75
    said = (done.stdout + done.stderr).decode().casefold()
    assert not [word for word in PRIVATE if word in said]
