"""Articles 302 and 303 of the decree on local government, in their order."""

from __future__ import annotations

from flemish_lokaal_bestuur.decreet_lokaal_bestuur.source import LAW
from flemish_lokaal_bestuur.functions import MANDATES, conflict, title_of
from flemish_lokaal_bestuur.options import Options, SecondLineType
from flemish_lokaal_bestuur.setting.second_line import second_line_of
from flemish_lokaal_bestuur.setting.source import BY_SETTING
from gehoor.domain.case import Case
from gehoor.domain.organisation import Candidate
from gehoor.regulation import AssignmentObjection, Escalation, ReportSection

LAW.no_code(
    "302",
    "Obliges both councils to have a complaint system by regulation; the klachtenreglement is that system, and the"
    " article decides nothing in a case.",
)


@LAW.article("303", lid="1", answers="objection:is_accused")
def nobody_handles_a_complaint_about_oneself(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    """The system is independent of the services complained about to the utmost, so surely of the person."""
    if not candidate.is_accused:
        return None
    return AssignmentObjection(
        key="is_accused",
        blocks=True,
        reason="De klacht gaat over deze persoon. Niemand behandelt een klacht over zichzelf.",
    )


@LAW.article("303", lid="1", answers="objection:involved")
def nobody_involved_in_the_facts_handles(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    """Whoever had a part in the facts is not independent of them."""
    if candidate.is_accused or not candidate.involved:
        return None
    return AssignmentObjection(
        key="involved",
        blocks=True,
        reason="Deze persoon was zelf betrokken bij de feiten en is dus niet onafhankelijk.",
    )


@LAW.article("303", lid="1", answers="objection:mandate")
def only_the_official_level_handles(case: Case, candidate: Candidate, options: Options) -> AssignmentObjection | None:
    """The system stands at the official level: elected people do not handle complaints.

    Where the board itself set an elected office for a complaint about the directeur or the coordinator, its
    choice is not undone here, but a reason is asked. A doubt for the lawyer.
    """
    if candidate.office not in MANDATES:
        return None
    chosen = conflict(case.complaint)
    if chosen and getattr(options.conflict, chosen) == candidate.office:
        return AssignmentObjection(
            key="mandate",
            blocks=False,
            reason=(
                f"Het bestuur heeft {title_of(candidate.office)} ingesteld, maar klachten worden behandeld op het"
                " ambtelijke niveau. Schrijf op waarom dit hier toch past."
            ),
        )
    return AssignmentObjection(
        key="mandate",
        blocks=True,
        reason="Klachten worden behandeld op het ambtelijke niveau. Een mandataris behandelt geen klachten.",
    )


@LAW.article(
    "303",
    lid="2",
    answers=("escalation:vlaamse_ombudsdienst", "escalation:eigen", "escalation:intergemeentelijk"),
    also=(BY_SETTING,),
)
def ombudsdienst_the_board_chose(case: Case, options: Options) -> Escalation | None:
    """A board may have an ombudsdienst: its own, an intermunicipal one, or the Vlaamse Ombudsdienst by agreement.

    It need not: without the setting there is none, and nothing is promised to anybody.
    """
    if options.second_line.type in (SecondLineType.NONE, SecondLineType.COLLEGE):
        return None
    second = second_line_of(case, options.second_line)
    return Escalation(
        key=options.second_line.type.value,
        body=second.body,
        address=second.address,
        until=second.until,
        condition=second.condition,
        sentence=second.sentence,
    )


@LAW.article("303", lid="3", answers=("report:gemeenteraad", "report:raad_maatschappelijk_welzijn"))
def yearly_to_both_councils(year: int) -> list[ReportSection]:
    """The algemeen directeur reports yearly to each council on the complaints against its own legal person."""
    return [
        ReportSection(
            key="gemeenteraad",
            title=f"Klachten tegen de gemeente in {year}",
            by="algemeen_directeur",
            to="gemeenteraad",
            about="klachten tegen de stad",
            entity="stad",
            public=True,
        ),
        ReportSection(
            key="raad_maatschappelijk_welzijn",
            title=f"Klachten tegen het OCMW in {year}",
            by="algemeen_directeur",
            to="raad voor maatschappelijk welzijn",
            about="klachten tegen het OCMW",
            entity="ocmw",
            public=True,
        ),
    ]
