"""The register of a municipality in the hands of somebody who may change everything in the database."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from gehoor.bootstrap import apply_all, open_platform
from gehoor.cli import main
from gehoor.domain.complaint import Channel
from gehoor.services import intake
from gehoor.settings import Hidden, Settings
from gehoor.storage.chain import digest_of
from postgres_server import Database
from serving import ROOT

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SLUG, OTHER = "zaltbommel", "voorbeeldstad"
COLUMNS = "position, case_id, seq, kind, at, actor, payload, previous_hash, hash"
#: Three cases are enough to have one before, one between and one after.
CASES = 3


async def filled(data: Path, address: str) -> None:
    """Two municipalities with some complaints each."""
    settings = Settings(data=data, tenants=ROOT / "tenants", database=Hidden(address) if address else None)
    platform = await open_platform(settings, clock=lambda: NOW)
    try:
        await apply_all(platform)
        for slug in (SLUG, OTHER):
            async with platform.at(slug) as place:
                for number in range(CASES):
                    entry = intake.Entry(
                        channel=Channel.FORM,
                        name="Petra Proefpersoon",
                        address="Voorbeeldlaan 1\n1234 AB Voorbeeld",
                        email="petra@voorbeeld.example",
                        what_happened="Aan de balie werd mij de deur gewezen.",
                        conduct_on=date(2026, 2, 20),
                        unit="burgerzaken",
                    )
                    await intake.file_complaint(place, entry, f"key-{number}", platform.secret, "complainant", NOW)
    finally:
        await platform.aclose()


class Register:
    """The register of one municipality in the hands of somebody who may do anything with it."""

    def __init__(self, run: Callable[[str], list[list[Any]]], environment: dict[str, str], *, files: bool) -> None:
        self._run, self.environment, self.files = run, environment, files
        self.rows = self.read()

    def do(self, *statements: str) -> None:
        """Carry out statements, all of them together."""
        self._run(";\n".join(statements))

    def read(self) -> dict[int, dict[str, Any]]:
        """The events by their position."""
        names = COLUMNS.split(", ")
        rows = self._run(f"SELECT {COLUMNS.replace('payload', 'hex(payload)' if self.files else PG_HEX)} "
                         "FROM register_event ORDER BY position")  # fmt: skip
        found = [dict(zip(names, row, strict=True)) for row in rows]
        return {
            int(row["position"]): {
                **row,
                "position": int(row["position"]),
                "seq": int(row["seq"]),
                "payload": bytes.fromhex(row["payload"]),
            }
            for row in found
        }

    def bytes(self, content: bytes) -> str:
        """Bytes as they stand in a statement."""
        return f"X'{content.hex()}'" if self.files else f"'\\x{content.hex()}'::bytea"

    def set(self, position: int, /, **columns: str) -> str:
        """A statement that changes an event; the values are written as in a statement."""
        changes = ", ".join(f"{name} = {value}" for name, value in columns.items())
        return f"UPDATE register_event SET {changes} WHERE position = {position}"

    def insert(self, row: dict[str, Any]) -> str:
        """A statement that adds an event."""
        payload = self.bytes(row["payload"])
        values = [payload if name == "payload" else f"'{row[name]}'" for name in COLUMNS.split(", ")]
        return f"INSERT INTO register_event ({COLUMNS}) VALUES ({', '.join(values)})"

    def rewritten(self, first: int, last: int, **changes: Any) -> list[str]:
        """Statements that change the first event and write the chain anew from there, as somebody who knows how."""
        statements, previous = [], self.rows[first]["previous_hash"]
        for position in range(first, last + 1):
            row = {**self.rows[position], **(changes if position == first else {}), "previous_hash": previous}
            previous = digest(row)
            given = {name: f"'{value}'" for name, value in changes.items()} if position == first else {}
            columns = {**given, "previous_hash": f"'{row['previous_hash']}'", "hash": f"'{previous}'"}
            statements.append(self.set(position, **columns))
        return statements

    def verify(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What the command says, with the status with which it ends."""
        said, complained = io.StringIO(), io.StringIO()
        # In this process: it is the same command, and there are many of them.
        with patch.dict(os.environ, self.environment), redirect_stdout(said), redirect_stderr(complained):
            status = main(["register", "verify", *arguments])
        return subprocess.CompletedProcess(["gehoor"], status, said.getvalue(), complained.getvalue())


PG_HEX = "encode(payload, 'hex')"


def digest(row: dict[str, Any]) -> str:
    """The hash that fits an event."""
    return digest_of(*(row[name] for name in COLUMNS.split(", ")[:-1]))


def environment(data: Path, address: str = "") -> dict[str, str]:
    database = {"GEHOOR_DATABASE": address} if address else {}
    return {**os.environ, "GEHOOR_DATA": str(data), "GEHOOR_TENANTS": str(ROOT / "tenants"), **database}


@contextmanager
def in_a_copy(original: Path, tmp_path: Path) -> Iterator[Register]:
    data = tmp_path / "data"
    shutil.copytree(original, data)
    connection = sqlite3.connect(data / "tenants" / f"{SLUG}.sqlite", isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")

    def run(statements: str) -> list[list[Any]]:
        return [list(row) for part in statements.split(";\n") for row in connection.execute(part)]

    try:
        yield Register(run, environment(data), files=True)
    finally:
        connection.close()


@contextmanager
def as_the_owner(database: Database, tmp_path: Path) -> Iterator[Register]:
    data = tmp_path / "data"
    asyncio.run(filled(data, database.serving))
    triggers = "".join(f"ALTER TABLE {name} {{0}} TRIGGER USER; " for name in ("register_event", "register_head"))
    before, after = f"SET app.tenant = '{SLUG}'; {triggers.format('DISABLE')}", f"; {triggers.format('ENABLE')}"

    def run(statements: str) -> list[list[Any]]:
        said = database.sql(before + statements + after, database.owner)
        return [line.split("|") for line in said.splitlines()]

    yield Register(run, environment(data, database.serving), files=False)


def cases_of(register: Register) -> list[str]:
    """The cases in the order in which they came."""
    return list(dict.fromkeys(row["case_id"] for row in register.rows.values()))


def inside(register: Register, number: int) -> int:
    """The position of an event in the middle of a case."""
    case_id = cases_of(register)[number]
    places = [position for position, row in register.rows.items() if row["case_id"] == case_id]
    assert len(places) >= 3
    return places[1]
