"""`gehoor operator`: the key of the app is shown once, and the password never stands in a command."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from gehoor.cli import main


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GEHOOR_DATA", str(tmp_path))
    monkeypatch.delenv("GEHOOR_DATABASE", raising=False)
    return tmp_path


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = "vier losse woorden samen") -> int:  # noqa: S107  # Of a made-up person.
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return main(["operator", *arguments])


def logins(data: Path) -> list[str]:
    with sqlite3.connect(data / "control.sqlite") as control:
        return [login for (login,) in control.execute("SELECT login FROM operator")]


@pytest.mark.files
def test_an_operator_is_added_once_and_removed_once(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(monkeypatch, "add", "wim") == 0
    address = urlsplit(capsys.readouterr().out.splitlines()[0])
    assert address.scheme == "otpauth"
    assert len(pyotp.TOTP(parse_qs(address.query)["secret"][0]).at(0)) == 6
    assert command(monkeypatch, "add", "wim") == 1
    assert logins(data) == ["wim"]
    assert command(monkeypatch, "remove", "wim") == 0
    assert command(monkeypatch, "remove", "wim") == 1
    assert logins(data) == []


@pytest.mark.files
@pytest.mark.parametrize(("login", "password"), [("wim", "kort"), ("Wim de Boer", "vier losse woorden samen")])
def test_a_name_or_password_that_will_not_do_is_refused_with_the_reason(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], login: str, password: str
) -> None:
    assert command(monkeypatch, "add", login, password=password) == 1
    assert "Gebruik" in capsys.readouterr().err
    assert logins(data) == []
