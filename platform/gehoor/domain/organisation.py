"""Units, offices and who holds them from when to when."""

from __future__ import annotations

from datetime import date

import msgspec


class UnitOfOrganisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A department or service of the municipality; `entity` says whether it belongs to stad or ocmw."""

    key: str
    title: str
    entity: str = ""


class Holding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person holds an office from a day up to and including another; `deputy` stands in for the holder."""

    office: str
    person: str
    unit: str = ""
    since: date
    until: date | None = None
    deputy: bool = False

    def on(self, day: date) -> bool:
        """Whether the office is held on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who might handle a case: the person, the office held and the unit; `involved` in the conduct."""

    person: str
    office: str
    unit: str = ""
    is_accused: bool = False
    involved: bool = False
    is_coordinator: bool = False


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks to see or do something, with the offices held today."""

    person: str
    offices: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
