"""The options of a regulation as fields of a form: showing them, and reading them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from gehoor.regulation.option_fields import OptionField, OptionKind
from gehoor.web.forms import DATE_PARTS, Entry

YES_NO: Final = (("ja", "Ja"), ("nee", "Nee"))
#: The two halves of a pair, as fields of its row.
NAME, VALUE = "naam", "waarde"


def name_of(path: str) -> str:
    """The name of the field for a path in the options: "terms.settlement", "ombudsman[0].name"."""
    return re.sub(r"[.\[]", "-", path).replace("]", "")


def field_of(fields: Sequence[OptionField], path: str) -> str:
    """The field on the page that a message about this path belongs to."""
    name = name_of(path)
    for field in fields:
        own = name_of(field.key)
        if field.kind is OptionKind.PAIRS and name.startswith(own):
            return f"{own}-0-{NAME}"
        if name == own and field.kind is OptionKind.ROWS and field.fields:
            return f"{own}-0-{field.fields[0].key}"
        if name == own or name.startswith(f"{own}-"):
            return name
    return name_of(fields[0].key) if fields else "opties"


def shown(fields: Iterable[OptionField]) -> Entry:
    """A form filled with what holds now."""
    values: dict[str, str] = {}
    for field in fields:
        name = name_of(field.key)
        if field.kind is OptionKind.ROWS:
            for number, row in enumerate(field.value or ()):
                for part in field.fields:
                    values |= _values(f"{name}-{number}-{part.key}", part.kind, row.get(part.key))
        elif field.kind is OptionKind.PAIRS:
            for number, (key, value) in enumerate((field.value or {}).items()):
                values |= {f"{name}-{number}-{NAME}": key, f"{name}-{number}-{VALUE}": value}
        else:
            values |= _values(name, field.kind, field.value)
    return Entry(values=values)


def rows_of(field: OptionField) -> range:
    """The numbers of the rows on the page: those there are, and an empty one."""
    return range(len(field.value or ()) + 1)


def read(entry: Entry, field: OptionField) -> Any:
    """What was typed for one option."""
    name = name_of(field.key)
    if field.kind is OptionKind.ROWS:
        rows = ({part.key: f"{name}-{number}-{part.key}" for part in field.fields} for number in rows_of(field))
        return [
            {part.key: _read(entry, names[part.key], part) for part in field.fields}
            for names in rows
            if _is_filled(entry, names.values())
        ]
    if field.kind is OptionKind.PAIRS:
        return _pairs(entry, name, field)
    return _read(entry, name, field)


def _pairs(entry: Entry, name: str, field: OptionField) -> dict[str, str]:
    found: dict[str, str] = {}
    for number in rows_of(field):
        key, value = f"{name}-{number}-{NAME}", f"{name}-{number}-{VALUE}"
        if _is_filled(entry, (key, value)):
            typed = entry.line(key, required="Vul de naam in, of maak deze regel leeg.")
            if typed in found:
                entry.errors.add(key, f"'{typed}' staat er twee keer. Haal er één weg.")
            found[typed] = entry.choice(value, [each for each, _ in field.choices], required="Maak een keuze.")
    return found


def _is_filled(entry: Entry, names: Iterable[str]) -> bool:
    return any(entry.value(name) or any(entry.value(f"{name}-{part}") for part in DATE_PARTS) for name in names)


def _values(name: str, kind: OptionKind, value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if kind is OptionKind.YES_NO:
        return {name: "ja" if value else "nee"}
    if kind is OptionKind.DATE:
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return {
            f"{name}-{part}": str(number)
            for part, number in zip(DATE_PARTS, (day.day, day.month, day.year), strict=True)
        }
    return {name: str(value)}


def _read(entry: Entry, name: str, field: OptionField) -> Any:
    required = "" if field.optional else "Vul dit in."
    if field.kind is OptionKind.YES_NO:
        return entry.choice(name, ["ja", "nee"], required="Kies ja of nee.") == "ja"
    if field.kind is OptionKind.CHOICE:
        return (
            entry.choice(
                name, [value for value, _ in field.choices], required="" if field.optional else "Maak een keuze."
            )
            or None
        )
    if field.kind is OptionKind.DATE:
        day = entry.date(name, required=required)
        return day.isoformat() if day else None
    if field.kind is OptionKind.NUMBER:
        return _number(entry, name, field, required)
    # What a text must hold, the options themselves say.
    return entry.line(name, limit=500) or (None if field.optional else "")


def _number(entry: Entry, name: str, field: OptionField, required: str) -> int | None:
    typed = entry.line(name, limit=12, required=required)
    if not typed:
        return None
    if not re.fullmatch(r"\d{1,9}", typed, re.ASCII):
        entry.errors.add(name, f"'{typed}' is geen heel getal. Schrijf alleen cijfers, bijvoorbeeld 10.")
        return None
    low, high, number = field.minimum, field.maximum, int(typed)
    if (low is not None and number < low) or (high is not None and number > high):
        within = (
            f"van {low} tot en met {high}"
            if low is not None and high is not None
            else (f"van minstens {low}" if low is not None else f"van hoogstens {high}")
        )
        entry.errors.add(name, f"{number} kan hier niet. Geef een getal {within}.")
    return number
