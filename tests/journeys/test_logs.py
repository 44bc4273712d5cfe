"""A whole complaint under each law, with everything that can go wrong on the way: the log knows nobody by name."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from serving import (
    COMPLAINT,
    FLANDERS,
    NETHERLANDS,
    PASSWORD,
    PUBLIC_FORM,
    ROOT,
    WAYS,
    Person,
    demonstration,
    reference_in,
    serving,
    take,
)
from web.sample_files import PDF, PROGRAM

pytestmark = pytest.mark.journey

#: What one citizen tells. Each word of it is nowhere else on this machine.
TOLD: Final = {
    **COMPLAINT,
    "wat": "Xanthippe vertelde dat de zilverpopulier zonder overleg werd omgezaagd.",
    "over": "Medewerker Quirijn Vlinderslag",
    "naam": "Wolfert Zonderling",
    "straat": "Papaverhof 4711",
    "plaats": "9876 QX Nergenshuizen",
    "email": "wolfert.zonderling@papaver.example",
    "telefoon": "0612312399",
}
UPLOAD, BAD_UPLOAD = "loonstrook-zonderling.pdf", "virus-zonderling.exe"
WRONG_PASSWORD, WRONG_CODE, WRONG_LOGIN = "Karnemelkpap99", "QQQQ-RRRR-SSSS-TTTT-VVVV-WWWW-XX", "zonderling-login"
LOST = "Zoekgeraakt"
SPOILED = "Bedorvenvloedlijn"
#: Pieces of what was told, in every way in which they might turn up.
PERSONAL: Final = (
    "zonderling", "wolfert", "papaver", "4711", "9876", "nergenshuizen", "0612312399", "xanthippe", "zilverpopulier",
    "quirijn", "vlinderslag", "karnemelkpap", "loonstrook", SPOILED.lower(), LOST.lower(), PASSWORD,
)  # fmt: skip


class Watched:
    """Opens browsers and remembers every address that was asked for or sent to."""

    def __init__(self, port: int) -> None:
        self.port, self.asked, self.addresses = port, 0, list[str]()

    def person(self, host: str) -> Person:
        """Somebody with a browser of their own."""
        person = Person(self.port, host)
        person.client.event_hooks = {"request": [self._request], "response": [self._response]}
        return person

    def _request(self, request: httpx.Request) -> None:
        self.asked += 1
        self.addresses.append(str(request.url))

    def _response(self, response: httpx.Response) -> None:
        self.addresses.append(response.headers.get("location", ""))


def file_with_upload(citizen: Person, name: str, content: bytes, kind: str) -> httpx.Response:
    """Sends the form with a file; the browser calls it what somebody called it."""
    citizen.open(PUBLIC_FORM)
    data = citizen.fill_in(PUBLIC_FORM, TOLD)
    return citizen.client.post(PUBLIC_FORM, data=data, files=[("bijlagen", (name, content, kind))])


def journey(watched: Watched, host: str) -> tuple[str, str]:
    """A complaint from the form to the closing letter, read back by the citizen; gives its reference and its code."""
    citizen = watched.person(host)
    refused = file_with_upload(citizen, BAD_UPLOAD, PROGRAM, "application/x-msdownload")
    assert refused.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    taken = file_with_upload(citizen, UPLOAD, PDF, "application/pdf")
    assert taken.status_code == httpx.codes.SEE_OTHER, taken.text
    reference = reference_in(citizen.open(taken.headers["location"]))
    code = re.findall(r"<code>([^<]+)</code>", citizen.page.text)[0]
    people: dict[str, Person] = {}
    for step in WAYS[host]:
        if step.who not in people:
            people[step.who] = watched.person(host)
            people[step.who].sign_in(step.who)
        take(people[step.who], reference, step)
    reader = people["coordinator"]
    reader.open(f"/zaak/{reference}/brieven")
    papers = sorted(set(re.findall(rf'"(/zaak/{reference}/(?:brief|bijlage)/[^"]+)"', reader.page.text)))
    assert papers
    for paper in papers:
        assert reader.client.get(paper).status_code == httpx.codes.OK
    later = watched.person(host)
    later.open("/status")
    later.post("/status", later.fill_in("/status", {"toegangscode": code}))
    return reference, code


def provoke(watched: Watched, host: str, data: Path, reference: str) -> None:
    """What goes wrong because of people, and because of the machine."""
    stranger = watched.person(host)
    stranger.open("/aanmelden")
    guess = {"login": WRONG_LOGIN, "wachtwoord": WRONG_PASSWORD}
    assert stranger.client.post("/aanmelden", data=stranger.fill_in("/aanmelden", guess)).is_client_error
    stranger.open("/status")
    wrong = stranger.fill_in("/status", {"toegangscode": WRONG_CODE})
    assert stranger.client.post("/status", data=wrong).is_client_error
    for address in (f"/{LOST}", f"/zaak/{LOST}", f"/status/brief/{LOST}?naam={LOST}"):
        stranger.client.get(address)
    stranger.client.request("PROPFIND", "/", headers={"x-naam": LOST, "user-agent": LOST})
    stranger.client.get("/", headers={"host": f"{LOST}.localhost"})
    stranger.client.post("/klacht", content=LOST, headers={"content-type": "multipart/form-data; boundary=x"})
    for nonsense in (f"GET /{LOST} {LOST}", f"{LOST.upper()} / HTTP/1.1\r\nHost: {host}"):
        with socket.create_connection(("127.0.0.1", watched.port)) as line:
            line.sendall(f"{nonsense}\r\n\r\n".encode())
            line.recv(1000)
    slug = host.partition(".")[0]
    with sqlite3.connect(data / "tenants" / f"{slug}.sqlite") as database:
        # A text that is no text: the library repeats it in the words of its error.
        database.execute("UPDATE narrative SET text = CAST(? AS TEXT)", (SPOILED.encode() + b"\xff",))
        database.execute(
            "INSERT INTO outbox (kind, payload, state, run_at, attempts) VALUES ('render_letter', ?, 'queued', ?, 0)",
            (f'{{"letter": "{SPOILED}"}}'.encode(), "2020-01-01T00:00:00.000000Z"),
        )
    database.close()
    reader = watched.person(host)
    reader.sign_in("coordinator")
    assert reader.client.get(f"/zaak/{reference}").status_code == httpx.codes.INTERNAL_SERVER_ERROR
    # The worker looks at a file that another process wrote to when it is this file's turn; a complaint wakes it now.
    citizen = watched.person(host)
    assert file_with_upload(citizen, UPLOAD, PDF, "application/pdf").status_code == httpx.codes.SEE_OTHER
    wait_for(data, slug)


def wait_for(data: Path, slug: str) -> None:
    """Until the worker has tried the job that cannot be done."""
    database = sqlite3.connect(data / "tenants" / f"{slug}.sqlite", timeout=30)
    while not database.execute("SELECT 1 FROM outbox WHERE attempts > 0 AND error IS NOT NULL").fetchone():
        assert database.execute("SELECT 1 FROM outbox WHERE state IN ('queued', 'running')").fetchone()
    database.close()


def check_line(line: Mapping[str, Any]) -> None:
    assert {"at", "level", "logger", "event"} <= line.keys()
    if line["logger"].startswith("gehoor.web"):
        assert re.fullmatch("[0-9a-f]{10}", line["request"])
        known_host = line["status"] != httpx.codes.NOT_FOUND if "status" in line else True
        assert "tenant" in line or not known_host


@pytest.mark.parametrize("host", [NETHERLANDS, FLANDERS])
def test_nothing_that_people_wrote_is_in_the_log_or_in_an_address(host: str, tmp_path: Path) -> None:
    data, written = demonstration(tmp_path, "--no-cases"), tmp_path / "log"
    with serving(data, log=written, GEHOOR_LOG_REQUESTS="1") as server:
        watched = Watched(server.port)
        reference, code = journey(watched, host)
        ordinary = list(watched.addresses)
        provoke(watched, host, data, reference)
    text = written.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        check_line(line)
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) == watched.asked
    assert all({"method", "route", "status", "ms"} <= line.keys() for line in requests)
    events = {line["event"] for line in lines}
    assert {"a request failed", "Invalid HTTP request received."} <= events
    (failed_job,) = {line["job"] for line in lines if line["event"].startswith("job ")}
    assert failed_job.startswith("render_letter ")
    slug = host.partition(".")[0]
    cases = {line["case"] for line in lines if "case" in line}
    assert len(cases) == 2
    assert {line["tenant"] for line in lines if "case" in line or "job" in line} == {slug}
    assert len(typed(host)) > 3
    for piece in (*PERSONAL, *staff(host), *typed(host), code, reference, WRONG_CODE):
        assert piece.lower() not in text.lower(), piece
    for piece in (*PERSONAL, *staff(host), code):
        assert piece.lower() not in " ".join(ordinary).lower(), piece


def staff(host: str) -> list[str]:
    """The names of whoever works there."""
    file = ROOT / "tenants" / host.partition(".")[0] / "organisation.toml"
    return [person["name"] for person in tomllib.loads(file.read_text(encoding="utf-8"))["people"]]


def typed(host: str) -> list[str]:
    """The sentences that the staff typed on the way."""
    values = [value for step in WAYS[host] for value in step.values.values() if isinstance(value, str)]
    return [value for value in values if " " in value]
