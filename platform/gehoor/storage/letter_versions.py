"""A municipality's own texts of letters: a row is added for each change and none is ever changed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from gehoor.storage import tables_letters as tables
from gehoor.storage.prepared import Prepared
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction


class LetterVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a letter; without source, the text of the regulation holds from here on.

    `restored` is the number of the older version this text was taken from.
    """

    id: int
    key: str
    version: int
    source: str | None
    restored: int | None
    person_id: str
    at: datetime
    why: str


async def newest_ids() -> tuple[int, int]:
    """The numbers of the newest row of the settings and of the letters: while they stay the same, nothing changed."""
    rows = await _NEWEST_IDS.run()
    return int(rows[0]["settings"] or 0), int(rows[0]["letters"] or 0)


async def active() -> dict[str, LetterVersion]:
    """The texts that hold now, by the key of the letter."""
    rows = await tables.LetterVersion.raw(
        "SELECT id, key, version, source, restored, person_id, at, why FROM letter_version "
        "WHERE id IN (SELECT max(id) FROM letter_version GROUP BY key) AND source IS NOT NULL ORDER BY key"
    )
    return {row.key: row for row in facts(rows, LetterVersion)}


async def newest(key: str) -> LetterVersion | None:
    """The newest version of a letter, which may say that the regulation's text holds again."""
    table = tables.LetterVersion
    query = table.select().where(table.key == key).order_by(table.version, ascending=False).limit(1)
    return first(await query, LetterVersion)


async def versions_of(key: str) -> list[LetterVersion]:
    """All versions of a letter, the newest first."""
    table = tables.LetterVersion
    rows = await table.select().where(table.key == key).order_by(table.version, ascending=False)
    return facts(rows, LetterVersion)


async def add(
    key: str, version: int, source: str | None, person: str, at: datetime, why: str, *, restored: int | None = None
) -> None:
    """Add a version, together with its entry on the admin log; of two with the same number only one can be kept."""
    require_transaction()
    row = tables.LetterVersion(
        key=key, version=version, source=source, restored=restored, person_id=person, at=moment(at), why=why
    )  # fmt: skip
    await tables.LetterVersion.insert(row)


_NEWEST_IDS: Final = Prepared(
    0,
    lambda: tables.LetterVersion.raw(
        "SELECT (SELECT max(id) FROM setting) AS settings, (SELECT max(id) FROM letter_version) AS letters"
    ),
)
