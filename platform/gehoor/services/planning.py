"""Plans a talk with a party, moves it or calls it off, and mails the appointment to whoever chose mail."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from gehoor.domain import events as ev
from gehoor.domain.events import Party
from gehoor.errors import InvalidInput, Refused
from gehoor.services import mail, sending, talks
from gehoor.services.dossier import Dossier
from gehoor.services.handling import Work
from gehoor.services.incoming_address import address_of_case
from gehoor.services.mail import new_message_id
from gehoor.services.municipality import Municipality
from gehoor.services.staff_mail import address_of_person
from gehoor.services.talks import Talk, talk_with
from gehoor.storage import mail as stored
from gehoor.storage import narratives, people
from gehoor.storage.mail import Words
from gehoor.storage.representatives import REPRESENTATIVE
from gehoor.storage.scope import transaction

WAYS: Final = ("in_person", "phone", "video")
_TEXT: Final = """{greeting}

{sentence}

Kenmerk: {reference}
{title}

Bij deze mail zit de afspraak voor uw agenda. Kunt u niet? Laat het ons dan weten.

Deze mail is automatisch gemaakt.
"""


async def plan(work: Work, party: Party, begins: datetime, minutes: int, way: str, where: str) -> Dossier:
    """Plans a talk, or moves the one that was planned; raises `InvalidInput`."""
    if begins <= work.at:
        raise InvalidInput("Kies een moment dat nog moet komen.", field="at")
    if way == "in_person" and not where.strip():
        raise InvalidInput("Vul in waar het gesprek is.", field="where")
    async with transaction():
        found = await work.opened()
        number = await work.text(found, "talk_place", where)
        event = ev.HearingPlanned(
            on=work.on, party=party, at=begins.isoformat(), minutes=minutes, way=way, place=number
        )
        return await _record(work, found, event, where)


async def cancel(work: Work, party: Party, reason: str) -> Dossier:
    """Calls a planned talk off; raises `InvalidInput` or `Refused`."""
    if not reason.strip():
        raise InvalidInput("Schrijf waarom het gesprek niet doorgaat.", field="reason")
    async with transaction():
        found = await work.opened()
        talk = talk_with(found.case, party)
        if talk is None or talk.cancelled:
            raise Refused("Er is geen gesprek gepland.", field="reason")
        number = await work.text(found, "talk_reason", reason)
        event = ev.HearingCancelled(on=work.on, party=party, reason=number)
        told = await narratives.narrative(talk.planned.place) if talk.planned.place else None
        return await _record(work, found, event, told.text if told else "")


async def _record(work: Work, found: Dossier, event: ev.HearingPlanned | ev.HearingCancelled, where: str) -> Dossier:
    after = await work.record(found, [event])
    talk = talk_with(after.case, event.party)
    if talk is not None:
        await _mail(work, after, talk, where)
    return after


async def _invited(place: Municipality, found: Dossier, party: Party) -> tuple[str, str]:
    """The role and the address of whoever gets the appointment by mail; no address: the letter brings it.

    Of the complainant, and whoever acts for them, only one who chose mail. Who is complained about gets it as a
    colleague, and never at an address that somebody else gave for them.
    """
    if party is Party.ACCUSED:
        return party.value, address_of_person(place, found.case.complaint.accused.person or "")
    acts = found.case.complaint.representation
    role = REPRESENTATIVE if acts is not None and acts.proven else Party.COMPLAINANT.value
    known = await people.party_by_role(found.case_id, role)
    return role, (known.email or "") if known is not None and sending.is_electronic(found, role)[0] else ""


async def _mail(work: Work, found: Dossier, talk: Talk, where: str) -> None:
    role, address = await _invited(work.place, found, talk.planned.party)
    if not address:
        return
    place, at = work.place, work.at
    moment = talks.talk_moment(place, talk.planned)
    greeting = "Beste collega," if role == Party.ACCUSED.value else "Beste mevrouw, meneer,"
    going = "gaat niet door" if talk.cancelled else "is gepland" if not talk.sequence else "is verplaatst"
    sentence = f"Het gesprek op {moment} {going}." if talk.sequence == 0 or talk.cancelled else ""
    sentence = sentence or f"Het gesprek {going} naar {moment}."
    appointment = talks.appointment(place, found.case_id, found.reference, talk, where, address, at)
    words = Words(
        address,
        "Een afspraak in uw agenda",
        _TEXT.format(greeting=greeting, sentence=sentence, reference=found.reference, title=place.tenant.title),
        reply_to=address_of_case(place, found.reference),
        calendar=appointment,
    )
    await stored.forget_before(at - mail.KEPT)
    # A talk that is over needs no appointment any more; that one of the past did not take place, a calendar may hear.
    expires_at = talk.begins if talk.begins > at else at + mail.INVITATION_VALID
    await stored.put("talk", words, new_message_id(place), at, expires_at, case_id=found.case_id, role=role)
