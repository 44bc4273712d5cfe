"""The dates of a complaint that somebody is still waiting for."""

from __future__ import annotations

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.events import Party
from gehoor.regulation.answers import Deadline
from gehoor.services.projection import stored_answers

ACKNOWLEDGEMENT = "acknowledgement"
SETTLEMENT = "settlement"
#: What such a day means for whoever complains; a date that is not here is named as the law names it.
WORDS = {
    ACKNOWLEDGEMENT: "U hebt een brief waarin staat dat wij uw klacht hebben ontvangen",
    "refusal_notice": "Behandelen wij uw klacht niet? Dan hebt u daar bericht over",
    "admissibility_decision": "U weet of wij uw klacht behandelen",
    SETTLEMENT: "U hebt ons antwoord",
}


def dates_to_come(case: Case) -> list[Deadline]:
    """The dates as they were stored, without those whose subject has happened: waiting for nothing only confuses."""
    return [] if case.closed_on else [each for each in stored_answers(case)[0] if not _has_happened(case, each.key)]


def _has_happened(case: Case, key: str) -> bool:
    if key == SETTLEMENT:
        return False
    if key == ACKNOWLEDGEMENT:
        letters = [each for each in case.all(ev.LetterQueued) if each.recipient is Party.COMPLAINANT]
        by_letter = any(event.by == "letter" for event in case.all(ev.Acknowledged))
        return by_letter or any(letter.key == ACKNOWLEDGEMENT for letter in letters)
    # What else has a date is about the decision whether the complaint is treated.
    return case.decision is not None
