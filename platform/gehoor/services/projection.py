"""What lists and pages read of a case, made from its events alone, so that it can always be made again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import ComplainantKind
from gehoor.regulation.answers import Deadline, Duty
from gehoor.storage import case_people
from gehoor.storage.cases import CaseRow, DeadlineRow, DutyRow

#: What a law can owe a complaint that came in while it did not answer.
DATES, LETTERS = "dates", "letters"
_deadlines = msgspec.json.Decoder(list[Deadline])
_duties = msgspec.json.Decoder(list[Duty])
_duty = msgspec.json.Decoder(Duty)
_encode = msgspec.json.Encoder(order="deterministic").encode


def stored_answers(case: Case) -> tuple[list[Deadline], list[Duty]]:
    """The dates and duties as the law last gave them for this case; empty before the first time."""
    reckoned = case.last(ev.Reckoned)
    if reckoned is None:
        return [], []
    return _deadlines.decode(reckoned.deadlines), _duties.decode(reckoned.duties)


def names_of(case: Case) -> dict[str, str]:
    """What the law calls each date and duty of a case, by key, as it last answered."""
    deadlines, duties = stored_answers(case)
    best = {f"{each.key}:act_by": f"{each.what} (de dag waarop dat het best gebeurt)" for each in deadlines}
    return {**best, **{each.key: each.what for each in deadlines}, **{each.key: each.what for each in duties}}


def duty_of(answer: bytes) -> Duty:
    """A duty as it was kept in the overview."""
    return _duty.decode(answer)


def unanswered(case: Case) -> tuple[str, ...]:
    """What the law of this case still owes it, because it did not answer when the complaint came in."""
    last = case.last(ev.Reckoned)
    return last.unanswered if last else ()


def reckoned(
    on: date, deadlines: Sequence[Deadline], duties: Sequence[Duty], unanswered: tuple[str, ...] = ()
) -> ev.Reckoned:
    """The event that keeps these answers, citations and all."""
    return ev.Reckoned(
        on=on,
        deadlines=msgspec.Raw(_encode(deadlines)),
        duties=msgspec.Raw(_encode(duties)),
        unanswered=unanswered,
    )


def same_answers(one: ev.Reckoned | None, other: ev.Reckoned) -> bool:
    """Whether two reckonings say the same."""
    return (
        one is not None
        and one.unanswered == other.unanswered
        and bytes(one.deadlines) == bytes(other.deadlines)
        and bytes(one.duties) == bytes(other.duties)
    )


def project(
    case_id: str, received: ev.Received, case: Case, seq: int
) -> tuple[CaseRow, list[DeadlineRow], list[DutyRow]]:
    """The rows of a case from its events; the access code and the submission are not on the register."""
    deadlines, duties = stored_answers(case)
    open_duties = [] if case.closed_on else [d for d in duties if not d.done and d.by is not None]
    next_duty = min(open_duties, key=lambda duty: (duty.by or date.max, duty.key), default=None)
    complaint, assigned = case.complaint, case.assigned
    first_done = _first_done(case)
    # A date that is the day of a duty is that of the duty: whoever did it met the date.
    of_duties = {duty.by for duty in duties}
    row = CaseRow(
        case_id=case_id,
        reference=received.reference,
        status=case.status.value,
        channel=complaint.channel.value,
        received_on=complaint.received_on,
        regulation=received.regulation,
        in_force=received.in_force,
        edition=received.edition,
        last_seq=seq,
        next_due=next_duty.by if next_duty else None,
        next_due_key=next_duty.key if next_duty else None,
        unit=complaint.accused.unit or None,
        entity=complaint.entity or None,
        office=assigned.office if assigned else None,
        handler=assigned.person if assigned else None,
        staff_case=complaint.complainant.kind is ComplainantKind.EMPLOYEE,
        closed_on=case.closed_on,
    )
    return (
        row,
        [
            DeadlineRow(
                case_id=case_id,
                key=deadline.key,
                due=deadline.due,
                nominal=deadline.reckoning.nominal,
                kind=deadline.kind.value,
                provisional=deadline.reckoning.provisional,
                waits=None if case.closed_on or deadline.due in of_duties else deadline.due,
                answer=_encode(deadline),
            )
            for deadline in deadlines
        ],
        [
            DutyRow(
                case_id=case_id,
                key=duty.key,
                who=duty.who,
                due=duty.by,
                done_on=first_done.get(duty.key) if duty.done else None,
                waits=None if case.closed_on or duty.done else duty.by,
                answer=_encode(duty),
            )
            for duty in duties
        ],
    )


def people_concerned(case: Case) -> dict[str, str]:
    """The people on the staff whom a case concerns, each with how."""
    complaint = case.complaint
    people = dict.fromkeys(complaint.involved, case_people.INVOLVED)
    return {**people, complaint.accused.person: case_people.ACCUSED} if complaint.accused.person else people


class _Marked(msgspec.Struct, frozen=True):
    """Of a duty whether it is done, which is quicker to read than all of it."""

    key: str
    done: bool = False


_marked = msgspec.json.Decoder(list[_Marked])


def _first_done(case: Case) -> dict[str, date]:
    """For each duty that the register ever had as done: the first day on which it was."""
    days: dict[str, date] = {}
    for event in case.all(ev.Reckoned):
        for duty in _marked.decode(event.duties):
            if duty.done:
                days.setdefault(duty.key, event.on)
    return days
