"""Articles 3 and 4: the coordinator and the test of admissibility."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.events import Decision
from gehoor.domain.organisation import Actor
from gehoor.regulation import Access, Duty, Effect, Ground, Letter, Office, Outcome, Part, ReportSection, Sight
from nl_awb_zaltbommel.awb import grounds, letters, letters_ombudsman
from nl_awb_zaltbommel.awb.law_letters import closed_by, only_incomplete, refused_as
from nl_awb_zaltbommel.awb.source import AWB_9_4_2, AWB_9_8_1, AWB_9_8_2, AWB_9_12_2, AWB_9_12A, AWB_9_36_4
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import Standing
from nl_awb_zaltbommel.wording import OFFICES, possible_unless, when_open
from nl_awb_zaltbommel.zaltbommel_2008.source import ZALTBOMMEL

COORDINATOR = "klachtencoordinator"


@ZALTBOMMEL.article("3", lid="1", answers="office:klachtencoordinator")
def coordinator() -> Office:
    """The college appoints a coordinator; the platform needs somebody in this office."""
    return Office(
        key=COORDINATOR,
        title=OFFICES[COORDINATOR][0],
        required=True,
        single=True,
        part=Part.COORDINATOR,
        appointed_by="het college van burgemeester en wethouders",
    )


@ZALTBOMMEL.article("3", lid="2", point="a", answers="duty:advise_admissibility")
def coordinator_advises(now: Standing, refusal_by: date) -> Duty | None:
    """The coordinator tests the complaint and tells the handler what he thinks; the handler decides (8 lid 3, C23)."""
    if not now.under_way:
        return None
    return Duty(
        key="advise_admissibility",
        who=COORDINATOR,
        what="Toets of de klacht kan worden behandeld en meld uw conclusie aan de klachtbehandelaar",
        by=refusal_by,
        done=now.advised or now.decision is not None,
    )


ZALTBOMMEL.no_code("3", "Carrying out article 6 is in the duties of article 6.", lid="2", point="b")
ZALTBOMMEL.no_code("3", "Watching terms is what the work list with its due dates is for.", lid="2", point="c")


@ZALTBOMMEL.article("3", lid="2", point="d", answers="report:trends")
def trends(year: int) -> ReportSection:
    """Trends in settled complaints, with advice on measures, for the body itself."""
    return ReportSection(
        key="trends",
        title=f"Tendensen in {year}",
        by=COORDINATOR,
        to="bestuursorgaan",
        about="tendensen in de afgehandelde klachten, met advies over maatregelen",
        public=False,
    )


@ZALTBOMMEL.article("3", lid="2", point="e", answers="access:register")
def coordinator_sees_all(actor: Actor, case: Case | None) -> Access | None:
    """Who keeps every file sees every file; a deputy holds the same office.

    The article does not say what becomes of a complaint about the coordinator, or in which the coordinator was
    involved: there it is silent, the Awb speaks for a written complaint, and below it the platform.
    """
    if COORDINATOR not in actor.offices or (case is not None and case.concerns(actor.person)):
        return None
    return Access(key="register", sight=Sight.ALL, because="De klachtencoördinator houdt alle dossiers bij.")


@ZALTBOMMEL.article("3", lid="2", point="f", answers="duty:contact_ombudsman")
def contact_of_the_ombudsman(now: Standing) -> Duty | None:
    """The coordinator is the ombudsman's contact for the municipality."""
    if not now.ombudsman:
        return None
    return Duty(
        key="contact_ombudsman", who=COORDINATOR, what="Onderhoud het contact met de ombudsman over deze klacht"
    )


@ZALTBOMMEL.article("3", lid="2", point="f", answers="letter:ombudsman_answer", overrides="awb", also=(AWB_9_36_4,))
def coordinator_answers_for_the_body(case: Case) -> Letter | None:
    """The coordinator, who is the ombudsman's contact for the municipality, signs for the body that answers."""
    body = case.assigned.on_behalf_of if case.assigned is not None else ""
    return letters_ombudsman.ombudsman_answer(case, COORDINATOR, body or "college")


@ZALTBOMMEL.article("3", lid="2", point="g", answers="duty:advise_on_ombudsman")
def advice_on_the_ombudsman(now: Standing) -> Duty | None:
    """The coordinator advises the body on what the ombudsman found."""
    if not now.ombudsman:
        return None
    return Duty(
        key="advise_on_ombudsman",
        who=COORDINATOR,
        what="Adviseer het bestuursorgaan over de bevindingen van de ombudsman",
    )


@ZALTBOMMEL.article("3", lid="2", point="h", answers="report:annual_report", also=(AWB_9_12A,))
def annual_report(year: int) -> ReportSection:
    """An anonymised annual report, written and published by the coordinator."""
    return ReportSection(
        key="annual_report",
        title=f"Jaarverslag klachten {year}",
        by=COORDINATOR,
        to="iedereen",
        about="aantallen, onderwerpen, oordelen, termijnen, maatregelen en de ombudsman",
        public=True,
    )


ZALTBOMMEL.no_code("3", "All other work that is needed names no single duty.", lid="2", point="i")


@ZALTBOMMEL.article(
    "4",
    lid="1",
    answers=(
        "ground:earlier_handled",
        "ground:older_than_one_year",
        "ground:objection_possible",
        "ground:appeal_possible",
        "ground:court",
        "ground:criminal",
        "ground:insufficient_interest",
        "ground:insufficient_weight",
    ),
    overrides="awb",
    also=(AWB_9_8_1, AWB_9_8_2),
)
def same_grounds_for_an_oral_complaint(complaint: Complaint, history: Sequence[Case]) -> list[Ground]:
    """The grounds of Awb 9:8 hold for any complaint, also an oral one; "need not" is discretion (C13).

    For a written complaint the article adds nothing to the Awb, which then speaks itself.
    """
    if complaint.written:
        return []
    return [
        grounds.earlier_handled(complaint, history),
        grounds.older_than_one_year(complaint),
        grounds.objection_possible(complaint),
        grounds.appeal_possible(complaint),
        grounds.court(complaint),
        grounds.criminal(complaint),
        grounds.insufficient_interest(complaint),
        grounds.insufficient_weight(complaint),
    ]


@ZALTBOMMEL.article("4", lid="1", answers="outcome:not_treated", overrides="awb")
def oral_complaint_not_treated(now: Standing) -> Outcome | None:
    """An oral complaint may be left on the same grounds."""
    if now.written:
        return None
    return Outcome(
        key="not_treated",
        title="Niet in behandeling genomen",
        letter="refusal",
        needs_reason=True,
        **when_open(now, decided="not_treated"),
    )


@ZALTBOMMEL.article("4", lid="1", answers="letter:refusal", overrides="awb", also=(AWB_9_12_2,))
def oral_refusal_is_told(case: Case, options: Options) -> Letter | None:
    """The letter of 9:8 lid 3 Awb also for an oral complaint: proper handling, no article asks it."""
    decided = refused_as(case, Decision.NOT_TREATED)
    if case.complaint.written or decided is None or only_incomplete(decided):
        return None
    return letters.refusal(case, decided.grounds, decided.on, options)


@ZALTBOMMEL.article("4", lid="2", answers="ground:incomplete", overrides="awb", also=(AWB_9_4_2,))
def repair_before_refusal(complaint: Complaint) -> Ground:
    """The text refuses outright; under 9:2 Awb repair is offered first, and nothing refuses by itself (C1)."""
    return grounds.incomplete(complaint, Effect.REPAIR_FIRST)


@ZALTBOMMEL.article("4", lid="2", answers="outcome:incomplete", also=(AWB_9_4_2,))
def ends_as_incomplete(now: Standing, on: date) -> Outcome:
    """Only after the complainant was asked to complete it, the day given has passed, and nothing came."""
    return Outcome(
        key="incomplete",
        title="Niet behandeld: niet aangevuld",
        letter="incomplete",
        needs_reason=True,
        **possible_unless(_why_not_incomplete(now, on)),
    )


def _why_not_incomplete(now: Standing, on: date) -> str:
    if now.closed:
        return "De zaak is al gesloten"
    if now.repair is None:
        return "Eerst de klager vragen het klaagschrift aan te vullen"
    if now.repaired:
        return "De klager heeft het klaagschrift aangevuld"
    if now.repair.until is not None and on <= now.repair.until:
        return "De klager heeft nog tijd om het klaagschrift aan te vullen"
    return ""


@ZALTBOMMEL.article("4", lid="2", answers="letter:repair", also=(AWB_9_4_2,))
def repair_is_asked(case: Case) -> Letter | None:
    """What is missing, by when, and what follows; good practice before article 4 lid 2 is applied."""
    return letters.repair(case)


@ZALTBOMMEL.article("4", lid="2", answers="letter:incomplete", also=(AWB_9_4_2, AWB_9_12_2))
def incomplete_is_told(case: Case, now: Standing, options: Options) -> Letter | None:
    """Told with the ombudsman, by analogy with 9:8 lid 3 Awb; once, at the decision or at the closing."""
    if now.sent("incomplete"):
        return None
    decided = refused_as(case, Decision.NOT_TREATED)
    told = decided if decided is not None and only_incomplete(decided) else closed_by(case, "incomplete")
    return letters.incomplete(case, told.on, options) if told is not None else None
