"""Somebody with the database in hand changes a register past its triggers; the command names what they did."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postgres_server import server
from serving import GEHOOR, ROOT
from storage.tampering import OTHER, SLUG, Register, as_the_owner, cases_of, digest, filled, in_a_copy, inside


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that nobody touches."""
    data = tmp_path_factory.mktemp("original") / "data"
    asyncio.run(filled(data, ""))
    return data


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """In a copy of the file, and in PostgreSQL as the owner of the tables."""
    if request.param == "sqlite":
        with in_a_copy(request.getfixturevalue("original"), tmp_path) as opened:
            yield opened
    else:
        with as_the_owner(server().shared(), tmp_path) as opened:
            yield opened


Places = list[tuple[int, str]]
Tamper = Callable[[Register], Places]


def changed(register: Register) -> Places:
    position = inside(register, 1)
    register.do(register.set(position, actor="'iemand-anders'"))
    return [(position, register.rows[position]["case_id"])]


def changed_content(register: Register) -> Places:
    position = inside(register, 1)
    register.do(register.set(position, payload=register.bytes(b'{"type":"x"}')))
    return [(position, register.rows[position]["case_id"])]


def changed_with_a_hash_that_fits(register: Register) -> Places:
    position = inside(register, 1)
    register.do(*register.rewritten(position, position, actor="iemand-anders"))
    return [(position, register.rows[position]["case_id"])]


def changed_with_the_chain_written_anew(register: Register) -> Places:
    position, last = inside(register, 1), max(register.rows)
    register.do(*register.rewritten(position, last, actor="iemand-anders"))
    # Only the head gives it away, so the last event is the one that does not fit.
    return [(last, register.rows[last]["case_id"])]


def deleted(register: Register) -> Places:
    position = inside(register, 1)
    register.do(f"DELETE FROM register_event WHERE position = {position}")
    return [(position, register.rows[position]["case_id"])]


def deleted_and_closed_up(register: Register) -> Places:
    position, last = inside(register, 1), max(register.rows)
    moves = [register.set(number, position=str(number - 1)) for number in range(position + 1, last + 1)]
    register.do(f"DELETE FROM register_event WHERE position = {position}", *moves)
    return [(position, register.rows[position + 1]["case_id"])]


def a_case_deleted(register: Register) -> Places:
    case_id = cases_of(register)[1]
    register.do(f"DELETE FROM register_event WHERE case_id = '{case_id}'")
    return [(min(place for place, row in register.rows.items() if row["case_id"] == case_id), case_id)]


def cut_off(register: Register) -> Places:
    last = max(register.rows)
    register.do(f"DELETE FROM register_event WHERE position = {last}")
    return [(last, register.rows[last]["case_id"])]


def cut_off_with_the_head_put_back(register: Register) -> Places:
    last = max(register.rows)
    before = register.rows[last - 1]["hash"]
    register.do(
        f"DELETE FROM register_event WHERE position = {last}",
        f"UPDATE register_head SET position = {last - 1}, hash = '{before}'",
    )
    return [(last, register.rows[last]["case_id"])]


def swapped(register: Register) -> Places:
    one, other = inside(register, 0), inside(register, 2)
    register.do(
        register.set(one, position="9999"),
        register.set(other, position=str(one)),
        register.set(9999, position=str(other)),
    )
    return [(one, register.rows[other]["case_id"]), (other, register.rows[one]["case_id"])]


def swapped_contents(register: Register) -> Places:
    one, other = inside(register, 0), inside(register, 2)
    register.do(
        register.set(
            one, payload=register.bytes(register.rows[other]["payload"]), kind=f"'{register.rows[other]['kind']}'"
        ),
        register.set(
            other, payload=register.bytes(register.rows[one]["payload"]), kind=f"'{register.rows[one]['kind']}'"
        ),
    )
    changed_places = [one, other]
    return [(place, register.rows[place]["case_id"]) for place in changed_places]


def given_to_another_case(register: Register) -> Places:
    position, thief = inside(register, 1), cases_of(register)[2]
    register.do(register.set(position, case_id=f"'{thief}'", seq="77"))
    return [(position, thief)]


def inserted(register: Register) -> Places:
    position, last = inside(register, 1), max(register.rows)
    moves = [register.set(number, position=str(number + 1)) for number in range(last, position - 1, -1)]
    forged = {**register.rows[position], "case_id": "verzonnen", "seq": 1, "payload": b"{}"}
    forged["hash"] = digest(forged)
    register.do(*moves, register.insert(forged))
    return [(position, "verzonnen")]


def added_at_the_end(register: Register) -> Places:
    last = max(register.rows)
    before = register.rows[last]
    forged = {**before, "position": last + 1, "seq": before["seq"] + 1, "previous_hash": before["hash"]}
    forged["hash"] = digest(forged)
    register.do(register.insert(forged))
    return [(last + 1, before["case_id"])]


WAYS: list[Tamper] = [
    changed,
    changed_content,
    changed_with_a_hash_that_fits,
    changed_with_the_chain_written_anew,
    deleted,
    deleted_and_closed_up,
    a_case_deleted,
    cut_off,
    cut_off_with_the_head_put_back,
    swapped,
    swapped_contents,
    given_to_another_case,
    inserted,
    added_at_the_end,
]


def named(said: str) -> set[tuple[int, str]]:
    """Position and case of everything that was found in the municipality that was tampered with."""
    found = re.findall(rf"^{SLUG}: positie (\d+), zaak (\S+): \S", said, re.MULTILINE)
    return {(int(position), case_id) for position, case_id in found}


@pytest.mark.parametrize("tamper", WAYS, ids=lambda way: way.__name__)
def test_the_command_names_the_municipality_the_case_and_the_position(register: Register, tamper: Tamper) -> None:
    places = tamper(register)
    done = register.verify()
    assert done.returncode == 1, done.stdout + done.stderr
    assert set(places) <= named(done.stdout), done.stdout
    assert re.search(rf"^{SLUG}: .* fout\(en\)$", done.stdout, re.MULTILINE), done.stdout
    assert re.search(rf"^{OTHER}: .*: klopt$", done.stdout, re.MULTILINE), done.stdout
    assert done.stderr == ""


def test_an_untouched_register_is_whole(register: Register) -> None:
    done = register.verify()
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall(r"^(\w+): 3 zaken, .*: klopt$", done.stdout, re.MULTILINE) == [OTHER, SLUG]
    unknown = register.verify("nergenshuizen")
    assert unknown.returncode == 1
    assert "bestaat hier niet" in unknown.stdout


def test_the_command_ends_as_it_says(register: Register) -> None:
    command = [GEHOOR, "register", "verify", SLUG]
    assert subprocess.run(command, env=register.environment, cwd=ROOT, capture_output=True).returncode == 0
    ((position, case_id),) = deleted(register)
    done = subprocess.run(command, env=register.environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"{SLUG}: positie {position}, zaak {case_id}: " in done.stdout


def test_a_register_without_its_end_is_found(register: Register) -> None:
    register.do("DELETE FROM register_head")
    done = register.verify(SLUG)
    assert done.returncode == 1
    assert f"{SLUG}: positie" in done.stdout


@pytest.mark.files
def test_a_municipality_that_is_suspended_is_checked_too(original: Path, tmp_path: Path) -> None:
    with in_a_copy(original, tmp_path) as register:
        (place,) = changed(register)
        with sqlite3.connect(tmp_path / "data" / "control.sqlite") as control:
            control.execute("UPDATE tenant SET state = 'suspended'")
        done = register.verify()
        assert done.returncode == 1
        assert place in named(done.stdout)


@pytest.mark.files
@pytest.mark.parametrize("column", ["case_id", "kind", "at", "actor", "previous_hash", "hash", "payload"])
def test_bytes_that_are_no_text_are_named_and_break_nothing(original: Path, tmp_path: Path, column: str) -> None:
    with in_a_copy(original, tmp_path) as register:
        position = inside(register, 1)
        register.do(register.set(position, **{column: "CAST(X'ff5a' AS TEXT)"}))
        done = register.verify()
        assert done.returncode == 1
        assert position in {place for place, _ in named(done.stdout)}, done.stdout
        assert re.search(rf"^{OTHER}: .*: klopt$", done.stdout, re.MULTILINE), done.stdout
