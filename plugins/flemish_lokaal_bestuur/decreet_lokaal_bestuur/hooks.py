"""Table of contents of the decree on local government: which question, which article."""

from __future__ import annotations

from flemish_lokaal_bestuur.decreet_lokaal_bestuur import law
from flemish_lokaal_bestuur.options import Options
from gehoor.domain.case import Case
from gehoor.domain.organisation import Candidate
from gehoor.regulation import AssignmentObjection, Escalation, ReportSection, hookimpl


@hookimpl
def assignment_objections(case: Case, candidate: Candidate, options: Options) -> list[AssignmentObjection | None]:
    """Article 303 § 1."""
    return [
        law.nobody_handles_a_complaint_about_oneself(case, candidate),
        law.nobody_involved_in_the_facts_handles(case, candidate),
        law.only_the_official_level_handles(case, candidate, options),
    ]


@hookimpl
def escalations(case: Case, options: Options) -> list[Escalation | None]:
    """Article 303 § 2."""
    return [law.ombudsdienst_the_board_chose(case, options)]


@hookimpl
def report_sections(year: int) -> list[ReportSection]:
    """Article 303 § 3."""
    return law.yearly_to_both_councils(year)
