"""What people and the log get to see when something goes wrong."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from litestar import get
from litestar.response import Template

from gehoor.web.addresses import within_this_site
from gehoor.web.rendering import page
from logged import logged
from web.fictional_site import Site
from web.small_handlers import HANDLERS, AnyRequest

EXPECTED = {
    "invalid": (422, "Dit kan niet."),
    "not-found": (404, "Deze klacht is er niet."),
    "not-allowed": (403, "Alleen de coördinator ziet dit."),
    "refused": (409, "De termijn is al verlengd."),
    "concurrent": (409, "Laad de pagina opnieuw."),
    "other": (400, "Iets lukte niet."),
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_an_error_of_ours_becomes_a_page_with_its_own_words(kind: str) -> None:
    status, words = EXPECTED[kind]
    answer = Site(HANDLERS).client().get(f"/fout/{kind}")
    assert answer.status_code == status
    assert words in answer.text
    assert answer.text.count("<h1>") == 1


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_program_that_asks_for_json_gets_the_same_as_a_problem(kind: str) -> None:
    answer = Site(HANDLERS).client().get(f"/fout/{kind}", headers={"accept": "application/json"})
    status, words = EXPECTED[kind]
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["detail"] == words
    assert answer.json()["status"] == status


def test_an_unexpected_error_shows_a_number_and_nothing_of_the_inside() -> None:
    with logged() as lines:
        answer = Site(HANDLERS).client().get("/fout/unexpected?naam=Piet+Geheim")
    assert answer.status_code == 500
    assert "Er ging bij ons iets mis" in answer.text
    assert not re.search(r"KeyError|Geheim|Traceback|litestar|\.py", answer.text)
    number = re.search(r"<strong>([0-9a-f]{10})</strong>", answer.text)
    assert number
    assert [line["request"] for line in lines] == [number.group(1)]


def test_the_log_says_where_it_went_wrong_and_nothing_of_what_was_sent() -> None:
    with logged() as lines:
        Site(HANDLERS).client().get("/fout/unexpected?naam=Piet+Geheim", headers={"x-naam": "Geheim"})
    (line,) = lines
    assert (line["level"], line["method"], line["route"]) == ("error", "GET", "/fout/{kind}")
    assert line["tenant"] == "zaltbommel"
    trail = "\n".join(line["trail"])
    assert trail.startswith("builtins.KeyError")
    assert "because of\nbuiltins.ValueError" in trail
    assert "small_handlers.py" in trail
    assert not re.search(r"Geheim|Jan|invoer van unexpected", str(line))


def test_an_expected_error_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="gehoor.web"):
        Site(HANDLERS).client().get("/fout/refused")
    assert "gehoor.web" not in {record.name for record in caplog.records}


def test_a_wrong_method_is_explained_and_the_right_one_named() -> None:
    answer = Site(HANDLERS).client().get("/los")
    assert answer.status_code == 405
    assert "Deze pagina kunt u zo niet openen" in answer.text
    assert "POST" in answer.headers["allow"]


def test_an_unknown_page_is_explained() -> None:
    answer = Site(HANDLERS).client().get("/bestaat-niet")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text


def test_a_form_that_cannot_be_parsed_is_explained() -> None:
    answer = (
        Site(HANDLERS)
        .client()
        .post("/los", content=b"--x\r\nrommel", headers={"content-type": "multipart/form-data; boundary=x"})
    )
    assert answer.status_code == 400
    assert "Wij konden dit niet lezen" in answer.text


@get("/kapot")
async def broken_template(request: AnyRequest) -> Template:
    """A page whose template names something that nobody gave."""
    return page(request, "small_form_broken.html")


def test_a_template_that_misses_a_value_is_an_error_and_not_an_empty_place() -> None:
    answer = Site([broken_template]).client().get("/kapot")
    assert answer.status_code == 500
    assert "Er ging bij ons iets mis" in answer.text


def test_when_even_the_error_page_fails_there_is_a_plain_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(HANDLERS)

    words = "the disk of Jan is full"

    async def fail(_: str) -> Any:
        raise OSError(words)

    monkeypatch.setattr(site.sessions, "get", fail)
    client = site.client()
    client.cookies.set("gehoor", "x")
    with logged() as lines:
        answer = client.get("/")
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Er ging bij ons iets mis" in answer.text
    assert [line["trail"][0] for line in lines] == ["builtins.OSError"]
    assert "Jan" not in str(lines)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/werkvoorraad", "/werkvoorraad"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("", "/"),
        ("/a\r\nb", "/"),
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(address: str, expected: str) -> None:
    assert within_this_site(address) == expected
