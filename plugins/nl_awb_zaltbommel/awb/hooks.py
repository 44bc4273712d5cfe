"""Table of contents of the statute: which question is answered by which article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gehoor.domain.case import Case
from gehoor.domain.complaint import ComplainantKind, Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import (
    Access,
    AssignmentObjection,
    Deadline,
    Delivery,
    Duty,
    Escalation,
    Extension,
    Ground,
    Hearing,
    IntakeRequirement,
    Letter,
    Outcome,
    ReportSection,
    Retention,
    hookimpl,
)
from nl_awb_zaltbommel.awb import law_admission as admission
from nl_awb_zaltbommel.awb import law_committee as committee
from nl_awb_zaltbommel.awb import law_handling as handling
from nl_awb_zaltbommel.awb import law_hearing as hearings
from nl_awb_zaltbommel.awb import law_letters as letter
from nl_awb_zaltbommel.awb import law_ombudsman as ombudsman
from nl_awb_zaltbommel.awb import law_terms as terms
from nl_awb_zaltbommel.awb import law_traffic as traffic
from nl_awb_zaltbommel.awb import selectielijst
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import standing


@hookimpl
def intake_requirements(complaint: Complaint, options: Options) -> list[IntakeRequirement | None]:
    """2:1 lid 3, 9:4 lid 2 and 3."""
    return [
        *admission.what_a_written_complaint_holds(complaint),
        admission.translation_where_needed(complaint),
        traffic.authorisation(complaint, options),
    ]


@hookimpl
def admissibility_grounds(complaint: Complaint, history: Sequence[Case]) -> list[Ground | None]:
    """2:3, 6:15, 9:4 and 9:8; the grounds of 9:8 are for a written complaint."""
    found: list[Ground | None] = [
        admission.complete_written_complaint(complaint),
        admission.formal_procedure_for_own_complaint(complaint),
        traffic.forwarded_where_the_message_shows_it(complaint) or traffic.forwarded_to_the_competent_body(complaint),
        traffic.objection_sent_as_a_complaint(complaint),
    ]
    if complaint.written:
        found += [
            admission.earlier_handled(complaint, history),
            admission.older_than_one_year(complaint),
            admission.objection_possible(complaint),
            admission.appeal_possible(complaint),
            admission.court(complaint),
            admission.criminal(complaint),
            admission.insufficient_interest(complaint),
            admission.insufficient_weight(complaint),
        ]
    return found


@hookimpl
def assignment_objections(case: Case, candidate: Candidate) -> list[AssignmentObjection | None]:
    """9:7, for a written complaint."""
    if not case.complaint.written:
        return []
    return [
        handling.handled_by_somebody_not_involved(case, candidate),
        handling.involvement_allowed_for_the_body_itself(case, candidate),
    ]


@hookimpl
def deadlines(case: Case) -> list[Deadline]:
    """9:8 lid 3 until the complaint is taken up, and 9:11."""
    if not case.complaint.written:
        return []
    settled = terms.settlement_deadline(terms.settlement(case))
    now = standing(case)
    if now.decision is not None and not now.refused:
        return [settled]
    return [terms.refusal_within_four_weeks(terms.refusal_end(case)), settled]


@hookimpl
def duties(case: Case) -> list[Duty | None]:
    """2:3, 2:17, 9:6-9:16 for a written complaint; 9:31 and 9:36 for any."""
    now = standing(case)
    found: list[Duty | None] = [traffic.forwarding_is_told(now)] if now.decision is not None else []
    if now.ombudsman:
        found += [ombudsman.informs_the_ombudsman(now), ombudsman.answers_recommendations(now)]
    if not now.written:
        return found
    settle_by = terms.settlement(case).due
    found += [
        traffic.confirmed_at_once(case.complaint, now),
        traffic.entered_data_made_available(case.complaint, now),
        handling.receipt_is_confirmed(now),
        handling.copy_with_enclosures_to_the_accused(now),
        *hearings.both_may_be_heard(now),
        handling.findings_judgement_conclusions(now, settle_by),
        handling.written_complaints_are_registered(now),
    ]
    if case.events:
        found += [
            handling.handler_declares_not_to_be_involved(case, now),
            hearings.hearing_is_reported(now),
            handling.extension_is_told_to_both(now),
        ]
    if now.refused:
        found.append(admission.refusal_is_told(now, terms.refusal_end(case).due))
    if case.complaint.committee:
        found += [
            committee.acknowledgement_names_the_advice(now),
            committee.committee_hears(now),
            committee.committee_reports(now, settle_by),
            committee.deviation_is_explained(now, settle_by),
        ]
    return found


@hookimpl
def extensions(case: Case, on: date) -> list[Extension]:
    """9:11 lid 2 and 3, for a written complaint."""
    if not case.complaint.written:
        return []
    now, due = standing(case), terms.settlement(case).due
    return [terms.extended_once(case, now, due, on), terms.further_with_consent(now, due, on)]


@hookimpl
def hearing(case: Case) -> list[Hearing]:
    """9:10, for a written complaint."""
    return hearings.hearing_of_both(standing(case)) if case.complaint.written else []


@hookimpl
def outcomes(case: Case) -> list[Outcome]:
    """2:3, 9:1, 9:5, 9:8 and 9:12."""
    now = standing(case)
    if not now.written:
        return [admission.whoever_complains_may_withdraw(now), traffic.forwarded(now)]
    return [
        handling.ends_with_a_judgement(now),
        handling.duty_lapses_once_satisfied(now),
        admission.whoever_complains_may_withdraw(now),
        admission.not_treated(now),
        traffic.forwarded(now),
    ]


@hookimpl
def letters(case: Case, event: str, options: Options) -> list[Letter | None]:
    """2:3, 9:1, 9:5, 9:6, 9:8, 9:10-9:12 and 9:36, by the kind of event; nobody can write to who is anonymous."""
    if event == "ombudsman_answered":
        return [letter.recommendations_are_answered(case)]
    if event == "hearing_held" and case.complaint.written:
        return [letter.report_for_the_file(case)]
    if case.complaint.complainant.kind is ComplainantKind.ANONYMOUS:
        return []
    now = standing(case)
    if event == "forwarded":
        return [letter.sender_is_told(case, now)]
    if event == "closed":
        told = letter.sender_is_told(case, now) if now.way == "forwarded" else None
        return [
            told,
            letter.withdrawal_is_confirmed(case, options),
            letter.satisfaction_is_confirmed(case, options),
            letter.findings_judgement_conclusions(case, options),
        ]
    if not now.written:
        return []
    if event == "received":
        return [letter.receipt(case, terms.settlement(case))]
    if event == "admissibility_decided":
        return [letter.not_treated(case, options)]
    if event == "hearing_offered":
        return [letter.invitation(case)]
    if event == "hearing_planned":
        return [letter.appointment(case)]
    if event == "hearing_cancelled":
        return [letter.cancellation(case)]
    if event == "further_extension_asked":
        return [letter.consent_is_asked(case, terms.settlement(case), options)]
    if event == "extended":
        return [letter.extension(case, terms.settlement(case))]
    if event == "further_extension_agreed":
        return [letter.extension_agreed(case, terms.settlement(case))]
    return []


@hookimpl
def escalations(case: Case, on: date, options: Options) -> list[Escalation]:
    """9:12 lid 2 with 9:17 and 9:24, for a written complaint."""
    if not case.complaint.written:
        return []
    return [ombudsman.ombudsman_and_term(case, terms.settlement(case).due, on, options)]


@hookimpl
def register_access(actor: Actor, case: Case | None) -> Access | None:
    """9:9, then 9:7: the accused has a copy, who was involved stays out."""
    if case is None:
        return None
    return handling.accused_has_own_copy(actor, case, standing(case)) or handling.who_was_involved_stays_out(
        actor, case
    )


@hookimpl
def report_sections(year: int) -> list[ReportSection]:
    """9:12a."""
    return [handling.registered_complaints_are_published(year)]


@hookimpl
def retention(case: Case) -> Retention | None:
    """The Selectielijst, by the result of the case."""
    rule = selectielijst.RESULTS.get(selectielijst.result_class(case))
    return rule(case) if rule is not None else None


@hookimpl
def delivery() -> Delivery:
    """2:8."""
    return traffic.electronic_only_for_who_asked_for_it()
