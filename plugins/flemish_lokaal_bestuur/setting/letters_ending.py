"""The letters at and after the end, all good practice: the answer by its judgement, no judgement, a measure done."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.handling import ANSWERS, letter_made, reachable
from flemish_lokaal_bestuur.setting.second_line import last_word
from flemish_lokaal_bestuur.setting.signing import answers_for, contact, guards_the_process, handles
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.events import Judgement
from gehoor.regulation import Letter

_FOUNDED, _PARTLY, _UNFOUNDED = ANSWERS
_SAID = {
    _FOUNDED: "Wij vinden uw klacht gegrond.",
    _PARTLY: "Wij vinden uw klacht deels gegrond.",
    _UNFOUNDED: "Wij vinden uw klacht ongegrond.",
}
_FOLLOW_UP = LAW.cite("6", "7")


def answer_key(case: Case) -> str:
    """Which of the three answers fits: all parts founded, none of them, or something in between."""
    judged = case.last(ev.Judged)
    judgements = {part.judgement for part in judged.parts} if judged else set[Judgement]()
    if judgements == {Judgement.FOUNDED}:
        return _FOUNDED
    return _PARTLY if judgements & {Judgement.FOUNDED, Judgement.PARTLY_FOUNDED} else _UNFOUNDED


@SETTING.article(answers=[f"letter:{key}" for key in ANSWERS], also=(_FOLLOW_UP,))
def answer(case: Case, event: str, options: Options) -> Letter | None:
    """The answer with its findings, judgement and measures; the text asks for measures and names no answer."""
    closed = case.last(ev.Closed)
    if event != "closed" or closed is None or closed.way != "answered" or not reachable(case):
        return None
    if letter_made(case, *ANSWERS):
        return None
    key = answer_key(case)
    must_say = [("judgement", _SAID[key])]
    if case.last(ev.MeasureAdded) is not None:
        must_say.append(("follow_up", follow_up(case)))
    must_say.append(("escalation", last_word(case, options)))
    return Letter(
        key=key,
        template=key,
        # The title stands in lists and on the status page, so the judgement is not in it.
        title="Ons antwoord op uw klacht",
        must_say=tuple(must_say),
        signatory=handles(case),
        on_behalf_of=answers_for(case, options),
    )


@SETTING.article(answers=("letter:solved_informally", "letter:withdrawn"))
def without_judgement(case: Case, event: str, options: Options) -> Letter | None:
    """A short letter where the complainant is satisfied or no longer wants the complaint."""
    closed = case.last(ev.Closed)
    if event != "closed" or closed is None or not reachable(case):
        return None
    if closed.way == "solved_informally":
        return Letter(
            key="solved_informally",
            template="solved_informally",
            title="Uw klacht is opgelost",
            must_say=(("escalation", last_word(case, options)),),
            signatory=guards_the_process(case),
        )
    if closed.way == "withdrawn":
        again = f"Hebt u dit niet gevraagd, of bent u van gedachten veranderd? Neem dan contact op met {contact(case)}."
        return Letter(
            key="withdrawn",
            template="withdrawn",
            title="U hebt uw klacht ingetrokken",
            must_say=(("contact", again),),
            signatory=guards_the_process(case),
        )
    return None


@SETTING.article(answers="letter:measure_done", also=(_FOLLOW_UP,))
def promise_kept(case: Case, event: str, options: Options) -> Letter | None:
    """The complainant hears that a measure of the answer was carried out, where the board chose to tell this."""
    if event != "measure_done" or not options.tell_measure_done or not reachable(case):
        return None
    if not letter_made(case, *ANSWERS, "solved_informally"):
        return None
    planned, done = len(case.all(ev.MeasureAdded)), len({event.measure for event in case.all(ev.MeasureDone)})
    rest = planned - done
    if rest <= 0:
        progress = "Daarmee is alles uitgevoerd wat wij u beloofden."
    elif rest == 1:
        progress = "Er staat nog één maatregel open."
    else:
        progress = f"Er staan nog {rest} maatregelen open."
    return Letter(
        key="measure_done",
        template="measure_done",
        title="Wij deden wat wij beloofden",
        must_say=(("progress", progress), ("follow_up", follow_up(case))),
        signatory=guards_the_process(case),
    )


def follow_up(case: Case) -> str:
    """Who watches that measures are carried out; where the coordinator stepped aside, whoever has the case."""
    if guards_the_process(case) == COORDINATOR:
        return f"De klachtencoördinator volgt op of dit ook gebeurt ({_FOLLOW_UP.label})."
    return f"{_begun(contact(case))} volgt op of dit ook gebeurt."


def _begun(title: str) -> str:
    return title[:1].upper() + title[1:]
