"""Puts a mail with the case it belongs to: its words and files, an event, and a notice for whoever works on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gehoor.domain import events as ev
from gehoor.mail.incoming import Incoming
from gehoor.regulation.answers import Part
from gehoor.services import dossier as dossiers
from gehoor.services import notice_words, notices, register_entries
from gehoor.services.incoming_files import accepted
from gehoor.services.moved_dates import last_day
from gehoor.services.municipality import Municipality
from gehoor.services.notices import To
from gehoor.storage import files, narratives, people
from gehoor.storage.messages import Enclosed

#: Who sent a mail, where its address is nobody's in the case.
UNKNOWN = "unknown"
#: The kind of text, and the origin of the files, that came by mail in a case.
TEXT, ORIGIN = "message", "message"
_MAY_SPEAK = ("complainant", "representative", "accused")


async def join(place: Municipality, case_id: str, number: int, mail: Incoming, actor: str, at: datetime) -> str:
    """Adds a mail to a case, open or closed: it opens nothing again. Gives the role of its sender.

    The caller holds the transaction and has kept the mail.
    """
    found = await dossiers.by_id(place, case_id)
    role = await role_of(case_id, mail.sender.address)
    uploads, enclosed = accepted(mail.files)
    text = await narratives.add_narrative(case_id, TEXT, _as_read(mail, enclosed), at)
    attached = [
        (await files.attach(case_id, upload.name, upload.media_type, upload.content, ORIGIN, at)).id
        for upload in uploads
    ]
    event = ev.MessageReceived(
        on=max(place.day(at), last_day(found)),
        message=number, sender=role, text=text, attachments=tuple(attached),
    )  # fmt: skip
    case = (await register_entries.add_to(found, [event], actor, at)).case
    handler = case.assigned.person if case.assigned is not None and case.closed_on is None else ""
    to = To(person=handler) if handler else Part.COORDINATOR
    await notices.put(place, to, notice_words.TRAY, case_id, "message", at, f"message:{number}")
    return role


async def role_of(case_id: str, address: str) -> str:
    """Whose address this is in the case; a mail can lie about it, so it proves nothing."""
    if not address:
        return UNKNOWN
    for party in await people.parties_of(case_id):
        if party.role in _MAY_SPEAK and (party.email or "").casefold() == address.casefold():
            return party.role
    return UNKNOWN


def _as_read(mail: Incoming, enclosed: Sequence[Enclosed]) -> str:
    sender = f"{mail.sender.name} <{mail.sender.address}>" if mail.sender.name else mail.sender.address
    told = [f"Van: {sender or 'onbekend'}", f"Onderwerp: {mail.subject or 'geen'}", "", mail.text]
    refused = [file.refused for file in enclosed if file.refused]
    if mail.shortened:
        refused.append("De tekst is langer dan wij overnemen. De rest staat in het bericht zelf.")
    return "\n".join([*told, *(["", "Opmerkingen van het systeem:", *refused] if refused else [])]).strip()
