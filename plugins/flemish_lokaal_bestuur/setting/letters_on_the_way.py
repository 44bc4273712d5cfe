"""The letters on the way, all good practice: receipt, a question, the handler, the term, news, the second line."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR, staff_against_staff
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options, SecondLineType
from flemish_lokaal_bestuur.setting.handling import reachable
from flemish_lokaal_bestuur.setting.second_line import last_word
from flemish_lokaal_bestuur.setting.signing import contact, guards_the_process, handles
from flemish_lokaal_bestuur.setting.source import BY_SETTING, SETTING
from flemish_lokaal_bestuur.setting.terms import runs, settlement_of
from gehoor.domain import events as ev
from gehoor.domain.calendar import in_words, written
from gehoor.domain.case import Case
from gehoor.regulation import Letter


def term_of(case: Case, options: Options, what: str = "U krijgt ons antwoord") -> tuple[str, str]:
    """The passage with the day of the answer, its sum, and that the board set it; shorter than the full sum."""
    sum_ = settlement_of(case, options)
    said = (
        f"{what} uiterlijk op {written(sum_.due)}. Dat is {sum_.term_text} na de ontvangst op"
        f" {written(sum_.counted_from)} ({BY_SETTING.label})."
    )
    if sum_.skipped:
        names = in_words([day.name for day in sum_.skipped])
        said += f" De laatste dag viel op {names}, en dan geldt de volgende werkdag ({BY_SETTING.label})."
    return ("term", said)


@SETTING.article(answers=("letter:acknowledgement", "letter:repair"))
def receipt_and_question(case: Case, event: str, options: Options) -> Letter | None:
    """The complainant hears that the complaint came in, and is asked what is needed to understand it."""
    if not reachable(case):
        return None
    if event == "received":
        return Letter(
            key="acknowledgement",
            template="acknowledgement",
            title="Wij hebben uw klacht ontvangen",
            must_say=(term_of(case, options),),
            signatory=COORDINATOR,
        )
    if event == "repair_requested":
        return Letter(
            key="repair",
            template="repair",
            title="Wilt u uw klacht aanvullen?",
            signatory=guards_the_process(case),
        )
    return None


@SETTING.article(answers="letter:handler_notice", also=(LAW.cite("6", "2"),))
def who_handles(case: Case, event: str, options: Options) -> Letter | None:
    """The complainant hears that the complaint is admissible and who handles it; the text asks no such letter."""
    if event != "assigned" or not reachable(case) or staff_against_staff(case.complaint):
        return None
    decided = case.decision is not None and case.decision.decision is ev.Decision.TREAT
    admitted = [("admissible", "Uw klacht is ontvankelijk. Dat betekent dat wij ze behandelen.")] if decided else []
    return Letter(
        key="handler_notice",
        template="handler_notice",
        title="Wij behandelen uw klacht" if decided else "Wie uw klacht behandelt",
        must_say=(*admitted, term_of(case, options)),
        signatory=guards_the_process(case),
    )


@SETTING.article(answers="letter:extension")
def more_time(case: Case, event: str, options: Options) -> Letter | None:
    """The complainant hears of the new day and why, before the term ends."""
    if event != "extended" or not reachable(case):
        return None
    return Letter(
        key="extension",
        template="extension",
        title="Wij hebben meer tijd nodig voor uw klacht",
        must_say=(term_of(case, options),),
        signatory=guards_the_process(case),
    )


@SETTING.article(answers="letter:progress_notice")
def how_far_it_is(case: Case, event: str, options: Options) -> Letter | None:
    """The complainant hears how far the complaint is; the day of the answer stays what it was."""
    if event != "progress_told" or not reachable(case) or not runs(case):
        return None
    return Letter(
        key="progress_notice",
        template="progress_notice",
        title="Hoe ver staat uw klacht?",
        must_say=(term_of(case, options),),
        signatory=handles(case) if case.assigned else guards_the_process(case),
    )


@SETTING.article(answers="letter:second_line_info")
def where_to_go_next(case: Case, event: str, options: Options) -> Letter | None:
    """Whoever asks hears where to go after our answer; only where the board has a second line."""
    if event != "escalation_explained" or options.second_line.type is SecondLineType.NONE or not reachable(case):
        return None
    return Letter(
        key="second_line_info",
        template="second_line_info",
        title="Waar kunt u terecht na ons antwoord?",
        must_say=(
            ("escalation", last_word(case, options)),
            ("contact", f"Hebt u nog een vraag aan ons? Neem dan contact op met {contact(case)}."),
        ),
        signatory=guards_the_process(case),
    )
