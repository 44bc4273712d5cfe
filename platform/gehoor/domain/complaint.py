"""The facts of a complaint as they are on the day of receipt: codes and dates, no names and no free text."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

#: A complaint that is about each of the two legal persons of a Flemish municipality.
BOTH_ENTITIES: Final = "beide"


class Channel(StrEnum):
    """How the complaint came in; only `ORAL` is not written."""

    FORM = "form"
    EMAIL = "email"
    LETTER = "letter"
    ORAL = "oral"

    @property
    def written(self) -> bool:
        """Whether a complaint by this channel is a klaagschrift."""
        return self is not Channel.ORAL


class ComplainantKind(StrEnum):
    """Who complains."""

    CITIZEN = "citizen"
    LEGAL_PERSON = "legal_person"
    EMPLOYEE = "employee"
    ANONYMOUS = "anonymous"


class Complainant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kind of complainant; the name is kept elsewhere."""

    kind: ComplainantKind = ComplainantKind.CITIZEN


class RepresentativeKind(StrEnum):
    """As what somebody represents the complainant."""

    #: Chosen by the complainant: a relative, a neighbour, a union.
    AUTHORISED = "authorised"
    LAWYER = "lawyer"
    #: By law or by a court: a parent, a guardian, an administrator.
    LEGAL = "legal"


class Mandate(StrEnum):
    """How far the mandate of a representative is shown."""

    UPLOADED = "uploaded"
    SHOWN = "shown"
    #: It was asked for and is not there yet.
    ASKED = "asked"
    NOT_REQUIRED = "not_required"


class Representation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody acts for the complainant; who that is, is kept elsewhere."""

    kind: RepresentativeKind = RepresentativeKind.AUTHORISED
    mandate: Mandate = Mandate.ASKED

    @property
    def proven(self) -> bool:
        """Whether nothing is missing: the representative acts in the place of the complainant."""
        return self.mandate is not Mandate.ASKED


class Accused(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The function of whoever the complaint is about, and the unit this person works in.

    `function` is a code such as `ambtenaar`; codes a regulation does not know fall under its article for
    what is not provided. An empty function means that it is not known yet.
    """

    function: str = ""
    unit: str = ""
    #: The id of this person on the staff, once the coordinator knows it.
    person: str = ""


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """What the law needs to know of a complaint at receipt. All dates are calendar days in the tenant's zone."""

    received_on: date
    channel: Channel = Channel.LETTER
    complainant: Complainant = Complainant()
    accused: Accused = Accused()
    conduct_on: date | None = None
    committee: bool = False
    crosses_units: bool = False
    #: The legal person the complaint is about where there are two: `stad`, `ocmw`, `beide`; empty when not said.
    entity: str = ""
    #: Circumstances the parties state to be so; the vocabulary is the regulation's.
    declared: frozenset[str] = frozenset()
    #: Ids of staff who were involved in the conduct.
    involved: frozenset[str] = frozenset()
    #: Circumstances that were asked about and are stated not to be so.
    denied: frozenset[str] = frozenset()
    #: None where the complainant acts alone.
    representation: Representation | None = None

    @property
    def written(self) -> bool:
        """Whether it is a klaagschrift."""
        return self.channel.written
