"""A municipality at work: its files, its law and its letter templates together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from gehoor.domain import events as ev
from gehoor.domain.organisation import Actor
from gehoor.domain.tenant import Tenant
from gehoor.letters.templates import LetterTemplates
from gehoor.regulation.library import Regulation, RegulationLibrary
from gehoor.regulation.rulebook import Rulebook


@dataclass(frozen=True)
class Municipality:
    """What every use case of one municipality needs to know; nothing in it changes while the process runs."""

    tenant: Tenant
    library: RegulationLibrary
    templates: LetterTemplates

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

    def actor(self, person: str, on: date) -> Actor:
        """Somebody on the staff with the offices and units of this day."""
        return Actor(person=person, offices=self.tenant.offices_of(person, on), units=self.tenant.units_of(person, on))

    def _with_options(self, regulation: Regulation) -> Rulebook:
        return self.library.rulebook(regulation, self.library.options(regulation, self.tenant.file.options))
