"""What lists and pages read of a case, made from its events alone, so that it can always be made again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import ComplainantKind
from gehoor.regulation.answers import Deadline, Duty
from gehoor.storage.cases import CaseRow, DeadlineRow, DutyRow

_deadlines = msgspec.json.Decoder(list[Deadline])
_duties = msgspec.json.Decoder(list[Duty])
_encode = msgspec.json.Encoder(order="deterministic").encode


def stored_answers(case: Case) -> tuple[list[Deadline], list[Duty]]:
    """The dates and duties as the law last gave them for this case; empty before the first time."""
    reckoned = case.last(ev.Reckoned)
    if reckoned is None:
        return [], []
    return _deadlines.decode(reckoned.deadlines), _duties.decode(reckoned.duties)


def reckoned(on: date, deadlines: Sequence[Deadline], duties: Sequence[Duty]) -> ev.Reckoned:
    """The event that keeps these answers, citations and all."""
    return ev.Reckoned(on=on, deadlines=msgspec.Raw(_encode(deadlines)), duties=msgspec.Raw(_encode(duties)))


def same_answers(one: ev.Reckoned | None, other: ev.Reckoned) -> bool:
    """Whether two reckonings say the same."""
    return (
        one is not None and bytes(one.deadlines) == bytes(other.deadlines) and bytes(one.duties) == bytes(other.duties)
    )


def project(
    case_id: str, received: ev.Received, case: Case, seq: int
) -> tuple[CaseRow, list[DeadlineRow], list[DutyRow]]:
    """The rows of a case from its events; the access code and the submission are not on the register."""
    deadlines, duties = stored_answers(case)
    open_duties = [] if case.closed_on else [d for d in duties if not d.done and d.by is not None]
    next_duty = min(open_duties, key=lambda duty: (duty.by or date.max, duty.key), default=None)
    complaint, assigned = case.complaint, case.assigned
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
                done_on=_done_on(case, duty),
                answer=_encode(duty),
            )
            for duty in duties
        ],
    )


def _done_on(case: Case, duty: Duty) -> date | None:
    """The first day on which the register has this duty as done."""
    if not duty.done:
        return None
    for event in case.all(ev.Reckoned):
        if any(known.key == duty.key and known.done for known in _duties.decode(event.duties)):
            return event.on
    return None
