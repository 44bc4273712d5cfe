"""A municipality as its files describe it: hosts, regulation, options, units, people and offices."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from gehoor.domain.organisation import Holding, UnitOfOrganisation

Key = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Text = Annotated[str, Meta(min_length=1, max_length=200)]


class Theme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Colours of the pages and letters; the platform checks their contrast before it uses them."""

    accent: Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$")] = "#154273"
    decoration: Annotated[str, Meta(pattern=r"^(#[0-9a-f]{6})?$")] = ""


class TenantFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`tenants/<slug>/tenant.toml`."""

    title: Text
    hosts: Annotated[tuple[Text, ...], Meta(min_length=1)]
    regulation: Text
    options: dict[str, Any] = {}
    #: Lines of the sender's address on letters.
    sender: tuple[Text, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    #: Where to go with what is no complaint: key of the definition -> address or phone line for citizens.
    elsewhere: dict[str, str] = {}
    theme: Theme = Theme()


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who works for the municipality and may sign in."""

    id: Key
    name: Text
    login: Text


class OrganisationFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`tenants/<slug>/organisation.toml`."""

    units: tuple[UnitOfOrganisation, ...] = ()
    people: tuple[Person, ...] = ()
    offices: tuple[Holding, ...] = ()


class Tenant(msgspec.Struct, frozen=True, kw_only=True):
    """A municipality that uses the platform."""

    slug: str
    file: TenantFile
    organisation: OrganisationFile

    @property
    def title(self) -> str:
        """The name people know."""
        return self.file.title

    def unit_title(self, key: str) -> str:
        """The name of a unit, or its key when it is unknown."""
        return next((unit.title for unit in self.organisation.units if unit.key == key), key)

    def person_name(self, person: str) -> str:
        """The name of somebody on the staff, or the id when unknown."""
        return next((entry.name for entry in self.organisation.people if entry.id == person), person)

    def holdings(self, on: date) -> tuple[Holding, ...]:
        """Who holds which office on this day."""
        return tuple(holding for holding in self.organisation.offices if holding.on(on))

    def offices_of(self, person: str, on: date) -> frozenset[str]:
        """The offices somebody holds, or deputises for, on this day."""
        return frozenset(holding.office for holding in self.holdings(on) if holding.person == person)

    def units_of(self, person: str, on: date) -> frozenset[str]:
        """The units somebody belongs to by the offices held."""
        return frozenset(holding.unit for holding in self.holdings(on) if holding.person == person and holding.unit)
