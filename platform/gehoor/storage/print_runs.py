"""Print runs: which letters are printed together, and the sealed bytes of the one file that is printed."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from typing import Final, Literal

import msgspec
from piccolo.columns.combination import And

from gehoor.storage import outbox, sealing
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_deliveries import PrintRun

#: The kind of the job that makes the file of a run.
PRINT_RUN: Final = "print_run"


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A print run without its bytes."""

    id: int
    state: Literal["queued", "ready", "failed", "posted", "given_up"]
    made_at: datetime
    made_by: str
    ready_at: datetime | None
    pages: int | None
    sha256: str | None
    posted_on: date | None
    error: str | None


class PrintRunJob(msgspec.Struct, frozen=True):
    """The outbox payload of a run: its number, and which attempt of a person it is."""

    run: int
    attempt: int = 1


async def add(person: str, at: datetime) -> int:
    """A new run, whose file the worker makes."""
    require_transaction()
    row = PrintRun(
        state="queued", made_at=moment(at), made_by=person, ready_at=None, pages=None, sha256=None, sealed=None,
        posted_on=None, error=None,
    )  # fmt: skip
    number = int((await PrintRun.insert(row))[0]["id"])
    await put_job(number, 1, at)
    return number


async def put_job(run: int, attempt: int, at: datetime) -> None:
    """Leave making the file to the worker, once for each attempt."""
    payload = msgspec.json.encode(PrintRunJob(run, attempt))
    await outbox.put(PRINT_RUN, payload, at, dedup=f"{PRINT_RUN}:{run}:{attempt}")


async def by_id(run: int) -> Run | None:
    """The run with this number."""
    return first(await PrintRun.select(*Run.__struct_fields__).where(PrintRun.id == run), Run)


async def newest(limit: int = 25) -> list[Run]:
    """The latest runs, the newest first."""
    rows = await PrintRun.select(*Run.__struct_fields__).order_by(PrintRun.id, ascending=False).limit(limit)
    return facts(rows, Run)


async def ready(run: int, pdf: bytes, pages: int, at: datetime) -> bool:
    """Keep the file of a run; no when it has one, or was given up meanwhile."""
    require_transaction()
    update = PrintRun.update(
        {
            PrintRun.state: "ready",
            PrintRun.sealed: sealing.current().seal(pdf, _about(run)),
            PrintRun.sha256: sha256(pdf).hexdigest(),
            PrintRun.pages: pages,
            PrintRun.ready_at: moment(at),
            PrintRun.error: None,
        }
    )
    return bool(await update.where(_is(run, "queued", "failed")).returning(PrintRun.id))


async def failed(run: int, error: str) -> None:
    """Write down why the file of a run could not be made."""
    await PrintRun.update({PrintRun.state: "failed", PrintRun.error: error}).where(_is(run, "queued", "failed"))


async def again(run: int) -> bool:
    """A run whose file could not be made waits to be made again."""
    update = PrintRun.update({PrintRun.state: "queued", PrintRun.error: None})
    return bool(await update.where(_is(run, "failed")).returning(PrintRun.id))


async def posted(run: int, on: date) -> bool:
    """The letters of a run are in the post; no when that was written down before, or there is no file."""
    require_transaction()
    update = PrintRun.update({PrintRun.state: "posted", PrintRun.posted_on: on.isoformat()})
    return bool(await update.where(_is(run, "ready")).returning(PrintRun.id))


async def give_up(run: int) -> bool:
    """A run is not printed after all, and its bytes are destroyed; no when it was posted or given up."""
    require_transaction()
    update = PrintRun.update({PrintRun.state: "given_up", PrintRun.sealed: None})
    return bool(await update.where(_is(run, "queued", "failed", "ready")).returning(PrintRun.id))


async def pdf_of(run: int) -> bytes | None:
    """The file of a run; nothing when there is none, or when its time is over."""
    rows = await PrintRun.select(PrintRun.sealed).where(PrintRun.id == run)
    sealed = rows[0]["sealed"] if rows else None
    return None if sealed is None else sealing.current().unseal(bytes(sealed), _about(run))


async def forget_before(at: datetime) -> None:
    """Destroy the bytes of runs from before this moment that were posted; each letter itself stays with its case."""
    # A run of which the bytes are gone is not written again each time.
    old = (PrintRun.state == "posted") & (PrintRun.made_at < moment(at)) & PrintRun.sealed.is_not_null()
    await PrintRun.update({PrintRun.sealed: None}).where(old)


def _is(run: int, *states: str) -> And:
    return (PrintRun.id == run) & PrintRun.state.is_in(list(states))


def _about(run: int) -> str:
    return f"print_run:{run}"
