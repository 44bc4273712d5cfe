"""Steps of the handler: findings, a judgement on each part, and measures."""

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

SECTION = "behandelen"
PARTS_AT_MOST = 5
MORE, FEWER = "meer", "minder"


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
    doing.check()
    return await doing.work.judge(parts, conclusion, lists[0].key if lists else "")


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
        fields={"parts": "1-tekst"},
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
