"""What the scanner says of files, by the hash of what is in them: held until it has looked, clean, or infected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final, Literal

import msgspec

from gehoor.storage import outbox
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_messages import FileCheck

#: The kind of the job that has a file looked at.
CHECK: Final = "check_file"
State = Literal["held", "clean", "infected"]


class CheckJob(msgspec.Struct, frozen=True):
    """The outbox payload of a file that is to be looked at; `attempt` counts how often the scanner was not there."""

    sha256: str
    attempt: int = 0


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file; `found` is what the scanner calls what is in it."""

    sha256: str
    state: State
    found: str | None = None


async def hold(digest: str, at: datetime) -> None:
    """Hold a file until the scanner has looked at it; one that it knows stays as it is."""
    require_transaction()
    row = FileCheck(sha256=digest, state="held", put_at=moment(at))
    query = FileCheck.insert(row).on_conflict(FileCheck.sha256, "DO NOTHING")
    if await query.returning(FileCheck.sha256):
        await put_check(digest, 0, at)


async def put_check(digest: str, attempt: int, at: datetime) -> None:
    """Leave having this file looked at to the worker, from that moment, once for each attempt."""
    payload = msgspec.json.encode(CheckJob(digest, attempt))
    await outbox.put(CHECK, payload, at, dedup=f"{CHECK}:{digest}:{attempt}")


async def check_of(digest: str) -> Check | None:
    """What is known of this file; nothing where no scanner is asked."""
    return first(await FileCheck.select().where(FileCheck.sha256 == digest), Check)


async def checks_of(digests: Collection[str]) -> dict[str, Check]:
    """What is known of these files, by their hashes."""
    if not digests:
        return {}
    found = facts(await FileCheck.select().where(FileCheck.sha256.is_in(list(digests))), Check)
    return {check.sha256: check for check in found}


async def checked(digest: str, state: Literal["clean", "infected"], found: str | None, at: datetime) -> None:
    """Write down what the scanner said."""
    await FileCheck.update({FileCheck.state: state, FileCheck.found: found, FileCheck.checked_at: moment(at)}).where(
        FileCheck.sha256 == digest
    )
