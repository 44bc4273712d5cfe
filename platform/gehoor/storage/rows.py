"""Turns frozen facts into columns and rows back into facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import msgspec

Fact = TypeVar("Fact", bound=msgspec.Struct)


def moment(at: datetime) -> str:
    """A moment as text in UTC, always equally long, so that the order of the texts is the order in time."""
    if at.tzinfo is None:
        raise ValueError(f"The moment {at.isoformat()} has no time zone, so it is not known when it was.")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def columns(fact: msgspec.Struct) -> dict[str, Any]:
    """The columns of a fact, with days and moments as text."""
    return {name: _column(getattr(fact, name)) for name in fact.__struct_fields__}


def fact(row: Mapping[str, Any], kind: type[Fact]) -> Fact:
    """A row as a fact; columns the fact does not have are left out."""
    return msgspec.convert(row, kind)


def facts(rows: Sequence[Mapping[str, Any]], kind: type[Fact]) -> list[Fact]:
    """Rows as facts."""
    return [fact(row, kind) for row in rows]


def first(rows: Sequence[Mapping[str, Any]], kind: type[Fact]) -> Fact | None:
    """The first row as a fact, or nothing when there is none."""
    return fact(rows[0], kind) if rows else None


def _column(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
