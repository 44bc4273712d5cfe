"""What can happen to a case: the payloads on the register, in codes, dates and ids only."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from gehoor.domain.complaint import Complaint, Mandate, RepresentativeKind
from gehoor.domain.event import Days, Event, Party, Weeks, kind_of
from gehoor.domain.events_correspondence import (
    Addressee,
    ChannelChosen,
    HearingCancelled,
    HearingPlanned,
    LetterFetched,
    LetterQueued,
    LetterReturned,
    LetterSent,
    LetterStored,
)
from gehoor.domain.events_informing import EscalationExplained, ForwardConsentAsked, ProgressTold
from gehoor.domain.events_letters import (
    AdviceReceived,
    FurtherExtensionAsked,
    OmbudsmanAnswered,
    OmbudsmanReported,
    Response,
)
from gehoor.domain.events_messages import MessageReceived
from gehoor.domain.events_terms import Extended, FurtherExtensionAgreed, Moved, TermsRecomputed

__all__ = [
    "AccusedReplied", "Acknowledged", "Addressee", "AdmissibilityAdvised", "AdmissibilityDecided", "AdviceReceived",
    "AnyEvent", "Assigned", "AuthenticityDoubted", "ChannelChosen", "Closed", "Days", "Decision",
    "EscalationExplained", "Event", "Extended", "FactsCorrected", "FindingsRecorded", "ForwardConsentAsked",
    "ForwardConsentGiven", "Forwarded", "FurtherExtensionAgreed", "FurtherExtensionAsked", "HandedToHandler",
    "HearingCancelled", "HearingHeld", "HearingOffered", "HearingPlanned", "HearingWaived", "Judged", "Judgement",
    "LetterFetched", "LetterQueued", "LetterReturned", "LetterSent", "LetterStored", "MandateRecorded",
    "MandateWithdrawn", "MeasureAdded", "MeasureDone", "MediationFailed", "MessageReceived", "Moved",
    "OmbudsmanAnswered", "OmbudsmanInvolved", "OmbudsmanReported", "Part", "Party", "ProgressTold", "Received",
    "Reckoned", "RepairRequested", "Repaired", "Response", "ServiceConsulted", "TermsRecomputed", "Weeks", "kind_of",
]  # fmt: skip


class Decision(StrEnum):
    """What is done with a complaint after the test of admissibility."""

    TREAT = "treat"
    NOT_TREATED = "not_treated"
    NO_COMPLAINT = "no_complaint"
    REFERRED = "referred"


class Judgement(StrEnum):
    """The judgement on one part of a complaint."""

    FOUNDED = "founded"
    PARTLY_FOUNDED = "partly_founded"
    UNFOUNDED = "unfounded"
    NO_JUDGEMENT = "no_judgement"


class Received(Event, frozen=True, kw_only=True, tag="received"):
    """The complaint came in; the case pins the regulation it falls under."""

    complaint: Complaint
    regulation: str
    in_force: date
    edition: str
    reference: str = ""
    #: The moment of receipt, ISO 8601 UTC; the day `on` follows from it in the tenant's time zone.
    received_at: str = ""


class FactsCorrected(Event, frozen=True, kw_only=True, tag="facts_corrected"):
    """The coordinator corrected or completed the facts; the day of receipt stays what it was."""

    complaint: Complaint


class Acknowledged(Event, frozen=True, kw_only=True, tag="acknowledged"):
    """Receipt was confirmed to the complainant: `screen` at once, or by `letter`."""

    by: str = "letter"


class RepairRequested(Event, frozen=True, kw_only=True, tag="repair_requested"):
    """The complainant was asked to complete the complaint, no later than `until`."""

    until: date | None = None
    missing: tuple[str, ...] = ()


class Repaired(Event, frozen=True, kw_only=True, tag="repaired"):
    """The complainant completed the complaint."""


class AuthenticityDoubted(Event, frozen=True, kw_only=True, tag="authenticity_doubted"):
    """The sender of an e-mail was asked to use the form; the date of receipt is kept."""


class MandateRecorded(Event, frozen=True, kw_only=True, tag="mandate_recorded"):
    """Somebody represents the complainant, as `kind`, and this is how far the mandate is shown.

    `note` is the id of the text that says where or how, `attachment` the id of the mandate itself.
    """

    kind: RepresentativeKind
    mandate: Mandate
    note: int | None = None
    attachment: int | None = None


class MandateWithdrawn(Event, frozen=True, kw_only=True, tag="mandate_withdrawn"):
    """Nobody represents the complainant any more; `note` is the id of the text that says how we know."""

    note: int | None = None


class AdmissibilityAdvised(Event, frozen=True, kw_only=True, tag="admissibility_advised"):
    """The coordinator tested the complaint and told the handler what to decide."""

    decision: Decision
    grounds: tuple[str, ...] = ()
    reason: int | None = None


class AdmissibilityDecided(Event, frozen=True, kw_only=True, tag="admissibility_decided"):
    """It was decided whether the complaint is treated; `reason` is the id of the written reasons."""

    decision: Decision
    grounds: tuple[str, ...] = ()
    reason: int | None = None


class ServiceConsulted(Event, frozen=True, kw_only=True, tag="service_consulted"):
    """The service was consulted before a handler was appointed."""

    unit: str


class Assigned(Event, frozen=True, kw_only=True, tag="assigned"):
    """Somebody handles the case from now on and declared not to be involved in the conduct."""

    office: str
    person: str
    on_behalf_of: str = ""
    unit: str = ""
    basis: str = ""
    declared_not_involved: bool = True
    #: Id of the written reason, where the law asks one (same service, involvement that the law permits).
    reason: int | None = None


class HandedToHandler(Event, frozen=True, kw_only=True, tag="handed_to_handler"):
    """The complainant asked that the handler takes over from the person complained about."""


class HearingOffered(Event, frozen=True, kw_only=True, tag="hearing_offered"):
    """A party was offered to be heard, with a day to answer by."""

    party: Party
    reply_by: date | None = None


class HearingWaived(Event, frozen=True, kw_only=True, tag="hearing_waived"):
    """A party is not heard, on a ground the law knows."""

    party: Party
    ground: str
    reason: int | None = None


class HearingHeld(Event, frozen=True, kw_only=True, tag="hearing_held"):
    """A party was heard; `report` is the id of the report of the hearing."""

    parties: tuple[Party, ...]
    report: int | None = None
    separately: bool = False
    #: The day of the conversation, where it was not the day this was recorded.
    held_on: date | None = None


class AccusedReplied(Event, frozen=True, kw_only=True, tag="accused_replied"):
    """The accused handed in a written reply; `text` is its id."""

    text: int


class FindingsRecorded(Event, frozen=True, kw_only=True, tag="findings_recorded"):
    """The handler wrote down the findings."""

    text: int


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the complaint with its judgement and the norms tested."""

    number: int
    judgement: Judgement
    norms: tuple[str, ...] = ()
    text: int | None = None


class Judged(Event, frozen=True, kw_only=True, tag="judged"):
    """The judgement, for each part; `norms_edition` names the list of norms that was used.

    `follows_advice` is None where nobody advised; `deviation` is the id of why the advice is not followed.
    """

    parts: tuple[Part, ...]
    norms_edition: str = ""
    reason: int | None = None
    follows_advice: bool | None = None
    deviation: int | None = None


class MeasureAdded(Event, frozen=True, kw_only=True, tag="measure_added"):
    """A measure was decided: `repair` for this complainant or `prevention` for the future."""

    kind: str
    text: int
    due: date | None = None
    owner: str = ""


class MeasureDone(Event, frozen=True, kw_only=True, tag="measure_done"):
    """A measure was carried out; it may be after closing."""

    measure: int


class ForwardConsentGiven(Event, frozen=True, kw_only=True, tag="forward_consent_given"):
    """The complainant gave consent to forward the complaint to `body`."""

    body: str = ""
    document: int | None = None


class Forwarded(Event, frozen=True, kw_only=True, tag="forwarded"):
    """The complaint was forwarded; `body` is the id of the text that names the body."""

    body: int | None = None


class MediationFailed(Event, frozen=True, kw_only=True, tag="mediation_failed"):
    """An oral complaint was not solved to the complainant's satisfaction; reported to the coordinator."""


class OmbudsmanInvolved(Event, frozen=True, kw_only=True, tag="ombudsman_involved"):
    """The complaint is with the ombudsman."""


class Reckoned(Event, frozen=True, kw_only=True, tag="reckoned"):
    """Dates and duties as the law gave them on this day, with their citations: never computed again."""

    deadlines: msgspec.Raw = msgspec.Raw(b"[]")
    duties: msgspec.Raw = msgspec.Raw(b"[]")
    #: What the law of this case did not answer and is asked again: "dates", "letters".
    unanswered: tuple[str, ...] = ()


class Closed(Event, frozen=True, kw_only=True, tag="closed"):
    """The case ended in one of the ways the law knows."""

    way: str = ""
    consent: bool = False
    reason: int | None = None


AnyEvent = (
    MessageReceived | Received | FactsCorrected | Acknowledged | RepairRequested | Repaired | AuthenticityDoubted
    | MandateRecorded | MandateWithdrawn
    | AdmissibilityAdvised | AdmissibilityDecided | ServiceConsulted | Assigned | HandedToHandler | Extended
    | FurtherExtensionAgreed | HearingOffered | HearingWaived | HearingHeld | AccusedReplied | FindingsRecorded
    | Judged | MeasureAdded | MeasureDone | ForwardConsentGiven | Forwarded | MediationFailed | LetterQueued
    | LetterStored | OmbudsmanInvolved | Reckoned | Closed
    | FurtherExtensionAsked | AdviceReceived | OmbudsmanReported | OmbudsmanAnswered
    | TermsRecomputed | ChannelChosen | LetterSent | LetterReturned | LetterFetched | HearingPlanned | HearingCancelled
    | ProgressTold | ForwardConsentAsked | EscalationExplained
)  # fmt: skip
