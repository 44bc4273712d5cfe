"""The commands for keys and secrets, as somebody who runs an installation uses them."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gehoor.errors import InvalidInput
from gehoor.settings import read_settings
from serving import GEHOOR, ROOT

SECRET = "Karnemelkpap99"


class Installation:
    """A data folder with the municipalities of this repository, and the commands on it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def gehoor(self, *arguments: str, said: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        given = {"GEHOOR_DATA": str(self.data), "GEHOOR_TENANTS": str(ROOT / "tenants"), "GEHOOR_DEMO": "1"}
        return subprocess.run(
            [GEHOOR, *arguments],
            env={**os.environ, **given, **settings}, cwd=ROOT, input=said, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Installation(tmp_path_factory.mktemp("prepared") / "data")
    done = made.gehoor("demo", "--no-cases")
    assert done.returncode == 0, done.stderr
    return made.data


@pytest.fixture
def installation(prepared: Path, tmp_path: Path) -> Installation:
    shutil.copytree(prepared, tmp_path / "data")
    return Installation(tmp_path / "data")


def test_a_secret_is_read_from_another_program_and_never_shown(installation: Installation) -> None:
    done = installation.gehoor("secret", "set", "zaltbommel", "smtp_password", said=f"{SECRET}\n")
    assert (done.returncode, done.stderr) == (0, "")
    listed = installation.gehoor("secret", "list", "zaltbommel")
    assert listed.stdout.startswith("smtp_password  sinds ")
    assert SECRET not in done.stdout + listed.stdout
    assert installation.gehoor("secret", "list", "voorbeeldstad").stdout == ""
    assert installation.gehoor("secret", "remove", "zaltbommel", "smtp_password").returncode == 0
    again = installation.gehoor("secret", "remove", "zaltbommel", "smtp_password")
    assert (again.returncode, again.stderr) == (1, "zaltbommel: er is geen geheim 'smtp_password'.\n")


def test_a_secret_that_cannot_be_kept_is_explained(installation: Installation) -> None:
    assert "is leeg" in installation.gehoor("secret", "set", "zaltbommel", "smtp_password", said="\n").stderr
    assert "kan niet 'A B' heten" in installation.gehoor("secret", "set", "zaltbommel", "A B", said="x\n").stderr
    nowhere = installation.gehoor("secret", "set", "nergenshuizen", "smtp_password", said="x\n")
    assert nowhere.returncode == 1
    assert "niet bekend" in nowhere.stderr
    assert installation.gehoor("secret", "set", "zaltbommel").returncode == 2


def test_the_master_key_is_changed_and_the_old_one_no_longer_fits(installation: Installation) -> None:
    installation.gehoor("secret", "set", "zaltbommel", "smtp_password", said=f"{SECRET}\n")
    current, old = installation.data / "master.key", installation.data / "oud.key"
    current.rename(old)
    lost = installation.gehoor("keys", "check")
    assert lost.returncode == 1
    assert "Zet het bestand met de hoofdsleutel terug" in lost.stderr
    assert installation.gehoor("keys", "new", str(current)).returncode == 0
    assert "wordt nooit overschreven" in installation.gehoor("keys", "new", str(current)).stderr
    wrong = installation.gehoor("keys", "check")
    assert (wrong.returncode, wrong.stdout) == (1, "voorbeeldstad: past niet\nzaltbommel: past niet\n")
    changed = installation.gehoor("keys", "rotate", "--old-key-file", str(old))
    assert changed.stdout.startswith("2 sleutel(s) staan nu onder de nieuwe hoofdsleutel.")
    fits = installation.gehoor("keys", "check")
    assert (fits.returncode, fits.stdout) == (0, "voorbeeldstad: past\nzaltbommel: past\n")
    assert installation.gehoor("secret", "list", "zaltbommel").returncode == 0
    back = installation.gehoor("keys", "check", GEHOOR_MASTER_KEY_FILE=str(old))
    assert back.returncode == 1


@pytest.mark.parametrize(
    "command", [("serve", "--port", "0"), ("secret", "list", "zaltbommel"), ("register", "verify")]
)
def test_a_wrong_master_key_stops_each_command_at_once_with_one_clear_line(
    installation: Installation, command: tuple[str, ...]
) -> None:
    another = base64.b64encode(b"x" * 32).decode()
    done = installation.gehoor(*command, GEHOOR_MASTER_KEY=another)
    assert done.returncode == 1
    assert done.stderr.startswith("gehoor: De hoofdsleutel past niet bij de sleutel van 'voorbeeldstad'.")
    assert done.stderr.count("\n") == 1
    assert another not in done.stderr
    assert installation.gehoor("keys", "check").returncode == 0


def test_what_is_no_master_key_is_refused_without_repeating_it(installation: Installation) -> None:
    done = installation.gehoor("keys", "check", GEHOOR_MASTER_KEY=SECRET)
    assert done.returncode == 1
    assert "GEHOOR_MASTER_KEY is geen hoofdsleutel" in done.stderr
    assert SECRET not in done.stderr
    missing = installation.gehoor("keys", "check", GEHOOR_MASTER_KEY_FILE="/bestaat/niet")
    assert "De hoofdsleutel /bestaat/niet kan niet worden gelezen" in missing.stderr


def test_one_of_the_two_places_for_a_master_key_is_enough() -> None:
    with pytest.raises(InvalidInput, match="geef er één"):
        read_settings({"GEHOOR_MASTER_KEY": "x", "GEHOOR_MASTER_KEY_FILE": "/y"})
    with pytest.raises(InvalidInput, match="GEHOOR_LOG_REQUESTS"):
        read_settings({"GEHOOR_LOG_REQUESTS": "ja"})
    assert read_settings({"GEHOOR_LOG_REQUESTS": "1"}).log_requests
