"""A page of settings as a list of fields: what stands in each, and the document they make up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

import msgspec

from gehoor.web.forms import Entry

LONGEST: Final = 200


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    MAIL = "mail"
    LINES = "lines"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A setting on a page; `path` is where it stands in the document of its area, such as "incoming.folder"."""

    path: str
    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    #: The message where it is empty and may not be.
    required: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """A password that is kept elsewhere: the page says whether there is one, and never what it is."""

    key: str
    name: str
    label: str


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Fields that belong together, with the secret that goes with them."""

    title: str
    fields: tuple[Field, ...]
    hint: str = ""
    secret: Secret | None = None


def filled_in(fields: Sequence[Field], document: Mapping[str, Any]) -> Entry:
    """The form with what holds now."""
    values: dict[str, str] = {}
    for field in fields:
        value = _at(document, field.path)
        if field.kind is Kind.LINES:
            values[field.name] = "\n".join(value or ())
        elif field.kind is Kind.FLAG:
            values[field.name] = "ja" if value else ""
        else:
            values[field.name] = "" if value is None else str(value)
    return Entry(values=values)


def read(entry: Entry, fields: Sequence[Field], document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with what was typed in its place; what stands on no page stays as it is."""
    changed: dict[str, Any] = msgspec.to_builtins(document)
    for field in fields:
        *parents, last = field.path.split(".")
        part = changed
        for parent in parents:
            part = part.setdefault(parent, {})
        value = _typed(entry, field)
        if value == "" and field.path.startswith("elsewhere."):
            part.pop(last, None)
        else:
            part[last] = value
    return changed


def field_of(fields: Sequence[Field], path: str) -> str:
    """The field for a message about this path in the document; the first one where it is about none of them."""
    return next((each.name for each in fields if path == each.path or path.startswith(f"{each.path}[")), fields[0].name)


def _typed(entry: Entry, field: Field) -> Any:
    if field.kind is Kind.FLAG:
        return entry.flag(field.name)
    if field.kind is Kind.CHOICE:
        return entry.choice(field.name, [key for key, _ in field.choices], required=field.required)
    if field.kind is Kind.MAIL:
        return entry.email(field.name, required=field.required)
    if field.kind is Kind.LINES:
        lines = entry.text(field.name, limit=2_000, required=field.required).splitlines()
        return [" ".join(line.split()) for line in lines if line.strip()]
    typed = entry.line(field.name, limit=LONGEST, required=field.required)
    if field.kind is Kind.LINE:
        return typed
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        if typed:
            entry.errors.add(field.name, f"'{typed}' is geen getal. Schrijf alleen cijfers.")
        return 0
    return int(typed)


def _at(document: Mapping[str, Any], path: str) -> Any:
    value: Any = document
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
