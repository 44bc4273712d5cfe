"""Up to which message a mailbox was read, and the work of reading it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import msgspec

from gehoor.storage import outbox
from gehoor.storage.rows import first, moment
from gehoor.storage.tables_messages import Mailbox

#: The kind of the job that reads the mailbox of a municipality.
FETCH: Final = "fetch_mail"


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """Up to where a mailbox was read; another `uid_validity` means that the numbers in it began anew."""

    uid_validity: int
    last_uid: int
    read_at: datetime
    error: str | None = None
    error_since: datetime | None = None


async def read_of(name: str) -> Read | None:
    """Up to where the mailbox of this name was read."""
    return first(await Mailbox.select().where(Mailbox.name_hash == _hash(name)), Read)


async def note_read(name: str, uid_validity: int, last_uid: int, at: datetime) -> None:
    """The mailbox was read up to this message."""
    await _put(name, Read(uid_validity=uid_validity, last_uid=last_uid, read_at=at))


async def note_trouble(name: str, error: str, at: datetime) -> None:
    """The mailbox could not be read; since when stays as it is while it goes on."""
    known = await read_of(name) or Read(uid_validity=0, last_uid=0, read_at=at)
    await _put(name, msgspec.structs.replace(known, error=error, error_since=known.error_since or at))


async def trouble() -> Read | None:
    """What is wrong with a mailbox now."""
    rows = await Mailbox.select().where(Mailbox.error.is_not_null()).order_by(Mailbox.read_at, ascending=False)
    return first(rows, Read)


async def forget_trouble_of_others(name: str) -> None:
    """A mailbox that is no longer read is in no trouble."""
    others = (Mailbox.name_hash != _hash(name)) & Mailbox.error.is_not_null()
    await Mailbox.update({Mailbox.error: None, Mailbox.error_since: None}).where(others)


async def put_fetch(at: datetime, every: timedelta) -> bool:
    """Leave reading the mailbox to the worker, at the next of the fixed moments that lie so far apart.

    The moments do not depend on who asks, so asking twice, or by two processes, is one reading.
    """
    seconds = max(int(every.total_seconds()), 1)
    next_at = datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, at.tzinfo)
    return await outbox.put(FETCH, b"{}", next_at, dedup=f"{FETCH}:{moment(next_at)}")


async def _put(name: str, read: Read) -> None:
    row = Mailbox(
        name_hash=_hash(name), uid_validity=read.uid_validity, last_uid=read.last_uid, read_at=moment(read.read_at),
        error=read.error, error_since=moment(read.error_since) if read.error_since else None,
    )  # fmt: skip
    kept = [Mailbox.uid_validity, Mailbox.last_uid, Mailbox.read_at, Mailbox.error, Mailbox.error_since]
    await Mailbox.insert(row).on_conflict(Mailbox.name_hash, "DO UPDATE", kept)


def _hash(name: str) -> str:
    return sha256(name.encode()).hexdigest()
