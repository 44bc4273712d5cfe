"""An answer of the law as a page a citizen can read."""

from __future__ import annotations

from textwrap import fill

from gehoor.domain.calendar import written
from gehoor.domain.citation import SourceKind
from gehoor.regulation.answers import Effect, Verdict
from gehoor.services.explained import AssignmentAnswer, Explanation

WIDTH = 84
_OFFICES = {
    "afdelingshoofd": "het afdelingshoofd",
    "gemeentesecretaris": "de gemeentesecretaris",
    "burgemeester": "de burgemeester",
    "loco_burgemeester": "de loco-burgemeester",
    "voorzitter_raad": "de voorzitter van de raad",
    "college": "het college van burgemeester en wethouders",
    "raad": "de raad",
    "klachtenbehandelaar": "de klachtenbehandelaar",
    "algemeen_directeur": "de algemeen directeur",
}
_EFFECTS = {
    Effect.MUST_REFUSE: "dan is de klacht niet ontvankelijk",
    Effect.MAY_REFUSE: "dan hoeft de klacht niet te worden behandeld",
    Effect.REPAIR_FIRST: "dan krijgt de klager eerst de kans om de klacht aan te vullen",
    Effect.NO_COMPLAINT: "dan is het geen klacht",
    Effect.ELSEWHERE: "dan hoort de klacht ergens anders thuis",
    Effect.PROPER_HANDLING_ONLY: "dan geldt alleen dat de klacht behoorlijk wordt behandeld",
}


def page(answer: Explanation) -> str:
    """The page: dates, who handles, whether it can be handled, what must happen, where to go next."""
    settings = [d for d in answer.deadlines if d.kind is SourceKind.TENANT_SETTING]
    blocks = [
        _title(answer.regulation.title),
        _text(f"Klacht ontvangen op {written(answer.received_on)}. Stand op {written(answer.on)}."),
        _text(answer.regulation.remark) if answer.regulation.remark else "",
        _head("Welke datums gelden?"),
        *[_item(deadline.sentence) for deadline in answer.deadlines],
        _text("Een datum die niet in het reglement staat, is een instelling van het bestuur.") if settings else "",
        _head("Wie behandelt de klacht?"),
        _assignment(answer.assignment),
        _head("Kan de klacht worden behandeld?"),
        *_grounds(answer),
        _head("Wat moet er gebeuren?"),
        *[
            _item(f"{duty.what.rstrip('.')}{f', uiterlijk op {written(duty.by)}' if duty.by else ''} ({duty.basis}).")
            for duty in answer.duties
            if not duty.done
        ],
        _head("Niet tevreden?"),
        *[_item(f"{escalation.sentence} ({escalation.basis})") for escalation in answer.escalations],
        "" if answer.escalations else _text("Er is geen instantie buiten het bestuur ingesteld."),
        *[_item(f"Let op: {warning}") for warning in answer.warnings],
    ]
    return "\n".join(block for block in blocks if block)


def _assignment(assignment: AssignmentAnswer | None) -> str:
    if assignment is None:
        return _text("Deze regeling wijst niemand aan.")
    if not assignment.office:
        return _text(f"{assignment.question or assignment.because} ({assignment.basis})")
    office = _OFFICES.get(assignment.office, assignment.office)
    behalf = ""
    if assignment.on_behalf_of:
        behalf = f", namens {_OFFICES.get(assignment.on_behalf_of, assignment.on_behalf_of)}"
    text = f"{office[0].upper()}{office[1:]}{behalf} ({assignment.basis})."
    return _text(f"{text} {assignment.because}".strip())


def _grounds(answer: Explanation) -> list[str]:
    applies = [g for g in answer.grounds if g.verdict is Verdict.APPLIES]
    asked = [g for g in answer.grounds if g.verdict is Verdict.ASK]
    lines = [_item(f"{g.title}: {g.because} Geldt dit, {_EFFECTS[g.effect]} ({g.basis}).") for g in applies]
    if not applies:
        lines.append(_text("Geen enkele reden om de klacht niet te behandelen staat al vast."))
    if asked:
        lines.append(_text("Een medewerker moet nog beoordelen:"))
        lines.extend(_item(f"{g.question} ({g.basis})") for g in asked)
    return lines


def _title(text: str) -> str:
    return f"{text}\n{'=' * len(text)}"


def _head(text: str) -> str:
    return f"\n{text}\n{'-' * len(text)}"


def _text(text: str) -> str:
    return fill(text, WIDTH)


def _item(text: str) -> str:
    return fill(text, WIDTH, initial_indent="- ", subsequent_indent="  ")
