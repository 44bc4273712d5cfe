"""Openings of a case in an emergency, and what came of them; a row is never changed and never deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from gehoor.storage.prepared import Prepared
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_wall import BreakGlass, BreakGlassNote

ENDED: Final = "ended"
SEEN: Final = "seen"
_SELECT: Final = (
    "SELECT opened.id, opened.at, opened.until_at, opened.person_id, opened.case_id, opened.reason, "
    "ended.at AS ended_at, ended.person_id AS ended_by, seen.at AS seen_at, seen.person_id AS seen_by "
    "FROM break_glass AS opened "
    "LEFT JOIN break_glass_note AS ended ON ended.opening = opened.id AND ended.kind = 'ended' "
    "LEFT JOIN break_glass_note AS seen ON seen.opening = opened.id AND seen.kind = 'seen' "
)


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody may read one case until a moment; `reason` is the id of the written reason."""

    id: int
    at: datetime
    until_at: datetime
    person_id: str
    case_id: str
    reason: int
    ended_at: datetime | None = None
    ended_by: str | None = None
    seen_at: datetime | None = None
    seen_by: str | None = None

    def open_at(self, at: datetime) -> bool:
        """Whether the case may be read at this moment."""
        return self.ended_at is None and self.at <= at < self.until_at


async def add(person_id: str, case_id: str, reason: int, at: datetime, until: datetime) -> int:
    """Write down that somebody opens a case, and give the number."""
    require_transaction()
    row = BreakGlass(at=moment(at), until_at=moment(until), person_id=person_id, case_id=case_id, reason=reason)
    return int((await BreakGlass.insert(row))[0]["id"])


async def note(opening: int, kind: str, person_id: str, at: datetime) -> None:
    """Write down once that it was ended, or seen; the first time stays."""
    table = BreakGlassNote
    row = table(opening=opening, at=moment(at), person_id=person_id, kind=kind)
    await table.insert(row).on_conflict((table.opening, table.kind), "DO NOTHING")


async def opening(number: int) -> Opening | None:
    """The opening with this number."""
    return first(await BreakGlass.raw(_SELECT + "WHERE opened.id = {}", number), Opening)


async def of_case(case_id: str) -> list[Opening]:
    """The openings of a case, the latest first."""
    return facts(await BreakGlass.raw(_SELECT + "WHERE opened.case_id = {} ORDER BY opened.id DESC", case_id), Opening)


async def of_person(person_id: str, limit: int) -> list[Opening]:
    """What somebody opened, the latest first."""
    query = _SELECT + "WHERE opened.person_id = {} ORDER BY opened.id DESC LIMIT {}"
    return facts(await BreakGlass.raw(query, person_id, limit), Opening)


async def unseen() -> list[Opening]:
    """The openings that nobody has seen yet, the oldest first."""
    return facts(await _UNSEEN.run(), Opening)


async def newest(limit: int) -> list[Opening]:
    """The latest openings of all cases, the latest first."""
    return facts(await BreakGlass.raw(_SELECT + "ORDER BY opened.id DESC LIMIT {}", limit), Opening)


_UNSEEN: Final = Prepared(0, lambda: BreakGlass.raw(_SELECT + "WHERE seen.id IS NULL ORDER BY opened.id"))
