"""What a law can answer: frozen structs that cannot be made without the citation of the rule that speaks."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar

import msgspec

from gehoor.domain.citation import Citation, SourceKind
from gehoor.domain.events import Party
from gehoor.domain.reckoning import Reckoning
from gehoor.regulation.answer import Answer
from gehoor.regulation.answer_report import ReportSection as ReportSection


class Definition(Answer, frozen=True, kw_only=True):
    """A term. For what is no complaint, `goes_to` tells in Dutch where it goes; empty for a term as such."""

    kind_of_answer: ClassVar[str] = "definition"
    term: str
    text: str
    is_complaint: bool = False
    goes_to: str = ""
    #: An example a citizen recognises.
    example: str = ""


class Part(StrEnum):
    """Which part an office plays here, so that nobody but the law needs to know how it is called."""

    NONE = "none"
    COORDINATOR = "coordinator"
    HANDLER = "handler"
    DIRECTOR = "director"
    FRONT_DESK = "front_desk"
    TENANT_ADMIN = "tenant_admin"
    PRIVACY_OFFICER = "privacy_officer"


class Office(Answer, frozen=True, kw_only=True):
    """An office this law knows. `required`: intake works without a holder, but the gap is shown."""

    kind_of_answer: ClassVar[str] = "office"
    title: str
    part: Part = Part.NONE
    appointed_by: str = ""  # Who appoints holder and deputy, in Dutch; empty where the text does not say.
    required: bool = False
    handles: bool = False
    per_unit: bool = False
    #: One holder at a time, of a unit where `per_unit`; somebody who deputises is not a second holder.
    single: bool = False


class IntakeRequirement(Answer, frozen=True, kw_only=True):
    """Something a complaint must hold; `repairable` until `by` where a day is given."""

    kind_of_answer: ClassVar[str] = "requirement"
    what: str
    repairable: bool = True
    by: date | None = None


class Effect(StrEnum):
    """What follows from a ground that applies."""

    MUST_REFUSE = "must_refuse"
    MAY_REFUSE = "may_refuse"
    REPAIR_FIRST = "repair_first"
    NO_COMPLAINT = "no_complaint"
    ELSEWHERE = "belongs_elsewhere"
    PROPER_HANDLING_ONLY = "proper_handling_only"


class Verdict(StrEnum):
    """Whether a ground applies, or a person must judge."""

    APPLIES = "applies"
    DOES_NOT = "does_not"
    ASK = "ask"


class Ground(Answer, frozen=True, kw_only=True):
    """A ground of admissibility. `question` is what a person must answer where `verdict` is `ask`."""

    kind_of_answer: ClassVar[str] = "ground"
    effect: Effect
    verdict: Verdict
    title: str
    because: str = ""
    question: str = ""


class Assignment(Answer, frozen=True, kw_only=True):
    """Who handles the case, on whose behalf; `office` is empty where the law and the tenant leave it open."""

    kind_of_answer: ClassVar[str] = "assignment"
    office: str
    title: str
    on_behalf_of: str = ""
    because: str = ""
    #: The office that steps in where the handler is involved in the conduct; empty where involvement is permitted.
    if_involved: str = ""
    #: The college designates somebody: the office itself does not handle.
    designates: bool = False
    #: The office must handle in person, without delegation.
    in_person: bool = False
    #: What a person has to settle first, in Dutch.
    question: str = ""


class AssignmentObjection(Answer, frozen=True, kw_only=True):
    """Why this candidate may not handle the case (`blocks`), or only with a written reason."""

    kind_of_answer: ClassVar[str] = "objection"
    blocks: bool
    reason: str


class Deadline(Answer, frozen=True, kw_only=True):
    """A day by which something must have happened; `kind` is what sort of text set it."""

    kind_of_answer: ClassVar[str] = "deadline"
    what: str
    reckoning: Reckoning
    kind: SourceKind
    #: The last working day before a local term that ends in a weekend: advice, not law.
    act_by: date | None = None

    @property
    def due(self) -> date:
        """The day that holds."""
        return self.reckoning.due

    @property
    def sentence(self) -> str:
        """One plain Dutch sentence with the sum and the article or setting."""
        return self.reckoning.sentence(self.what, self.basis)


class Duty(Answer, frozen=True, kw_only=True):
    """Who must do what by when; `copies_to` are roles. `done` where the register shows that it happened."""

    kind_of_answer: ClassVar[str] = "duty"
    who: str
    what: str
    by: date | None = None
    at_once: bool = False
    done: bool = False
    copies_to: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()


class Extension(Answer, frozen=True, kw_only=True):
    """A way to lengthen the term now. `key` is the kind of event; `refused_because` is set where not allowed."""

    kind_of_answer: ClassVar[str] = "extension"
    allowed: bool
    latest: date | None = None
    refused_because: str = ""
    must_agree: tuple[Party, ...] = ()
    must_tell: tuple[Party, ...] = ()
    #: The letter must give the reason.
    needs_reason: bool = False
    explanation: str = ""


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A ground to leave a hearing out; `question` is what a person must confirm."""

    key: str
    title: str
    question: str
    basis: tuple[Citation, ...]


class Hearing(Answer, frozen=True, kw_only=True):
    """Whether a party must be offered to be heard, when it may be left out, what must be recorded. Key: party."""

    kind_of_answer: ClassVar[str] = "hearing"
    party: Party
    must_offer: bool
    waivers: tuple[Waiver, ...] = ()
    must_record: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()


class Norm(msgspec.Struct, frozen=True, kw_only=True):
    """A standard of proper conduct, in our own words."""

    key: str
    group: str
    title: str
    meaning: str


class NormList(Answer, frozen=True, kw_only=True):
    """A list of norms, by edition: reference data that may be succeeded. Key: edition."""

    kind_of_answer: ClassVar[str] = "norms"
    title: str
    valid_from: date
    valid_until: date | None = None
    norms: tuple[Norm, ...] = ()
    remark: str = ""


class Outcome(Answer, frozen=True, kw_only=True):
    """A way of settlement. Not `available` now: `because` says why. `needs` are kinds of event that must be there."""

    kind_of_answer: ClassVar[str] = "outcome"
    title: str
    available: bool
    because: str = ""
    with_judgement: bool = False
    needs_reason: bool = False
    needs_consent: bool = False
    #: The letter that goes with it; empty for none.
    letter: str = ""
    #: The judgements that may be given, with their Dutch names.
    judgements: tuple[tuple[str, str], ...] = ()


class Letter(Answer, frozen=True, kw_only=True):
    """A letter the law asks for at an event: to whom, with which copies, enclosures and passages."""

    kind_of_answer: ClassVar[str] = "letter"
    template: str
    title: str
    recipients: tuple[str, ...] = ("complainant",)
    copies: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    #: Passages that must be in it: key of the block and what it must say, in Dutch.
    must_say: tuple[tuple[str, str], ...] = ()
    signatory: str = ""
    on_behalf_of: str = ""


class Escalation(Answer, frozen=True, kw_only=True):
    """The body outside the municipality, until which day, resolved for this case and day."""

    kind_of_answer: ClassVar[str] = "escalation"
    body: str
    address: str = ""
    until: date | None = None
    condition: str = ""
    sentence: str = ""


class Sight(StrEnum):
    """How much of a case somebody sees."""

    ALL = "all"
    ASSIGNED = "assigned"
    OWN_COPY = "own_copy"
    NOTHING = "nothing"


class OwnCopy(StrEnum):
    """What somebody with a copy of their own sees or may do; `name` is that of whoever complains, never an address."""

    COMPLAINT = "complaint"
    ENCLOSURES = "enclosures"
    NAME = "name"
    LETTERS = "letters"
    REPLY = "reply"


class Access(Answer, frozen=True, kw_only=True):
    """What an actor may see of a case or, where the case is None, of the register; `own_copy` is what a copy holds."""

    kind_of_answer: ClassVar[str] = "access"
    sight: Sight
    because: str = ""
    own_copy: frozenset[OwnCopy] = frozenset()


class Retention(Answer, frozen=True, kw_only=True):
    """How long the file is kept: the result class, the years (None: kept for good), counted from which day."""

    kind_of_answer: ClassVar[str] = "retention"
    result_class: str
    title: str
    years: int | None
    counted_from: date | None = None
    destroy_on: date | None = None
    remark: str = ""
