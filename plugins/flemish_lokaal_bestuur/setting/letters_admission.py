"""The letters about admissibility that are good practice; the two that the text itself names are in `law_letters`."""

from __future__ import annotations

from datetime import date

from flemish_lokaal_bestuur.belgian_days import reply_day
from flemish_lokaal_bestuur.functions import COORDINATOR
from flemish_lokaal_bestuur.klachtenreglement.ground_texts import advice_on, told
from flemish_lokaal_bestuur.klachtenreglement.law_grounds import stated_kinds
from flemish_lokaal_bestuur.klachtenreglement.law_kinds import letter_due, queued
from flemish_lokaal_bestuur.klachtenreglement.law_outcomes import needs_referral
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.handling import reachable
from flemish_lokaal_bestuur.setting.second_line import last_word
from flemish_lokaal_bestuur.setting.signing import contact, guards_the_process
from flemish_lokaal_bestuur.setting.source import BY_SETTING, SETTING
from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.domain.case import Case
from gehoor.regulation import Letter

_CONSENT = LAW.cite("4", "9")
_NO_COMPLAINT, _NOT_UNDER = LAW.cite("4", "2"), LAW.cite("5", "4")
_NOT_HANDLED = f"Daarom behandelen wij uw bericht niet volgens het klachtenreglement ({_NOT_UNDER.label})."
_TERM_RUNS = (
    "Een klacht houdt geen enkele termijn tegen. Wilt u in beroep gaan of bezwaar indienen? Kijk dan meteen op de"
    " beslissing tot wanneer dat kan, want die termijn loopt gewoon door. Reken er niet op dat uw bericht aan ons telt"
    " als beroep of bezwaar."
)
_OCMW_REMEDY = (
    "Gaat het over een beslissing van het OCMW over leefloon of andere hulp? Dan kunt u gratis naar de"
    " arbeidsrechtbank, binnen drie maanden nadat u de beslissing kreeg."
)
_REMEDY = "Op de beslissing zelf staat hoe u dat doet, bij wie en tot wanneer. Staat het er niet op? Vraag het ons."
_KINDS = {
    "question": "U vraagt om informatie.",
    "report": "U meldt dat iets niet in orde is.",
    "suggestion": "U doet een voorstel om onze werking te verbeteren.",
    "appeal": "U vraagt om een beslissing te herzien. Dat is een beroep, en daarvoor bestaat een aparte procedure.",
    "objection": "U maakt bezwaar tegen een beslissing of een plan. Daarvoor bestaat een aparte procedure.",
}
_REMEDIES = frozenset({"appeal", "objection"})
#: The letter of a message of one kind, with its title; a question is answered by a letter that the text names.
_LETTERS = {
    "report": ("reclassified_report", "Uw melding", "Een melding is volgens ons reglement geen klacht"),
    "suggestion": ("reclassified_suggestion", "Uw suggestie", "Een suggestie is volgens ons reglement geen klacht"),
}


@SETTING.article(answers="letter:refusal", also=(LAW.cite("4"),))
def refusal(case: Case, event: str, options: Options) -> Letter | None:
    """A complaint that is inadmissible: each ground with its article, and what one may do about it.

    The grounds stand in article 4; that somebody hears of it by letter, with reasons, does not.
    """
    decision = case.decision
    if decision is None or decision.decision is not ev.Decision.NOT_TREATED or needs_referral(case):
        return None
    if not letter_due(case, event, "refusal"):
        return None
    advice = advice_on(decision.grounds)
    return Letter(
        key="refusal",
        template="refusal",
        title="Wij kunnen uw klacht niet behandelen",
        must_say=(
            ("grounds", told(decision.grounds)),
            *([("advice", advice)] if advice else []),
            ("again", f"Hebt u informatie die wij niet hadden? Bezorg ze aan {contact(case)}. Wij kijken dan opnieuw."),
            ("escalation", last_word(case, options)),
        ),
        signatory=guards_the_process(case),
    )


@SETTING.article(
    answers=(
        *("letter:reclassified_report", "letter:reclassified_suggestion"),
        *("letter:reclassified_appeal", "letter:no_complaint"),
    ),
    also=(_NO_COMPLAINT, _NOT_UNDER),
)
def no_complaint(case: Case, event: str) -> Letter | None:
    """What is no complaint leaves the procedure; the text asks no letter that says so, but for a question.

    A complaint never stops the term of an appeal or an objection, so who may have one is told that it runs on, and
    where to go.
    """
    decision = case.decision
    kinds = [kind for kind, _ in stated_kinds(case.complaint)]
    if decision is None or decision.decision is not ev.Decision.NO_COMPLAINT or kinds == ["question"]:
        return None
    key, title, reason = _LETTERS.get(
        kinds[0] if len(kinds) == 1 else "",
        ("no_complaint", "Uw bericht is geen klacht volgens ons reglement", "Dit is volgens ons reglement geen klacht"),
    )
    only_remedies = bool(kinds) and set(kinds) <= _REMEDIES
    if only_remedies:
        key, title = "reclassified_appeal", "U bent het niet eens met een beslissing"
        reason = "Een beroep of een bezwaar is volgens ons reglement geen klacht"
    if not letter_due(case, event, key):
        return None
    told_kinds = " ".join(_KINDS[kind] for kind in kinds)
    must_say = [("kind", f"{told_kinds} {reason} ({_NO_COMPLAINT.label}). {_NOT_HANDLED}".strip())]
    if not kinds or _REMEDIES & set(kinds):
        ocmw = case.complaint.entity != "stad"
        must_say.append(("term_runs", _TERM_RUNS))
        must_say.append(("remedy", f"{_REMEDY} {_OCMW_REMEDY}" if ocmw else _REMEDY))
    return Letter(key=key, template=key, title=title, must_say=tuple(must_say), signatory=guards_the_process(case))


@SETTING.article(answers=("letter:forward_consent", "letter:forwarded"), also=(_CONSENT,))
def consent_and_forwarding(case: Case, event: str, options: Options) -> list[Letter]:
    """Consent is asked, and forwarding confirmed: the text asks for the consent, not for these letters."""
    letters: list[Letter] = []
    if not reachable(case):
        return letters
    asked = case.last(ev.ForwardConsentAsked)
    may_ask = needs_referral(case) and case.last(ev.ForwardConsentGiven) is None
    if event == "forward_consent_asked" and asked is not None and may_ask:
        until = asked.reply_by or reply_day(asked.on, options.consent_days)
        letters.append(
            Letter(
                key="forward_consent",
                template="forward_consent",
                title="Mogen wij uw klacht doorsturen?",
                must_say=(
                    ("consent", f"Wij sturen uw klacht niet zelf door zonder uw toestemming ({_CONSENT.label})."),
                    ("until", until_passage(until)),
                ),
                signatory=COORDINATOR,
            )
        )
    closed = case.last(ev.Closed)
    passed_on = event == "forwarded" or (event == "closed" and closed is not None and closed.way == "forwarded")
    if passed_on and case.last(ev.ForwardConsentGiven) and not queued(case, "forwarded"):
        letters.append(
            Letter(
                key="forwarded",
                template="forwarded",
                title="Wij hebben uw klacht doorgestuurd",
                must_say=(("consent", f"Wij deden dat met uw toestemming ({_CONSENT.label})."),),
                signatory=COORDINATOR,
            )
        )
    return letters


def until_passage(until: date) -> str:
    """By which day consent is asked, and what silence means; the day is the board's."""
    return (
        f"Laat het ons weten uiterlijk op {written(until)} ({BY_SETTING.label})."
        " Horen wij niets, dan sturen wij niets door."
    )
