"""`gehoor migrate` makes the tables once, however many start it, and says what it did."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gehoor.errors import InvalidInput
from gehoor.settings import read_settings
from gehoor.storage.migrations.control import MIGRATIONS as CONTROL
from gehoor.storage.migrations.runner import migrate
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT
from postgres_server import SERVING, Database, server

COMMAND = [sys.executable, "-m", "gehoor", "migrate"]
STEPS = {f"control {migration.id}" for migration in CONTROL} | {f"schema {migration.id}" for migration in TENANT}
PATIENCE = 60


@pytest.fixture
def empty() -> Iterator[Database]:
    with server().database(migrated=False) as made:
        yield made


def carried_out(environment: dict[str, str], times: int = 1) -> list[tuple[int, str, str]]:
    """The exit status and what was said, of so many processes at once."""
    running = [
        subprocess.Popen(COMMAND, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(times)
    ]
    said = [process.communicate(timeout=PATIENCE) for process in running]
    return [(process.returncode, *words) for process, words in zip(running, said, strict=True)]


def test_two_processes_at_once_carry_out_each_step_once(empty: Database) -> None:
    said = carried_out(empty.environment, times=2)
    assert [(status, errors) for status, _, errors in said] == [(0, "")] * 2
    steps = [line for _, words, _ in said for line in words.splitlines() if line in STEPS]
    assert sorted(steps) == sorted(STEPS)
    assert all(f"'{SERVING}' mag ermee werken en bezit niets" in words for _, words, _ in said)
    assert empty.sql("SELECT count(*) FROM schema_migration") == str(len(TENANT))
    ((status, words, _),) = carried_out(empty.environment)
    assert (status, "0 stappen" in words) == (0, True)


def test_without_the_owner_or_as_the_serving_role_nothing_is_migrated(empty: Database) -> None:
    for owner, remedy in (
        ("", "GEHOOR_DATABASE_OWNER"),
        (empty.serving, "maak een tweede rol"),
        (server().addresses("elders").owner, "tweemaal dezelfde database"),
    ):
        ((status, words, errors),) = carried_out({**empty.environment, "GEHOOR_DATABASE_OWNER": owner})
        assert (status, words) == (1, "")
        assert remedy in errors
    nobody = empty.serving.replace(SERVING, "niemand")
    ((status, _, errors),) = carried_out({**empty.environment, "GEHOOR_DATABASE": nobody})
    assert (status, "De rol 'niemand'" in errors) == (1, True)
    assert empty.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0"


def test_a_step_that_fails_leaves_the_steps_before_it_and_nothing_of_itself(empty: Database) -> None:
    empty.sql("CREATE TABLE letter (id INTEGER)")
    empty.sql("GRANT ALL ON letter TO public")
    ((status, words, _),) = carried_out(empty.environment)
    assert status != 0
    assert "bezit niets" not in words
    assert empty.sql("SELECT string_agg(id, ' ' ORDER BY id) FROM schema_migration") == "0001 0002 0003"
    assert empty.sql("SELECT to_regclass('narrative') IS NULL") == "t"


def test_files_are_brought_up_to_date_and_named(tmp_path: Path) -> None:
    (tmp_path / "tenants").mkdir()
    migrate(tmp_path / "tenants" / "neerdam.sqlite", TENANT[:3])
    environment = {**os.environ, "GEHOOR_DATA": str(tmp_path), "GEHOOR_DATABASE": ""}
    said = carried_out(environment, times=2)
    assert [(status, errors) for status, _, errors in said] == [(0, "")] * 2
    lines = [line for _, out, _ in said for line in out.splitlines()]
    of_file = [line.partition(": ")[2] for line in lines if line.startswith("tenants/neerdam.sqlite: ")]
    assert sorted(", ".join(of_file).split(", ")) == [step.id for step in TENANT[3:]]
    assert all("2 bestanden in" in out for _, out, _ in said)
    ((_, out, _),) = carried_out(environment)
    assert "0 bijgewerkt, 2 al op deze versie" in out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("GEHOOR_DATABASE", "mysql://web:heelgeheim@host/gehoor", "geen adres van een PostgreSQL-database"),
        ("GEHOOR_DATABASE", "postgresql://web:heelgeheim@host:geenpoort/gehoor", "geen adres"),
        ("GEHOOR_DATABASE", "postgresql://:heelgeheim@host/gehoor", "de gebruiker"),
        ("GEHOOR_DATABASE_OWNER", "postgresql://web:heelgeheim@host", "de naam van de database"),
        ("GEHOOR_DATABASE_OWNER", "postgresql://web:heelgeheim@/gehoor", "de server"),
        ("GEHOOR_DATABASE_POOL", "0", "van 1 tot en met 200"),
        ("GEHOOR_DATABASE_POOL", "veel", "van 1 tot en met 200"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_its_password_is_not(name: str, value: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words) as caught:
        read_settings({name: value})
    assert caught.value.field == name
    assert name in caught.value.message
    assert "heelgeheim" not in f"{caught.value!r} {caught.value.message}"


def test_a_password_is_not_shown_with_the_settings() -> None:
    address = "postgresql://web:heelgeheim@/gehoor?host=/run/postgresql"
    settings = read_settings({"GEHOOR_DATABASE": address, "GEHOOR_DATABASE_POOL": "3"})
    assert settings.database is not None
    assert (settings.database.value, settings.database_pool, settings.database_owner) == (address, 3, None)
    assert "heelgeheim" not in repr(settings)
