"""What somebody may see: the offices of today and the answer of the law, without opening anything."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from gehoor.domain.organisation import Actor
from gehoor.errors import NotAllowed, NotFound
from gehoor.regulation.answers import Access, Part, Sight
from gehoor.regulation.guard import RegulationFailed
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality

#: With one of these somebody works on a case; the others give no step and no internal page.
HANDLING: Final = frozenset({Sight.ALL, Sight.ASSIGNED})


def has_part(place: Municipality, actor: Actor, *parts: Part) -> bool:
    """Whether this actor holds an office today that plays one of these parts here."""
    return bool(actor.offices & place.offices_with(*parts))


def is_coordinator(place: Municipality, actor: Actor) -> bool:
    """Whether this actor is coordinator today, or stands in."""
    return has_part(place, actor, Part.COORDINATOR)


def require_part(place: Municipality, actor: Actor, *parts: Part) -> None:
    """Raises `NotAllowed` unless the actor holds an office today that plays one of these parts."""
    if not has_part(place, actor, *parts):
        raise NotAllowed("Uw functie geeft geen toegang tot deze pagina.")


def sees_register(place: Municipality, actor: Actor, at: datetime) -> bool:
    """Whether this actor may see the list of all cases; where the law does not answer: who is coordinator today.

    The list tells numbers and dates. Whether somebody sees what is in a case is asked of the law for each case.
    """
    try:
        return place.rulebook(place.day(at)).register_access(actor, None).sight is Sight.ALL
    except RegulationFailed:
        return is_coordinator(place, actor)


def reads_reports(place: Municipality, actor: Actor, at: datetime) -> bool:
    """Whether this actor may see the figures of the yearly reports: who keeps the register, and the directeur.

    They hold no names and no texts, so that the directeur need not see the cases they count.
    """
    return has_part(place, actor, Part.DIRECTOR) or sees_register(place, actor, at)


def require_reports(place: Municipality, actor: Actor, at: datetime) -> None:
    """Raises `NotAllowed` for whoever may not see the yearly reports."""
    if not reads_reports(place, actor, at):
        raise NotAllowed("Uw functie geeft geen toegang tot de rapporten.")


def sight_of(found: Dossier, actor: Actor) -> Access:
    """How much of this case the actor sees, with the article."""
    return found.rulebook.register_access(actor, found.case)


def may_handle(found: Dossier, actor: Actor) -> bool:
    """Whether the law lets this actor work on the case."""
    return sight_of(found, actor).sight in HANDLING


def require_handling(found: Dossier, actor: Actor) -> None:
    """Raises `NotFound` for whoever may not work on the case: that it exists is not told either."""
    if not may_handle(found, actor):
        raise NotFound("Deze zaak is niet gevonden.")
