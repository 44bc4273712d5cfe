"""The two letters the regulation itself names: the referral of article 4 point 9, the answer of article 5 point 1.

Every other letter is good practice of the board and stands in `setting`.
"""

from __future__ import annotations

from flemish_lokaal_bestuur.belgian_days import reply_day
from flemish_lokaal_bestuur.functions import COORDINATOR
from flemish_lokaal_bestuur.klachtenreglement.ground_texts import told
from flemish_lokaal_bestuur.klachtenreglement.law_grounds import stated_kinds
from flemish_lokaal_bestuur.klachtenreglement.law_kinds import letter_due
from flemish_lokaal_bestuur.klachtenreglement.law_outcomes import needs_referral
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.letters_admission import until_passage
from flemish_lokaal_bestuur.setting.source import BY_SETTING
from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.regulation import Letter

_REFERRAL = LAW.cite("4", "9").label
_NO_COMPLAINT, _NOT_UNDER = LAW.cite("4", "2"), LAW.cite("5", "4")


@LAW.article("4", lid="9", answers="letter:referral", also=(LAW.cite("4"), BY_SETTING))
def referral(case: Case, event: str, options: Options) -> Letter | None:
    """The coordinator writes which body takes the complaint, and does not pass it on without consent.

    Until which day somebody may consent, the text does not say: the board did.
    """
    if not needs_referral(case) or not letter_due(case, event, "referral"):
        return None
    decided = case.decision
    asked_on = decided.on if decided else case.complaint.received_on
    until = reply_day(asked_on, options.consent_days)
    must_say = [
        (
            "consent",
            f"Wij sturen uw klacht niet zelf door zonder uw toestemming ({_REFERRAL}). Wilt u dat wel?"
            f" {until_passage(until)}",
        )
    ]
    others = [ground for ground in (decided.grounds if decided else ()) if ground != "other_instance"]
    if others:
        must_say.append(("grounds", told(others)))
    return Letter(
        key="referral",
        template="referral",
        title="Uw klacht hoort bij een andere instantie",
        must_say=tuple(must_say),
        signatory=COORDINATOR,
    )


@LAW.article("5", lid="1", answers="letter:reclassified_question", also=(_NO_COMPLAINT, _NOT_UNDER))
def answer_or_where_to_find_it(case: Case, event: str) -> Letter | None:
    """A question is answered; where that cannot be done directly, the person hears where to look or find it."""
    decision = case.decision
    if decision is None or decision.decision is not ev.Decision.NO_COMPLAINT:
        return None
    if [kind for kind, _ in stated_kinds(case.complaint)] != ["question"]:
        return None
    if not letter_due(case, event, "reclassified_question"):
        return None
    return Letter(
        key="reclassified_question",
        template="reclassified_question",
        title="Uw vraag om informatie",
        must_say=(
            (
                "kind",
                f"U vraagt om informatie. Dat is volgens ons reglement geen klacht ({_NO_COMPLAINT.label})."
                f" Daarom behandelen wij uw vraag niet volgens het klachtenreglement ({_NOT_UNDER.label}).",
            ),
        ),
        signatory=COORDINATOR,
    )
