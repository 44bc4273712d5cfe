"""Opening one case in an emergency: by an administrator, for reading, for an hour at most, and told to who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput, NotFound
from gehoor.regulation.answers import Part
from gehoor.services import admin_log
from gehoor.services import dossier as dossiers
from gehoor.services.asking import answered
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.replacement import keepers
from gehoor.services.sight import has_part, is_coordinator, may_handle, require_part
from gehoor.storage import access_log, cases, narratives
from gehoor.storage import break_glass as openings
from gehoor.storage.break_glass import ENDED, SEEN, Opening
from gehoor.storage.scope import transaction

LONGEST: Final = timedelta(hours=1)
SHORTEST_REASON: Final = 20
WHAT: Final = "noodtoegang"
SHOWN: Final = 25
_UNKNOWN: Final = "Met dit kenmerk kunt u geen zaak openen. Kijk het kenmerk na."


@dataclass(frozen=True)
class Told:
    """An opening with the number of its case and the written reason."""

    opening: Opening
    reference: str
    reason: str


async def open_case(place: Municipality, actor: Actor, reference: str, reason: str, at: datetime) -> Opening:
    """Lets an administrator read one case for an hour; raises `InvalidInput` or `NotAllowed`.

    Whom the case concerns gets the same answer as for a number that does not exist.
    """
    require_part(place, actor, Part.TENANT_ADMIN)
    if len(reason) < SHORTEST_REASON:
        raise InvalidInput("Schrijf in een hele zin waarom u deze zaak moet openen.", field="reason")
    async with transaction():
        row = await cases.by_reference(reference)
        found = await dossiers.by_id(place, row.case_id) if row else None
        if found is None or found.case.concerns(actor.person):
            raise InvalidInput(_UNKNOWN, field="reference")
        if may_handle(found, actor):
            raise InvalidInput("U werkt al aan deze zaak. U vindt de zaak bij de werkvoorraad.", field="reference")
        known = await active(place, found, actor, at)
        if known is not None:
            return known
        text = await narratives.add_narrative(found.case_id, "break_glass_reason", reason, at)
        until = at + LONGEST
        number = await openings.add(actor.person, found.case_id, text, at, until)
        await access_log.log_access(actor.person, found.case_id, WHAT, at, WHAT)
        # The reason stays with the case, so that it goes when the case is destroyed.
        await admin_log.write(actor.person, "noodtoegang geopend", found.reference, None, until.isoformat(), at)
    return Opening(id=number, at=at, until_at=until, person_id=actor.person, case_id=found.case_id, reason=text)


async def active(place: Municipality, found: Dossier, actor: Actor, at: datetime) -> Opening | None:
    """The opening by which this actor may read the case now; none for whom the case concerns since."""
    if not has_part(place, actor, Part.TENANT_ADMIN) or found.case.concerns(actor.person):
        return None
    opened = await openings.of_case(found.case_id)
    return next((each for each in opened if each.person_id == actor.person and each.open_at(at)), None)


async def end(place: Municipality, actor: Actor, number: int, at: datetime) -> None:
    """Ends an opening early: who opened it, or who works on the case; raises `NotFound` for anybody else."""
    async with transaction():
        opening = await openings.opening(number)
        if opening is None:
            raise NotFound("Deze noodtoegang is er niet.")
        found = await dossiers.by_id(place, opening.case_id)
        if opening.person_id != actor.person and not may_handle(found, actor):
            raise NotFound("Deze noodtoegang is er niet.")
        if opening.open_at(at):
            await openings.note(number, ENDED, actor.person, at)
            await admin_log.write(actor.person, "noodtoegang beëindigd", found.reference, None, None, at)


async def mark_seen(place: Municipality, actor: Actor, number: int, at: datetime) -> None:
    """Takes the message off the work list, once somebody who must know of it has; raises `NotFound`."""
    async with transaction():
        opening = await openings.opening(number)
        if opening is None or not _is_for(place, await dossiers.by_id(place, opening.case_id), actor, at):
            raise NotFound("Deze noodtoegang is er niet.")
        await openings.note(number, SEEN, actor.person, at)


async def untold(place: Municipality, actor: Actor, at: datetime) -> list[Told]:
    """What whoever keeps a case has to know of: the openings that were not marked as seen."""
    told = []
    for opening in await openings.unseen():
        found = await dossiers.by_id(place, opening.case_id)
        if _is_for(place, found, actor, at):
            told.append(await _told(found, opening))
    return told


async def of_case(found: Dossier) -> list[Told]:
    """Every opening of a case, the latest first."""
    return [await _told(found, opening) for opening in await openings.of_case(found.case_id)]


async def of_person(place: Municipality, actor: Actor) -> list[Told]:
    """What somebody opened lately."""
    found = await openings.of_person(actor.person, SHOWN)
    return [await _told(await dossiers.by_id(place, opening.case_id), opening) for opening in found]


async def newest(place: Municipality, actor: Actor) -> list[Told]:
    """The latest openings, for whoever watches; not those of a case that concerns the one who asks."""
    told = []
    for opening in await openings.newest(SHOWN):
        found = await dossiers.by_id(place, opening.case_id)
        if not found.case.concerns(actor.person):
            told.append(await _told(found, opening))
    return told


def _is_for(place: Municipality, found: Dossier, actor: Actor, at: datetime) -> bool:
    """The coordinators who have the case, or its handler where no coordinator has it.

    While the law does not say who that is, it waits: the message stays until somebody has seen it.
    """
    return answered(
        lambda: may_handle(found, actor) and (is_coordinator(place, actor) or not keepers(place, found, at)), False
    )


async def _told(found: Dossier, opening: Opening) -> Told:
    reason = await narratives.narrative(opening.reason)
    return Told(opening, found.reference, reason.text if reason else "")
