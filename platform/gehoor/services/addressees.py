"""Who gets a letter: the role that reads it, and the name and address that stand on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.events import Party
from gehoor.regulation.answers import Letter
from gehoor.services import labels
from gehoor.services.municipality import Municipality
from gehoor.storage.representatives import REPRESENTATIVE

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier

COMPLAINANT, ACCUSED = "complainant", "accused"
#: Besides the parties a letter can go to the body outside, to the file, to whoever handles the case, to whoever leads
#: the accused, or to an office by its code.
OMBUDSMAN, FILE, HANDLER, MANAGER = "ombudsman", "file", "handler", "manager"
#: What answers a message goes to whoever sent it, also while a mandate is asked for.
_ANSWERS_TO_THE_SENDER = (ev.Received, ev.RepairRequested, ev.AuthenticityDoubted)


@dataclass(frozen=True)
class Addressee:
    """The name by which a reader is greeted, and the lines of the address; `person` is somebody on the staff."""

    name: str = ""
    lines: tuple[str, ...] = ()
    person: str = ""


def reader_of(case: Case, event: ev.Event, recipient: str) -> str:
    """The role of whoever gets a letter to this recipient: a representative acts in the place of the complainant.

    Before the mandate is there a representative hears only what answers the representative's own message.
    """
    acts = case.complaint.representation
    if recipient != COMPLAINANT or acts is None:
        return recipient
    return REPRESENTATIVE if acts.proven or isinstance(event, _ANSWERS_TO_THE_SENDER) else recipient


def party_of(recipient: str) -> Party | None:
    """The party a recipient is; None for the ombudsman, the file and the staff."""
    return Party(recipient) if recipient in (COMPLAINANT, ACCUSED) else None


def readers_of(place: Municipality, dossier: Dossier, letter: Letter, on: date) -> list[str]:
    """The recipients of a letter and everybody who gets it by copy, each once.

    Who handles the case has what they sign, so their own letter is not sent to them by copy.
    """
    handler = dossier.case.assigned
    readers = list(dict.fromkeys((*letter.recipients, *letter.copies)))
    if handler is None:
        return readers
    return [
        reader
        for reader in readers
        if reader in letter.recipients
        or reader == ACCUSED
        or _of_the_staff(place, dossier, reader, on).person != handler.person
    ]


def addressee_of(place: Municipality, dossier: Dossier, facts: Mapping[str, Any], role: str, on: date) -> Addressee:
    """The addressee of a role: a party, the body outside by the law's own answer, or somebody on the staff."""
    if role in (COMPLAINANT, REPRESENTATIVE):
        party = facts[role]
        return Addressee(party.name, _lines(party.name, party.address)) if party else Addressee()
    if role == ACCUSED:
        party, unit = facts[ACCUSED], dossier.case.complaint.accused.unit
        inside = [place.tenant.unit_title(unit)] if unit else []
        return Addressee(party.name, (*_lines(party.name, party.address), *inside)) if party else Addressee()
    if role == OMBUDSMAN:
        body = next(iter(dossier.rulebook.escalations(dossier.case, on)), None)
        lines = [line.strip() for line in body.address.replace("\n", ",").split(",")] if body else []
        return Addressee(body.body, (body.body, *(line for line in lines if line))) if body else Addressee()
    return Addressee() if role == FILE else _of_the_staff(place, dossier, role, on)


def _of_the_staff(place: Municipality, dossier: Dossier, role: str, on: date) -> Addressee:
    """Whoever handles the case, or holds this office alone on this day; a manager: an office of the accused's unit."""
    assigned, unit = dossier.case.assigned, dossier.case.complaint.accused.unit
    if role == HANDLER:
        name = place.tenant.person_name(assigned.person) if assigned else ""
        title = place.office_title(assigned.office) if assigned else ""
        return Addressee(name, tuple(line for line in (name, title) if line), assigned.person if assigned else "")
    offices = {office.key for office in place.offices if office.per_unit} if role == MANAGER else {role}
    held = [
        holding
        for holding in place.tenant.holdings(on)
        if holding.office in offices and not holding.deputy and (role != MANAGER or holding.unit == unit)
    ]
    title = labels.RECIPIENTS.get(role, place.office_title(role))
    title = f"{title[:1].upper()}{title[1:]}"
    person = held[0].person if len({holding.person for holding in held}) == 1 else ""
    if person == dossier.case.complaint.accused.person:
        person = ""
    name = place.tenant.person_name(person) if person else ""
    inside = [place.tenant.unit_title(unit)] if role == MANAGER and unit else []
    return Addressee(name, tuple(line for line in (name, title, *inside) if line), person)


def _lines(name: str, address: str | None) -> tuple[str, ...]:
    return (name, *(line for line in (address or "").splitlines() if line.strip()))
