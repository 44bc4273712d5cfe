"""Table of contents of the complaint regulation: which question, which article; where it is silent, which setting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flemish_lokaal_bestuur.bestuursdecreet import law as bestuursdecreet
from flemish_lokaal_bestuur.klachtenreglement import (
    law,
    law_grounds,
    law_kinds,
    law_letters,
    law_outcomes,
    law_reports,
    law_roles,
)
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting import (
    conflict,
    handling,
    intake,
    letters_admission,
    letters_ending,
    letters_hearing,
    letters_internal,
    letters_on_the_way,
    second_line,
    terms,
)
from flemish_lokaal_bestuur.setting import delivery as sending
from flemish_lokaal_bestuur.setting import hearing as talks
from flemish_lokaal_bestuur.setting import outcomes as endings
from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import (
    Access,
    Assignment,
    AssignmentObjection,
    Deadline,
    Definition,
    Delivery,
    Duty,
    Escalation,
    Extension,
    Ground,
    Hearing,
    IntakeRequirement,
    Letter,
    NormList,
    Office,
    Outcome,
    ReportSection,
    Retention,
    hookimpl,
)


@hookimpl
def definitions() -> list[Definition | list[Definition]]:
    """Article 3 point 1, the exits of article 4 points 2 and 9, article 5 points 1 to 3, and one exit by setting."""
    return [
        law.what_a_complaint_is(),
        law_kinds.information_question(),
        law_kinds.report(),
        law_kinds.suggestion(),
        law_kinds.appeal_and_objection(),
        law_kinds.complaint_to_the_supervising_authority(),
        intake.whistleblowers_have_their_own_way(),
    ]


@hookimpl
def offices() -> list[Office]:
    """Article 6 points 1, 2, 3 and 8."""
    return [
        law_roles.coordinator_guards_the_process(),
        law_roles.handler_is_an_office(),
        law_roles.director_is_an_office(),
        law_roles.head_of_service_is_consulted(),
    ]


@hookimpl
def intake_requirements(complaint: Complaint, on: date, options: Options) -> list[list[IntakeRequirement | None]]:
    """Article 3 point 1, and what the board asks."""
    return [
        [*law.what_a_complaint_must_tell()],
        [*intake.what_the_board_asks(complaint, on, options)],
        [intake.mandate_of_whoever_complains_for_another(complaint, on, options)],
    ]


@hookimpl
def admissibility_grounds(complaint: Complaint, history: Sequence[Case]) -> list[Ground]:
    """Article 4 points 1 to 9, in their order."""
    return [
        law_grounds.anonymous(complaint),
        law_grounds.not_a_complaint(complaint),
        law_grounds.earlier_handled(complaint, history),
        law_grounds.older_than_one_year(complaint),
        law_grounds.court(complaint),
        law_grounds.criminal(complaint),
        law_grounds.insurance(complaint),
        law_grounds.no_interest(complaint),
        law_grounds.not_competent(complaint),
        law_grounds.other_instance(complaint),
    ]


@hookimpl
def handler_assignment(complaint: Complaint, options: Options) -> Assignment:
    """Article 6 point 8, the setting for a conflict, article 6 point 2."""
    return (
        law_roles.director_handles_staff_against_staff(complaint, options)
        or conflict.chosen_for_the_conflict(complaint, options)
        or law_roles.handler_is_appointed(complaint)
    )


@hookimpl
def assignment_objections(case: Case, candidate: Candidate, options: Options) -> list[AssignmentObjection | None]:
    """Article 1, article 6 points 2 and 8, and the setting for a conflict."""
    return [
        law_roles.only_the_director_handles_a_staff_case(case, candidate),
        conflict.only_whom_the_board_chose(case, candidate, options),
        law_roles.service_is_consulted_first(case),
        law.same_service_only_with_a_reason(case, candidate),
        law_roles.coordinator_handles_only_with_a_reason(case, candidate, options),
    ]


@hookimpl
def deadlines(case: Case, options: Options) -> list[Deadline | None]:
    """No article: all terms are settings."""
    return [
        terms.acknowledgement_term(case, options),
        terms.admissibility_term(case, options),
        terms.settlement_term(case, options),
    ]


@hookimpl
def duties(case: Case, options: Options) -> list[Duty | list[Duty] | None]:
    """Articles 2, 4 point 9, 5 point 1, 6 points 2, 3, 6, 7 and 8, and the settings."""
    return [
        law_roles.complaint_is_registered(case),
        handling.acknowledge_and_decide(case, options),
        law_roles.consult_then_appoint(case),
        law_roles.hand_a_staff_case_over(case),
        conflict.the_board_must_choose(case, options),
        conflict.appoint_the_chosen(case, options),
        law_outcomes.write_which_body(case),
        law_kinds.tell_where_the_information_is(case),
        talks.offer_and_report(case),
        law_roles.handler_works_the_complaint_out(case, options),
        law.measures_repair_and_prevent(case),
        handling.keep_the_complainant_informed(case, options),
        law_roles.coordinator_watches_the_follow_up(case),
    ]


@hookimpl
def extensions(case: Case, on: date, options: Options) -> list[Extension]:
    """No article: a setting."""
    return [terms.one_extension_before_expiry(case, on, options), terms.no_further_extension(case)]


@hookimpl
def hearing(case: Case) -> list[Hearing]:
    """No article: a setting."""
    return talks.both_sides_may_tell_their_story(case)


@hookimpl
def outcomes(case: Case) -> list[Outcome | list[Outcome] | NormList]:
    """Articles 2 point 1 and 4, the settings, and the ombudsnormen."""
    return [
        law_outcomes.answered(case),
        endings.without_judgement(case),
        law_outcomes.inadmissible(case),
        law_outcomes.no_complaint(case),
        law_outcomes.referred_or_forwarded(case),
        endings.ombudsnormen(),
    ]


@hookimpl
def letters(case: Case, event: str, options: Options) -> list[Letter | list[Letter] | None]:
    """Articles 4 point 9 and 5 point 1; every other letter is a setting."""
    return [
        letters_on_the_way.receipt_and_question(case, event, options),
        letters_on_the_way.who_handles(case, event, options),
        letters_internal.appointment(case, event, options),
        letters_internal.staff_case(case, event, options),
        letters_on_the_way.more_time(case, event, options),
        letters_on_the_way.how_far_it_is(case, event, options),
        letters_hearing.invitation(case, event),
        letters_hearing.the_other_side(case, event, options),
        letters_hearing.appointment(case, event),
        letters_hearing.cancellation(case, event),
        letters_hearing.report(case, event),
        letters_admission.refusal(case, event, options),
        law_letters.answer_or_where_to_find_it(case, event),
        letters_admission.no_complaint(case, event),
        law_letters.referral(case, event, options),
        letters_admission.consent_and_forwarding(case, event, options),
        letters_ending.answer(case, event, options),
        letters_ending.without_judgement(case, event, options),
        letters_internal.what_the_service_does(case, event),
        letters_ending.promise_kept(case, event, options),
        letters_on_the_way.where_to_go_next(case, event, options),
    ]


@hookimpl
def escalations(case: Case, options: Options) -> list[Escalation | None]:
    """No article: the second line to the college is a setting; an ombudsdienst stands in the decree."""
    return [second_line.college_as_second_line(case, options)]


@hookimpl
def register_access(actor: Actor, case: Case | None, options: Options) -> Access | None:
    """A setting for the accused, then article 6 points 8, 4, 6 and 3: who is shut out, coordinator, handler."""
    return (
        talks.accused_reads_what_it_is_about(actor, case, options)
        or law_roles.staff_case_is_the_directors(actor, case)
        or law_roles.coordinator_leaves_a_case_about_the_coordinator(actor, case)
        or law_roles.only_the_coordinator_has_the_register(actor)
        or law_roles.handler_sees_the_case(actor, case)
    )


@hookimpl
def report_sections(year: int, options: Options) -> list[ReportSection]:
    """Article 7, sentence by sentence."""
    return [
        law_reports.director_to_the_council(year, options),
        law_reports.director_to_the_ocmw_council(year, options),
        law_reports.coordinator_to_the_management_team(year, options),
        law_reports.report_of_improvements(year, options),
    ]


@hookimpl
def retention(case: Case, options: Options) -> Retention:
    """Article III.87 of the Bestuursdecreet; the regulation is silent, and the board may choose fewer years."""
    return bestuursdecreet.five_years_at_most(case, options.retention_years)


@hookimpl
def delivery(options: Options) -> Delivery:
    """No article: a setting."""
    return sending.by_post_unless_the_board_chose_otherwise(options)
