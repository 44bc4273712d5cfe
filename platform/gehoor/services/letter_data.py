"""What a letter says to a machine: codes, dates and articles, fixed with its words and attached to its PDF."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gehoor.domain.citation import Citation
from gehoor.letters.facts import with_facts
from gehoor.regulation.answers import Letter

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier
    from gehoor.services.municipality import Municipality

#: Changes when a reader of these facts would have to change.
FORMAT = "gehoor/letter-facts/1"
SETTLEMENT = "settlement"


def attached(
    html: str, place: Municipality, dossier: Dossier, letter: Letter, recipient: str, at: datetime
) -> str:  # fmt: skip
    """The letter with its facts in it."""
    return with_facts(html, facts_of(place, dossier, letter, recipient, at))


def facts_of(place: Municipality, dossier: Dossier, letter: Letter, recipient: str, at: datetime) -> dict[str, Any]:
    """The facts that whoever gets this letter may have: nothing about another person, and no free text.

    The dates and judgements of the case are for whoever complained; anybody else gets what the letter is.
    """
    received = dossier.received
    facts: dict[str, Any] = {
        "format": FORMAT,
        "municipality": place.tenant.title,
        "reference": dossier.reference,
        "language": place.current.language,
        "letter": {
            "key": letter.key,
            "title": letter.title,
            "date": place.day(at),
            "signatory": letter.signatory,
            "on_behalf_of": letter.on_behalf_of,
            "basis": _cited(letter.basis),
        },
        "regulation": {"id": received.regulation, "in_force": received.in_force, "edition": received.edition},
    }
    if recipient == "complainant":
        facts["case"] = _case(place, dossier, at)
    return facts


def _case(place: Municipality, dossier: Dossier, at: datetime) -> dict[str, Any]:
    case, on = dossier.case, place.day(at)
    return {
        "received_on": case.complaint.received_on,
        "channel": case.complaint.channel,
        "status": case.status,
        "deadlines": [
            {"key": deadline.key, "due": deadline.due, "basis": _cited(deadline.basis)}
            for deadline in dossier.rulebook.deadlines(case, on)
            if deadline.key == SETTLEMENT
        ],
        "escalations": [
            {"key": way.key, "body": way.body, "until": way.until, "basis": _cited(way.basis)}
            for way in dossier.rulebook.escalations(case, on)
        ],
    }


def _cited(basis: tuple[Citation, ...]) -> list[dict[str, str]]:
    return [
        {"source": place.source, "article": place.article, "lid": place.lid, "point": place.point, "label": place.label}
        for place in basis
    ]
