"""`gehoor move`, as real processes: to PostgreSQL and back, equal each time, and never halfway."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgres_server import Database, server

TENANTS = Path(__file__).parents[2] / "tenants"
SLUG = "zaltbommel"
HEAD = re.compile(r"Hoofd van het register, in beide: (positie \d+, [0-9a-f]{64})")


class Host:
    """An installation on files with the cases of the demonstration, and an empty database to move to."""

    def __init__(self, data: Path, database: Database) -> None:
        self.data, self.database = data, database
        self.files = {**os.environ, "GEHOOR_DATA": str(data), "GEHOOR_TENANTS": str(TENANTS), "GEHOOR_DEMO": "1"}
        self.files["GEHOOR_DATABASE_OWNER"] = database.owner
        self.rows = {**self.files, "GEHOOR_DATABASE": database.serving}

    def gives(self, environment: dict[str, str], *arguments: str, status: int = 0) -> str:
        """A command; gives what it said."""
        command = [sys.executable, "-m", "gehoor", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        said = done.stdout + done.stderr
        assert done.returncode == status, said
        assert "Traceback" not in said
        return said

    def head_after(self, environment: dict[str, str], to: str) -> str:
        """Moves the municipality; gives the head of its register."""
        found = HEAD.search(self.gives(environment, "move", SLUG, "--to", to))
        assert found
        return found[1]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("filled") / "data"
    environment = {**os.environ, "GEHOOR_DATA": str(data), "GEHOOR_TENANTS": str(TENANTS), "GEHOOR_DEMO": "1"}
    subprocess.run([sys.executable, "-m", "gehoor", "demo"], env=environment, check=True, capture_output=True)
    return data


@pytest.fixture
def host(filled: Path, tmp_path: Path) -> Iterator[Host]:
    data = tmp_path / "data"
    subprocess.run(["cp", "-a", str(filled), str(data)], check=True)
    with server().database() as database:
        yield Host(data, database)


def state_of(said: str) -> str:
    """What the list says of the municipality, which comes last in it, with the reason below it."""
    return f"\n{said}".partition(f"\n{SLUG}")[2]


def test_a_municipality_goes_to_postgresql_and_back_and_is_the_same_each_time(host: Host) -> None:
    there = host.head_after(host.files, host.database.serving)
    assert "klopt" in host.gives(host.rows, "register", "verify", SLUG)
    assert "verhuisd" in state_of(host.gives(host.files, "tenants", "list")).lower()
    assert "verhuisd" not in state_of(host.gives(host.rows, "tenants", "list")).lower()
    back = host.head_after(host.rows, str(host.data))
    assert back == there
    assert "klopt" in host.gives(host.files, "register", "verify", SLUG)
    assert "verhuisd" in state_of(host.gives(host.rows, "tenants", "list")).lower()
    assert host.head_after(host.files, host.database.serving) == there


def test_the_guards_of_the_file_are_there_again_after_a_move(host: Host, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    host.gives(host.files, "move", SLUG, "--to", str(elsewhere))
    connection = sqlite3.connect(elsewhere / "tenants" / f"{SLUG}.sqlite")
    try:
        for forbidden in (
            "UPDATE register_event SET actor = 'x'",
            "DELETE FROM register_event",
            "DELETE FROM admin_log",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="cannot be"):
                connection.execute(forbidden)
    finally:
        connection.close()


def test_a_municipality_that_is_in_use_there_is_not_overwritten(host: Host, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    host.gives({**host.files, "GEHOOR_DATA": elsewhere}, "tenants", "apply", SLUG)
    said = host.gives(host.files, "move", SLUG, "--to", elsewhere, status=1)
    assert "in gebruik" in said
    assert "verhui" not in state_of(host.gives(host.files, "tenants", "list")).lower()


def test_a_copy_with_events_of_its_own_is_not_overwritten(host: Host, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    there = {**host.files, "GEHOOR_DATA": elsewhere}
    host.gives(host.files, "move", SLUG, "--to", elsewhere)
    control = sqlite3.connect(Path(elsewhere) / "control.sqlite")
    control.execute("UPDATE tenant SET state = 'suspended', state_why = 'Verhuisd naar elders.'")
    control.commit()
    control.close()
    file = sqlite3.connect(Path(elsewhere) / "tenants" / f"{SLUG}.sqlite")
    file.execute("UPDATE register_head SET position = position + 1, hash = ?", ("f" * 64,))
    file.commit()
    file.close()
    host.gives(host.files, "tenants", "resume", SLUG)
    said = host.gives(host.files, "move", SLUG, "--to", elsewhere, status=1)
    assert "gebeurtenissen die hier niet zijn" in said
    assert "Verhuisd" in host.gives(there, "tenants", "list")


def test_a_damaged_register_does_not_move(host: Host, tmp_path: Path) -> None:
    file = sqlite3.connect(host.data / "tenants" / f"{SLUG}.sqlite")
    file.execute("DROP TRIGGER register_event_is_never_changed")
    file.execute("UPDATE register_event SET actor = 'x' WHERE position = 2")
    file.commit()
    file.close()
    said = host.gives(host.files, "move", SLUG, "--to", str(tmp_path / "elsewhere"), status=1)
    assert "positie 2" in said
    assert "verhui" not in state_of(host.gives(host.files, "tenants", "list")).lower()


def test_new_rows_get_new_numbers_after_the_move(host: Host) -> None:
    host.gives(host.files, "move", SLUG, "--to", host.database.serving)
    highest = int(host.database.sql("SELECT max(id) FROM letter"))
    assert highest > 1
    host.database.sql(
        "SET app.tenant = 'zaltbommel'; INSERT INTO outbox (kind, payload, state, run_at, attempts) "
        "VALUES ('x', '', 'queued', '2026-01-01T00:00:00.000000Z', 0)"
    )
    assert int(host.database.sql("SELECT nextval(pg_get_serial_sequence('letter', 'id'))")) > highest
