"""A municipality as its settings describe it: hosts, regulation, options, units, people and offices."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from gehoor.domain.organisation import Holding, UnitOfOrganisation

Key = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
Text = Annotated[str, Meta(min_length=1, max_length=200)]
Line = Annotated[str, Meta(max_length=200)]


class Theme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Colours of the pages and letters; `domain.theme` checks their contrast before they come into force."""

    accent: Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$")] = "#154273"
    decoration: Annotated[str, Meta(pattern=r"^(#[0-9a-f]{6})?$")] = ""


class ClosingDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The days of one year on which the offices are closed, with the decision that says so."""

    year: Annotated[int, Meta(ge=2000, le=2100)]
    #: Who decided and when: "Collegebesluit van 4 november 2025".
    decision: Text
    days: Annotated[tuple[date, ...], Meta(min_length=1)]


class Retention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the municipality decides about destroying files; the law itself says how long they are kept."""

    #: The month in which the list of files to destroy is drawn up each year.
    list_month: Annotated[int, Meta(ge=1, le=12)] = 1
    #: The office that approves the list before anything is destroyed; empty: nobody yet, so nothing is destroyed.
    approving_office: Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9_-]{0,62})?$")] = ""


class Security(StrEnum):
    """How a connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class IncomingMail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where mail comes in; the password is the secret `imap_password`. No address: mail does not join cases."""

    #: The address of the mailbox for complaints; a case has this with "+" and its reference.
    address: Line = ""
    #: The mailbox that is read; without a host, mail comes only by `gehoor mail receive`.
    imap_host: Line = ""
    imap_port: Annotated[int, Meta(ge=1, le=65535)] = 993
    security: Security = Security.TLS
    user: Line = ""
    folder: Text = "INBOX"
    #: Where a mail goes once it is kept here; empty: it stays, marked as read.
    move_to: Line = ""
    minutes: Annotated[int, Meta(ge=1, le=1440)] = 5


class Mail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where mail leaves; the password is a secret of the municipality and never stands here. No host: no mail."""

    sender: Line = ""
    smtp_host: Line = ""
    smtp_port: Annotated[int, Meta(ge=1, le=65535)] = 587
    security: Security = Security.STARTTLS
    user: Line = ""
    incoming: IncomingMail = IncomingMail()


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the staff signs in: by password, or with an identity provider; its secret never stands here."""

    issuer: Line = ""
    client_id: Line = ""
    #: What stands on the button: "Aanmelden met <title>".
    title: Line = ""
    scopes: tuple[Text, ...] = ("openid", "email", "profile")
    #: The claim that says who somebody is, compared with `people.login`; it never gives an office.
    claim: Text = "email"
    #: The identity provider asks for a second factor itself, so we need not.
    second_factor_at_provider: bool = False
    #: Whether a password of our own also lets somebody in.
    passwords: bool = True


class Reminders(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the staff hears of a date that comes near or went by; no law says this, so the municipality does."""

    #: How many days before a date whoever must act is reminded.
    days_before: Annotated[tuple[Annotated[int, Meta(ge=0, le=365)], ...], Meta(max_length=10)] = (7, 2)
    #: How many days after a date the office above the coordinator hears of it too.
    up_after: Annotated[int, Meta(ge=1, le=365)] = 3
    #: That office; empty: the one that the regulation calls the directeur, or nobody where it knows none.
    up_to: Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9_-]{0,62})?$")] = ""
    #: The hour on the clock of the municipality at which the day is gone through.
    hour: Annotated[int, Meta(ge=0, le=23)] = 7
    #: Whether everybody who has something new gets one mail a day about it.
    daily: bool = True
    #: The day of the week, Monday is 1, on which that office gets a mail with numbers; 0: never.
    weekly_on: Annotated[int, Meta(ge=0, le=7)] = 1


class SignatureBlock(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an office signs its letters; what is empty stays as the letter has it."""

    closing: Line = ""
    title: Line = ""
    with_name: bool = True
    phone: Line = ""


class Letterhead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head and the foot of letters; what is empty is as on the pages of the municipality."""

    #: The hash under which the picture is kept; empty: no picture.
    logo: Line = ""
    #: What the picture shows, for whoever cannot see it.
    logo_alt: Line = ""
    sender: Annotated[tuple[Line, ...], Meta(max_length=6)] = ()
    accent: Annotated[str, Meta(pattern=r"^(#[0-9a-f]{6})?$")] = ""
    #: Office -> how it signs.
    signatures: dict[Key, SignatureBlock] = {}


class TenantFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`tenants/<slug>/tenant.toml`."""

    title: Text
    hosts: Annotated[tuple[Text, ...], Meta(min_length=1)]
    regulation: Text
    options: dict[str, Any] = {}
    #: Lines of the sender's address on letters.
    sender: tuple[Text, ...] = ()
    phone: Line = ""
    email: Line = ""
    website: Line = ""
    #: Where to go with what is no complaint: key of the definition -> address or phone line for citizens.
    elsewhere: dict[str, Line] = {}
    closing_days: tuple[ClosingDays, ...] = ()
    retention: Retention = Retention()
    mail: Mail = Mail()
    sign_in: SignIn = SignIn()
    reminders: Reminders = Reminders()
    theme: Theme = Theme()
    letterhead: Letterhead = Letterhead()


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody who works for the municipality and may sign in."""

    id: Key
    name: Text
    login: Text
    #: Where mail goes to; empty: the login, where that is an address.
    email: Annotated[str, Meta(pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$", max_length=200)] = ""


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
