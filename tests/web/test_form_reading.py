"""How a posted form is read from the network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from gehoor.web import form_reading
from web.fictional_site import Site, hidden_token
from web.small_handlers import HANDLERS


@pytest.fixture
def client() -> TestClient[Litestar]:
    return Site(HANDLERS).client()


@pytest.fixture
def token(client: TestClient[Litestar]) -> str:
    return hidden_token(client.get("/").text)


def test_the_form_is_read_once_for_the_guard_and_the_handler(client: TestClient[Litestar], token: str) -> None:
    answer = client.post("/echo", data={"_csrf": token, "naam": "S. de Wit"}, files={"f": ("a.txt", b"abc")})
    assert answer.json() == {
        "texts": {"naam": ["S. de Wit"]},
        "files": [["f", "a.txt", 3, 3]],
        "same": True,
    }


def test_a_field_that_comes_more_than_once_keeps_all_its_values(client: TestClient[Litestar], token: str) -> None:
    for files in (None, {"f": ("a.txt", b"x")}):
        answer = client.post("/echo", data={"_csrf": token, "keuze": ["a", "b", ""]}, files=files)
        assert answer.json()["texts"] == {"keuze": ["a", "b", ""]}


def test_letters_of_every_alphabet_arrive(client: TestClient[Litestar], token: str) -> None:
    typed = "Zoë & Łukasz +100% = \u0645\u0631\u062d\u0628\u0627 \U0001f642"
    for files in (None, {"f": ("a.txt", b"x")}):
        answer = client.post("/echo", data={"_csrf": token, "wat": typed}, files=files)
        assert answer.json()["texts"]["wat"] == [typed]


def test_bytes_that_are_no_text_are_marked_and_not_lost(client: TestClient[Litestar], token: str) -> None:
    answer = client.post("/echo", data={"_csrf": token}, files={"wat": (None, b"goed \xff\xfe fout")})
    assert answer.json()["texts"]["wat"] == ["goed \ufffd\ufffd fout"]


def test_a_file_field_without_a_file_gives_nothing(client: TestClient[Litestar], token: str) -> None:
    body = (
        f'--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n{token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="bijlagen"; filename=""\r\n'
        "Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
    )
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = client.post("/echo", content=body.encode(), headers=headers)
    assert answer.json() == {"texts": {}, "files": [], "same": True}


def test_a_text_of_a_hundred_thousand_characters_arrives(client: TestClient[Litestar], token: str) -> None:
    answer = client.post("/echo", data={"_csrf": token, "wat": "a" * 100_000})
    assert len(answer.json()["texts"]["wat"][0]) == 100_000


def test_of_a_file_that_is_too_big_the_rest_is_thrown_away_and_the_text_is_kept(
    client: TestClient[Litestar], token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_reading, "FILE_LIMIT", 100_000)
    files = {"film": ("film.pdf", b"x" * 300_000)}
    answer = client.post("/echo", data={"_csrf": token, "wat": "Mijn verhaal"}, files=files).json()
    assert answer["texts"] == {"wat": ["Mijn verhaal"]}
    assert answer["files"] == [["film", "film.pdf", 300_000, 100_000]]


def test_of_all_files_together_no_more_than_the_limit_is_kept(
    client: TestClient[Litestar], token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_reading, "KEPT_LIMIT", 5_000)
    files = [("f", (f"{number}.txt", b"x" * 2_000)) for number in range(4)]
    answer = client.post("/echo", data={"_csrf": token}, files=files).json()
    assert [kept for *_, kept in answer["files"]] == [2_000, 2_000, 1_000, 0]
    assert [size for *_, size, _ in answer["files"]] == [2_000] * 4


def test_a_form_that_is_far_too_big_gets_a_page_that_says_so(
    client: TestClient[Litestar], token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_reading, "BODY_LIMIT", 50_000)
    answer = client.post("/echo", data={"_csrf": token}, files={"f": ("a.txt", b"x" * 60_000)})
    assert answer.status_code == 413
    assert "Wat u stuurde is te groot" in answer.text
    assert "25 MB" in answer.text


def test_too_much_text_gets_the_same_page(
    client: TestClient[Litestar], token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_reading, "TEXT_LIMIT", 5_000)
    for files in (None, {"f": ("a.txt", b"x")}):
        answer = client.post("/echo", data={"_csrf": token, "wat": "a" * 6_000}, files=files)
        assert answer.status_code == 413


def test_too_many_fields_get_the_same_page(client: TestClient[Litestar], token: str) -> None:
    many = {f"veld{number}": "x" for number in range(600)}
    assert client.post("/echo", data={"_csrf": token, **many}).status_code == 413
    assert client.post("/echo", data={"_csrf": token, **many}, files={"f": b"x"}).status_code == 413


def test_a_form_that_is_too_big_is_taken_in_before_the_answer_so_that_the_browser_shows_it(
    client: TestClient[Litestar], token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_reading, "BODY_LIMIT", 1_000)
    sent: list[int] = []

    def body() -> Iterator[bytes]:
        for number in range(50):
            sent.append(number)
            yield b"x" * 1_000

    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/echo", content=body(), headers=headers).status_code == 413
    assert len(sent) == 50


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"rommel",
        b"--x\r\nContent-Disposition: form-data\r\n\r\n",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nhalf',
        b"--x\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--x--\r\n",
    ],
)
def test_a_damaged_form_is_never_half_taken(client: TestClient[Litestar], body: bytes) -> None:
    client.get("/")
    answer = client.post("/echo", content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", ""])
def test_a_form_of_an_unknown_kind_changes_nothing(client: TestClient[Litestar], kind: str) -> None:
    client.get("/")
    assert client.post("/echo", content=b"_csrf=x", headers={"content-type": kind}).status_code in (400, 403)


def test_the_files_are_gone_when_the_request_is_over(
    client: TestClient[Litestar], token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[form_reading.Upload] = []
    keep = form_reading.Upload.__init__

    def remember(upload: form_reading.Upload, field: str, filename: str) -> None:
        keep(upload, field, filename)
        seen.append(upload)

    monkeypatch.setattr(form_reading.Upload, "__init__", remember)
    client.post("/echo", data={"_csrf": token}, files={"f": ("a.txt", b"x" * 500_000)})
    client.post("/echo", data={"_csrf": "oud"}, files={"f": ("a.txt", b"x")})
    assert [upload.file.closed for upload in seen] == [True, True]
