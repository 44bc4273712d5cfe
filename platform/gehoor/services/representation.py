"""Who acts for a complainant: with what mandate, how that is recorded, and how it ends."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.complaint import Complaint, Mandate, Representation, RepresentativeKind
from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput, Refused
from gehoor.regulation.answers import IntakeRequirement
from gehoor.regulation.rulebook import Rulebook
from gehoor.services import access
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.tokens import hash_of, new_token
from gehoor.services.uploads import Upload
from gehoor.storage import access_links, files, mail, narratives, people, representatives
from gehoor.storage.access_links import Follower
from gehoor.storage.representatives import REPRESENTATIVE
from gehoor.storage.scope import transaction

#: The key of the requirement by which a law asks for a mandate.
AUTHORISATION = "authorisation"
#: Where the file of a mandate comes from; it goes to nobody with the complaint.
MANDATE = "mandate"
SHOWN = (Mandate.UPLOADED, Mandate.SHOWN)


class Representative(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts for the complainant, with the mandate as far as it is there."""

    kind: RepresentativeKind
    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    mandate: Mandate = Mandate.ASKED
    file: Upload | None = None
    #: Where the mandate is, or how it was shown.
    note: str = ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the staff takes a step; `seen` is the stand of the dossier this person looked at."""

    place: Municipality
    actor: Actor
    reference: str
    at: datetime
    seen: int | None = None


def asked_by_law(
    rulebook: Rulebook, complaint: Complaint, kind: RepresentativeKind, on: date
) -> IntakeRequirement | None:
    """What the law asks of a representative of this kind who has shown nothing yet; None where it asks nothing."""
    bare = msgspec.structs.replace(complaint, representation=Representation(kind=kind, mandate=Mandate.ASKED))
    return next((need for need in rulebook.intake_requirements(bare, on) if need.key == AUTHORISATION), None)


def mandate_of(rulebook: Rulebook, complaint: Complaint, who: Representative, on: date) -> Mandate:
    """How far the mandate is shown: what is not there yet is asked for where the law asks it."""
    if who.mandate in SHOWN:
        return who.mandate
    return Mandate.ASKED if asked_by_law(rulebook, complaint, who.kind, on) else Mandate.NOT_REQUIRED


async def keep(case_id: str, who: Representative, mandate: Mandate, on: date, at: datetime) -> ev.MandateRecorded:
    """Keeps who represents and the mandate itself; gives what is to stand on the register about it."""
    await people.put_party(
        case_id,
        REPRESENTATIVE,
        who.name,
        address=who.address or None,
        email=who.email or None,
        phone=who.phone or None,
    )
    if mandate is not Mandate.ASKED:
        await _let_follow(case_id)
    return await _shown(case_id, who.kind, mandate, who.note, who.file, on, at)


async def name_representative(step: Step, who: Representative) -> Dossier:
    """Records that somebody represents the complainant from now on, in the place of whoever did before."""
    if not who.name.strip():
        raise InvalidInput("Vul de naam van de vertegenwoordiger in.", field="name")
    if not (who.address or who.email or who.phone):
        raise InvalidInput("Vul een adres, e-mailadres of telefoonnummer in.", field="address")
    async with transaction():
        found, on = await _open(step), step.place.day(step.at)
        await _end_access(found.case_id)
        mandate = mandate_of(found.rulebook, found.case.complaint, who, on)
        event = await keep(found.case_id, who, mandate, on, step.at)
        return await dossiers.record(step.place, found, [event], step.actor.person, step.at)


async def record_mandate(step: Step, mandate: Mandate, note: str, file: Upload | None) -> Dossier:
    """Records that the mandate was shown or came in; from now on the representative acts for the complainant."""
    if mandate is Mandate.ASKED:
        raise InvalidInput("Kies hoe de machtiging is gezien.", field="mandate")
    if mandate is Mandate.UPLOADED and file is None and not note.strip():
        raise InvalidInput("Voeg de machtiging toe, of schrijf waar zij ligt.", field="file")
    if mandate is Mandate.NOT_REQUIRED and not note.strip():
        raise InvalidInput("Schrijf waarom een machtiging hier niet nodig is.", field="note")
    async with transaction():
        found = await _open(step)
        acts = found.case.complaint.representation
        if acts is None:
            raise Refused("Niemand vertegenwoordigt de klager. Leg eerst vast wie dat doet.", field="mandate")
        await _let_follow(found.case_id)
        event = await _shown(found.case_id, acts.kind, mandate, note, file, step.place.day(step.at), step.at)
        return await dossiers.record(step.place, found, [event], step.actor.person, step.at)


async def withdraw(step: Step, note: str) -> Dossier:
    """Ends the representation: from this moment the representative sees nothing and gets nothing any more."""
    if not note.strip():
        raise InvalidInput("Schrijf hoe u weet dat de machtiging is ingetrokken.", field="note")
    async with transaction():
        found = await _open(step)
        if found.case.complaint.representation is None:
            raise Refused("Niemand vertegenwoordigt de klager.", field="note")
        await _end_access(found.case_id)
        number = await narratives.add_narrative(found.case_id, MANDATE, note, step.at)
        event = ev.MandateWithdrawn(on=step.place.day(step.at), note=number)
        return await dossiers.record(step.place, found, [event], step.actor.person, step.at)


async def _shown(
    case_id: str, kind: RepresentativeKind, mandate: Mandate, note: str, file: Upload | None, on: date, at: datetime
) -> ev.MandateRecorded:
    number = await narratives.add_narrative(case_id, MANDATE, note, at) if note.strip() else None
    kept = await files.attach(case_id, file.name, file.media_type, file.content, MANDATE, at) if file else None
    return ev.MandateRecorded(
        on=on, kind=kind, mandate=mandate, note=number, attachment=kept.id if kept is not None else None
    )


async def _let_follow(case_id: str) -> None:
    """From now on a link may be asked for by mail; the code behind it is known to nobody until one is asked for."""
    await representatives.let_follow(case_id, hash_of(new_token()))


async def _end_access(case_id: str) -> None:
    await representatives.retire(case_id)
    await access_links.end_all(Follower(case_id, REPRESENTATIVE))
    await mail.drop_of(case_id, REPRESENTATIVE)


async def _open(step: Step) -> Dossier:
    found = await access.find(step.place, step.actor, step.reference, step.at)
    dossiers.require_unchanged(found, step.seen)
    return found
