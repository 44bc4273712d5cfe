"""What a step in a case is to the desk: the form it has, the page it stands on, and how it is carried out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gehoor.domain.organisation import Actor
from gehoor.regulation.answers import Part
from gehoor.services.casefile import CaseFile
from gehoor.services.dossier import Dossier
from gehoor.services.handling import Work
from gehoor.services.municipality import Municipality
from gehoor.web.desk.law_view import LawView
from gehoor.web.form_reading import Form
from gehoor.web.forms import DATE_PARTS, Entry

#: The longest text of a page or so, and of what may be a whole report.
NOTE, REPORT = 4_000, 50_000

Value = str | bool | date | Iterable[str] | None


class StillWrong(Exception):
    """Something in the form has a message now, so nothing was done."""


class ShowAgain(Exception):
    """The form asked for another form, not for a step: show it again with what was typed."""


@dataclass(frozen=True)
class Known:
    """What a page knows of a case, from which forms are filled in beforehand."""

    place: Municipality
    found: Dossier
    file: CaseFile
    law: LawView
    on: date


@dataclass(frozen=True)
class Doing:
    """One posted form: `entry` reads its fields and keeps the messages, `work` carries the step out."""

    name: str
    place: Municipality
    actor: Actor
    found: Dossier
    work: Work
    form: Form
    entry: Entry
    on: date

    def named(self, field_name: str) -> str:
        """The name of a field in this form."""
        return f"{self.name}-{field_name}"

    def line(self, field_name: str, *, required: str = "") -> str:
        """A text on one line."""
        return self.entry.line(self.named(field_name), required=required)

    def text(self, field_name: str, *, limit: int = NOTE, required: str = "") -> str:
        """A text of any number of lines."""
        return self.entry.text(self.named(field_name), limit=limit, required=required)

    def date(self, field_name: str, *, required: str = "") -> date | None:
        """A day."""
        return self.entry.date(self.named(field_name), required=required)

    def choice(self, field_name: str, options: Iterable[str], *, required: str = "") -> str:
        """One of the options."""
        return self.entry.choice(self.named(field_name), tuple(options), required=required)

    def choices(self, field_name: str, options: Iterable[str], *, required: str = "") -> list[str]:
        """Any number of the options."""
        return self.entry.choices(self.named(field_name), tuple(options), required=required)

    def flag(self, field_name: str, *, required: str = "") -> bool:
        """Whether a box is ticked."""
        return self.entry.flag(self.named(field_name), required=required)

    def wrong(self, field_name: str, message: str) -> None:
        """Put a message beside a field."""
        self.entry.errors.add(self.named(field_name), message)

    def check(self) -> None:
        """Raises `StillWrong` when a field has a message."""
        if self.entry.errors:
            raise StillWrong


def _nothing(_: Known) -> Mapping[str, Value]:
    return {}


@dataclass(frozen=True)
class Action:
    """A step: `fields` says which field of the form a field of the service is."""

    name: str
    section: str
    #: What the page says when it is done.
    done: str
    carry_out: Callable[[Doing], Awaitable[Dossier]]
    fields: Mapping[str, str] = field(default_factory=dict)
    #: What stands in the form before anybody types.
    filled_in: Callable[[Known], Mapping[str, Value]] = _nothing
    #: The offices whose step it is alone, by the part they play; empty for everybody who works on the case.
    only: tuple[Part, ...] = ()

    def place_of(self, service_field: str | None) -> str:
        """The field that a message of a service belongs to; the form as a whole where it is about no field."""
        known = self.fields.get(service_field or "")
        return f"{self.name}-{known}" if known else f"formulier-{self.name}"

    def entry(self, known: Known) -> Entry:
        """The form as it opens."""
        form = Form()
        for field_name, value in self.filled_in(known).items():
            form.texts.update(_typed(f"{self.name}-{field_name}", value))
        return Entry(form)


def _typed(name: str, value: Value) -> dict[str, list[str]]:
    """A value as a browser would send it."""
    if value is None or value is False:
        return {}
    if value is True:
        return {name: ["ja"]}
    if isinstance(value, date):
        numbers = (value.day, value.month, value.year)
        return {f"{name}-{part}": [str(number)] for part, number in zip(DATE_PARTS, numbers, strict=True)}
    return {name: [value] if isinstance(value, str) else list(value)}
