"""A municipality at work: its settings, its law and its letter templates together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from gehoor.domain import events as ev
from gehoor.domain.organisation import Actor
from gehoor.domain.tenant import Tenant
from gehoor.letters.templates import LetterTemplates
from gehoor.regulation.answers import Office, Part
from gehoor.regulation.guard import RegulationFailed
from gehoor.regulation.library import Regulation, RegulationLibrary
from gehoor.regulation.rulebook import Rulebook
from gehoor.services import options


@dataclass(frozen=True)
class Municipality:
    """What every use case of one municipality needs to know, as its settings were when the scope was entered."""

    tenant: Tenant
    library: RegulationLibrary
    templates: LetterTemplates
    #: The number of the newest row of the settings this was read from.
    version: int = 0
    #: The offices as its law gave them before, for when it does not answer.
    offices_kept: tuple[Office, ...] = ()
    #: The number of the newest version of a letter these templates were made from.
    letters_version: int = 0
    #: The logo of the letterhead as it stands in a letter, empty without one.
    logo: str = ""

    @cached_property
    def current(self) -> Regulation:
        """The newest version of its regulation: for the language and the time zone, not for a case."""
        return self.library.versions(self.tenant.file.regulation)[-1]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which days are counted."""
        return ZoneInfo(self.current.time_zone)

    def day(self, at: datetime) -> date:
        """The calendar day of a moment in this municipality."""
        return at.astimezone(self.zone).date()

    def rulebook(self, on: date) -> Rulebook:
        """The rulebook for a complaint received on this day; raises `NoVersionInForce`."""
        return self._with_options(self.library.in_force(self.tenant.file.regulation, on))

    def pinned(self, received: ev.Received) -> Rulebook:
        """The rulebook a case pinned at receipt."""
        return self._with_options(self.library.pinned(received.regulation, received.in_force))

    @cached_property
    def offices_of_the_law(self) -> tuple[Office, ...]:
        """The offices its regulation knows, and those every municipality may have; raises `RegulationFailed`."""
        return tuple(self._with_options(self.current).offices())

    @property
    def offices(self) -> tuple[Office, ...]:
        """The offices of the law or, where the law does not answer, as it gave them before."""
        try:
            return self.offices_of_the_law
        except RegulationFailed:
            return self.offices_kept

    def offices_with(self, *parts: Part) -> frozenset[str]:
        """The offices that play one of these parts here, under whatever name."""
        return frozenset(office.key for office in self.offices if office.part in parts)

    def office_title(self, office: str) -> str:
        """The Dutch name of an office."""
        known = next((each.title for each in self.offices if each.key == office), "")
        return known or office.replace("_", " ").capitalize()

    def actor(self, person: str, on: date) -> Actor:
        """Somebody on the staff with the offices and units of this day."""
        return Actor(person=person, offices=self.tenant.offices_of(person, on), units=self.tenant.units_of(person, on))

    def _with_options(self, regulation: Regulation) -> Rulebook:
        return self.library.rulebook(regulation, options.of(self.library, regulation, self.tenant), self.tenant.slug)
