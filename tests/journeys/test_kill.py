"""The server is killed without warning at every step of a case: what was confirmed is there, once."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from pathlib import Path

import httpx
import pytest

from serving import (
    COMPLAINT,
    FLANDERS,
    NETHERLANDS,
    PUBLIC_FORM,
    WAYS,
    Person,
    Server,
    demonstration,
    reference_in,
    run_gehoor,
    serving,
    take,
)

pytestmark = pytest.mark.journey


def events_in(data: Path, host: str) -> Counter[str]:
    """How often each kind of event stands on the register of a municipality, read from its file."""
    with sqlite3.connect(data / "tenants" / f"{host.split('.')[0]}.sqlite") as database:
        return Counter(kind for (kind,) in database.execute("SELECT kind FROM register_event"))


def restart(server: Server) -> None:
    server.kill()
    server.start()


@pytest.mark.parametrize("host", [NETHERLANDS, pytest.param(FLANDERS, marks=pytest.mark.nightly)])
def test_after_each_confirmed_step_a_kill_loses_nothing_and_doubles_nothing(host: str, tmp_path: Path) -> None:
    data = demonstration(tmp_path, "--no-cases")
    with serving(data) as server:
        citizen = Person(server.port, host)
        citizen.open(PUBLIC_FORM)
        reference = reference_in(citizen.post(PUBLIC_FORM, citizen.fill_in(PUBLIC_FORM, COMPLAINT)))
        restart(server)
        for step in WAYS[host]:
            person = Person(server.port, host)
            person.sign_in(step.who)
            restart(server)
            take(person, reference, step)
            restart(server)
            assert events_in(data, host)[step.leaves] == 1
        assert reference in citizen.open("/klacht/ontvangen")
    counted = events_in(data, host)
    assert counted["received"] == 1
    assert counted["closed"] == 1
    proof = run_gehoor(data, "register", "verify")
    assert proof.returncode == 0, proof.stdout


@pytest.mark.parametrize("host", [FLANDERS, pytest.param(NETHERLANDS, marks=pytest.mark.nightly)])
def test_a_kill_while_a_step_is_under_way_leaves_it_whole_or_not_done(host: str, tmp_path: Path) -> None:
    data = demonstration(tmp_path, "--no-cases")
    with serving(data) as server:
        citizen = Person(server.port, host)
        citizen.open(PUBLIC_FORM)
        form = citizen.fill_in(PUBLIC_FORM, COMPLAINT)
        killed_during(server, lambda: citizen.client.post(PUBLIC_FORM, data=form), wait=0.005)
        # Whoever got no answer sends the same form again: it is one complaint.
        reference = reference_in(citizen.post(PUBLIC_FORM, form))
        assert events_in(data, host)["received"] == 1
        for number, step in enumerate(WAYS[host]):
            person = Person(server.port, host)
            person.sign_in(step.who)
            base = f"/zaak/{reference}"
            person.open(f"{base}/{step.page}")
            sent = person.fill_in(f"{base}/{step.action}", step.values)
            killed_during(
                server, lambda p=person, a=f"{base}/{step.action}", d=sent: p.client.post(a, data=d), 0.003 * number
            )
            if events_in(data, host)[step.leaves] == 0:
                take(person, reference, step)
            assert events_in(data, host)[step.leaves] == 1
            proof = run_gehoor(data, "register", "verify")
            assert proof.returncode == 0, proof.stdout


def killed_during(server: Server, send, wait: float) -> None:  # type: ignore[no-untyped-def]  # A call that may fail.
    """Sends, and kills the server somewhere in the work: before, during or after the commit."""

    def sending() -> None:
        try:
            send()
        except httpx.TransportError:
            return

    sender = threading.Thread(target=sending)
    sender.start()
    sender.join(timeout=wait)
    server.kill()
    sender.join()
    server.start()
