"""The free texts of a case, kept apart from its events so that they can be destroyed."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage import tables
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction


class Narrative(msgspec.Struct, frozen=True):
    """A free text; `seq` counts the versions of this kind of text in this case."""

    id: int
    case_id: str
    kind: str
    seq: int
    text: str
    at: datetime


async def add_narrative(case_id: str, kind: str, text: str, at: datetime) -> int:
    """Keep a text as the newest of its kind in the case, and give the id by which events name it."""
    require_transaction()
    newest = await latest_narrative(case_id, kind)
    seq = 1 if newest is None else newest.seq + 1
    row = tables.Narrative(case_id=case_id, kind=kind, seq=seq, text=text, at=moment(at))
    return int((await tables.Narrative.insert(row))[0]["id"])


async def narrative(narrative_id: int) -> Narrative | None:
    """The text with this id."""
    return first(await tables.Narrative.select().where(tables.Narrative.id == narrative_id), Narrative)


async def narratives_of(case_id: str) -> list[Narrative]:
    """All texts of a case, in the order in which they came."""
    table = tables.Narrative
    return facts(await table.select().where(table.case_id == case_id).order_by(table.id), Narrative)


async def latest_narrative(case_id: str, kind: str) -> Narrative | None:
    """The newest text of this kind in the case."""
    table = tables.Narrative
    query = table.select().where((table.case_id == case_id) & (table.kind == kind))
    return first(await query.order_by(table.seq, ascending=False).limit(1), Narrative)


async def forget_narratives(case_id: str) -> None:
    """Destroy the texts of a case; the register keeps only their ids."""
    await tables.Narrative.delete().where(tables.Narrative.case_id == case_id)
