"""A case is its complaint and what happened to it since, folded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.complaint import Complaint, Representation
from gehoor.domain.events import Event, kind_of
from gehoor.errors import GehoorError

E = TypeVar("E", bound=Event)


class EventOutOfOrder(GehoorError):
    """An event lies before the receipt or before an earlier event, or follows the closing."""

    code = "event_out_of_order"


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ADMITTED = "admitted"
    ASSIGNED = "assigned"
    JUDGED = "judged"
    REFUSED = "refused"
    CLOSED = "closed"


#: Kinds that may still be added to a closed case.
AFTER_CLOSING = (
    ev.MandateWithdrawn,
    ev.MeasureAdded,
    ev.MeasureDone,
    ev.LetterQueued,
    ev.LetterStored,
    ev.MessageReceived,
    ev.LetterSent,
    ev.LetterReturned,
    ev.LetterFetched,
    ev.ChannelChosen,
    ev.EscalationExplained,
    ev.OmbudsmanInvolved,
    ev.OmbudsmanReported,
    ev.OmbudsmanAnswered,
    ev.Reckoned,
)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a complaint and its events in the order of the register."""

    complaint: Complaint
    events: tuple[Event, ...] = ()

    def last(self, kind: type[E]) -> E | None:
        """The latest event of a kind, or None."""
        for event in reversed(self.events):
            if isinstance(event, kind):
                return event
        return None

    def all(self, kind: type[E]) -> tuple[E, ...]:
        """All events of a kind, oldest first."""
        return tuple(event for event in self.events if isinstance(event, kind))

    @property
    def closed_on(self) -> date | None:
        """The day the case was closed."""
        closed = self.last(ev.Closed)
        return closed.on if closed else None

    @property
    def assigned(self) -> ev.Assigned | None:
        """Who handles the case now."""
        return self.last(ev.Assigned)

    @property
    def decision(self) -> ev.AdmissibilityDecided | None:
        """The decision whether the complaint is treated."""
        return self.last(ev.AdmissibilityDecided)

    @property
    def status(self) -> Status:
        """Where the case stands, from its events alone."""
        if self.last(ev.Closed):
            return Status.CLOSED
        if self.decision and self.decision.decision is not ev.Decision.TREAT:
            return Status.REFUSED
        if self.last(ev.Judged):
            return Status.JUDGED
        if self.assigned:
            return Status.ASSIGNED
        return Status.ADMITTED if self.decision else Status.RECEIVED

    def waived(self, party: ev.Party) -> ev.HearingWaived | None:
        """The waiver of the hearing of a party, if it was waived."""
        return next((w for w in reversed(self.all(ev.HearingWaived)) if w.party is party), None)

    def heard(self, party: ev.Party) -> ev.HearingHeld | None:
        """The hearing of a party, if it took place."""
        return next((h for h in reversed(self.all(ev.HearingHeld)) if party in h.parties), None)

    def offered(self, party: ev.Party) -> ev.HearingOffered | None:
        """The offer to be heard, if it was made."""
        return next((o for o in reversed(self.all(ev.HearingOffered)) if o.party is party), None)

    def concerns(self, person: str) -> bool:
        """Whether somebody on the staff is the accused, or was involved in the conduct."""
        return bool(person) and (person == self.complaint.accused.person or person in self.complaint.involved)

    def sent_to_accused(self, person: str) -> tuple[ev.LetterQueued, ...]:
        """The letters to the accused from the time when this person, or nobody yet, was known to be the accused."""
        corrected = self.last(ev.FactsCorrected) is not None
        known, sent = "" if corrected else self.complaint.accused.person, []
        for event in self.events:
            if isinstance(event, ev.FactsCorrected):
                known = event.complaint.accused.person
            elif isinstance(event, ev.LetterQueued) and event.recipient is ev.Party.ACCUSED and known in ("", person):
                sent.append(event)
        return tuple(sent) if person and person == self.complaint.accused.person else ()

    def after(self, event: Event) -> Case:
        """This case with one event more; raises `EventOutOfOrder`."""
        check_order(self, event)
        return Case(complaint=_complaint_after(self.complaint, event), events=(*self.events, event))


def _complaint_after(complaint: Complaint, event: Event) -> Complaint:
    """The facts after an event; who represents the complainant changes only by an event about the mandate."""
    match event:
        case ev.FactsCorrected():
            return msgspec.structs.replace(event.complaint, representation=complaint.representation)
        case ev.MandateRecorded():
            known = Representation(kind=event.kind, mandate=event.mandate)
            return msgspec.structs.replace(complaint, representation=known)
        case ev.MandateWithdrawn():
            return msgspec.structs.replace(complaint, representation=None)
    return complaint


def check_order(case: Case, event: Event) -> None:
    """Raises `EventOutOfOrder` where an event cannot follow what is on the case already."""
    kind = kind_of(event)
    if event.on < case.complaint.received_on:
        raise EventOutOfOrder(
            f"De gebeurtenis '{kind}' van {event.on.isoformat()} ligt vóór de ontvangst op"
            f" {case.complaint.received_on.isoformat()}. Geef een dag op of na de ontvangst."
        )
    if case.events and event.on < case.events[-1].on:
        raise EventOutOfOrder(
            f"De gebeurtenis '{kind}' van {event.on.isoformat()} staat na een gebeurtenis van"
            f" {case.events[-1].on.isoformat()}. Geef de gebeurtenissen in de volgorde van hun dagen."
        )
    if case.closed_on is not None and not isinstance(event, AFTER_CLOSING):
        raise EventOutOfOrder(
            f"De gebeurtenis '{kind}' kan niet meer: de zaak is gesloten op {case.closed_on.isoformat()}."
        )


def fold(complaint: Complaint, happened: Iterable[Event]) -> Case:
    """The case after all events; raises `EventOutOfOrder` at the first that does not fit."""
    case = Case(complaint=complaint)
    for event in happened:
        case = case.after(event)
    return case


def from_register(happened: Iterable[Event]) -> tuple[ev.Received, Case]:
    """The pinned receipt and the folded case of a register, whose first event is the receipt."""
    stream = iter(happened)
    received = next(stream, None)
    if not isinstance(received, ev.Received):
        raise EventOutOfOrder("Een dossier begint met de ontvangst; deze gebeurtenis ontbreekt in het register.")
    return received, fold(received.complaint, stream)
