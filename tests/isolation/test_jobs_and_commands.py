"""Every job and every command, given what belongs to the neighbour: it fails, or does nothing to it."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from gehoor.cli import COMMANDS
from gehoor.jobs import JOBS
from gehoor.services import incoming_mailbox, scanning
from gehoor.services.clock import CLOCK
from gehoor.services.dossier import ASK_AGAIN, RENDER
from gehoor.services.mail import MAIL
from gehoor.services.recompute import LOOK, RECOMPUTE
from gehoor.services.sending import SEND
from gehoor.storage import outbox
from gehoor.storage.print_runs import PRINT_RUN
from gehoor.storage.scope import transaction
from gehoor.worker import Worker
from isolation.neighbours import WORDS, Neighbours
from web.wall.stage import FL, NL

TENANTS = Path(__file__).parents[2] / "tenants"
#: A command -> what it is asked about one municipality; None says that it is about no municipality's data.
ASKED: dict[str, tuple[str, ...] | None] = {
    "explain": None,
    "demo": None,
    "keys": None,
    "mail": ("mail", "receive", "--tenant", NL),
    "migrate": None,
    "operator": None,
    "serve": None,
    "work": None,
    "register": ("register", "verify", NL),
    "clock": ("clock", "--at", "2026-11-20", "--tenant", NL),
    "secret": ("secret", "list", NL),
    "people": ("people", "invite", NL, "bram"),
    "tenants": ("tenants", "diff", NL),
    "move": ("move", NL, "--to", "elsewhere"),
}


def foreign_payloads(neighbours: Neighbours) -> dict[str, object]:
    """Kind of job -> a payload with the numbers of the neighbour."""
    return {
        RENDER: {"letter": neighbours.case.letter},
        ASK_AGAIN: {"case": neighbours.case_id},
        MAIL: {"mail": 1},
        incoming_mailbox.FETCH: {},
        scanning.CHECK: {"sha256": sha256(f"Een {WORDS[3]}.".encode()).hexdigest()},
        SEND: {"delivery": 1},
        PRINT_RUN: {"run": 1},
        CLOCK: {"day": "2026-11-20"},
        LOOK: {},
        RECOMPUTE: {
            "name": "foreign",
            "regulation": "be-vl/voorbeeldstad/klachtenreglement",
            "in_force": "2019-05-01",
            "cause": "options",
            "detail": "",
            "only": neighbours.case_id,
        },
    }


@pytest.mark.anyio
async def test_each_job_is_given_something_of_the_neighbour(neighbours: Neighbours) -> None:
    assert foreign_payloads(neighbours).keys() == JOBS.keys()


@pytest.mark.anyio
async def test_no_job_touches_the_neighbour(neighbours: Neighbours) -> None:
    before = await neighbours.kept()
    platform = neighbours.here.platform
    async with platform.at(NL):
        async with transaction():
            for kind, payload in foreign_payloads(neighbours).items():
                await outbox.put(kind, msgspec.json.encode(payload), neighbours.here.now, f"foreign {kind}")
        places = await platform.store.tenants()
    assert {NL, FL} <= {place.slug for place in places}
    worker = Worker(platform, clock=lambda: neighbours.here.now)
    await worker._turn(NL)
    assert await neighbours.kept() == before


def test_each_command_is_asked_about_one_municipality() -> None:
    assert ASKED.keys() == COMMANDS.keys(), "say in ASKED what a new command is asked"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "data"
    subprocess.run([sys.executable, "-m", "gehoor", "demo"], env=environment(folder), check=True, capture_output=True)
    return folder


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "GEHOOR_DATA": str(data), "GEHOOR_TENANTS": str(TENANTS), "GEHOOR_DEMO": "1"}


@pytest.mark.parametrize("command", [command for command in ASKED if ASKED[command]])
def test_a_command_about_one_municipality_says_and_changes_nothing_of_the_other(
    data: Path, tmp_path: Path, command: str
) -> None:
    asked = ASKED[command]
    assert asked
    neighbour = data / "tenants" / f"{FL}.sqlite"
    before = neighbour.read_bytes()
    arguments = [str(tmp_path / part) if part == "elsewhere" else part for part in asked]
    done = subprocess.run(
        [sys.executable, "-m", "gehoor", *arguments], env=environment(data), capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert done.returncode == (1 if command == "people" else 0), said
    assert FL not in said
    assert "Voorbeeldstad" not in said
    assert not [word for word in WORDS if word in said]
    assert neighbour.read_bytes() == before
    assert not list(tmp_path.rglob(f"*{FL}*"))
