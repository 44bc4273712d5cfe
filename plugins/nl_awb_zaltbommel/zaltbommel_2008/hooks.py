"""Table of contents of the regulation: which question is answered by which article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gehoor.domain.case import Case
from gehoor.domain.complaint import ComplainantKind, Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import (
    Access,
    Assignment,
    AssignmentObjection,
    Deadline,
    Definition,
    Duty,
    Escalation,
    Extension,
    Ground,
    Hearing,
    Letter,
    NormList,
    Office,
    Outcome,
    ReportSection,
    hookimpl,
)
from nl_awb_zaltbommel.awb.law_terms import refusal_end, settlement
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import standing
from nl_awb_zaltbommel.zaltbommel_2008 import law_coordinator as coordinator
from nl_awb_zaltbommel.zaltbommel_2008 import law_general as general
from nl_awb_zaltbommel.zaltbommel_2008 import law_handler as handler
from nl_awb_zaltbommel.zaltbommel_2008 import law_oral as oral
from nl_awb_zaltbommel.zaltbommel_2008 import law_treatment as treatment
from nl_awb_zaltbommel.zaltbommel_2008 import law_written as written


@hookimpl
def definitions() -> list[Definition]:
    """1, points a-m, and what is no complaint."""
    return [
        general.complaint(),
        *(term() for term in general.TERMS),
        *general.no_complaint_about_conduct(),
        *general.objection_and_appeal(),
    ]


@hookimpl
def offices() -> list[Office]:
    """3 lid 1 and 7 lid 1."""
    return [coordinator.coordinator(), *handler.offices()]


@hookimpl
def admissibility_grounds(complaint: Complaint, history: Sequence[Case]) -> list[Ground]:
    """1 onder a, 2 lid 1, 4 lid 1 and 4 lid 2."""
    found = [
        coordinator.repair_before_refusal(complaint),
        general.conduct_towards_another_is_treated_too(complaint),
        general.not_a_complaint(complaint),
    ]
    return found if complaint.written else found + coordinator.same_grounds_for_an_oral_complaint(complaint, history)


@hookimpl
def handler_assignment(complaint: Complaint, options: Options) -> Assignment:
    """7."""
    return handler.handler(complaint, options)


@hookimpl
def assignment_objections(case: Case, candidate: Candidate, options: Options) -> list[AssignmentObjection | None]:
    """7."""
    assignment = handler.handler(case.complaint, options)
    return [
        handler.accused_does_not_take_over(case, candidate),
        handler.another_office_handles(case, candidate, assignment),
        handler.designation_is_recorded(assignment),
    ]


@hookimpl
def deadlines(case: Case) -> list[Deadline | None]:
    """2 lid 4, 5 lid 1 and 2, 6 lid 4."""
    if case.complaint.written:
        return [written.acknowledged_in_two_weeks(written.acknowledgement_end(case))]
    end = oral.oral_settlement(case)
    return [oral.settled_in_four_weeks(end), oral.settled_after_extension(end)]


@hookimpl
def duties(case: Case) -> list[Duty | None]:
    """3 lid 2, 5, 6 and 8."""
    now = standing(case)
    found: list[Duty | None] = [treatment.measures_are_carried_out(now)] if now.measures else []
    if now.ombudsman:
        found += [coordinator.contact_of_the_ombudsman(now), coordinator.advice_on_the_ombudsman(now)]
    if now.written:
        refusal_by = refusal_end(case).due
        return [
            *found,
            coordinator.coordinator_advises(now, refusal_by),
            treatment.handler_decides(now, refusal_by),
            written.email_goes_to_the_coordinator(case.complaint, now),
            written.receipt_is_confirmed_in_two_weeks(now, written.acknowledgement_end(case).due),
            written.coordinator_registers(now),
            written.coordinator_hands_to_the_handler(now),
            written.complainant_learns_who_handles(now),
            written.accused_gets_notice_complaint_and_enclosures(now),
            *treatment.handler_offers_to_hear_both(now),
            treatment.handler_reports_the_hearing(now),
            treatment.letter_with_copies(now, settlement(case).due),
        ]
    return [
        *found,
        oral.receiver_who_is_accused_reports(case.complaint, now),
        *oral.other_receiver_reports_to_both(case.complaint, now),
        oral.mediation(now, oral.oral_settlement(case).due),
        oral.handover_is_offered(now),
        oral.not_resolved_is_confirmed(now),
    ]


@hookimpl
def extensions(case: Case, on: date) -> list[Extension]:
    """5 lid 1 and 2, for an oral complaint; for a written one 2 lid 4 leaves it to the Awb."""
    if case.complaint.written:
        return []
    now, due = standing(case), oral.oral_settlement(case).due
    return [oral.oral_extension(case, now, due, on), oral.oral_further_extension(now, due, on)]


@hookimpl
def hearing(case: Case) -> list[Hearing]:
    """5 lid 3 for an oral complaint, 8 lid 3 and 5 for a written one."""
    if case.complaint.written:
        return treatment.hearing_with_its_rights(standing(case))
    return oral.no_hearing_prescribed()


@hookimpl
def outcomes(case: Case, on: date) -> list[Outcome | NormList | None]:
    """1 onder a, 2 lid 3, 4, 5 lid 3, 8 lid 2 and 8 lid 4."""
    now = standing(case)
    found: list[Outcome | NormList | None] = [
        *treatment.standards_of_the_ombudsman(on),
        general.ends_as_no_complaint(now),
    ]
    if not now.written:
        return [
            *found,
            oral.settled_orally(now),
            oral.not_resolved(now),
            coordinator.oral_complaint_not_treated(now),
        ]
    return [
        *found,
        general.treatment_ends_once_satisfied(now),
        coordinator.ends_as_incomplete(now, on),
        treatment.ends_early_with_consent(now),
    ]


@hookimpl
def letters(case: Case, event: str, options: Options) -> list[Letter | None]:
    """1, 3-6 and 8, by the kind of event; nobody can write to who is anonymous."""
    if event == "ombudsman_answered":
        return [coordinator.coordinator_answers_for_the_body(case)]
    if event == "hearing_held" and case.complaint.written:
        return [_report(case, options)]
    if case.complaint.complainant.kind is ComplainantKind.ANONYMOUS:
        return []
    now = standing(case)
    if event == "closed":
        return [
            oral.both_ways_on(case, now, options) if now.way == "oral_not_resolved" else None,
            coordinator.incomplete_is_told(case, now, options) if now.way == "incomplete" else None,
            treatment.early_end_is_confirmed(case, options),
            treatment.closing_letter(case, options),
        ]
    if event == "admissibility_decided":
        return [
            general.sender_learns_it_is_no_complaint(case, options),
            coordinator.oral_refusal_is_told(case, options),
            coordinator.incomplete_is_told(case, now, options),
        ]
    return _oral_letters(case, event, options) if not now.written else _written_letters(case, event)


def _report(case: Case, options: Options) -> Letter | None:
    """Who is anonymous gets no letter, so then the report is for the file only."""
    if options.hearing_report_to_parties and case.complaint.complainant.kind is not ComplainantKind.ANONYMOUS:
        return treatment.report_for_the_parties_too(case)
    return treatment.report_for_the_file(case)


def _oral_letters(case: Case, event: str, options: Options) -> list[Letter | None]:
    if event == "mediation_failed":
        return [oral.both_ways_on(case, standing(case), options)]
    if event == "further_extension_asked":
        return [oral.oral_consent_is_asked(case, oral.oral_settlement(case).due, options)]
    if event in ("extended", "further_extension_agreed"):
        end = oral.oral_settlement(case)
        deadline = oral.settled_after_extension(end) or oral.settled_in_four_weeks(end)
        sentence = deadline.sentence if deadline else ""
        tell = oral.oral_extension_is_told if event == "extended" else oral.oral_agreement_is_confirmed
        return [tell(case, sentence)]
    return []


def _written_letters(case: Case, event: str) -> list[Letter | None]:
    if event == "received":
        return [written.acknowledgement_letter(case, settlement(case))]
    if event == "repair_requested":
        return [coordinator.repair_is_asked(case)]
    if event == "authenticity_doubted":
        return [written.doubtful_sender_is_asked_for_the_form(case)]
    if event == "assigned":
        return [written.handler_notice(case)]
    if event == "hearing_offered":
        return [treatment.invitation(case)]
    if event == "hearing_planned":
        return [treatment.appointment(case)]
    return []


@hookimpl
def escalations(case: Case, on: date, options: Options) -> list[Escalation | None]:
    """5 lid 3 for an oral complaint, 8 lid 7 for one that is treated."""
    if not case.complaint.written:
        return [oral.ombudsman_for_an_oral_complaint(case, oral.oral_settlement(case).due, on, options)]
    if standing(case).refused:
        return []
    return [treatment.ombudsman_after_treatment(case, settlement(case).due, on, options)]


@hookimpl
def register_access(actor: Actor, case: Case | None) -> Access | None:
    """3 lid 2 onder e, 7, and 5 for the accused of an oral complaint."""
    return (
        coordinator.coordinator_sees_all(actor, case)
        or handler.handler_sees_own_case(actor, case)
        or oral.accused_hears_of_it_at_once(actor, case)
    )


@hookimpl
def report_sections(year: int) -> list[ReportSection]:
    """3 lid 2 onder d and h."""
    return [coordinator.annual_report(year), coordinator.trends(year)]
