"""The work that follows from events: put with them in one transaction, claimed and done after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Literal

import msgspec
from piccolo.columns.combination import And
from piccolo.query import Insert

from gehoor.storage import tables
from gehoor.storage.engine import TENANT, Kind
from gehoor.storage.prepared import insert
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import after_commit, current_tenant, require_transaction

#: Told the tenant, and from when there is work for it.
Listener = Callable[[str, datetime], None]

_LISTENERS: Final[list[Listener]] = []
# One statement, so that two workers can never get the same work. On a file who writes is alone; PostgreSQL must be
# told to pass over what somebody else is claiming just now. What a crash left goes first: an index gives the first of
# each sort, where with OR both databases sort everything that is due. The outer SELECT lets PostgreSQL look for the
# number once, and not at every row.
_CLAIM: Final = """
UPDATE outbox SET state = 'running', attempts = attempts + 1, locked_until = {}
WHERE id = (
    SELECT COALESCE(
        (SELECT id FROM outbox WHERE state = 'running' AND locked_until <= {} ORDER BY locked_until LIMIT 1 <locked>),
        (SELECT id FROM outbox WHERE state = 'queued' AND run_at <= {} ORDER BY run_at, id LIMIT 1 <locked>)
    )
)
RETURNING id, kind, payload, dedup, run_at, attempts, tries_from
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
    tries_from: int = 0

    @property
    def tries(self) -> int:
        """How often it was tried in this series; somebody who says "try again" begins a new one."""
        return self.attempts - self.tries_from


class DeadJob(msgspec.Struct, frozen=True):
    """Work that was given up, for the operator to look at."""

    id: int
    kind: str
    payload: bytes
    run_at: datetime
    attempts: int
    error: str | None
    dead_at: datetime | None

    @property
    def since(self) -> datetime:
        """Since when nobody tries it any more; of what an older version gave up, when it was due last."""
        return self.dead_at or self.run_at


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
    """Work of which a lease ended, or else the oldest that is due, for whoever calls, until the lease ends.

    Then somebody else may have it.
    """
    now = moment(at)
    claim = _CLAIMS[TENANT.current.kind]
    return first(await tables.Outbox.raw(claim, moment(at + lease), now, now), Job)


async def renew(job: Job, until: datetime) -> bool:
    """Whoever claimed the work is still at it; no when the lease had ended and somebody else has claimed it since."""
    table = tables.Outbox
    update = table.update({table.locked_until: moment(until)})
    return bool(await update.where(_mine(job)).returning(table.id))


async def done(job: Job) -> bool:
    """The work is done; no when the lease had ended and somebody else has claimed it since."""
    return await _leave(job, "done", error=None)


async def retry(job: Job, at: datetime, error: str) -> bool:
    """The work failed and is to be tried again from that moment; no when somebody else has claimed it."""
    return await _leave(job, "queued", error=error, run_at=at)


async def dead(job: Job, error: str, at: datetime) -> bool:
    """The work failed and is given up at this moment; no when somebody else has claimed it."""
    return await _leave(job, "dead", error=error, dead_at=at)


async def next_moment() -> datetime | None:
    """When there is something to claim next, so that a worker knows how long it may rest."""
    rows = await tables.Outbox.raw(
        "SELECT MIN(moment) AS at FROM (SELECT MIN(run_at) AS moment FROM outbox WHERE state = 'queued' "
        "UNION ALL SELECT MIN(locked_until) FROM outbox WHERE state = 'running') AS waiting"
    )
    return msgspec.convert(rows[0]["at"], datetime | None)


async def dead_jobs(limit: int | None = None) -> list[DeadJob]:
    """The work that was given up, oldest first; so much of it at most."""
    table = tables.Outbox
    query = table.select().where(table.state == "dead").order_by(table.id)
    return facts(await (query if limit is None else query.limit(limit)), DeadJob)


async def dead_count() -> int:
    """How much work was given up."""
    return int((await tables.Outbox.raw("SELECT COUNT(*) AS count FROM outbox WHERE state = 'dead'"))[0]["count"])


async def waiting() -> Waiting:
    """How much work waits or is being done."""
    # Each part has an index of its own, which holds nothing that is done.
    rows = await tables.Outbox.raw(
        "SELECT COUNT(*) AS count, MIN(run_at) AS oldest FROM outbox WHERE state = 'queued' "
        "UNION ALL SELECT COUNT(*), MIN(run_at) FROM outbox WHERE state = 'running'"
    )
    oldest = min((row["oldest"] for row in rows if row["oldest"]), default=None)
    return msgspec.convert({"count": sum(row["count"] for row in rows), "oldest": oldest}, Waiting)


async def try_again(job: int, at: datetime) -> str | None:
    """Put work that was given up back in the queue from that moment, and give its kind; nothing for other work.

    It gets a new series of tries. The number of all attempts goes on, as it tells one claim from another: somebody who
    lost a claim of the series before must never end the work of this one.
    """
    require_transaction()
    rows = await tables.Outbox.raw(
        "UPDATE outbox SET state = 'queued', run_at = {}, tries_from = attempts, dead_at = NULL "
        "WHERE id = {} AND state = 'dead' RETURNING kind",
        moment(at),
        job,
    )
    if not rows:
        return None
    after_commit(partial(_tell, current_tenant(), at))
    return str(rows[0]["kind"])


async def _leave(
    job: Job,
    state: Literal["queued", "done", "dead"],
    *,
    error: str | None,
    run_at: datetime | None = None,
    dead_at: datetime | None = None,
) -> bool:
    table = tables.Outbox
    update = table.update(
        {
            table.state: state,
            table.run_at: moment(run_at or job.run_at),
            table.locked_until: None,
            table.error: error,
            table.dead_at: moment(dead_at) if dead_at else None,
        }
    )
    return bool(await update.where(_mine(job)).returning(table.id))


def _mine(job: Job) -> And:
    table = tables.Outbox
    return (table.id == job.id) & (table.attempts == job.attempts) & (table.state == "running")


def _once(query: Insert[tables.Outbox]) -> Insert[tables.Outbox]:
    return query.on_conflict(tables.Outbox.dedup, "DO NOTHING")


def _tell(slug: str, run_at: datetime) -> None:
    for listener in _LISTENERS:
        listener(slug, run_at)
