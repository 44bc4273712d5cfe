"""Awb title 9.2: which ombudsman, until when, and what the municipality owes an ombudsman who investigates."""

from __future__ import annotations

from datetime import date

from gehoor.domain.calendar import end_of, written, years
from gehoor.domain.case import Case
from gehoor.domain.events import Decision
from gehoor.regulation import Duty, Escalation
from nl_awb_zaltbommel.awb.source import AWB, AWB_9_17, AWB_9_20_1, AWB_9_24_1
from nl_awb_zaltbommel.options import NATIONALE_OMBUDSMAN, OmbudsmanPeriod, Options
from nl_awb_zaltbommel.standing import Standing

#: Conduct that stays with the Nationale ombudsman whatever the municipality arranged (Wet Nationale ombudsman 1a).
_ALWAYS_NATIONAL = frozenset({"boa", "police_task"})
_ONE_YEAR = years(1)
FIRST_THE_MUNICIPALITY = (
    "Eerst behandelt de gemeente de klacht. Daarna, of als dat niet op tijd gebeurt, kan de klager een jaar lang"
    " naar de ombudsman"
)


@AWB.article("9:17")
def competent_ombudsman(case: Case, on: date, options: Options) -> OmbudsmanPeriod:
    """The municipality's own ombudsman where it has one on that day, else the Nationale ombudsman."""
    if options.ombudsman and _ALWAYS_NATIONAL.isdisjoint(case.complaint.declared):
        for period in options.ombudsman:
            if period.on(on):
                return period
    return NATIONALE_OMBUDSMAN


@AWB.article("9:24", lid="1")
def year_starts_on(case: Case, due: date, on: date) -> date | None:
    """The day the outcome was told, or the handling ended or should have ended otherwise; None before that."""
    decision = case.decision
    if decision is not None and decision.decision is not Decision.TREAT:
        return decision.on
    if (closed_on := case.closed_on) is not None:
        return closed_on
    return due if on > due else None


def a_year_after(day: date) -> date:
    """The last day of the year: a term of a year is never moved (ATW 4 onder a)."""
    return end_of(_ONE_YEAR, day)


def contact(ombudsman: OmbudsmanPeriod) -> str:
    """Name, address and telephone as one line."""
    line = ", ".join(part for part in (ombudsman.name, ombudsman.address) if part)
    return f"{line} (telefoon {ombudsman.phone})" if ombudsman.phone else line


def escalation(case: Case, due: date, on: date, options: Options) -> Escalation:
    """The competent ombudsman and the last day to write, with a sentence for people."""
    ombudsman = competent_ombudsman(case, on, options)
    start = year_starts_on(case, due, on)
    if start is None:
        until, condition, when = None, FIRST_THE_MUNICIPALITY, "daarna"
    else:
        until, condition = a_year_after(start), ""
        when = f"tot en met {written(until)}"
    return Escalation(
        key="nationale_ombudsman" if ombudsman.key == NATIONALE_OMBUDSMAN.key else "ombudsman",
        body=ombudsman.name,
        address=ombudsman.address,
        until=until,
        condition=condition,
        sentence=f"De klager kan {when} een verzoekschrift sturen naar: {contact(ombudsman)}.",
    )


def passage(case: Case, on: date, options: Options) -> str:
    """What a letter of this day tells about the ombudsman, in the words of 9:24: a year after this notice."""
    until = a_year_after(on)
    return (
        "Bent u het niet eens met de manier waarop wij met uw klacht zijn omgegaan? Dan kunt u binnen een jaar na"
        f" deze brief, dus tot en met {written(until)}, een verzoekschrift sturen naar:"
        f" {contact(competent_ombudsman(case, on, options))}."
    )


ESCALATIONS = ("escalation:nationale_ombudsman", "escalation:ombudsman")


@AWB.article(
    "9:12",
    lid="2",
    answers=ESCALATIONS,
    also=(AWB_9_24_1, AWB_9_17, AWB_9_20_1),
)
def ombudsman_and_term(case: Case, due: date, on: date, options: Options) -> Escalation:
    """Which ombudsman and within which term; the first complaint to the body need not have been written (9:20)."""
    return escalation(case, due, on, options)


AWB.no_code("9:18", "Anybody's right to write to the ombudsman; the escalation of 9:12 lid 2 tells of it.", lid="1")
AWB.no_code("9:18", "Forwarding between ombudsmen is theirs to do.", lid="2")
AWB.no_code("9:18", "The ombudsman's duty to investigate binds the ombudsman.", lid="3")
for _lid in ("1", "2"):
    AWB.no_code(
        "9:19", "What the ombudsman does with a matter open to objection or appeal binds the ombudsman.", lid=_lid
    )
AWB.no_code(
    "9:20",
    "First a complaint to the body: cited with the escalation, whose condition says it while the case is open.",
    lid="1",
)
AWB.no_code(
    "9:20",
    "A request about the complaint handling itself needs no earlier complaint; the ombudsman tests that, not we.",
    lid="2",
)
AWB.no_code("9:21", "Chapter 2 in the traffic with the ombudsman; nothing for a complaint at the municipality.")
AWB.no_code("9:22", "When the ombudsman is not competent is for the ombudsman to judge.")
AWB.no_code("9:23", "When the ombudsman need not investigate is for the ombudsman to judge.")
AWB.no_code(
    "9:24",
    "The year after the conduct is for who cannot be asked to complain first; such a case is not on our register.",
    lid="2",
)
for _lid in ("1", "2"):
    AWB.no_code("9:25", "The ombudsman's own notice of not investigating.", lid=_lid)
AWB.no_code("9:26", "An investigation of the ombudsman's own motion has no complaint on our register.")
AWB.no_code(
    "9:27",
    "The test of proper conduct is the ombudsman's; the municipality takes over its norms by its own regulation.",
    lid="1",
)
AWB.no_code("9:27", "How the ombudsman heeds a court ruling.", lid="2")
AWB.no_code("9:27", "That the ombudsman may recommend; the duty to answer stands in 9:36 lid 4.", lid="3")
for _lid in ("1", "2", "3"):
    AWB.no_code("9:28", "What a request to the ombudsman holds is asked by the ombudsman.", lid=_lid)
AWB.no_code("9:29", "Who works on it at the ombudsman.")
for _lid in ("1", "2"):
    AWB.no_code("9:30", "How the ombudsman hears the parties.", lid=_lid)


@AWB.article("9:31", lid="1", answers="duty:inform_ombudsman", also=(AWB.cite("9:31", "3"),))
def informs_the_ombudsman(now: Standing) -> Duty | None:
    """The body and its staff give information, hand over papers in the term set, and appear when invited."""
    if not now.ombudsman:
        return None
    return Duty(
        key="inform_ombudsman",
        who="bestuursorgaan",
        what="Geef de ombudsman de inlichtingen en stukken waar hij om vraagt, binnen de termijn die hij stelt",
    )


AWB.no_code("9:31", "Through whom the ombudsman asks about policy.", lid="2")
AWB.no_code("9:31", "Handing over papers in the ombudsman's term is in the duty of lid 1.", lid="3")
for _lid in ("4", "5", "6"):
    AWB.no_code("9:31", "Refusing information for weighty reasons is judged between person and ombudsman.", lid=_lid)
for _lid in ("1", "2", "3"):
    AWB.no_code("9:32", "Experts and interpreters of the ombudsman.", lid=_lid)
for _lid in ("1", "2"):
    AWB.no_code("9:33", "Allowances to who was called come on the municipality's budget, not on a complaint.", lid=_lid)
for _lid in ("1", "2", "3"):
    AWB.no_code("9:34", "An investigation on the spot is led by the ombudsman; helping it is part of 9:31.", lid=_lid)
AWB.no_code("9:35", "The ombudsman sends the findings before the end.", lid="1")
AWB.no_code("9:35", "Answering the findings is an opportunity in a term of the ombudsman, not a duty.", lid="2")
for _lid in ("1", "2", "3"):
    AWB.no_code("9:36", "The ombudsman's report is written and sent by the ombudsman.", lid=_lid)


@AWB.article("9:36", lid="4", answers="duty:answer_recommendations")
def answers_recommendations(now: Standing) -> Duty | None:
    """A recommendation is answered in reasonable time: how it is followed, or with reasons why not.

    The statute names no day, so the duty has none. A report without recommendations asks no answer.
    """
    if not now.ombudsman or (now.reported is not None and not now.reported.recommendations):
        return None
    if now.reported is None:
        what = (
            "Doet de ombudsman een aanbeveling? Laat dan binnen een redelijke termijn weten hoe u die opvolgt,"
            " of waarom niet"
        )
        return Duty(key="answer_recommendations", who="bestuursorgaan", what=what)
    return Duty(
        key="answer_recommendations",
        who="bestuursorgaan",
        what=(
            "Laat de ombudsman binnen een redelijke termijn weten hoe u elke aanbeveling opvolgt, of waarom niet; de"
            " wet noemt geen aantal weken"
        ),
        done=now.answered_ombudsman,
    )


for _lid in ("1", "2"):
    AWB.no_code("9:36a", "Publicity of what the ombudsman holds; a request for it is no step in a complaint.", lid=_lid)
