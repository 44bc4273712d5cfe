"""What people type into forms: cleaned, checked, and kept with a message beside each field that needs one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from gehoor.domain.calendar import MONTHS, in_words
from gehoor.errors import InvalidInput
from gehoor.web.form_reading import Form
from gehoor.web.uploads import AcceptedFile, accept_files

#: Stands for a character that cannot be shown; bytes that are not text become this as well.
UNREADABLE = "\ufffd"
DATE_PARTS = ("dag", "maand", "jaar")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{UNREADABLE}]")
_YEARS = range(1900, 2200)


class FieldError(InvalidInput):
    """What was typed in one field cannot be taken; the message says why and what to do."""

    code = "field_error"


def counted(number: int) -> str:
    """A number in Dutch: 100000 becomes "100.000"."""
    return f"{number:,}".replace(",", ".")


def with_plain_line_ends(value: str) -> str:
    """The text with one kind of line end; a browser sends two characters, old files hold others."""
    return _LINE_ENDS.sub("\n", value)


def showable(value: str) -> str:
    """The text as typed, in which a character that cannot be shown has a visible sign."""
    return _CONTROL.sub(UNREADABLE, with_plain_line_ends(value))


def clean_text(value: str, max_length: int) -> str:
    """The text in one normal form, without space around it; nothing is silently left out."""
    text = unicodedata.normalize("NFC", with_plain_line_ends(value)).strip()
    if _CONTROL.search(text):
        raise FieldError(
            f"Dit veld bevat tekens die wij niet kunnen lezen. U ziet ze als {UNREADABLE} in uw tekst."
            " Haal ze weg of typ dat stuk opnieuw."
        )
    if len(text) > max_length:
        raise FieldError(
            f"Uw tekst is {counted(len(text))} tekens lang; er passen {counted(max_length)} in. Maak uw tekst korter."
        )
    return text


def clean_email(value: str) -> str:
    """An e-mail address that has the parts an address needs; whether it works, only a message can show."""
    address = clean_text(value, 254)
    name, _, domain = address.rpartition("@")
    labels = domain.split(".")
    whole = name and "@" not in name and len(labels) > 1 and all(labels)
    if not whole or re.search(r"[\s<>(),;:\"]", address):
        raise FieldError("Dit is geen volledig e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    return address


def parse_date(day: str, month: str, year: str) -> date | None:
    """The day that three fields name together; None when all three are empty."""
    parts = dict(zip(DATE_PARTS, (day.strip(), month.strip().lower(), year.strip()), strict=True))
    missing = [f"{'het' if part == 'jaar' else 'de'} {part}" for part, typed in parts.items() if not typed]
    if len(missing) == len(parts):
        return None
    if missing:
        raise FieldError(f"Vul ook {in_words(missing)} in.")
    number_of_day = _number(parts["dag"], "Vul de dag in met cijfers, bijvoorbeeld 7.")
    number_of_month = _month(parts["maand"])
    if len(parts["jaar"]) != 4:
        raise FieldError("Vul het jaar in met vier cijfers, bijvoorbeeld 2026.")
    number_of_year = _number(parts["jaar"], "Vul het jaar in met vier cijfers, bijvoorbeeld 2026.")
    if number_of_year not in _YEARS:
        raise FieldError(f"Het jaar {parts['jaar']} kan niet kloppen. Kijk het jaar na.")
    try:
        return date(number_of_year, number_of_month, number_of_day)
    except ValueError:
        in_year = f" in {number_of_year}" if (number_of_day, number_of_month) == (29, 2) else ""
        raise FieldError(f"{number_of_day} {MONTHS[number_of_month - 1]} bestaat niet{in_year}.") from None


def _number(typed: str, otherwise: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 4):
        raise FieldError(otherwise)
    return int(typed)


def _month(typed: str) -> int:
    for number, name in enumerate(MONTHS, start=1):
        if typed in (name, name[:3]) or (typed == "mrt" and name == "maart"):
            return number
    number = _number(typed, "Vul de maand in met cijfers, bijvoorbeeld 3 voor maart.")
    if not 1 <= number <= 12:
        raise FieldError(f"Maand {number} bestaat niet. Vul een getal in van 1 tot en met 12.")
    return number


class FormErrors:
    """The messages of a form, in the order of its fields; the first message of a field stays."""

    def __init__(self) -> None:
        self._messages: dict[str, str] = {}

    def add(self, field: str, message: str) -> None:
        """Put a message beside a field."""
        self._messages.setdefault(field, message)

    def get(self, field: str) -> str:
        """The message beside a field; empty when there is none."""
        return self._messages.get(field, "")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._messages.items())

    def __len__(self) -> int:
        return len(self._messages)


class Entry:
    """A form as somebody filled it in: read it field by field, and show it again when it has errors."""

    def __init__(self, form: Form | None = None, *, values: Mapping[str, str] | None = None) -> None:
        self._form = form or Form()
        if form is None:
            self._form.texts.update({name: [value] for name, value in (values or {}).items()})
        self.errors = FormErrors()

    def value(self, name: str) -> str:
        """What was typed, to be shown again in the field."""
        return showable(self._form.text(name))

    def chosen(self, name: str, option: str) -> bool:
        """Whether an option was chosen, to be shown again."""
        return option in self._form.texts_of(name)

    def filenames(self, name: str) -> list[str]:
        """The files that were chosen; a browser forgets them, so the page asks to choose them again."""
        return [showable(upload.filename) for upload in self._form.files_of(name)]

    def line(self, name: str, *, limit: int = 200, required: str = "") -> str:
        """A text on one line. `required` is the message for when it is empty; without one it may be."""
        return " ".join(self.text(name, limit=limit, required=required).split())

    def text(self, name: str, *, limit: int, required: str = "") -> str:
        """A text of any number of lines, at most `limit` characters long."""
        try:
            text = clean_text(self._form.text(name), limit)
        except FieldError as problem:
            self.errors.add(name, problem.message)
            return ""
        if required and not text:
            self.errors.add(name, required)
        return text

    def email(self, name: str, *, required: str = "") -> str:
        """An e-mail address."""
        address = self.line(name, limit=254, required=required)
        try:
            return clean_email(address) if address else ""
        except FieldError as problem:
            self.errors.add(name, problem.message)
            return ""

    def date(self, name: str, *, required: str = "", latest: date | None = None, too_late: str = "") -> date | None:
        """A day from the fields `name`-dag, -maand and -jaar; after `latest` it gets the message `too_late`."""
        try:
            day = parse_date(*(self._form.text(f"{name}-{part}") for part in DATE_PARTS))
        except FieldError as problem:
            self.errors.add(name, problem.message)
            return None
        if day is None and required:
            self.errors.add(name, required)
        if day is not None and latest is not None and day > latest:
            self.errors.add(name, too_late or "Deze dag ligt in de toekomst. Kijk de datum na.")
            return None
        return day

    def choice(self, name: str, options: Collection[str], *, required: str = "") -> str:
        """One of `options`; anything else counts as not chosen."""
        chosen = self._form.text(name)
        if chosen not in options:
            chosen = ""
        if required and not chosen:
            self.errors.add(name, required)
        return chosen

    def choices(self, name: str, options: Collection[str], *, required: str = "") -> list[str]:
        """Any number of `options`, each once."""
        chosen = [option for option in dict.fromkeys(self._form.texts_of(name)) if option in options]
        if required and not chosen:
            self.errors.add(name, required)
        return chosen

    def flag(self, name: str, *, required: str = "") -> bool:
        """Whether a box is ticked."""
        ticked = bool(self._form.text(name))
        if required and not ticked:
            self.errors.add(name, required)
        return ticked

    def files(self, name: str) -> list[AcceptedFile]:
        """The files that can be taken; a message names each that cannot, and why."""
        accepted, problems = accept_files(self._form, name)
        if problems:
            self.errors.add(name, " ".join(problems))
        return accepted
