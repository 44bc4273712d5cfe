"""The answer to a question as programs read it: flat structs, citations as text."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from gehoor.domain.calendar import SkippedDay
from gehoor.domain.citation import Citation, SourceKind, labels
from gehoor.regulation import answers as a


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


def deadline_of(deadline: a.Deadline) -> DeadlineAnswer:
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


def ground_of(ground: a.Ground) -> GroundAnswer:
    return GroundAnswer(
        ground.key,
        ground.title,
        ground.effect,
        ground.verdict,
        ground.because,
        ground.question,
        labels(ground.basis),
    )


def assignment_of(assignment: a.Assignment | None) -> AssignmentAnswer | None:
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


def escalation_of(escalation: a.Escalation) -> EscalationAnswer:
    return EscalationAnswer(
        escalation.key,
        escalation.body,
        escalation.until,
        escalation.address,
        escalation.condition,
        escalation.sentence,
        labels(escalation.basis),
    )


def duty_of(duty: a.Duty) -> DutyAnswer:
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
