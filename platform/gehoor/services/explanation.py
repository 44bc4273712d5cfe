"""Answers a question to the law from its facts alone: every date, ground, duty and body with its citation."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from gehoor.domain.calendar import SkippedDay
from gehoor.domain.case import Case, EventOutOfOrder
from gehoor.domain.citation import Citation, SourceKind, labels
from gehoor.errors import GehoorError
from gehoor.regulation import answers as a
from gehoor.regulation.library import Regulation, RegulationLibrary
from gehoor.regulation.replay import replay
from gehoor.regulation.rulebook import Rulebook
from gehoor.services.question import (
    ImpossibleDate,
    Question,
    complaint_of,
    events_of,
    id_of,
    in_range,
    read_question,
    received_day,
)


class Pinned(msgspec.Struct, frozen=True):
    """The version of the regulation that answers."""

    id: str
    title: str
    in_force: date
    edition: str
    remark: str = ""


class Length(msgspec.Struct, frozen=True):
    """A term: its amount and unit, and in Dutch."""

    amount: int
    unit: str
    text: str


class DeadlineAnswer(msgspec.Struct, frozen=True):
    """A date with its sum. `moved` lists the days skipped, each by name."""

    key: str
    due: date
    nominal: date
    counted_from: date
    start_event: str
    term: Length
    kind: SourceKind
    moved: tuple[SkippedDay, ...]
    moved_by: str
    not_moved_because: str
    basis: str
    sentence: str
    provisional: bool
    provisional_because: str
    act_by: date | None
    citations: tuple[Citation, ...]


class GroundAnswer(msgspec.Struct, frozen=True):
    """A ground with its verdict, or the question a person must answer."""

    key: str
    title: str
    effect: a.Effect
    verdict: a.Verdict
    because: str
    question: str
    basis: str


class AssignmentAnswer(msgspec.Struct, frozen=True):
    """Who handles the complaint; `office` is null where nobody was designated."""

    office: str | None
    on_behalf_of: str | None
    designates: bool
    in_person: bool
    if_involved: str | None
    because: str
    question: str
    basis: str


class EscalationAnswer(msgspec.Struct, frozen=True):
    """The body outside the municipality."""

    key: str
    body: str
    until: date | None
    address: str
    condition: str
    sentence: str
    basis: str


class DutyAnswer(msgspec.Struct, frozen=True):
    """Who must do what by when."""

    key: str
    who: str
    what: str
    by: date | None
    at_once: bool
    done: bool
    copies_to: tuple[str, ...]
    enclosures: tuple[str, ...]
    basis: str


class Explanation(msgspec.Struct, frozen=True):
    """The whole answer."""

    id: Any
    regulation: Pinned
    received_on: date
    on: date
    deadlines: list[DeadlineAnswer]
    grounds: list[GroundAnswer]
    assignment: AssignmentAnswer | None
    escalations: list[EscalationAnswer]
    duties: list[DutyAnswer]
    warnings: list[str]


class Failure(msgspec.Struct, frozen=True):
    """Why a question was not answered."""

    code: str
    message: str
    field: str | None = None


class Failed(msgspec.Struct, frozen=True):
    """The answer to a question that cannot be answered."""

    id: Any
    error: Failure


_encode = msgspec.json.Encoder().encode


class Explainer:
    """Answers questions from the installed regulations; keeps rulebooks, for nothing else is expensive."""

    def __init__(self, library: RegulationLibrary) -> None:
        self._library = library
        self._zone = lru_cache(maxsize=16)(ZoneInfo)
        self._rulebooks: dict[tuple[str, date, bytes], Rulebook] = {}

    def answer(self, raw: bytes | str) -> Explanation | Failed:
        """The answer to one JSON question; a question that cannot be answered gives `Failed` with its id."""
        try:
            question = read_question(raw)
        except GehoorError as error:
            return Failed(id_of(raw), Failure(error.code, error.message, error.field))
        try:
            return self.explain(question)
        except GehoorError as error:
            return Failed(question.id, Failure(error.code, error.message, error.field))

    def explain(self, question: Question) -> Explanation:
        """The answer to a question; raises a `GehoorError` where it cannot be answered."""
        zone = self._library.versions(question.regulation)[-1].time_zone
        received_on = received_day(question.received, self._zone(zone))
        regulation = self._library.in_force(question.regulation, received_on)
        rulebook = self._rulebook(regulation, question.options)
        complaint = complaint_of(question, received_on)
        events, unknown_fields = events_of(question)
        case = replay(rulebook, complaint, events)
        on = _day_asked(question, case)
        return Explanation(
            id=question.id,
            regulation=Pinned(
                regulation.id, regulation.title, regulation.in_force, regulation.edition, regulation.remark
            ),
            received_on=received_on,
            on=on,
            deadlines=[_deadline(d) for d in rulebook.deadlines(case, on)],
            grounds=[_ground(g) for g in rulebook.admissibility_grounds(complaint, on)],
            assignment=_assignment(rulebook.handler_assignment(complaint)),
            escalations=[_escalation(e) for e in rulebook.escalations(case, on)],
            duties=[_duty(d) for d in rulebook.duties(case, on)],
            warnings=unknown_fields
            + [
                f"De omstandigheid '{code}' kent deze regeling niet; zij telt niet mee."
                for code in sorted((complaint.declared | complaint.denied) - regulation.circumstances.keys())
            ],
        )

    def _rulebook(self, regulation: Regulation, options: dict[str, Any]) -> Rulebook:
        key = (regulation.id, regulation.in_force, _encode(options))
        if (known := self._rulebooks.get(key)) is None:
            if len(self._rulebooks) >= 256:
                self._rulebooks.clear()
            known = self._library.rulebook(regulation, self._library.options(regulation, options))
            self._rulebooks[key] = known
        return known


def _day_asked(question: Question, case: Case) -> date:
    received_on = case.complaint.received_on
    last = case.events[-1].on if case.events else received_on
    if question.on is None:
        return last
    in_range(question.on, "on")
    if question.on < received_on:
        raise ImpossibleDate(
            f"De dag van de vraag, {question.on.isoformat()} ('on'), ligt vóór de ontvangst op"
            f" {received_on.isoformat()}.",
            field="on",
        )
    if question.on < last:
        raise EventOutOfOrder(
            f"De gebeurtenis van {last.isoformat()} ligt na de dag van de vraag, {question.on.isoformat()} ('on').",
            field="on",
        )
    return question.on


def _deadline(deadline: a.Deadline) -> DeadlineAnswer:
    sum_ = deadline.reckoning
    return DeadlineAnswer(
        key=deadline.key,
        due=sum_.due,
        nominal=sum_.nominal,
        counted_from=sum_.counted_from,
        start_event=sum_.start_event,
        term=Length(sum_.term.amount, sum_.term.unit.value, sum_.term_text or sum_.term.text),
        kind=deadline.kind,
        moved=sum_.skipped,
        moved_by=sum_.moved_by.label if sum_.moved_by else "",
        not_moved_because=sum_.not_moved_because,
        basis=labels(deadline.basis),
        sentence=deadline.sentence,
        provisional=sum_.provisional,
        provisional_because=sum_.provisional_because,
        act_by=deadline.act_by,
        citations=deadline.basis,
    )


def _ground(ground: a.Ground) -> GroundAnswer:
    return GroundAnswer(
        ground.key,
        ground.title,
        ground.effect,
        ground.verdict,
        ground.because,
        ground.question,
        labels(ground.basis),
    )


def _assignment(assignment: a.Assignment | None) -> AssignmentAnswer | None:
    if assignment is None:
        return None
    return AssignmentAnswer(
        office=assignment.office or None,
        on_behalf_of=assignment.on_behalf_of or None,
        designates=assignment.designates,
        in_person=assignment.in_person,
        if_involved=assignment.if_involved or None,
        because=assignment.because,
        question=assignment.question,
        basis=labels(assignment.basis),
    )


def _escalation(escalation: a.Escalation) -> EscalationAnswer:
    return EscalationAnswer(
        escalation.key,
        escalation.body,
        escalation.until,
        escalation.address,
        escalation.condition,
        escalation.sentence,
        labels(escalation.basis),
    )


def _duty(duty: a.Duty) -> DutyAnswer:
    return DutyAnswer(
        duty.key,
        duty.who,
        duty.what,
        duty.by,
        duty.at_once,
        duty.done,
        duty.copies_to,
        duty.enclosures,
        labels(duty.basis),
    )
