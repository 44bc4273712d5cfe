"""Complaints filed a second at one municipality, through the form, with one, 8 and 64 people at once."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import load
from bench.rows import Row
from bench.site import on_one_core, work
from serving import COMPLAINT, NETHERLANDS, PUBLIC_FORM, Person, Server, run_gehoor, serving

EACH = 600


def measure() -> list[Row]:
    """With the PDF helper on the same core: it is nice to the website, and makes the letters when there is time."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        run_gehoor(data, "demo", "--no-cases")
        with serving(data) as server:
            on_one_core(server)
            load.send(server.port, complaints(server, 50), 1)
            return [row(server, at_once) for at_once in (1, 8, 64)]


def row(server: Server, at_once: int) -> Row:
    before = work(server)
    answered = load.send(server.port, complaints(server, EACH), at_once).only(303)
    each = (work(server) - before) * 1000 / EACH
    told = f"{answered.rate:.0f} a second; p95 {answered.at(95):.0f} ms; {each:.1f} ms of work each"
    return Row(f"complaints filed on one core, {at_once} at once", "250 a second" if at_once > 1 else "", told)


def complaints(server: Server, count: int, host: str = NETHERLANDS) -> Iterator[bytes]:
    """The same complaint so many times, each time as a new one."""
    citizen = Person(server.port, host)
    citizen.open(PUBLIC_FORM)
    form = citizen.fill_in(PUBLIC_FORM, COMPLAINT)
    cookies = dict(citizen.client.cookies.items())
    for _ in range(count):
        yield load.post(host, PUBLIC_FORM, cookies, {**form, "formulier": secrets.token_urlsafe(24)})
