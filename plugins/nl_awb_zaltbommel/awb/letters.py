"""The letters of a Dutch complaint as answers, with the passages the law demands; which rule asks is told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gehoor.domain import events as ev
from gehoor.domain.calendar import in_words, written
from gehoor.domain.case import Case
from gehoor.domain.reckoning import Reckoning
from gehoor.regulation import Letter
from nl_awb_zaltbommel.awb.grounds import MISSING
from nl_awb_zaltbommel.awb.judgement_words import judgement_passage
from nl_awb_zaltbommel.awb.law_ombudsman import passage
from nl_awb_zaltbommel.awb.law_terms import settlement_deadline
from nl_awb_zaltbommel.awb.law_traffic import day_of_filing_is_kept
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.wording import in_a_sentence, on_behalf

COORDINATOR = "klachtencoordinator"
Passages = tuple[tuple[str, str], ...]

#: Why a complaint is not treated, in words that continue "Wij behandelen uw klacht niet. De reden:".
REASONS = {
    "earlier_handled": "hierover is al eerder een klacht van u behandeld (artikel 9:8 lid 1 onder a Awb)",
    "older_than_one_year": "wat er is gebeurd, was langer dan een jaar voor uw klacht (artikel 9:8 lid 1 onder b Awb)",
    "objection_possible": "u had hiertegen bezwaar kunnen maken (artikel 9:8 lid 1 onder c Awb)",
    "appeal_possible": "u kunt of kon hiertegen in beroep bij de rechter (artikel 9:8 lid 1 onder d Awb)",
    "court": "een andere rechter beoordeelt dit of heeft dit beoordeeld (artikel 9:8 lid 1 onder e Awb)",
    "criminal": "hierover loopt een strafrechtelijk onderzoek of een vervolging (artikel 9:8 lid 1 onder f Awb)",
    "insufficient_interest": "uw belang bij deze klacht is duidelijk te klein (artikel 9:8 lid 2 Awb)",
    "insufficient_weight": "wat er is gebeurd, is duidelijk niet ernstig genoeg (artikel 9:8 lid 2 Awb)",
    "incomplete": "uw klaagschrift is niet volledig (artikel 9:4 lid 2 Awb)",
}
#: What may be asked for and is no part of a complete complaint (2:1 lid 3 and 9:4 lid 3).
_ASKED_BESIDES = {
    "authorisation": "een machtiging: een brief waarin degene voor wie u klaagt, zegt dat u dat mag doen",
    "translation": "een vertaling van uw klacht",
}
_NO_GROUND = "de reden staat hieronder"


def signed_by_handler(case: Case) -> tuple[str, str]:
    """Office and body of whoever handles the case; the coordinator signs where nobody does yet."""
    assigned = case.assigned
    return (assigned.office, assigned.on_behalf_of) if assigned is not None else (COORDINATOR, "")


def from_handler(
    case: Case, key: str, title: str, must: Passages, recipients: tuple[str, ...] = (ev.Party.COMPLAINANT,)
) -> Letter:
    """A letter that whoever handles the case signs, for the body this person acts for."""
    office, body = signed_by_handler(case)
    return Letter(
        key=key,
        template=key,
        title=title,
        recipients=recipients,
        must_say=must,
        signatory=office,
        on_behalf_of=body,
    )


def acknowledgement(case: Case, end: Reckoning) -> Letter:
    """Receipt with its day, the day of the outcome with its sum, and the advising commission where there is one."""
    must: Passages = (
        ("receipt", f"Wij hebben uw klacht ontvangen op {written(case.complaint.received_on)}."),
        ("term", _term(end)),
    )
    if case.complaint.committee:
        must = (*must, ("committee", "Een commissie adviseert ons over uw klacht. De commissie hoort u ook."))
    return Letter(
        key="acknowledgement",
        template="acknowledgement",
        title="Wij hebben uw klacht ontvangen",
        must_say=must,
        signatory=COORDINATOR,
    )


def _term(end: Reckoning) -> str:
    return settlement_deadline(end).sentence


def refusal(case: Case, grounds: Sequence[str], on: date, options: Options) -> Letter:
    """Not treated: on which ground, and the ombudsman with the term."""
    reasons = in_words([REASONS[ground] for ground in grounds if ground in REASONS] or [_NO_GROUND])
    return from_handler(
        case,
        "refusal",
        "Wij behandelen uw klacht niet",
        (
            ("grounds", f"Wij behandelen uw klacht niet. De reden: {reasons}."),
            ("escalation", passage(case, on, options)),
        ),
    )


def forwarded(case: Case) -> Letter:
    """That the message went on, and that the day it came in is kept."""
    day = written(case.complaint.received_on)
    return Letter(
        key="forwarded",
        template="forwarded",
        title="Wij hebben uw bericht doorgestuurd",
        must_say=(
            ("forwarded", f"Wij hebben uw bericht van {day} doorgestuurd, omdat een ander erover gaat."),
            ("day_kept", day_of_filing_is_kept(day)),
        ),
        signatory=COORDINATOR,
    )


def no_complaint(case: Case, on: date, options: Options) -> Letter:
    """Why it is no complaint; who disagrees may say so, to us and to the ombudsman."""
    return from_handler(
        case,
        "no_complaint",
        "Uw bericht is geen klacht over gedrag",
        (
            (
                "meaning",
                "Een klacht gaat over hoe de gemeente, een medewerker of een bestuurder zich tegenover iemand heeft"
                " gedragen. Uw bericht gaat over iets anders.",
            ),
            ("disagree", "Bent u het daar niet mee eens? Laat het ons weten, dan kijken wij er opnieuw naar."),
            ("escalation", passage(case, on, options)),
        ),
    )


ADVICE_ENCLOSED = "Een commissie heeft ons geadviseerd over uw klacht. Wij sturen haar advies mee."


def _advice(case: Case) -> Passages:
    """The advice, whether it is followed, and where it is not that the reason stands here (9:16)."""
    if not case.complaint.committee:
        return ()
    judged = case.last(ev.Judged)
    follows = judged.follows_advice if judged is not None else None
    if follows is None:
        return (("advice", f"{ADVICE_ENCLOSED} Wijken wij ervan af, dan leest u hierboven waarom."),)
    if follows:
        return (("advice", f"{ADVICE_ENCLOSED} Wij volgen dit advies."),)
    return (
        ("advice", ADVICE_ENCLOSED),
        ("deviation", "Wij wijken af van dit advies (artikel 9:16 Awb). De reden daarvan is:"),
    )


def closing(case: Case, on: date, options: Options, copies: tuple[str, ...] = ()) -> Letter:
    """Findings, judgement and conclusions as three blocks, and the ombudsman; the advice too where one was asked."""
    office, body = signed_by_handler(case)
    return Letter(
        key="closing",
        template="closing",
        title="Ons oordeel over uw klacht",
        copies=copies,
        enclosures=("advice",) if case.complaint.committee else (),
        must_say=(
            ("findings", "Wat wij hebben onderzocht en gevonden"),
            ("judgement", "Wat wij ervan vinden"),
            ("verdict", judgement_passage(case.last(ev.Judged))),
            ("conclusions", "Wat wij ermee doen"),
            *_advice(case),
            ("escalation", passage(case, on, options)),
        ),
        signatory=office,
        on_behalf_of=body,
    )


def ending(case: Case, key: str, title: str, said: str, on: date, options: Options) -> Letter:
    """A case that ended without a judgement: how it ended, and the ombudsman because the year starts now (9:24)."""
    return from_handler(case, key, title, (("ended", said), ("escalation", passage(case, on, options))))


def missing_words(case: Case) -> list[str]:
    """What the complainant was asked to add, in words."""
    asked = case.last(ev.RepairRequested)
    codes = asked.missing if asked is not None else ()
    words = {**MISSING, **_ASKED_BESIDES}
    return [words.get(code, words.get(f"no_{code}", code)) for code in codes]


def handler_passage(case: Case) -> str:
    """Who handles the complaint, on whose behalf."""
    office, body = signed_by_handler(case)
    return f"Uw klacht wordt behandeld door {in_a_sentence(office)}{on_behalf(body)}."


def repair(case: Case) -> Letter | None:
    """What the complaint misses and by when it should be added."""
    asked = case.last(ev.RepairRequested)
    if asked is None:
        return None
    missing = missing_words(case)
    must: Passages = (("missing", f"Dit ontbreekt nog: {in_words(missing)}."),) if missing else ()
    if asked.until is not None:
        must = (*must, ("reply_by", f"Wilt u uw klacht aanvullen uiterlijk op {written(asked.until)}?"))
    silence = (
        "Vult u uw klacht niet aan? Dan kunnen wij besluiten haar niet volgens de klachtenregeling te behandelen."
        " U krijgt daar dan bericht van."
    )
    return Letter(
        key="repair",
        template="repair",
        title="Uw klacht is nog niet volledig",
        must_say=(*must, ("silence", silence)),
        signatory=COORDINATOR,
    )


def incomplete(case: Case, on: date, options: Options) -> Letter:
    """Not treated because it was not completed."""
    missing = missing_words(case)
    text = f" Dit ontbreekt nog: {in_words(missing)}." if missing else ""
    return from_handler(
        case,
        "incomplete",
        "Wij behandelen uw klacht niet: zij is niet aangevuld",
        (
            (
                "grounds",
                "Wij behandelen uw klacht niet volgens de klachtenregeling, omdat zij niet is aangevuld (artikel 9:4"
                f" lid 2 Awb).{text}",
            ),
            ("escalation", passage(case, on, options)),
        ),
    )
