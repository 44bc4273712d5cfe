"""Awb, in the order of its articles: which letter the statute asks for at which event."""

from __future__ import annotations

from gehoor.domain.case import Case
from gehoor.domain.events import AdmissibilityDecided, Closed, Decision, Extended, FurtherExtensionAgreed
from gehoor.domain.reckoning import Reckoning
from gehoor.regulation import Letter
from nl_awb_zaltbommel.awb import letters, letters_hearing, letters_ombudsman, letters_terms
from nl_awb_zaltbommel.awb.law_terms import settlement_deadline
from nl_awb_zaltbommel.awb.law_traffic import right_to_assistance
from nl_awb_zaltbommel.awb.source import (
    AWB,
    AWB_6_15_3,
    AWB_9_12_2,
    AWB_9_15_1,
    AWB_9_16,
    AWB_9_24_1,
)
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import Standing


def closed_by(case: Case, way: str) -> Closed | None:
    """The closing, where the case ended in this way."""
    closed = case.last(Closed)
    return closed if closed is not None and closed.way == way else None


def refused_as(case: Case, decision: Decision) -> AdmissibilityDecided | None:
    """The decision not to treat the complaint, where it was this one."""
    decided = case.decision
    return decided if decided is not None and decided.decision is decision else None


def only_incomplete(decided: AdmissibilityDecided) -> bool:
    """Whether the complaint is left for nothing else than what it misses."""
    return decided.grounds == ("incomplete",)


@AWB.article("2:3", lid="1", answers="letter:forwarded", also=(AWB_6_15_3,))
def sender_is_told(case: Case, now: Standing) -> Letter | None:
    """The sender is told at the moment of forwarding; not a second time on closing."""
    return None if now.sent("forwarded") else letters.forwarded(case)


@AWB.article("9:1", lid="1", answers="letter:withdrawn", also=(AWB_9_24_1,))
def withdrawal_is_confirmed(case: Case, options: Options) -> Letter | None:
    """Good practice, not asked by an article: who withdraws gets it in writing."""
    closed = closed_by(case, "withdrawn")
    if closed is None:
        return None
    said = "U hebt uw klacht ingetrokken. Wij stoppen daarom met de behandeling."
    return letters.ending(case, "withdrawn", "U hebt uw klacht ingetrokken", said, closed.on, options)


@AWB.article("9:5", answers="letter:satisfied", also=(AWB_9_24_1,))
def satisfaction_is_confirmed(case: Case, options: Options) -> Letter | None:
    """The year of 9:24 lid 1 onder b starts, so the letter names the ombudsman though no article asks it."""
    closed = closed_by(case, "satisfied")
    if closed is None:
        return None
    said = "U hebt ons laten weten dat u tevreden bent met de oplossing. Daarom stopt de behandeling van uw klacht."
    return letters.ending(case, "satisfied", "Uw klacht is opgelost", said, closed.on, options)


@AWB.article("9:6", answers="letter:acknowledgement", also=(AWB_9_15_1,))
def receipt(case: Case, end: Reckoning) -> Letter:
    """Receipt is confirmed in writing, with the advising commission."""
    return letters.acknowledgement(case, end)


@AWB.article("9:8", lid="3", answers="letter:refusal", also=(AWB_9_12_2,))
def not_treated(case: Case, options: Options) -> Letter | None:
    """In writing, with the ground, the ombudsman and the term; being incomplete alone is no ground of 9:8."""
    decided = refused_as(case, Decision.NOT_TREATED)
    if decided is None or only_incomplete(decided):
        return None
    return letters.refusal(case, decided.grounds, decided.on, options)


@AWB.article("9:10", lid="1", answers="letter:hearing_invitation")
def invitation(case: Case) -> Letter | None:
    """The opportunity to be heard is offered in writing."""
    return letters_hearing.hearing_invitation(case, (right_to_assistance(),))


@AWB.article("9:10", lid="1", answers="letter:hearing_appointment")
def appointment(case: Case) -> Letter | None:
    """The day and the place of the conversation, to the party it was planned with."""
    return letters_hearing.hearing_appointment(case, (right_to_assistance(),))


@AWB.article("9:10", lid="1", answers="letter:hearing_cancelled")
def cancellation(case: Case) -> Letter | None:
    """A conversation that does not take place takes the opportunity away from nobody."""
    return letters_hearing.hearing_cancelled(case)


@AWB.article("9:10", lid="3", answers="letter:hearing_report")
def report_for_the_file(case: Case) -> Letter | None:
    """A report is made; the statute sends it to nobody."""
    return letters_hearing.hearing_report(case, to_parties=False)


@AWB.article("9:11", lid="2", answers="letter:extension")
def extension(case: Case, end: Reckoning) -> Letter | None:
    """The extension is told to complainant and accused."""
    return letters_terms.extension(case, settlement_deadline(end).sentence) if case.last(Extended) else None


@AWB.article("9:11", lid="3", answers="letter:further_extension_request", also=(AWB_9_24_1,))
def consent_is_asked(case: Case, end: Reckoning, options: Options) -> Letter | None:
    """Consent is asked in writing; asking changes no term."""
    return letters_terms.further_extension_request(case, end.due, options)


@AWB.article("9:11", lid="3", answers="letter:extension_agreed")
def extension_agreed(case: Case, end: Reckoning) -> Letter | None:
    """What was agreed is confirmed, so that both have the same day."""
    agreed = case.last(FurtherExtensionAgreed)
    return letters_terms.extension_agreed(case, settlement_deadline(end).sentence) if agreed else None


@AWB.article("9:12", lid="1", answers="letter:closing", also=(AWB_9_12_2, AWB_9_16))
def findings_judgement_conclusions(case: Case, options: Options) -> Letter | None:
    """Findings, judgement and conclusions, with the ombudsman and the term."""
    closed = closed_by(case, "formal_judgement")
    return letters.closing(case, closed.on, options) if closed is not None else None


@AWB.article("9:36", lid="4", answers="letter:ombudsman_answer")
def recommendations_are_answered(case: Case) -> Letter | None:
    """The body tells the ombudsman how it follows each recommendation, or with reasons why not."""
    return letters_ombudsman.ombudsman_answer(case, *letters.signed_by_handler(case))
