"""How a letter tells the judgement on a complaint and its parts."""

from __future__ import annotations

from gehoor.domain import events as ev
from gehoor.domain.calendar import in_words
from gehoor.domain.events import Judgement
from nl_awb_zaltbommel.wording import JUDGEMENTS

_CONTENT = {
    Judgement.FOUNDED: "uw klacht is gegrond",
    Judgement.PARTLY_FOUNDED: "uw klacht is deels gegrond",
    Judgement.UNFOUNDED: "uw klacht is ongegrond",
    Judgement.NO_JUDGEMENT: "wij kunnen over uw klacht geen oordeel geven",
}


def judgement_passage(judged: ev.Judged | None) -> str:
    """The judgement, for each part where there are more."""
    if judged is None or not judged.parts:
        return "Ons oordeel staat hieronder."
    if len(judged.parts) == 1:
        return f"Ons oordeel: {_CONTENT[judged.parts[0].judgement]}."
    names = dict(JUDGEMENTS)
    parts = in_words([f"onderdeel {part.number} is {_of_part(names, part)}" for part in judged.parts])
    return f"Ons oordeel: {parts}."


def _of_part(names: dict[str, str], part: ev.Part) -> str:
    judged = part.judgement
    return "zonder oordeel gebleven" if judged is Judgement.NO_JUDGEMENT else names[judged.value]
