"""The commands for municipalities, as real processes on both databases: what they do, refuse and say."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_server import server

GEHOOR = [sys.executable, "-m", "gehoor"]
TENANTS = Path(__file__).parents[2] / "tenants"
NEW = (
    "--title",
    "Gemeente Proefdorp",
    "--host",
    "proefdorp.localhost",
    "--regulation",
    "nl/zaltbommel/klachtenregeling",
)


class Host:
    """Somebody who runs an installation and gives commands."""

    def __init__(self, folder: Path, database: dict[str, str]) -> None:
        self.data, self.tenants = folder / "data", folder / "tenants"
        shutil.copytree(TENANTS, self.tenants)
        self.environment = {
            **os.environ,
            **database,
            "GEHOOR_DATA": str(self.data),
            "GEHOOR_TENANTS": str(self.tenants),
            "GEHOOR_DEMO": "1",
        }

    def gives(self, *arguments: str, typed: str = "", status: int = 0) -> str:
        """A command; gives what it said."""
        done = subprocess.run(
            [*GEHOOR, "tenants", *arguments],
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == status, said
        assert "Traceback" not in said
        return said

    def changes(self, slug: str, file: str, old: str, new: str) -> None:
        path = self.tenants / slug / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def files(tmp_path: Path) -> Host:
    return Host(tmp_path, {})


@pytest.fixture(params=["sqlite", "postgresql"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    if request.param == "sqlite":
        yield Host(tmp_path, {})
        return
    with server().database() as made:
        yield Host(tmp_path, {"GEHOOR_DATABASE": made.serving, "GEHOOR_DATABASE_OWNER": made.owner})


def test_a_new_municipality_from_folder_to_website_and_back_to_nothing(host: Host, tmp_path: Path) -> None:
    said = host.gives("add", "proefdorp", *NEW)
    assert "Vul in" in said
    assert "proefdorp: in orde." in host.gives("check", "proefdorp")
    assert "Klachtencoördinator: niemand heeft dit ambt" in host.gives("check", "proefdorp")
    assert "nog niet in werking" in host.gives("diff", "proefdorp")
    assert "proefdorp: in werking:" in host.gives("apply", "proefdorp")
    assert "proefdorp: niets nieuws." in host.gives("apply", "proefdorp")
    assert "de bestanden zijn wat in werking is" in host.gives("diff", "proefdorp")
    host.changes("proefdorp", "tenant.toml", "accent = '#154273'", "accent = '#7a1f3d'")
    said = host.gives("diff", "proefdorp")
    assert "- accent = #154273" in said
    assert "+ accent = #7a1f3d" in said
    assert "in werking: kleuren." in host.gives("apply", "proefdorp")
    listed = host.gives("list")
    assert "in bedrijf" in listed
    assert "nl/zaltbommel/klachtenregeling" in listed
    assert "proefdorp.localhost" in listed
    host.gives("suspend", "proefdorp", "--reason", "Verhuizing van de server")
    assert "reden: Verhuizing van de server" in host.gives("list")
    assert "is al gesloten" in host.gives("suspend", "proefdorp", "--reason", "x", status=1)
    host.gives("resume", "proefdorp")
    assert "is al in bedrijf" in host.gives("resume", "proefdorp", status=1)
    said = host.gives("remove", "proefdorp", "--export-to", str(tmp_path / "export"), typed="proefdrop\n", status=1)
    assert "er is niets veranderd" in said
    assert "in bedrijf" in host.gives("list")
    said = host.gives("remove", "proefdorp", "--export-to", str(tmp_path / "export"), typed="proefdorp\n")
    assert "de sleutel is vernietigd" in said
    assert "nog geen gemeente" in host.gives("list")
    (certificate,) = (tmp_path / "export").glob("*-verklaring.json")
    assert json.loads(certificate.read_text(encoding="utf-8"))["key_destroyed"] is True
    assert "verwijderd" in host.gives("apply", "proefdorp", status=1)
    assert "nog niet in werking" in host.gives("diff", "proefdorp")
    host.gives("apply", "proefdorp", "--again")


def test_all_municipalities_are_brought_into_force_at_once_or_none(files: Host) -> None:
    files.changes("zaltbommel", "organisation.toml", 'person = "noor"', 'person = "nora"')
    said = files.gives("apply", status=1)
    assert "organisation.toml: offices, nummer 1 (klachtencoordinator, nora): person" in said
    assert "nog geen gemeente" in files.gives("list")
    files.changes("zaltbommel", "organisation.toml", 'person = "nora"', 'person = "noor"')
    files.gives("apply")
    assert files.gives("list").count("in bedrijf") == 2


def test_check_reads_files_only_and_names_every_municipality_that_is_wrong(files: Host) -> None:
    for slug in ("zaltbommel", "voorbeeldstad"):
        files.changes(slug, "tenant.toml", "title =", "titel =")
    said = files.gives("check", status=1)
    assert said.count("Bedoelt u 'title'?") == 2
    assert not files.data.exists()


REFUSED = [
    (("add", "Proefdorp", *NEW), "kleine letters"),
    (("add", "zaltbommel", *NEW), "bestaat al"),
    (("add", "proefdorp", *NEW[:3], "zaltbommel.localhost", *NEW[4:]), "haar eigen adres"),
    (("add", "proefdorp", *NEW[:3], "https://x.nl/", *NEW[4:]), "zonder https://"),
    (("add", "proefdorp", *NEW[:5], "nl/nergens"), "Bekend zijn"),
    (("check", "nergens"), "Kies uit: voorbeeldstad, zaltbommel"),
    (("apply", "nergens"), "Kies uit: voorbeeldstad, zaltbommel"),
    (("diff", "nergens"), "Kies uit: voorbeeldstad, zaltbommel"),
    (("suspend", "nergens", "--reason", "x"), "gehoor tenants list"),
    (("resume", "nergens"), "gehoor tenants list"),
    (("remove", "nergens", "--yes-remove", "nergens"), "gehoor tenants list"),
    (("remove", "zaltbommel", "--yes-remove", "zaltbomel"), "er is niets veranderd"),
    (("suspend", "zaltbommel", "--reason", " "), "Geef een reden"),
]


@pytest.mark.parametrize(("command", "said"), REFUSED, ids=[" ".join(command[:2]) for command, _ in REFUSED])
def test_a_mistake_has_status_1_and_says_what_to_do(files: Host, command: tuple[str, ...], said: str) -> None:
    assert said in files.gives(*command, status=1)
    assert sorted(path.name for path in files.tenants.iterdir()) == ["voorbeeldstad", "zaltbommel"]


@pytest.mark.parametrize(
    "command", [(), ("verhuis",), ("add", "x"), ("suspend", "zaltbommel"), ("remove",), ("list", "te", "veel")]
)
def test_a_command_that_cannot_be_understood_has_status_2(files: Host, command: tuple[str, ...]) -> None:
    files.gives(*command, status=2)


def test_a_host_of_a_municipality_without_files_is_not_taken_over(files: Host) -> None:
    files.gives("apply", "zaltbommel")
    shutil.rmtree(files.tenants / "zaltbommel")
    files.gives("add", "proefdorp", *NEW[:3], "zaltbommel.localhost", *NEW[4:])
    said = files.gives("apply", "proefdorp", status=1)
    assert "hoort al bij" in said


def test_on_postgresql_a_removal_asks_for_the_owner_first(tmp_path: Path) -> None:
    with server().database() as made:
        host = Host(tmp_path, {"GEHOOR_DATABASE": made.serving})
        host.gives("apply", "zaltbommel")
        assert "GEHOOR_DATABASE_OWNER" in host.gives("remove", "zaltbommel", "--yes-remove", "zaltbommel", status=1)
        assert "in bedrijf" in host.gives("list")


def test_a_removal_that_is_killed_is_finished_by_the_same_command(files: Host, tmp_path: Path) -> None:
    subprocess.run([*GEHOOR, "demo"], env=files.environment, check=True, capture_output=True)
    command = [*GEHOOR, "tenants", "remove", "zaltbommel", "--yes-remove", "zaltbommel", "--export-to", str(tmp_path)]
    for _ in range(3):
        running = subprocess.Popen(command, env=files.environment, stdout=subprocess.DEVNULL)
        # Each time it gets a bit further, or is ready.
        while running.poll() is None and not list(tmp_path.glob("*.part")):
            os.sched_yield()
        running.send_signal(signal.SIGKILL)
        running.wait()
    if "zaltbommel" in files.gives("list"):
        files.gives("remove", "zaltbommel", "--yes-remove", "zaltbommel")
    assert "zaltbommel" not in files.gives("list")
    assert len(list(tmp_path.glob("*-verklaring.txt"))) == 1


def test_a_host_of_the_operator_is_refused_for_a_municipality(files: Host) -> None:
    files.environment["GEHOOR_OPERATOR_HOST"] = "zaltbommel.localhost"
    for command in ("check", "apply"):
        said = files.gives(command, "zaltbommel", status=1)
        assert "op 'zaltbommel.localhost' staan de pagina's van wie het platform beheert" in said
    files.gives("check", "voorbeeldstad")
