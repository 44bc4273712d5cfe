"""What goes with a letter: texts that are printed behind it, and files that are sent along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.regulation.answers import Letter
from gehoor.services import labels
from gehoor.services.addressees import COMPLAINANT
from gehoor.storage.representatives import REPRESENTATIVE

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier

COMPLAINT, ADVICE = "complaint", "advice"
#: Two words of the laws for what came with the complaint.
ATTACHMENTS = ("attachments", "enclosures")
#: What somebody told when the complaint came in, in the order of the form, with how the copy calls it.
TOLD = {
    "what_happened": "Wat is er gebeurd?",
    "when_text": "Wanneer?",
    "about": "Over wie of welke dienst?",
    "already_done": "Wat is er al gedaan?",
}


@dataclass(frozen=True)
class Enclosed:
    """One enclosure: its title, and its text in parts with a heading each, or the file that goes with the letter."""

    title: str
    parts: tuple[tuple[str, str], ...] = ()
    attachment: int | None = None


def enclosed_with(dossier: Dossier, letter: Letter, facts: Mapping[str, Any], role: str) -> list[Enclosed]:
    """What goes with this letter to this reader; nobody gets back what they sent themselves."""
    found: list[Enclosed] = []
    sent_it = role in (COMPLAINANT, REPRESENTATIVE)
    for item in letter.enclosures:
        if item == ADVICE:
            found += _advice(dossier, facts)
        elif not sent_it and item == COMPLAINT:
            found += _complaint(dossier, facts)
        elif not sent_it and item in ATTACHMENTS:
            found += [
                Enclosed(f"Bijlage bij de klacht: {each.name}", attachment=each.id)
                for each in facts["attachments"].values()
                if each.origin == COMPLAINANT
            ]
        elif not sent_it:
            found.append(Enclosed(_named(item)))
    return found


def _complaint(dossier: Dossier, facts: Mapping[str, Any]) -> list[Enclosed]:
    """A copy of the complaint in the complainant's words, with the name and without the address."""
    told = facts["told"]
    who = facts["complainant"]
    parts = [(heading, told[kind]) for kind, heading in TOLD.items() if told.get(kind)]
    if who is not None and parts:
        parts.insert(0, ("Van wie komt de klacht?", who.name))
    return [Enclosed(f"De klacht van {written(dossier.case.complaint.received_on)}", tuple(parts))]


def _advice(dossier: Dossier, facts: Mapping[str, Any]) -> list[Enclosed]:
    advice = dossier.case.last(ev.AdviceReceived)
    title = _named(ADVICE)
    if advice is None:
        return [Enclosed(title)]
    dated = f"{title} van {written(advice.on)}"
    found = [Enclosed(dated, (("", facts["advice"]),))] if facts["advice"] else []
    if advice.attachment is not None and advice.attachment in facts["attachments"]:
        name = facts["attachments"][advice.attachment].name
        found.append(Enclosed(f"{dated}: {name}", attachment=advice.attachment))
    return found


def _named(item: str) -> str:
    title = labels.ENCLOSURES.get(item, item)
    return f"{title[:1].upper()}{title[1:]}"
