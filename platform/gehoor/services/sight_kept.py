"""Who goes on reading a case while its law does not answer: whoever that law let in to the case as it still is."""

from __future__ import annotations

from typing import Final

from gehoor.domain.organisation import Actor
from gehoor.services.break_glass import WHAT as EMERGENCY
from gehoor.services.dossier import BOOKKEEPING, Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.sight import is_coordinator
from gehoor.storage import access_log, register
from gehoor.storage.access_log import Wanted

#: Why somebody reads what this person wrote down for a complainant just now.
SELF_RECORDED: Final = "zelf opgenomen"
NOT_NOW: Final = "De regeling geeft nu geen antwoord op de vraag wie deze zaak mag zien."
#: Readings that the law did not permit to this person: an emergency, what one wrote down oneself, and unexplained ones.
_NOT_BY_LAW: Final = ("", EMERGENCY, SELF_RECORDED)
_BOOKKEEPING: Final = frozenset(kind.__struct_config__.tag for kind in BOOKKEEPING)


def may_know_of(place: Municipality, found: Dossier, actor: Actor) -> bool:
    """Whether somebody may hear that the case is there: who is coordinator today, or who handles it."""
    if found.case.concerns(actor.person):
        return False
    assigned = found.case.assigned
    return is_coordinator(place, actor) or (assigned is not None and assigned.person == actor.person)


async def reason_to_go_on(place: Municipality, found: Dossier, actor: Actor) -> str:
    """The place in the law by which this person read the case after the last step in it; empty where there is none.

    The same question has the same answer, and a law is asked with the person's offices and the facts of the case.
    So its last answer still holds where neither has changed since: the person holds the same offices and units as
    on the day of that reading, and nobody took a step. Nobody new gets in.
    """
    if not may_know_of(place, found, actor):
        return ""
    read = await access_log.entries(Wanted(person_id=actor.person, case_id=found.case_id), 1)
    if not read or read[0].why in _NOT_BY_LAW:
        return ""
    then = place.actor(actor.person, place.day(read[0].at))
    if (then.offices, then.units) != (actor.offices, actor.units):
        return ""
    steps = [event.at for event in await register.events_of(found.case_id) if event.kind not in _BOOKKEEPING]
    return read[0].why if max(steps) <= read[0].at else ""
