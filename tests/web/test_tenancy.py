"""The host name decides for which municipality a request is."""

from __future__ import annotations

import anyio
import pytest
from litestar.testing import AsyncTestClient

from web.fictional_site import CLOSED_HOST, VOORBEELDSTAD_HOST, ZALTBOMMEL_HOST, Site, current_tenant
from web.small_handlers import HANDLERS


@pytest.mark.parametrize("host", ["elders.localhost", "127.0.0.1", "zaltbommel.localhost.evil.example"])
@pytest.mark.parametrize("path", ["/", "/wie", "/static/gehoor.css", "/thema.css", "/bestaat-niet"])
def test_an_unknown_host_gets_a_plain_line_and_nothing_else(host: str, path: str) -> None:
    site = Site(HANDLERS)
    answer = site.client(host).get(path)
    assert (answer.status_code, answer.text) == (404, "Onbekend adres.")
    assert not {"set-cookie", "location", "server", "etag"} & set(answer.headers)
    assert answer.headers["content-type"].startswith("text/plain")
    assert site.entered == []


@pytest.mark.parametrize("path", ["/", "/static/gehoor.css", "/bestaat-niet"])
def test_a_closed_municipality_gives_a_plain_line_that_tells_nothing(path: str) -> None:
    site = Site(HANDLERS)
    answer = site.client(CLOSED_HOST).get(path)
    assert answer.status_code == 503
    assert "tijdelijk niet bereikbaar" in answer.text
    assert "gesloten" not in answer.text
    assert site.entered == []


def test_a_request_belongs_to_the_municipality_of_its_host() -> None:
    site = Site(HANDLERS)
    assert site.client(ZALTBOMMEL_HOST).get("/wie").json()["tenant"] == "zaltbommel"
    assert site.client(VOORBEELDSTAD_HOST).get("/wie").json() == {
        "tenant": "voorbeeldstad",
        "entered": "voorbeeldstad",
        "person": "",
    }


@pytest.mark.parametrize("host", ["zaltbommel.localhost:8000", "ZaltBommel.LocalHost", "ZALTBOMMEL.localhost:80"])
def test_the_port_and_the_case_of_the_letters_do_not_matter(host: str) -> None:
    assert Site(HANDLERS).client().get("/wie", headers={"host": host}).json()["tenant"] == "zaltbommel"


def test_two_host_names_at_once_belong_to_nobody() -> None:
    headers = [("host", ZALTBOMMEL_HOST), ("host", VOORBEELDSTAD_HOST)]
    assert Site(HANDLERS).client().get("/wie", headers=headers).text == "Onbekend adres."


def test_the_municipality_is_left_after_the_answer_also_after_an_error() -> None:
    site = Site(HANDLERS)
    for path in ("/wie", "/fout/unexpected", "/bestaat-niet"):
        site.client().get(path)
    assert site.entered == site.left == ["zaltbommel"] * 3
    assert current_tenant.get() == ""


def test_an_unknown_address_of_a_known_host_gets_the_municipalitys_own_page() -> None:
    answer = Site(HANDLERS).client(VOORBEELDSTAD_HOST).get("/bestaat-niet")
    assert answer.status_code == 404
    assert "Stad Voorbeeldstad" in answer.text
    assert '<html lang="nl-BE">' in answer.text


@pytest.mark.parametrize("host", ["elders.localhost", ZALTBOMMEL_HOST, "10.0.0.7:8000"])
def test_the_health_check_answers_for_any_host(host: str) -> None:
    site = Site(HANDLERS)
    assert site.client().get("/gezond", headers={"host": host}).status_code == 200
    assert site.entered == []


def test_the_colours_and_the_icon_are_those_of_the_host() -> None:
    site = Site(HANDLERS)
    answers = {host: site.client(host).get("/thema.css") for host in (ZALTBOMMEL_HOST, VOORBEELDSTAD_HOST)}
    assert "#1b4b8f" in answers[ZALTBOMMEL_HOST].text
    assert "#17694a" in answers[VOORBEELDSTAD_HOST].text
    assert answers[ZALTBOMMEL_HOST].headers["content-type"] == "text/css; charset=utf-8"
    assert "#17694a" in site.client(VOORBEELDSTAD_HOST).get("/icoon.svg").text


def test_static_files_may_be_kept_and_their_address_changes_with_them() -> None:
    client = Site(HANDLERS).client()
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert address.startswith("/static/gehoor.css?v=")
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["cache-control"] == "max-age=31536000, public, immutable"


def test_no_file_outside_the_static_folder_can_be_had() -> None:
    client = Site(HANDLERS).client()
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static"):
        assert client.get(path).status_code in (404, 405), path


@pytest.mark.anyio
async def test_requests_at_the_same_time_stay_apart() -> None:
    site = Site(HANDLERS)
    seen: list[tuple[str, str]] = []
    async with AsyncTestClient(site.app, base_url="http://x.localhost") as client, anyio.create_task_group() as tasks:

        async def ask(host: str) -> None:
            found = (await client.get("/wie", headers={"host": host})).json()
            seen.append((found["tenant"], found["entered"]))

        for number in range(40):
            tasks.start_soon(ask, (ZALTBOMMEL_HOST, VOORBEELDSTAD_HOST)[number % 2])
    assert sorted(seen) == [("voorbeeldstad", "voorbeeldstad")] * 20 + [("zaltbommel", "zaltbommel")] * 20
