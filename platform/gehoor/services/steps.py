"""Which optional steps make a difference under the law of a case, so that pages offer no step it does not know."""

from __future__ import annotations

from datetime import date

from gehoor.domain import events as ev
from gehoor.domain.case import Case, EventOutOfOrder
from gehoor.domain.events import Event, kind_of
from gehoor.regulation.rulebook import Rulebook
from gehoor.services.dossier import Dossier


def steps_that_matter(found: Dossier, on: date) -> frozenset[str]:
    """The kinds of step after which the law would answer differently: other duties, dates, endings or a letter."""
    offered: list[Event] = [
        ev.Acknowledged(on=on),
        ev.Repaired(on=on),
        ev.AuthenticityDoubted(on=on),
        ev.ServiceConsulted(on=on, unit=found.case.complaint.accused.unit),
        ev.HandedToHandler(on=on),
        ev.ForwardConsentGiven(on=on),
        ev.MediationFailed(on=on),
        ev.OmbudsmanInvolved(on=on),
        ev.FurtherExtensionAsked(on=on, until=on),
        ev.ProgressTold(on=on, reason=0),
        ev.ForwardConsentAsked(on=on, body=0),
        ev.EscalationExplained(on=on),
    ]
    if found.case.complaint.committee:
        offered.append(ev.AdviceReceived(on=on))
    return frozenset(kind_of(event) for event in offered if _matters(found.rulebook, found.case, event))


def _matters(rulebook: Rulebook, case: Case, event: Event) -> bool:
    try:
        after = case.after(event)
    except EventOutOfOrder:
        return False
    if rulebook.letters(after, kind_of(event)):
        return True
    return any(
        ask(case, event.on) != ask(after, event.on)
        for ask in (rulebook.duties, rulebook.deadlines, rulebook.outcomes, rulebook.extensions)
    )
