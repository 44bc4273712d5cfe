"""The free texts of a case, kept apart from its events so that they can be destroyed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from gehoor.storage import tables
from gehoor.storage.prepared import Prepared
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
    return int((await _ADD.run(case_id, kind, text, moment(at)))[0]["id"])


async def narrative(narrative_id: int) -> Narrative | None:
    """The text with this id."""
    return first(await tables.Narrative.select().where(tables.Narrative.id == narrative_id), Narrative)


async def narratives_of(case_id: str) -> list[Narrative]:
    """All texts of a case, in the order in which they came."""
    return facts(await _OF.run(case_id), Narrative)


_ADD: Final = Prepared(
    4,
    lambda case_id, kind, text, at: tables.Narrative.raw(
        "INSERT INTO narrative (case_id, kind, seq, text, at) "
        "SELECT {}, {}, COALESCE(MAX(seq), 0) + 1, {}, {} FROM narrative WHERE case_id = {} AND kind = {} "
        "RETURNING id",
        *(case_id, kind, text, at, case_id, kind),
    ),
)
_OF: Final = Prepared(
    1,
    lambda case_id: tables.Narrative.select().where(tables.Narrative.case_id == case_id).order_by(tables.Narrative.id),
)


async def forget_narratives(case_id: str) -> None:
    """Destroy the texts of a case; the register keeps only their ids."""
    await tables.Narrative.delete().where(tables.Narrative.case_id == case_id)
