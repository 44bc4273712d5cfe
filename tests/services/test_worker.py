"""What commits leave in the outbox is carried out once, whatever happens in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.bootstrap import Platform
from gehoor.letters.failure import LetterFailed
from gehoor.services import correspondence, dossier
from gehoor.services.verification import verify
from gehoor.storage import letters, outbox, register
from gehoor.storage.scope import transaction
from gehoor.worker import ATTEMPTS, LEASE, Worker
from services.conftest import Clock, filed

pytestmark = pytest.mark.anyio


class Printer:
    """Renders without a PDF library: counts, and fails while told to."""

    def __init__(self) -> None:
        self.rendered = 0
        self.failing = False

    async def render(self, html: str) -> bytes:
        self.rendered += 1
        if self.failing:
            raise LetterFailed("De PDF kon niet worden gemaakt.")
        return b"%PDF-" + str(len(html)).encode()


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def worker(platform: Platform, printer: Printer) -> Worker:
    return Worker(platform.store, platform.municipalities, printer.render, platform.clock)


async def queued(platform: Platform) -> tuple[str, list[int]]:
    """A complaint with its letters still to be made: the case, and the ids of its letters."""
    place = platform.municipality("zaltbommel")
    async with platform.store.tenant("zaltbommel"):
        given = await filed(platform, place)
        found = await dossier.by_reference(place, given.reference)
        return found.case_id, [letter.id for letter in await letters.letters_of(found.case_id)]


async def test_every_letter_is_made_once_and_its_hash_is_on_the_register(
    platform: Platform, worker: Worker, printer: Printer
) -> None:
    case_id, made = await queued(platform)
    assert await worker.round() == len(made)
    assert await worker.round() == 0
    assert printer.rendered == len(made)
    place = platform.municipality("zaltbommel")
    async with platform.store.tenant("zaltbommel"):
        kinds = [event.kind for event in await register.events_of(case_id)]
        assert kinds.count("letter_stored") == len(made)
        assert (await verify(place)).problems == []
        # Opening it now does not make it again.
        await correspondence.pdf_of(place, case_id, made[0], printer.render, platform.clock())
    assert printer.rendered == len(made)


async def test_a_job_whose_worker_died_is_done_by_another_after_its_lease(
    platform: Platform, worker: Worker, printer: Printer, clock: Clock
) -> None:
    _, made = await queued(platform)
    async with platform.store.tenant("zaltbommel"):
        assert await outbox.claim(clock(), LEASE) is not None
    assert await worker.round() == len(made) - 1
    clock.now += LEASE + timedelta(seconds=1)
    assert await worker.round() == 1
    assert printer.rendered == len(made)


async def test_a_letter_that_fails_is_tried_again_and_then_given_up_with_its_reason(
    platform: Platform, worker: Worker, printer: Printer, clock: Clock
) -> None:
    case_id, made = await queued(platform)
    printer.failing = True
    for _ in range(ATTEMPTS):
        await worker.round()
        clock.forward(minutes=5)
    async with platform.store.tenant("zaltbommel"):
        assert len(await outbox.dead_jobs()) == len(made)
        assert {letter.state for letter in await letters.letters_of(case_id)} == {"failed"}
        assert all(letter.error for letter in await letters.letters_of(case_id))
    assert await worker.round() == 0
    printer.failing = False
    async with platform.store.tenant("zaltbommel"):
        place = platform.municipality("zaltbommel")
        pdf = await correspondence.pdf_of(place, case_id, made[0], printer.render, clock())
    assert pdf.startswith(b"%PDF-")


async def test_a_job_of_another_version_is_kept_and_named(platform: Platform, worker: Worker, clock: Clock) -> None:
    async with platform.store.tenant("zaltbommel"), transaction():
        await outbox.put("send_mail", b"{}", clock(), dedup="x")
    for _ in range(ATTEMPTS):
        await worker.round()
        clock.forward(minutes=5)
    async with platform.store.tenant("zaltbommel"):
        dead = await outbox.dead_jobs()
    assert [job.kind for job in dead] == ["send_mail"]
    assert "send_mail" in (dead[0].error or "")


async def test_the_log_of_a_failed_job_tells_where_and_nothing_that_people_wrote(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    await queued(platform)

    async def breaks(html: str) -> bytes:
        raise ValueError("Petra Proefpersoon")

    await Worker(platform.store, platform.municipalities, breaks, platform.clock).round()
    assert "ValueError at worker.py" in caplog.text
    assert "Petra" not in caplog.text
