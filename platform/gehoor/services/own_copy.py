"""What somebody sees of a complaint about themselves, and the written reply they hand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gehoor.domain import events as ev
from gehoor.domain.case import Status
from gehoor.domain.events import Party
from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput, NotFound, Refused
from gehoor.regulation.answers import Access, Hearing, OwnCopy, Sight
from gehoor.services import casefile
from gehoor.services import dossier as dossiers
from gehoor.services.casefile import Paper
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.sight import sight_of
from gehoor.storage import case_people, files, narratives, people, register
from gehoor.storage.files import Attachment
from gehoor.storage.scope import transaction

#: What somebody told when the complaint came in; what was written about it since is not for the accused.
TOLD = ("what_happened", "when_text", "about", "already_done")
COMPLAINANT = "complainant"


@dataclass(frozen=True)
class Line:
    """A complaint about somebody, on their own list."""

    reference: str
    received_on: date
    status: Status
    invited_by: date | None


@dataclass(frozen=True)
class Reply:
    """A written reply, with when it was handed in."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Copy:
    """What the law lets somebody see of a complaint about themselves."""

    told: Mapping[str, str]
    name: str
    attachments: Sequence[Attachment]
    letters: Sequence[Paper]
    replies: Sequence[Reply]
    #: The invitation to be heard that still stands, with the rights that go with it.
    invited: ev.HearingOffered | None
    hearing: Hearing | None
    may_reply: bool


async def lines_of(place: Municipality, actor: Actor) -> list[Line]:
    """The complaints about somebody of which the law gives a copy."""
    lines = []
    for case_id in await case_people.cases_about(actor.person):
        found = await dossiers.by_id(place, case_id)
        if sight_of(found, actor).sight is Sight.OWN_COPY:
            invited = _invited(found)
            lines.append(
                Line(
                    found.reference,
                    found.received.on,
                    found.case.status,
                    invited.reply_by if invited else None,
                )
            )
    return lines


async def open_copy(found: Dossier, answer: Access, actor: Actor, on: date) -> Copy:
    """The copy as the law answered it for this person."""
    holds = answer.own_copy
    texts = await narratives.narratives_of(found.case_id)
    newest = {text.kind: text.text for text in texts}
    complainant = await people.party_by_role(found.case_id, COMPLAINANT) if OwnCopy.NAME in holds else None
    invited = _invited(found)
    answers = found.rulebook.hearing(found.case, on) if invited else []
    return Copy(
        told={kind: newest[kind] for kind in TOLD if kind in newest} if OwnCopy.COMPLAINT in holds else {},
        name=complainant.name if complainant else "",
        attachments=await _attachments(found) if OwnCopy.ENCLOSURES in holds else [],
        letters=await _letters(found, actor) if OwnCopy.LETTERS in holds else [],
        replies=await _replies(found, actor, {text.id: text.text for text in texts}),
        invited=invited,
        hearing=next((each for each in answers if each.party is Party.ACCUSED), None),
        may_reply=OwnCopy.REPLY in holds,
    )


async def attachment_of(found: Dossier, answer: Access, number: int) -> tuple[Attachment, bytes]:
    """An attachment that was enclosed with the complaint; raises `NotFound`."""
    attached, content = await casefile.attachment_of(found, number)
    if OwnCopy.ENCLOSURES not in answer.own_copy or attached.origin != COMPLAINANT:
        raise NotFound("Deze bijlage is niet gevonden.")
    return attached, content


def require_letter(found: Dossier, answer: Access, actor: Actor, number: int) -> None:
    """Raises `NotFound` for every letter that was not sent to this person."""
    sent = {letter.letter for letter in found.case.sent_to_accused(actor.person)}
    if OwnCopy.LETTERS not in answer.own_copy or number not in sent:
        raise NotFound("Deze brief is niet gevonden.")


async def hand_in(place: Municipality, actor: Actor, reference: str, text: str, at: datetime) -> Dossier:
    """Puts the written reply of the accused on the register; raises `NotFound`, `InvalidInput` or `Refused`."""
    async with transaction():
        found = await dossiers.by_reference(place, reference)
        answer = sight_of(found, actor)
        if answer.sight is not Sight.OWN_COPY:
            raise NotFound("Deze zaak is niet gevonden.")
        if OwnCopy.REPLY not in answer.own_copy:
            raise Refused("Deze klacht wordt niet meer behandeld. Reageren kan daarom niet meer.")
        if not text.strip():
            raise InvalidInput("Schrijf uw reactie.", field="text")
        number = await narratives.add_narrative(found.case_id, "accused_reply", text, at)
        return await dossiers.record(place, found, [ev.AccusedReplied(on=place.day(at), text=number)], actor.person, at)


def _invited(found: Dossier) -> ev.HearingOffered | None:
    case, party = found.case, Party.ACCUSED
    over = case.closed_on is not None or case.heard(party) or case.waived(party)
    return None if over else case.offered(party)


async def _attachments(found: Dossier) -> list[Attachment]:
    return [each for each in await files.attachments_of(found.case_id) if each.origin == COMPLAINANT]


async def _letters(found: Dossier, actor: Actor) -> list[Paper]:
    sent = {letter.letter for letter in found.case.sent_to_accused(actor.person)}
    return [paper for paper in await casefile.papers_of(found) if paper.letter.id in sent]


async def _replies(found: Dossier, actor: Actor, texts: Mapping[int, str]) -> list[Reply]:
    """The replies of this person, also when somebody else was taken for the accused before."""
    stored = [event for event in await register.events_of(found.case_id) if event.kind == "accused_replied"]
    written = found.case.all(ev.AccusedReplied)
    return [
        Reply(event.at, texts.get(reply.text, ""))
        for event, reply in zip(stored, written, strict=True)
        if event.actor == actor.person
    ]
