"""Who may handle a case, and appointing that person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gehoor.domain import events as ev
from gehoor.domain.organisation import Actor, Candidate
from gehoor.errors import InvalidInput, Refused
from gehoor.regulation.answers import AssignmentObjection, Part
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.sight import require_handling, require_part
from gehoor.storage import narratives
from gehoor.storage.scope import transaction


@dataclass(frozen=True)
class Choice:
    """A candidate with what the law has against it."""

    candidate: Candidate
    name: str
    objections: Sequence[AssignmentObjection]

    @property
    def key(self) -> str:
        """How a form names this choice."""
        return f"{self.candidate.person}:{self.candidate.office}:{self.candidate.unit}"

    @property
    def blocked(self) -> bool:
        """Whether the law forbids it."""
        return any(objection.blocks for objection in self.objections)

    @property
    def needs_reason(self) -> bool:
        """Whether the law permits it only with a written reason."""
        return not self.blocked and bool(self.objections)


def choices(place: Municipality, found: Dossier, at: datetime) -> list[Choice]:
    """Everybody with an office today, those who may first; the blocked ones show why."""
    complaint = found.case.complaint
    on, coordinators = place.day(at), place.offices_with(Part.COORDINATOR)
    made = []
    for holding in place.tenant.holdings(on):
        candidate = Candidate(
            person=holding.person,
            office=holding.office,
            unit=holding.unit,
            is_accused=holding.person == complaint.accused.person,
            involved=holding.person in complaint.involved,
            is_coordinator=bool(coordinators & place.tenant.offices_of(holding.person, on)),
        )
        objections = found.rulebook.assignment_objections(found.case, candidate)
        made.append(Choice(candidate, place.tenant.person_name(holding.person), objections))
    return sorted(made, key=lambda choice: (choice.blocked, choice.needs_reason, choice.name))


async def assign(
    place: Municipality,
    actor: Actor,
    reference: str,
    choice_key: str,
    reason: str,
    at: datetime,
    *,
    declared: bool,
    seen: int | None = None,
) -> Dossier:
    """Appoints a handler; raises `Refused` with the objection of the law, or `InvalidInput` where a reason is due."""
    require_part(place, actor, Part.COORDINATOR)
    async with transaction():
        found = await dossiers.by_reference(place, reference)
        require_handling(found, actor)
        dossiers.require_unchanged(found, seen)
        if found.case.closed_on is not None:
            raise Refused("Deze zaak is afgesloten.")
        answer = found.rulebook.handler_assignment(found.case.complaint)
        if answer is None or not answer.office:
            raise Refused(answer.question if answer else "Deze regeling wijst niemand aan.", field="choice")
        chosen = next((choice for choice in choices(place, found, at) if choice.key == choice_key), None)
        if chosen is None:
            raise InvalidInput("Kies wie de klacht behandelt.", field="choice")
        if chosen.blocked:
            blocking = next(objection for objection in chosen.objections if objection.blocks)
            raise Refused(f"{chosen.name} kan niet: {blocking.reason} ({blocking.basis[0].label}).", field="choice")
        if chosen.needs_reason and not reason.strip():
            raise InvalidInput("Schrijf waarom deze persoon de klacht toch behandelt.", field="reason")
        if not declared:
            raise InvalidInput("Vraag de behandelaar eerst of hij of zij niet betrokken was.", field="declared")
        number = (
            await narratives.add_narrative(found.case_id, "assignment_reason", reason, at) if reason.strip() else None
        )
        event = ev.Assigned(
            on=place.day(at),
            office=chosen.candidate.office,
            person=chosen.candidate.person,
            unit=chosen.candidate.unit,
            on_behalf_of=answer.on_behalf_of,
            basis=answer.basis[0].label,
            declared_not_involved=declared,
            reason=number,
        )
        return await dossiers.record(place, found, [event], actor.person, at)
