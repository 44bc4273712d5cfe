"""The letters articles 4, 5 and 6 ask for or carry: refusal, no complaint, referral, forwarding, staff handover."""

from __future__ import annotations

from collections.abc import Iterable

from flemish_lokaal_bestuur.belgian_days import reply_day
from flemish_lokaal_bestuur.functions import COORDINATOR, staff_against_staff
from flemish_lokaal_bestuur.klachtenreglement.ground_texts import TEXTS
from flemish_lokaal_bestuur.klachtenreglement.law_grounds import stated_kinds
from flemish_lokaal_bestuur.klachtenreglement.law_kinds import queued
from flemish_lokaal_bestuur.klachtenreglement.law_outcomes import needs_referral
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.handling import reachable
from flemish_lokaal_bestuur.setting.second_line import last_word
from flemish_lokaal_bestuur.setting.source import BY_SETTING
from flemish_lokaal_bestuur.setting.terms import SETTLED, settlement_of
from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.domain.case import Case
from gehoor.regulation import Letter

_CONSENT = LAW.cite("4", "9").label
_NOT_UNDER = LAW.cite("5", "4").label
_TERM_RUNS = (
    "Let op: een klacht houdt geen enkele termijn tegen. Wilt u in beroep gaan of bezwaar indienen tegen een"
    " beslissing? Kijk dan meteen op die beslissing hoe dat moet en tot wanneer, want die termijn loopt gewoon door."
)
_OCMW_TERM = (
    "Gaat het over een beslissing van het OCMW over leefloon of andere hulp? Dan kunt u gratis naar de"
    " arbeidsrechtbank, binnen drie maanden nadat u de beslissing kreeg."
)
_KIND_TEXTS = {
    "question": "U vraagt om informatie. Hieronder leest u ons antwoord, of waar u de informatie kunt vinden.",
    "report": "U meldt dat iets niet in orde is. Wij bezorgen uw melding aan de dienst die dit kan oplossen.",
    "suggestion": "U doet een voorstel om onze werking te verbeteren. Wij bezorgen het aan de dienst.",
    "appeal": "U vraagt om een beslissing te herzien. Dat is een beroep, en daarvoor bestaat een aparte procedure.",
    "objection": "U maakt bezwaar tegen een beslissing of een plan. Daarvoor bestaat een aparte procedure.",
}


@LAW.article("4", answers="letter:refusal")
def refusal(case: Case, event: str, options: Options) -> Letter | None:
    """A complaint that is inadmissible: each ground with its article. That reasons are given, the board set itself."""
    decision = case.decision
    if decision is None or decision.decision is not ev.Decision.NOT_TREATED or needs_referral(case):
        return None
    if not _now(case, event, "refusal"):
        return None
    return Letter(
        key="refusal",
        template="refusal",
        title="Wij kunnen uw klacht niet behandelen",
        must_say=(("grounds", _told(decision.grounds)), ("escalation", last_word(case, options))),
        signatory=COORDINATOR,
    )


@LAW.article("4", lid="9", answers=("letter:referral", "letter:forwarded"))
def referral_and_forwarding(case: Case, event: str, options: Options) -> list[Letter]:
    """The coordinator names the body where the complaint can be lodged; without consent it is not passed on."""
    letters = []
    if needs_referral(case) and _now(case, event, "referral"):
        decided = case.decision
        asked_on = decided.on if decided else case.complaint.received_on
        until = reply_day(asked_on, options.consent_days)
        must_say = [
            (
                "consent",
                f"Wij sturen uw klacht niet zelf door zonder uw toestemming ({_CONSENT}). Wilt u dat wel?"
                f" Laat het ons dan weten uiterlijk op {written(until)}. Horen wij niets, dan sturen wij niets door.",
            )
        ]
        others = [ground for ground in (decided.grounds if decided else ()) if ground != "other_instance"]
        if others:
            must_say.append(("grounds", _told(others)))
        letters.append(
            Letter(
                key="referral",
                template="referral",
                title="Uw klacht hoort bij een andere instantie",
                must_say=tuple(must_say),
                signatory=COORDINATOR,
            )
        )
    closed = case.last(ev.Closed)
    passed_on = event == "forwarded" or (event == "closed" and closed is not None and closed.way == "forwarded")
    if passed_on and reachable(case) and case.last(ev.ForwardConsentGiven) and not queued(case, "forwarded"):
        letters.append(
            Letter(
                key="forwarded",
                template="forwarded",
                title="Wij hebben uw klacht doorgestuurd",
                must_say=(("consent", f"Wij deden dat met uw toestemming ({_CONSENT})."),),
                signatory=COORDINATOR,
            )
        )
    return letters


@LAW.article("5", lid="4", answers="letter:no_complaint", also=(LAW.cite("5", "1"), LAW.cite("4", "2")))
def no_complaint(case: Case, event: str) -> Letter | None:
    """What is no complaint is not handled as one; a question is answered or the letter says where to look.

    A complaint never stops the term of an appeal or objection, so the letter says that this term runs on.
    """
    decision = case.decision
    if decision is None or decision.decision is not ev.Decision.NO_COMPLAINT or not _now(case, event, "no_complaint"):
        return None
    kinds = [kind for kind, _ in stated_kinds(case.complaint)]
    must_say = [
        (
            "kind",
            " ".join(
                [
                    *(_KIND_TEXTS[kind] for kind in kinds),
                    f"Wij behandelen dit daarom niet volgens het klachtenreglement ({_NOT_UNDER}).",
                ]
            ),
        )
    ]
    if not kinds or {"appeal", "objection"} & set(kinds):
        ocmw = case.complaint.entity != "stad"
        must_say.append(("term_runs", f"{_TERM_RUNS} {_OCMW_TERM}" if ocmw else _TERM_RUNS))
    return Letter(
        key="no_complaint",
        template="no_complaint",
        title="Uw bericht is geen klacht volgens ons reglement",
        must_say=tuple(must_say),
        signatory=COORDINATOR,
    )


@LAW.article("6", lid="8", answers="letter:staff_handover", also=(BY_SETTING,))
def staff_handover(case: Case, event: str, options: Options) -> Letter | None:
    """A member of the staff hears that the algemeen directeur himself handles the complaint."""
    if event != "assigned" or not staff_against_staff(case.complaint):
        return None
    return Letter(
        key="staff_handover",
        template="staff_handover",
        title="Uw klacht is doorgegeven aan de algemeen directeur",
        must_say=(
            (
                "director",
                "De algemeen directeur behandelt uw klacht zelf, omdat ze gaat over een ander personeelslid"
                f" ({LAW.cite('6', '8').label}).",
            ),
            ("term", settlement_of(case, options).sentence(SETTLED, (BY_SETTING,))),
        ),
        signatory=COORDINATOR,
    )


def _told(grounds: Iterable[str]) -> str:
    return " ".join(TEXTS[ground].passage for ground in grounds if ground in TEXTS) or "Uw klacht is niet ontvankelijk."


def _now(case: Case, event: str, key: str) -> bool:
    """Whether the letter goes out at this event: at the decision, or at closing where it did not go out before."""
    if not reachable(case):
        return False
    return event == "admissibility_decided" or (event == "closed" and not queued(case, key))
