"""Who keeps a case when the coordinator has to step aside, and who must appoint somebody where nobody does."""

from __future__ import annotations

from datetime import datetime

from gehoor.domain.organisation import Actor
from gehoor.regulation.answers import Part
from gehoor.regulation.rulebook import RegulationFailed
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.sight import may_handle, sees_register, sight_of
from gehoor.storage import case_people


def keepers(place: Municipality, found: Dossier, at: datetime) -> list[Actor]:
    """The coordinators of today who may see this case."""
    return [actor for actor in _coordinators(place, at) if may_handle(found, actor)]


def missing(place: Municipality, found: Dossier, at: datetime) -> str:
    """What is to be done where no coordinator of today may see this case; empty where somebody may.

    A case that the law itself gave to somebody else, such as a staff case, misses nobody.
    """
    try:
        people = _coordinators(place, at)
        if any(may_handle(found, actor) or not found.case.concerns(actor.person) for actor in people):
            return ""
    except RegulationFailed:
        # That the law does not answer is told by itself; who keeps the case is not known until it does.
        return ""
    office = next((each for each in place.offices if each.part is Part.COORDINATOR), None)
    appoints = office.appointed_by if office else ""
    who = appoints or "Het bestuur"
    where = f" ({office.basis[0].label})" if office and appoints else ""
    silent = "" if appoints else " De regeling zegt niet wie dat doet."
    if people:
        return (
            f"Er is geen vervanger die deze zaak mag zien. {_capital(who)} moet een vervanger aanwijzen{where}.{silent}"
        )
    return f"Niemand is nu klachtencoördinator. {_capital(who)} moet iemand aanwijzen{where}.{silent}"


def closed_because(place: Municipality, found: Dossier, actor: Actor, at: datetime) -> str:
    """Why somebody who keeps the register does not see this case, and what is to be done if nobody takes over."""
    because = sight_of(found, actor).because or "Deze zaak is niet voor u."
    return f"{because} {missing(place, found, at)}".strip()


async def cases_without_coordinator(place: Municipality, at: datetime) -> list[tuple[str, str]]:
    """The open cases that no coordinator may see: the reference and who must appoint somebody, nothing else."""
    try:
        people = _coordinators(place, at)
    except RegulationFailed:
        return []
    found = []
    for case_id in await case_people.concerning([actor.person for actor in people], open_only=True):
        opened = await dossiers.by_id(place, case_id)
        if why := missing(place, opened, at):
            found.append((opened.reference, why))
    return found


def _coordinators(place: Municipality, at: datetime) -> list[Actor]:
    on, offices = place.day(at), place.offices_with(Part.COORDINATOR)
    people = dict.fromkeys(holding.person for holding in place.tenant.holdings(on) if holding.office in offices)
    actors = [place.actor(person, on) for person in people]
    return [actor for actor in actors if sees_register(place, actor, at)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
