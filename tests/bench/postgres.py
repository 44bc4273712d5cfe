"""The same website on PostgreSQL: how fast it starts, how much memory it takes, and complaints filed a second."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bench import filing, load, two
from bench.rows import Row
from bench.site import process_of, wait_until_idle
from postgres_server import server
from serving import NETHERLANDS, Person, Server, run_gehoor, serving

LIST = "/werkvoorraad"
ASKED = 400


def measure() -> list[Row]:
    """With a PostgreSQL of its own on this machine; what that takes itself is not counted."""
    with server().database() as database:
        os.environ.update(database.environment)
        return [*two.measure(), *_work_list()]


def _work_list() -> list[Row]:
    with server().database() as database, tempfile.TemporaryDirectory() as folder:
        os.environ.update(database.environment)
        data = Path(folder) / "data"
        run_gehoor(data, "demo")
        with serving(data) as website:
            wait_until_idle(website)
            person = Person(website.port, NETHERLANDS)
            person.sign_in("coordinator")
            cookies = dict(person.client.cookies.items())
            pages = (load.get(NETHERLANDS, LIST, cookies) for _ in range(ASKED))
            answered = load.send(website.port, pages, 1).only(200)
            told = f"p50 {answered.at(50):.1f} ms, p95 {answered.at(95):.1f} ms"
            filed = [filing.row(website, at_once) for at_once in (1, 8, 64)]
            rows = [Row("work list of the demonstration", "p95 30 ms", told), *filed]
            rows.append(Row("connections to PostgreSQL after that", "1 to 10", str(_connections(website))))
    return rows


def _connections(website: Server) -> int:
    """How many connections the web process has to servers on this machine: the database is the only one."""
    found = process_of(website).net_connections(kind="tcp")
    return sum(bool(each.raddr) and each.laddr.port != website.port for each in found)
