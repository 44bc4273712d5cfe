"""A worker is killed at each step of a job, and another one finishes: nothing is lost and nothing is done twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform, system_clock
from gehoor.services import dossier, mail
from gehoor.services.verification import verify
from gehoor.settings import Settings
from gehoor.storage import register
from mail.mail_server import HOST, MailServer
from services.conftest import filed
from work_queue.conftest import SLUG
from work_queue.crew import let_leases_pass, running, started, states_of, until
from work_queue.program import AT_THE_STEP, STEPS, STUCK

pytestmark = pytest.mark.anyio


async def leave_work(platform: Platform, step: str) -> str:
    """What has the step in it: a letter, or a mail."""
    async with platform.at(SLUG) as place:
        if step == "sent":
            await mail.invitation(place, "bram@voorbeeld.example", "https://voorbeeld.example", platform.clock())
            return ""
        given = await filed(platform, place)
        return (await dossier.by_reference(place, given.reference)).case_id


@pytest.mark.parametrize("step", STEPS)
async def test_a_worker_that_is_killed_at_a_step_is_replaced_by_another(
    databases: Settings, step: str, tmp_path: Path
) -> None:
    with MailServer() as sink:
        smtp = {"GEHOOR_SMTP": f"smtp://{HOST}:{sink.port}", "GEHOOR_SMTP_SENDER": "klachten@voorbeeld.example"}
        platform = await open_platform(databases, system_clock)
        try:
            await apply_all(platform)
            case_id = await leave_work(platform, step)
            victim = started(["stuck", step], databases, tmp_path / "log", **smtp)
            assert victim.stdout is not None
            assert victim.stdout.readline().strip() == AT_THE_STEP, (tmp_path / "log").read_text()
            victim.kill()
            victim.wait()
            assert (await states_of(platform, SLUG, *STUCK))["running"] == 1
            await let_leases_pass(platform, SLUG)

            async def done() -> bool:
                return (await states_of(platform, SLUG, *STUCK)).keys() == {"done"}

            with running(["gehoor", "work"], databases, tmp_path / "log", **smtp):
                await until(done, "all work was done")
            if step == "sent":
                assert len({each["Message-ID"] for each in sink.received}) == 1
                assert len(sink.received) == 2, "it had left before the kill"
            else:
                async with platform.at(SLUG) as place:
                    stored = Counter(
                        event.payload for event in await register.events_of(case_id) if event.kind == "letter_stored"
                    )
                    assert (await verify(place)).problems == []
                assert stored
                assert set(stored.values()) == {1}
        finally:
            await platform.aclose()
