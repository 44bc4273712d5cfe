"""Decodes settings strictly, and says in Dutch which key is wrong, why, and what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec

from gehoor.errors import InvalidInput

S = TypeVar("S")
_PLACE: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_KINDS: Final = {
    "int": "een geheel getal",
    "float": "een getal met een komma",
    "str": "een tekst",
    "bool": "ja of nee (true of false)",
    "array": "een lijst",
    "object": "een tabel met sleutels",
    "date": "een datum",
    "datetime": "een datum met een tijd",
    "null": "niets",
}
_FORMS: Final = {
    "^#[0-9a-f]{6}$": "Schrijf een kleur als # met zes tekens van 0 tot 9 en a tot f, bijvoorbeeld #9d1c2f.",
    r"^\d{2}-\d{2}$": "Schrijf maand en dag als 06-30.",
}
_ELSE_FORM: Final = "Gebruik kleine letters, cijfers en streepjes, en begin met een letter of een cijfer."
_SECRETS: Final = ("password", "secret", "client_secret", "wachtwoord", "geheim", "smtp_password", "imap_password")


def decode(raw: Any, kind: type[S], at: str = "") -> S:
    """`raw` as `kind`; raises `InvalidInput` whose field is the path of the wrong key, below `at`."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        path, text = explained(str(error), raw, kind)
        raise InvalidInput(text, field=joined(at, path)) from None


def joined(at: str, path: str) -> str:
    """A path below another."""
    return f"{at}{path}" if not at or not path or path.startswith("[") else f"{at}.{path}"


def explained(message: str, raw: Any, kind: Any) -> tuple[str, str]:
    """The path and the Dutch words of what msgspec says about a value that is not right."""
    place = _PLACE.search(message)
    path, said = (place["path"], message[: place.start()]) if place else ("", message)
    for pattern, words in _SAYINGS:
        if found := pattern.fullmatch(said):
            name, text = words(found, path, kind)
            return joined(path, name), text
    # What is left are the words of a struct that checks itself; those are Dutch.
    return path, said[:1].upper() + said[1:].rstrip(".") + "."


_Saying = Callable[[re.Match[str], str, Any], tuple[str, str]]


def _unknown(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    name = found[1]
    if name in _SECRETS:
        return name, (
            "Een geheim staat nooit in een bestand. Haal het weg, en bewaar het versleuteld met"
            " 'gehoor secret set GEMEENTE NAAM'."
        )
    known = _keys(kind, path)
    close = difflib.get_close_matches(name, known, n=1)
    hint = f" Bedoelt u '{close[0]}'?" if close else ""
    listed = f" Bekend zijn hier: {', '.join(known)}." if known else ""
    return name, f"Deze sleutel bestaat niet.{hint}{listed} Verbeter de naam of haal de sleutel weg."


def _missing(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    return found[1], "Deze sleutel ontbreekt. Vul hem in."


def _wrong_kind(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    wanted = " of ".join(_KINDS.get(each.strip(), each.strip()) for each in found[1].split("|"))
    return "", f"Hier hoort {wanted}, en er staat {_KINDS.get(found[2], found[2])}. Verbeter de waarde."


def _size(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    what, sign, number = found[1], found[2], int(found[3])
    if sign == ">=":
        empty = "Dit is leeg. Vul iets in." if what == "str" else "Deze lijst is leeg. Geef er minstens één."
        return "", empty if number == 1 else f"Dit is te weinig: minstens {number}."
    return "", f"Dit is te lang: hoogstens {number} tekens." if what == "str" else f"Geef er hoogstens {number}."


def _range(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    return "", f"Geef een getal van {'minstens' if found[1] == '>=' else 'hoogstens'} {found[2]}."


def _form(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    known = next((hint for form, hint in _FORMS.items() if form.strip("^$") in found[1]), _ELSE_FORM)
    return "", f"Deze waarde heeft niet de goede vorm. {known}"


def _choice(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    known = _values(kind, path)
    listed = f" Kies uit: {', '.join(known)}." if known else " Kies een waarde die bestaat."
    return "", f"'{found[1]}' kan hier niet.{listed}"


def _date(found: re.Match[str], path: str, kind: Any) -> tuple[str, str]:
    return "", "Dit is geen datum die bestaat. Schrijf jaar-maand-dag, zoals 2026-05-15."


_SAYINGS: Final[tuple[tuple[re.Pattern[str], _Saying], ...]] = (
    (re.compile(r"Object contains unknown field `(.+)`"), _unknown),
    (re.compile(r"Object missing required field `(.+)`"), _missing),
    (re.compile(r"Expected `([^`]+)`, got `([^`]+)`"), _wrong_kind),
    (re.compile(r"Expected `(str|array|object)` of length (>=|<=) (\d+)"), _size),
    (re.compile(r"Expected `(?:int|float)` (>=|<=) (-?\d+)"), _range),
    (re.compile(r"Expected `str` matching regex '(.+)'"), _form),
    (re.compile(r"Invalid enum value '?(.*?)'?"), _choice),
    (re.compile(r"Invalid RFC3339 encoded .*"), _date),
)


def _keys(kind: Any, path: str) -> list[str]:
    """The keys a table at this path may have."""
    from msgspec import inspect

    found = _type_at(kind, path)
    return [field.encode_name for field in found.fields] if isinstance(found, inspect.StructType) else []


def _values(kind: Any, path: str) -> list[str]:
    """The values a choice at this path may have."""
    from msgspec import inspect

    found = _type_at(kind, path)
    return [str(each.value) for each in found.cls] if isinstance(found, inspect.EnumType) else []


def _type_at(kind: Any, path: str) -> Any:
    """The type at a path of msgspec such as `offices[2].unit`."""
    # Only a mistake asks for this, so nobody loads it before there is one.
    from msgspec import inspect

    found: Any = _bare(inspect.type_info(kind))
    for step in re.findall(r"\[[^\]]*\]|[^.\[]+", path):
        if step.startswith("["):
            found = _bare(getattr(found, "item_type", None) or getattr(found, "value_type", None))
        else:
            found = next((_bare(f.type) for f in getattr(found, "fields", ()) if f.encode_name == step), None)
    return found


def _bare(kind: Any) -> Any:
    """A type without what was said about it, and without the None it may also be."""
    from msgspec import inspect

    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.UnionType):
            kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
        else:
            kind = kind.type
    return kind
