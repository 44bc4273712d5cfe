"""Short statements that are made often: Piccolo writes their text once for each database, then only values differ.

Writing a statement takes Piccolo longer than SQLite needs to carry it out, and taking in one complaint is some
twenty statements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from piccolo.columns import Column
from piccolo.query.base import Query
from piccolo.table import Table

from gehoor.storage.engine import TENANT, Kind, Rows


class _Place:
    """Stands in a statement where the value with this number goes."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


class Prepared:
    """A short statement of so many values; `build` makes it of values as Piccolo wants it, and is called once."""

    __slots__ = ("_build", "_count", "_written")

    def __init__(self, count: int, build: Callable[..., Query[Any, Any]]) -> None:
        self._build, self._count = build, count
        self._written: dict[Kind, tuple[str, list[Any]]] = {}

    async def run(self, *values: Any) -> Rows:
        """Carries it out with these values, which are as the database keeps them; gives the rows it returns."""
        database = TENANT.current
        written = self._written.get(database.kind)
        if written is None:
            written = self._written[database.kind] = self._write(database.kind)
        if len(values) != self._count:
            raise ValueError(f"This statement takes {self._count} values and was given {len(values)}.")
        text, places = written
        return await database.run_short(text, [values[p.number] if type(p) is _Place else p for p in places])

    def _write(self, kind: Kind) -> tuple[str, list[Any]]:
        statements = self._build(*map(_Place, range(self._count))).querystrings
        if len(statements) != 1:
            raise ValueError("Only what is one statement can be prepared.")
        return statements[0].compile_string(engine_type=kind)


async def insert(
    table: type[Table],
    rows: Sequence[dict[str, Any]],
    conflict: Callable[[Any], Any] | None = None,
    returning: Column | None = None,
) -> Rows:
    """Adds rows that all name the same columns; `conflict` says what happens where they are there already.

    `conflict` is called once for each table and number of rows, so it must not depend on the values.
    """
    names = tuple(rows[0])
    prepared = _insertion(table, names, len(rows), conflict, returning)
    return await prepared.run(*[row[name] for row in rows for name in names])


@lru_cache(256)
def _insertion(
    table: type[Table],
    names: tuple[str, ...],
    count: int,
    conflict: Callable[[Any], Any] | None,
    returning: Column | None,
) -> Prepared:
    width = len(names)

    def build(*values: Any) -> Query[Any, Any]:
        rows = [
            table(**dict(zip(names, values[start : start + width], strict=True)))
            for start in range(0, count * width, width)
        ]
        query = table.insert(*rows)
        if conflict is not None:
            query = conflict(query)
        return query if returning is None else query.returning(returning)

    return Prepared(width * count, build)
