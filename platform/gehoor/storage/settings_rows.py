"""The settings of a municipality as versions: a row is added for each change and none is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from gehoor.storage import tables_settings as tables
from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction


class Source(StrEnum):
    """Where a version comes from: the files of the host, or an administrator of the municipality."""

    FILE = "file"
    BROWSER = "browser"


class SettingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A version of an area; from the browser without content: from here on the file stands again."""

    id: int
    area: str
    source: Source
    content: str | None
    person_id: str
    at: datetime
    why: str


async def newest_id() -> int:
    """The number of the newest row, 0 without any: while it is the same, nothing has changed."""
    rows = await tables.Setting.raw("SELECT max(id) AS newest FROM setting")
    return int(rows[0]["newest"] or 0)


async def newest_rows() -> list[SettingRow]:
    """The newest row of each area from each source."""
    found = await tables.Setting.raw(
        "SELECT id, area, source, content, person_id, at, why FROM setting "
        "WHERE id IN (SELECT max(id) FROM setting GROUP BY area, source) ORDER BY id"
    )
    return facts(found, SettingRow)


async def newest(area: str, source: Source) -> SettingRow | None:
    """The newest row of one area from one source."""
    table = tables.Setting
    query = table.select().where((table.area == area) & (table.source == source.value))
    return first(await query.order_by(table.id, ascending=False).limit(1), SettingRow)


async def rows_of(area: str) -> list[SettingRow]:
    """All versions of an area, the oldest first."""
    table = tables.Setting
    return facts(await table.select().where(table.area == area).order_by(table.id), SettingRow)


async def add(area: str, source: Source, content: str | None, person: str, at: datetime, why: str) -> int:
    """Add a version, together with its entry on the admin log; gives its number."""
    require_transaction()
    row = tables.Setting(
        area=area, source=source.value, content=content, person_id=person, at=moment(at), why=why
    )  # fmt: skip
    return int((await tables.Setting.insert(row))[0]["id"])


def standing(rows: Sequence[SettingRow]) -> dict[str, SettingRow]:
    """Of the newest rows those that stand: the browser's over the file's, until it was released."""
    found: dict[str, SettingRow] = {}
    for row in rows:
        if row.content is None:
            continue
        if row.source is Source.BROWSER or row.area not in found:
            found[row.area] = row
    return found
