"""Steps of the handler: the advice of a commission, findings, a judgement on each part, and measures."""

from __future__ import annotations

from collections.abc import Mapping

from gehoor.domain import events as ev
from gehoor.domain.events import Judgement
from gehoor.services import labels
from gehoor.services.casefile import open_measures
from gehoor.services.dossier import Dossier
from gehoor.services.handling import PartInput
from gehoor.services.timeline import MEASURES
from gehoor.web.desk.actions import REPORT, Action, Doing, Known, ShowAgain, Value
from gehoor.web.desk.acts_representation import one_file

SECTION = "behandelen"
PARTS_AT_MOST = 5
MORE, FEWER = "meer", "minder"
#: What a judgement does with the advice; nothing is chosen beforehand.
FOLLOWS, DEVIATES = "volgt", "wijkt-af"
WITH_ADVICE = (
    (FOLLOWS, "Het oordeel volgt het advies", ""),
    (DEVIATES, "Het oordeel wijkt af van het advies", "Schrijf hieronder waarom; dit komt in de brief."),
)


def parts_of(typed: str) -> int:
    """How many parts the form shows."""
    return min(max(int(typed), 1), PARTS_AT_MOST) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else 1


async def _find(doing: Doing) -> Dossier:
    findings = doing.text("tekst", limit=REPORT, required="Schrijf de bevindingen.")
    doing.check()
    return await doing.work.record_findings(findings)


def _findings_filled_in(known: Known) -> Mapping[str, Value]:
    recorded = known.found.case.last(ev.FindingsRecorded)
    return {"tekst": known.file.text(recorded.text) if recorded else ""}


def _judgement_filled_in(known: Known) -> Mapping[str, Value]:
    judged = known.found.case.last(ev.Judged)
    if judged is None:
        return {"aantal": "1"}
    filled: dict[str, Value] = {"aantal": str(len(judged.parts)), "conclusie": known.file.text(judged.reason)}
    if judged.follows_advice is not None:
        filled["advies"] = FOLLOWS if judged.follows_advice else DEVIATES
        filled["afwijking"] = known.file.text(judged.deviation)
    for part in judged.parts:
        filled[f"{part.number}-tekst"] = known.file.text(part.text)
        filled[f"{part.number}-oordeel"] = part.judgement.value
        filled[f"{part.number}-normen"] = part.norms
    return filled


async def _judge(doing: Doing) -> Dossier:
    amount, button = parts_of(doing.line("aantal")), doing.line("knop")
    if button in (MORE, FEWER):
        shown = parts_of(str(amount + (1 if button == MORE else -1)))
        doing.form.texts[doing.named("aantal")] = [str(shown)]
        raise ShowAgain
    law, case = doing.found.rulebook, doing.found.case
    known = [key for way in law.outcomes(case, doing.on) for key, _ in way.judgements] or list(labels.JUDGEMENTS)
    lists = law.norms(case, doing.on)
    norms = [norm.key for norm in lists[0].norms] if lists else []
    parts: list[PartInput] = []
    for number in range(1, amount + 1):
        text = doing.text(f"{number}-tekst", required=f"Schrijf waar onderdeel {number} over gaat.")
        judged = doing.choice(f"{number}-oordeel", known, required=f"Kies een oordeel over onderdeel {number}.")
        tested = tuple(doing.choices(f"{number}-normen", norms))
        if judged:
            parts.append(PartInput(text=text, judgement=Judgement(judged), norms=tested))
    conclusion = doing.text("conclusie", limit=REPORT, required="Schrijf de conclusie.")
    follows, deviation = _with_the_advice(doing)
    doing.check()
    edition = lists[0].key if lists else ""
    return await doing.work.judge(parts, conclusion, edition, follows_advice=follows, deviation=deviation)


def _with_the_advice(doing: Doing) -> tuple[bool | None, str]:
    """Whether the judgement follows the advice, asked only where there is one, and why not."""
    if doing.found.case.last(ev.AdviceReceived) is None:
        return None, ""
    chosen = doing.choice(
        "advies", [key for key, *_ in WITH_ADVICE], required="Kies of het oordeel het advies volgt of ervan afwijkt."
    )
    wanted = "Schrijf waarom het oordeel afwijkt van het advies." if chosen == DEVIATES else ""
    return chosen == FOLLOWS, doing.text("afwijking", limit=REPORT, required=wanted)


async def _advise(doing: Doing) -> Dossier:
    text = doing.text("tekst", limit=REPORT)
    file = one_file(doing, "bestand", "Kies één bestand: het advies zelf.")
    if not text and file is None:
        doing.wrong("tekst", "Schrijf het advies over, of voeg het toe.")
    doing.check()
    return await doing.work.record_advice(text, file)


async def _add_measure(doing: Doing) -> Dossier:
    kind = doing.choice("soort", MEASURES, required="Kies waar de maatregel voor is.")
    text = doing.text("tekst", required="Schrijf wat er gaat gebeuren.")
    due = doing.date("datum")
    doing.check()
    return await doing.work.add_measure(kind, text, due)


async def _finish_measure(doing: Doing) -> Dossier:
    known = [str(measure.text) for measure in open_measures(doing.found)]
    measure = doing.choice("nummer", known, required="Kies welke maatregel is uitgevoerd.")
    doing.check()
    return await doing.work.finish_measure(int(measure))


ACTIONS = [
    Action(
        name="advies",
        section=SECTION,
        done="Het advies is bewaard. Het gaat mee met de brief aan de klager.",
        carry_out=_advise,
        fields={"advice": "tekst"},
    ),
    Action(
        name="bevindingen",
        section=SECTION,
        done="De bevindingen zijn bewaard.",
        carry_out=_find,
        fields={"findings": "tekst"},
        filled_in=_findings_filled_in,
    ),
    Action(
        name="oordeel",
        section=SECTION,
        done="Het oordeel is vastgelegd. De brief gaat mee met het afsluiten.",
        carry_out=_judge,
        fields={"parts": "1-tekst", "advice": "advies", "deviation": "afwijking"},
        filled_in=_judgement_filled_in,
    ),
    Action(
        name="maatregel",
        section=SECTION,
        done="De maatregel is vastgelegd.",
        carry_out=_add_measure,
        fields={"measure": "tekst"},
    ),
    Action(
        name="maatregel-uitgevoerd",
        section=SECTION,
        done="Vastgelegd dat de maatregel is uitgevoerd.",
        carry_out=_finish_measure,
        fields={"measure": "nummer"},
    ),
]
