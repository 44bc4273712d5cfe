"""Articles 2, 4 and 6 as ways to end a case: answered, inadmissible, no complaint, referred, forwarded."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR
from flemish_lokaal_bestuur.klachtenreglement.law import needs_measures
from flemish_lokaal_bestuur.klachtenreglement.law_kinds import queued
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.setting.outcomes import CLOSED, JUDGEMENTS
from flemish_lokaal_bestuur.setting.source import BY_SETTING
from gehoor.domain import events as ev
from gehoor.domain.case import Case, Status
from gehoor.regulation import Duty, Outcome

NEEDS_LETTER = "eerst de brief van de klachtencoördinator die de andere instantie noemt"


@LAW.article("2", lid="1", answers="outcome:answered", also=(LAW.cite("6", "3"), BY_SETTING))
def answered(case: Case) -> Outcome:
    """The handler worked the complaint out: a judgement on each part and, where founded, at least one measure.

    The text knows no judgements; founded, partly founded and unfounded are the Flemish custom, set by the board.
    """
    because = _why_not_answered(case)
    return Outcome(
        key="answered",
        title="Beantwoord met een oordeel",
        available=not because,
        because=because,
        with_judgement=True,
        letter="closing",
        judgements=JUDGEMENTS,
    )


@LAW.article("4", answers="outcome:inadmissible")
def inadmissible(case: Case) -> Outcome:
    """One of the bullets was held to apply; one ground is enough, none is too few."""
    because = _why_not_decided(case, ev.Decision.NOT_TREATED, "de klacht niet ontvankelijk is")
    if not because and case.decision and not case.decision.grounds:
        because = "eerst minstens één grond van niet-ontvankelijkheid vastleggen"
    if not because and needs_referral(case) and not queued(case, "referral"):
        because = NEEDS_LETTER
    return Outcome(
        key="inadmissible",
        title="Niet ontvankelijk",
        available=not because,
        because=because,
        letter="refusal",
    )


@LAW.article("4", lid="2", answers="outcome:no_complaint", also=(LAW.cite("5", "4"),))
def no_complaint(case: Case) -> Outcome:
    """A question, report, suggestion, appeal or objection leaves the procedure, and may come back as a complaint."""
    because = _why_not_decided(case, ev.Decision.NO_COMPLAINT, "dit geen klacht is")
    return Outcome(
        key="no_complaint",
        title="Geen klacht",
        available=not because,
        because=because,
        letter="no_complaint",
    )


@LAW.article("4", lid="9", answers=("outcome:referred", "outcome:forwarded"))
def referred_or_forwarded(case: Case) -> list[Outcome]:
    """The coordinator's letter that names the other body is mandatory; forwarding also needs recorded consent."""
    because = _why_not_decided(case, ev.Decision.REFERRED, "de klacht bij een andere instantie hoort")
    if not because and not queued(case, "referral"):
        because = NEEDS_LETTER
    no_forwarding = because
    if not because and case.last(ev.ForwardConsentGiven) is None:
        no_forwarding = "eerst de toestemming van de klager om door te sturen vastleggen"
    return [
        Outcome(
            key="referred",
            title="Verwezen naar een andere instantie",
            available=not because,
            because=because,
            letter="referral",
        ),
        Outcome(
            key="forwarded",
            title="Doorgestuurd met toestemming van de klager",
            available=not no_forwarding,
            because=no_forwarding,
            needs_consent=True,
            letter="forwarded",
        ),
    ]


@LAW.article("4", lid="9", answers=("duty:refer_by_letter", "duty:ask_consent_to_forward"))
def write_which_body(case: Case) -> list[Duty]:
    """The coordinator writes which body takes the complaint, and asks before anything is passed on."""
    undecided = case.decision is None and "other_instance" in case.complaint.declared
    if not undecided and not needs_referral(case):
        return []
    duties = [
        Duty(
            key="refer_by_letter",
            who=COORDINATOR,
            what="Stuur de klager een brief die de instantie noemt waar de klacht kan worden neergelegd.",
            done=queued(case, "referral"),
        )
    ]
    if case.status is not Status.CLOSED:
        duties.append(
            Duty(
                key="ask_consent_to_forward",
                who=COORDINATOR,
                what="Stuur de klacht niet zelf door zonder toestemming. Vraag die als doorsturen de klager helpt.",
                done=case.last(ev.ForwardConsentGiven) is not None,
            )
        )
    return duties


def needs_referral(case: Case) -> bool:
    """Whether it was decided that the complaint is meant for another body."""
    decision = case.decision
    if decision is None or decision.decision is ev.Decision.TREAT:
        return False
    return decision.decision is ev.Decision.REFERRED or "other_instance" in decision.grounds


def _why_not_decided(case: Case, wanted: ev.Decision, that: str) -> str:
    if case.status is Status.CLOSED:
        return CLOSED
    if case.decision is None or case.decision.decision is not wanted:
        return f"eerst beslissen dat {that}"
    return ""


def _why_not_answered(case: Case) -> str:
    if case.status is Status.CLOSED:
        return CLOSED
    if case.decision is None or case.decision.decision is not ev.Decision.TREAT:
        return "eerst beslissen dat de klacht ontvankelijk is"
    if case.assigned is None:
        return "eerst een klachtenbehandelaar aanstellen"
    judged = case.last(ev.Judged)
    if judged is None or not judged.parts:
        return "eerst een oordeel vastleggen"
    if needs_measures(case) and case.last(ev.MeasureAdded) is None:
        return "eerst minstens één maatregel vastleggen, want de klacht is gegrond of deels gegrond"
    return ""
