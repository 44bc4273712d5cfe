"""What a regulation leaves open, field by field, with what an administrator must know to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import EnumMeta, StrEnum
from typing import Any

import msgspec
from msgspec import inspect


class OptionKind(StrEnum):
    """How a value is entered."""

    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"
    ROWS = "rows"
    PAIRS = "pairs"


class OptionField(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a board may set. `key` has a dot for each level: "terms.settlement"."""

    key: str
    title: str
    explanation: str
    #: The article, or "instelling van het bestuur".
    basis: str
    kind: OptionKind
    #: Value and what it means in Dutch, of a choice and of the second half of a pair.
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    #: May be left empty.
    optional: bool = False
    default: Any = None
    value: Any = None
    #: Of rows: what one row holds; the keys are those within the row.
    fields: tuple[OptionField, ...] = ()


def option_fields(options: type[msgspec.Struct], value: msgspec.Struct) -> tuple[OptionField, ...]:
    """The fields of an options struct in its order, those of a struct within it one by one."""
    return _fields(options, options(), value, "", "")


def undescribed(options: type[msgspec.Struct]) -> list[str]:
    """The keys of fields without title, explanation or basis; a plugin has none."""
    return [
        field.key
        for top in option_fields(options, options())
        for field in (top, *top.fields)
        if not (field.title and field.explanation and field.basis)
    ]


class _Seen:
    """A type with what was said about it, taken apart."""

    def __init__(self, kind: inspect.Type) -> None:
        self.title = self.description = ""
        self.extra: dict[str, Any] = {}
        self.optional = False
        while True:
            if isinstance(kind, inspect.Metadata):
                schema = kind.extra_json_schema or {}
                self.title = self.title or schema.get("title", "")
                self.description = self.description or schema.get("description", "")
                self.extra = {**(kind.extra or {}), **self.extra}
                kind = kind.type
            elif isinstance(kind, inspect.UnionType) and kind.includes_none:
                self.optional = True
                kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
            else:
                break
        self.kind = kind


def _fields(
    options: type[msgspec.Struct], default: Any, value: Any, prefix: str, basis: str
) -> tuple[OptionField, ...]:
    found: list[OptionField] = []
    for field in _struct(options).fields:
        seen = _Seen(field.type)
        if "fed_by" in seen.extra:
            continue
        key = f"{prefix}{field.encode_name}"
        fallback = getattr(default, field.name, None) if default is not None else _default(field)
        now = getattr(value, field.name, None)
        own = str(seen.extra.get("basis", basis))
        if isinstance(seen.kind, inspect.StructType):
            found += _fields(seen.kind.cls, fallback, now, f"{key}.", own)
        else:
            found.append(_field(key, seen, fallback, now, own))
    return tuple(found)


def _field(key: str, seen: _Seen, default: Any, value: Any, basis: str) -> OptionField:
    kind, rows = _kind(seen.kind)
    choices = _choices(seen)
    if kind is OptionKind.TEXT and choices:
        kind = OptionKind.CHOICE
    low, high = getattr(seen.kind, "ge", None), getattr(seen.kind, "le", None)
    return OptionField(
        key=key,
        title=seen.title,
        explanation=seen.description,
        basis=basis,
        kind=kind,
        choices=choices,
        minimum=low,
        maximum=high,
        optional=seen.optional,
        default=msgspec.to_builtins(default),
        value=msgspec.to_builtins(value),
        fields=_fields(rows, None, None, "", basis) if rows is not None else (),
    )


def _kind(kind: inspect.Type) -> tuple[OptionKind, type[msgspec.Struct] | None]:
    if isinstance(kind, inspect.BoolType):
        return OptionKind.YES_NO, None
    if isinstance(kind, inspect.IntType):
        return OptionKind.NUMBER, None
    if isinstance(kind, inspect.EnumType):
        return OptionKind.CHOICE, None
    if isinstance(kind, inspect.DateType):
        return OptionKind.DATE, None
    if isinstance(kind, inspect.DictType):
        return OptionKind.PAIRS, None
    if isinstance(kind, inspect.VarTupleType | inspect.ListType) and isinstance(kind.item_type, inspect.StructType):
        return OptionKind.ROWS, kind.item_type.cls
    if isinstance(kind, inspect.StrType):
        return OptionKind.TEXT, None
    raise TypeError(f"An option of the type {kind} cannot be shown to an administrator; use another type.")


def _choices(seen: _Seen) -> tuple[tuple[str, str], ...]:
    words: Mapping[str, str] = seen.extra.get("choices", {})
    if isinstance(seen.kind, inspect.EnumType) and isinstance(seen.kind.cls, EnumMeta):
        values: Sequence[str] = [str(each.value) for each in seen.kind.cls]
        return tuple((value, words.get(value, value)) for value in values)
    return tuple(words.items())


def _default(field: inspect.Field) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return field.default
    return field.default_factory() if field.default_factory is not msgspec.NODEFAULT else None


def _struct(options: type[msgspec.Struct]) -> inspect.StructType:
    found = inspect.type_info(options)
    assert isinstance(found, inspect.StructType)  # noqa: S101  # A struct class always is one.
    return found
