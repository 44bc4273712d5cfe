"""The work that follows from events: put with them in one transaction, claimed and done after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Literal

import msgspec
from piccolo.query import Insert

from gehoor.storage import tables
from gehoor.storage.engine import TENANT, Kind
from gehoor.storage.prepared import insert
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import after_commit, current_tenant, require_transaction, transaction

#: Told the tenant, and from when there is work for it.
Listener = Callable[[str, datetime], None]

_LISTENERS: Final[list[Listener]] = []
# One statement, so that two workers can never get the same work. On a file who writes is alone; PostgreSQL must be
# told to pass over what somebody else is claiming just now.
_CLAIM: Final = """
UPDATE outbox SET state = 'running', attempts = attempts + 1, locked_until = {}
WHERE id = (
    SELECT id FROM outbox
    WHERE (state = 'queued' AND run_at <= {}) OR (state = 'running' AND locked_until <= {})
    ORDER BY run_at, id LIMIT 1 <locked>
)
RETURNING id, kind, payload, dedup, run_at, attempts
"""
_CLAIMS: Final[dict[Kind, str]] = {
    "sqlite": _CLAIM.replace("<locked>", ""),
    "postgres": _CLAIM.replace("<locked>", "FOR UPDATE SKIP LOCKED"),
}


class Job(msgspec.Struct, frozen=True):
    """Work that somebody has claimed; `attempts` tells this claim from a later one."""

    id: int
    kind: str
    payload: bytes
    dedup: str | None
    run_at: datetime
    attempts: int


class DeadJob(msgspec.Struct, frozen=True):
    """Work that was given up, for the operator to look at."""

    id: int
    kind: str
    payload: bytes
    attempts: int
    error: str | None


class Waiting(msgspec.Struct, frozen=True):
    """How much work is not done yet, and since when the oldest could have been."""

    count: int
    oldest: datetime | None


async def put(kind: str, payload: bytes, run_at: datetime, dedup: str | None = None) -> bool:
    """Put work in the outbox, to be done from that moment; no when there already is work with this key."""
    require_transaction()
    row = {"kind": kind, "payload": payload, "dedup": dedup, "state": "queued", "run_at": moment(run_at), "attempts": 0}
    added = bool(await insert(tables.Outbox, [row], _once))
    if added:
        after_commit(partial(_tell, current_tenant(), run_at))
    return added


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Until the end of this block the listener hears of every commit of this process that leaves work."""
    _LISTENERS.append(listener)
    try:
        yield
    finally:
        _LISTENERS.remove(listener)


async def claim(at: datetime, lease: timedelta) -> Job | None:
    """The oldest work that is due, for whoever calls, until the lease ends; then somebody else may have it."""
    now = moment(at)
    claim = _CLAIMS[TENANT.current.kind]
    return first(await tables.Outbox.raw(claim, moment(at + lease), now, now), Job)


async def done(job: Job) -> bool:
    """The work is done; no when the lease had ended and somebody else has claimed it since."""
    return await _leave(job, "done", error=None)


async def retry(job: Job, at: datetime, error: str) -> bool:
    """The work failed and is to be tried again from that moment; no when somebody else has claimed it."""
    return await _leave(job, "queued", error=error, run_at=at)


async def dead(job: Job, error: str) -> bool:
    """The work failed and is given up; no when somebody else has claimed it."""
    return await _leave(job, "dead", error=error)


async def next_moment() -> datetime | None:
    """When there is something to claim next, so that a worker knows how long it may rest."""
    rows = await tables.Outbox.raw(
        "SELECT MIN(moment) AS at FROM (SELECT MIN(run_at) AS moment FROM outbox WHERE state = 'queued' "
        "UNION ALL SELECT MIN(locked_until) FROM outbox WHERE state = 'running') AS waiting"
    )
    return msgspec.convert(rows[0]["at"], datetime | None)


async def dead_jobs() -> list[DeadJob]:
    """The work that was given up, oldest first."""
    table = tables.Outbox
    return facts(await table.select().where(table.state == "dead").order_by(table.id), DeadJob)


async def waiting() -> Waiting:
    """How much work waits or is being done."""
    query = "SELECT COUNT(*) AS count, MIN(run_at) AS oldest FROM outbox WHERE state IN ('queued', 'running')"
    return msgspec.convert((await tables.Outbox.raw(query))[0], Waiting)


async def try_again(job: int, at: datetime) -> bool:
    """Put work that was given up back in the queue from that moment; no when it is not given up, or not there.

    What was tried before still counts, so when it fails again it is given up at once and not tried many times more.
    """
    table = tables.Outbox
    async with transaction():
        update = table.update({table.state: "queued", table.run_at: moment(at)})
        found = bool(await update.where((table.id == job) & (table.state == "dead")).returning(table.id))
        if found:
            after_commit(partial(_tell, current_tenant(), at))
    return found


async def _leave(
    job: Job, state: Literal["queued", "done", "dead"], *, error: str | None, run_at: datetime | None = None
) -> bool:
    table = tables.Outbox
    update = table.update(
        {
            table.state: state,
            table.run_at: moment(run_at or job.run_at),
            table.locked_until: None,
            table.error: error,
        }
    )
    mine = (table.id == job.id) & (table.attempts == job.attempts) & (table.state == "running")
    return bool(await update.where(mine).returning(table.id))


def _once(query: Insert[tables.Outbox]) -> Insert[tables.Outbox]:
    return query.on_conflict(tables.Outbox.dedup, "DO NOTHING")


def _tell(slug: str, run_at: datetime) -> None:
    for listener in _LISTENERS:
        listener(slug, run_at)
