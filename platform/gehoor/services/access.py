"""Who may see or do what: the law's answer, put into force in one place."""

from __future__ import annotations

from datetime import date, datetime

from gehoor.domain.organisation import Actor
from gehoor.errors import NotAllowed, NotFound
from gehoor.regulation.answers import Access, Sight
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.storage import access_log, cases
from gehoor.storage.cases import CaseRow

COORDINATOR = "klachtencoordinator"
FRONT_DESK = "balie"
PAGE = 25


def sees_register(place: Municipality, actor: Actor, at: datetime) -> bool:
    """Whether this actor may see the list of all cases."""
    return place.rulebook(place.day(at)).register_access(actor, None).sight is Sight.ALL


def sight_of(found: Dossier, actor: Actor) -> Access:
    """How much of this case the actor sees, with the article."""
    return found.rulebook.register_access(actor, found.case)


def require_handling(found: Dossier, actor: Actor) -> None:
    """Raises `NotFound` for whoever may not see the case: that it exists is not told either."""
    if sight_of(found, actor).sight not in (Sight.ALL, Sight.ASSIGNED):
        raise NotFound("Deze zaak is niet gevonden.")


async def find(place: Municipality, actor: Actor, reference: str) -> Dossier:
    """The dossier for a step in it, which the register shows; raises `NotFound` for whoever may not see it."""
    found = await dossiers.by_reference(place, reference)
    require_handling(found, actor)
    return found


async def read(place: Municipality, actor: Actor, reference: str, at: datetime, what: str = "dossier") -> Dossier:
    """The dossier for somebody on the staff; the reading is logged. Raises `NotFound`."""
    found = await find(place, actor, reference)
    await access_log.log_access(actor.person, found.case_id, what, at)
    return found


async def worklist(
    place: Municipality, actor: Actor, at: datetime, after: tuple[str, str] | None, *, open_only: bool
) -> list[CaseRow]:
    """A page of the work list: all cases for whoever has the register, else only one's own.

    Gives one row more than a page where there are more.
    """
    start = (date.fromisoformat(after[0]) if after[0] else None, after[1]) if after else None
    handler = None if sees_register(place, actor, at) else actor.person
    return await cases.worklist(PAGE + 1, start, handler, open_only)


def require_office(actor: Actor, *offices: str) -> None:
    """Raises `NotAllowed` unless the actor holds one of these offices today."""
    if not actor.offices & set(offices):
        raise NotAllowed("Uw functie geeft geen toegang tot deze pagina.")
