"""The letters the board sends as good practice: the regulation asks only for the referral and for information."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR, HANDLER, staff_against_staff
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.handling import letter_made, reachable
from flemish_lokaal_bestuur.setting.second_line import last_word
from flemish_lokaal_bestuur.setting.source import BY_SETTING, SETTING
from flemish_lokaal_bestuur.setting.terms import SETTLED, settlement_of
from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.regulation import Letter


def _term(case: Case, options: Options) -> tuple[str, str]:
    return ("term", settlement_of(case, options).sentence(SETTLED, (BY_SETTING,)))


@SETTING.article(answers=("letter:acknowledgement", "letter:handler_notice", "letter:repair", "letter:extension"))
def on_the_way(case: Case, event: str, options: Options) -> Letter | None:
    """Receipt, who handles it, a question to make it clear, an extension with its reason: to the complainant."""
    if not reachable(case):
        return None
    if event == "received":
        return Letter(
            key="acknowledgement",
            template="acknowledgement",
            title="Wij hebben uw klacht ontvangen",
            must_say=(_term(case, options),),
            signatory=COORDINATOR,
        )
    if event == "assigned" and not staff_against_staff(case.complaint):
        return Letter(
            key="handler_notice",
            template="handler_notice",
            title="Wie uw klacht behandelt",
            must_say=(_term(case, options),),
            signatory=COORDINATOR,
        )
    if event == "repair_requested":
        return Letter(
            key="repair",
            template="repair",
            title="Wilt u uw klacht aanvullen?",
            signatory=COORDINATOR,
        )
    if event == "extended":
        return Letter(
            key="extension",
            template="extension",
            title="Wij hebben meer tijd nodig voor uw klacht",
            must_say=(_term(case, options),),
            signatory=COORDINATOR,
        )
    return None


@SETTING.article(answers="letter:hearing_invitation")
def invitation(case: Case, event: str) -> Letter | None:
    """Whoever was offered a talk last, complainant or accused, is invited."""
    offered = case.last(ev.HearingOffered)
    if event != "hearing_offered" or offered is None:
        return None
    if offered.party is ev.Party.COMPLAINANT and not reachable(case):
        return None
    return Letter(
        key="hearing_invitation",
        template="hearing_invitation",
        title="Uitnodiging voor een gesprek",
        recipients=(offered.party.value,),
        signatory=_handler(case),
    )


@SETTING.article(answers=("letter:closing", "letter:solved_informally", "letter:withdrawn"))
def at_the_end(case: Case, event: str, options: Options) -> Letter | None:
    """The answer with its judgement and measures, or a short letter where there is none."""
    closed = case.last(ev.Closed)
    if event != "closed" or closed is None or not reachable(case):
        return None
    if closed.way == "answered" and not letter_made(case, "closing"):
        return Letter(
            key="closing",
            template="closing",
            title="Ons antwoord op uw klacht",
            must_say=(("escalation", last_word(case, options)),),
            signatory=_handler(case),
        )
    if closed.way == "solved_informally":
        return Letter(
            key="solved_informally",
            template="solved_informally",
            title="Uw klacht is opgelost",
            must_say=(("escalation", last_word(case, options)),),
            signatory=COORDINATOR,
        )
    if closed.way == "withdrawn":
        return Letter(
            key="withdrawn",
            template="withdrawn",
            title="U hebt uw klacht ingetrokken",
            signatory=COORDINATOR,
        )
    return None


def _handler(case: Case) -> str:
    return case.assigned.office if case.assigned and case.assigned.office else HANDLER
