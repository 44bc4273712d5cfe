"""What commits leave in the outbox is carried out once, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import anyio
import anyio.lowlevel
import pytest

from gehoor.bootstrap import Platform
from gehoor.jobs import JOBS, Tools
from gehoor.letters.failure import LetterFailed
from gehoor.services import correspondence, dossier
from gehoor.services.municipality import Municipality
from gehoor.services.verification import verify
from gehoor.storage import letters, outbox, register
from gehoor.storage.scope import transaction
from gehoor.worker import ATTEMPTS, LEASE, TURN, Worker
from services.conftest import filed
from standing_clock import Clock

pytestmark = pytest.mark.anyio


class Printer:
    """Renders without a PDF library: counts, and fails while told to."""

    def __init__(self) -> None:
        self.rendered = 0
        self.failing = False
        self.used = asyncio.Condition()

    async def until(self, count: int) -> None:
        """Waits until so many letters were asked for."""
        async with self.used:
            await self.used.wait_for(lambda: self.rendered >= count)

    async def render(self, html: str) -> bytes:
        self.rendered += 1
        async with self.used:
            self.used.notify_all()
        if self.failing:
            raise LetterFailed("De PDF kon niet worden gemaakt.")
        return b"%PDF-" + str(len(html)).encode()


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def worker(platform: Platform, printer: Printer) -> Worker:
    return Worker(platform, printer.render)


async def queued(platform: Platform) -> tuple[str, list[int]]:
    """A complaint with its letters still to be made: the case, and the ids of its letters."""
    async with platform.at("zaltbommel") as place:
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
    async with platform.at("zaltbommel") as place:
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
        clock.forward(hours=1)
    async with platform.store.tenant("zaltbommel"):
        assert len(await outbox.dead_jobs()) == len(made)
        assert {letter.state for letter in await letters.letters_of(case_id)} == {"failed"}
        assert all(letter.error for letter in await letters.letters_of(case_id))
    assert await worker.round() == 0
    printer.failing = False
    async with platform.at("zaltbommel") as place:
        pdf = await correspondence.pdf_of(place, case_id, made[0], printer.render, clock())
    assert pdf.startswith(b"%PDF-")


async def test_a_job_of_another_version_is_kept_and_named(platform: Platform, worker: Worker, clock: Clock) -> None:
    async with platform.store.tenant("zaltbommel"), transaction():
        await outbox.put("send_mail", b"{}", clock(), dedup="x")
    for _ in range(ATTEMPTS):
        await worker.round()
        clock.forward(hours=1)
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

    await Worker(platform, breaks).round()
    assert "ValueError at turns.py" in caplog.text
    assert "Petra" not in caplog.text


async def for_ever(seconds: float) -> None:
    """The rest of a sweep that never comes to anybody."""
    await anyio.sleep_forever()


async def no_time(seconds: float) -> None:
    """The rest of a sweep that goes on at once."""
    await anyio.lowlevel.checkpoint()


@asynccontextmanager
async def working(worker: Worker) -> AsyncIterator[None]:
    """The worker runs beside what happens in this block, and no block takes long."""
    with anyio.fail_after(20):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(worker.run)
            # Until it listens.
            await anyio.wait_all_tasks_blocked()
            yield
            tasks.cancel_scope.cancel()


async def test_a_commit_wakes_the_worker_without_any_sweep(platform: Platform, printer: Printer) -> None:
    async with working(Worker(platform, printer.render, pause=for_ever)):
        _, made = await queued(platform)
        await printer.until(len(made))


async def undone(at: datetime) -> None:
    """Leaves work in a transaction that fails."""
    async with transaction():
        await outbox.put("render_letter", b"{}", at)
        raise RuntimeError("nested")


async def test_what_is_not_kept_wakes_nobody(platform: Platform, clock: Clock) -> None:
    heard: list[str] = []
    with outbox.listening(lambda slug, at: heard.append(slug)):
        async with platform.store.tenant("zaltbommel"):
            with pytest.raises(RuntimeError, match="nested"):
                await undone(clock())
            assert heard == []
            async with transaction():
                await outbox.put("render_letter", b"{}", clock(), dedup="one")
                assert heard == [], "the work can not be claimed before the commit"
            async with transaction():
                assert not await outbox.put("render_letter", b"{}", clock(), dedup="one")
    assert heard == ["zaltbommel"]


async def test_the_sweep_finds_what_another_process_left(platform: Platform, printer: Printer) -> None:
    _, made = await queued(platform)
    async with working(Worker(platform, printer.render, pause=no_time)):
        await printer.until(len(made))


async def test_a_failed_job_is_tried_again_when_its_moment_has_come(platform: Platform, printer: Printer) -> None:
    printer.failing = True
    _, made = await queued(platform)
    started = platform.clock()

    def hurried() -> object:
        # Each look at the clock is an hour later, so that nobody has to wait for a moment to come.
        platform.clock.forward(hours=1)  # type: ignore[attr-defined]  # The clock of the fixture.
        return platform.clock()

    worker = Worker(platform, printer.render, pause=for_ever, clock=hurried)  # type: ignore[arg-type]  # It gives a moment.
    async with working(worker):
        worker.wake("zaltbommel", started)
        await printer.until(len(made) * ATTEMPTS)


@pytest.mark.parametrize("tenants", [2, 12])
async def test_idle_work_does_not_depend_on_the_number_of_tenants(
    platform: Platform, printer: Printer, monkeypatch: pytest.MonkeyPatch, tenants: int
) -> None:
    names = [f"gemeente-{number}" for number in range(tenants)]
    visited: list[str] = []
    rests: list[float] = []

    @asynccontextmanager
    async def visit(slug: str) -> AsyncIterator[None]:
        visited.append(slug)
        yield

    async def nothing() -> None:
        return None

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) > 3 * tenants:
            await anyio.sleep_forever()

    async def slugs() -> list[str]:
        return names

    monkeypatch.setattr(platform.store, "tenant", visit)
    monkeypatch.setattr(platform.places, "slugs", slugs)
    monkeypatch.setattr(outbox, "next_moment", nothing)
    async with working(Worker(platform, printer.render, pause=rest)):
        await anyio.wait_all_tasks_blocked()
    assert visited == names * 3, "everybody gets a turn"
    assert len(rests) == len(visited) + 1, "one tenant after each rest"
    assert all(seconds >= 1 for seconds in rests[tenants:]), "after the first pass no more than one a second"


async def test_a_tenant_with_much_work_lets_the_others_go_first(platform: Platform, clock: Clock) -> None:
    done: list[str] = []
    all_done = anyio.Event()

    async def note(place: Municipality, payload: bytes, tools: Tools) -> None:
        done.append(place.tenant.slug)
        if len(done) == 2 * TURN + 1:
            all_done.set()

    for slug, count in (("voorbeeldstad", 2 * TURN), ("zaltbommel", 1)):
        clock.forward(minutes=1)
        async with platform.store.tenant(slug), transaction():
            for _ in range(count):
                await outbox.put("note", b"", clock())
    clock.forward(minutes=1)
    worker = Worker(platform, jobs={"note": note}, pause=for_ever, lanes=1)
    async with working(worker):
        for slug in ("voorbeeldstad", "zaltbommel"):
            worker.wake(slug, clock() - timedelta(minutes=1))
        await all_done.wait()
    assert done == ["voorbeeldstad"] * TURN + ["zaltbommel"] + ["voorbeeldstad"] * TURN


async def test_one_tenant_that_cannot_be_opened_does_not_stop_the_others(
    platform: Platform, printer: Printer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, made = await queued(platform)
    tenant = platform.store.tenant

    @asynccontextmanager
    async def damaged(slug: str) -> AsyncIterator[None]:
        if slug == "voorbeeldstad":
            raise OSError("Petra Proefpersoon")
        async with tenant(slug):
            yield

    monkeypatch.setattr(platform.store, "tenant", damaged)
    async with working(Worker(platform, printer.render, pause=no_time)):
        await printer.until(len(made))
    assert "OSError at" in caplog.text
    assert "Petra" not in caplog.text


def test_every_kind_of_job_has_somebody_who_does_it() -> None:
    assert "render_letter" in JOBS
    assert all(callable(perform) for perform in JOBS.values())
