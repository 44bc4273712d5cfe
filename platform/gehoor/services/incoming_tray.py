"""The tray: mail that waits for a person, and what this person can make of it; nothing in it is ever deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from msgspec import structs

from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel
from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput, NotFound, Refused
from gehoor.mail.incoming import Incoming, read_message
from gehoor.regulation.answers import Part
from gehoor.services import dossier as dossiers
from gehoor.services import intake
from gehoor.services.incoming_files import accepted
from gehoor.services.incoming_joining import join
from gehoor.services.intake import Entry, Filed
from gehoor.services.municipality import Municipality
from gehoor.services.sight import require_part
from gehoor.services.uploads import Upload
from gehoor.storage import cases, file_checks, files, mailboxes, messages
from gehoor.storage.file_checks import Check
from gehoor.storage.mailboxes import Read
from gehoor.storage.messages import Message, State, Words
from gehoor.storage.scope import transaction

#: Who keeps the tray: whoever may write down a complaint for somebody.
MAY_READ: Final = (Part.COORDINATOR, Part.FRONT_DESK)
PAGE: Final = 50
#: A mail in one of these waits for a person, or was put aside without one.
WAITING: Final[tuple[State, ...]] = ("tray", "unreadable")
ASIDE: Final[tuple[State, ...]] = ("set_aside", "bounced")
REASON_LIMIT: Final = 2_000


@dataclass(frozen=True)
class Line:
    """A mail on the list."""

    message: Message
    words: Words


@dataclass(frozen=True)
class Page:
    """A page of the list; `next_start` is the number behind which the next one begins."""

    lines: tuple[Line, ...]
    next_start: int | None
    trouble: Read | None


@dataclass(frozen=True)
class Opened:
    """A mail as it is shown; one that is with a case shows its case, and its words stand there."""

    message: Message
    words: Words | None
    reason: str
    #: The case it is with, or to which it seems to belong.
    reference: str
    check: Check | None


async def page_of(place: Municipality, actor: Actor, *, aside: bool, after: int | None = None) -> Page:
    """The mails that wait, or those that were put aside; the one that waits longest first."""
    require_part(place, actor, *MAY_READ)
    found = await messages.listed(ASIDE if aside else WAITING, PAGE + 1, after)
    start = found[PAGE - 1][0].id if len(found) > PAGE else None
    # Of a mailbox that was taken out of the settings nothing is read any more, so nothing can be wrong with it.
    trouble = await mailboxes.trouble() if place.tenant.file.mail.incoming.imap_host else None
    return Page(tuple(Line(*each) for each in found[:PAGE]), start, trouble)


async def opened(place: Municipality, actor: Actor, number: int) -> Opened:
    """One mail; raises `NotFound`."""
    message, words = await _find(place, actor, number)
    with_case = message.state in ("joined", "became_case")
    reference = words.reference
    if message.case_id:
        row = await cases.by_id(message.case_id)
        reference = row.reference if row else ""
    return Opened(
        message=message,
        words=None if with_case else words,
        reason=await messages.reason_of(message),
        reference=reference,
        check=await file_checks.check_of(message.raw_sha256),
    )


async def read_again(place: Municipality, actor: Actor, number: int) -> tuple[Message, Words, Incoming]:
    """A mail that still is in the tray, taken apart once more; raises `NotFound` or `Refused`."""
    message, words = await _find(place, actor, number)
    _require_open(message)
    return message, words, await _read(message)


async def raw_of(place: Municipality, actor: Actor, number: int) -> bytes:
    """The mail itself, for whoever wants to look at what could not be read; raises `HeldFile`."""
    message, _ = await _find(place, actor, number)
    _require_open(message)
    await files.require_checked(message.raw_sha256)
    return await messages.raw_of(message)


async def file_of(place: Municipality, actor: Actor, number: int, place_in_mail: int) -> Upload:
    """A file that came with the mail; raises `NotFound`, or `HeldFile` where the scanner has not looked yet."""
    message, _, read = await read_again(place, actor, number)
    await files.require_checked(message.raw_sha256)
    uploads, told = accepted(read.files)
    wanted = told[place_in_mail] if 0 <= place_in_mail < len(told) else None
    upload = next((each for each in uploads if wanted is not None and each.name == wanted.name), None)
    if upload is None or (wanted is not None and wanted.refused):
        raise NotFound("Deze bijlage is niet gevonden.")
    return upload


async def register(
    place: Municipality, actor: Actor, number: int, entry: Entry, key: str, secret: bytes, at: datetime
) -> Filed:
    """Puts the mail on the register as a complaint, as somebody filled it in, with the files that came with it."""
    message, _ = await _find(place, actor, number)
    read = await _read(message)
    async with transaction():
        return await _register(place, actor, number, _with_mail(place, entry, message, read), key, secret, at)


async def register_in_doubt(
    place: Municipality, actor: Actor, number: int, secret: bytes, at: datetime
) -> Filed:  # fmt: skip
    """Registers the mail with its moment of receipt, and asks its sender to use the form."""
    message, words, read = await read_again(place, actor, number)
    text = words.text.strip() or words.subject
    if not text:
        raise Refused("In dit bericht staat geen leesbare tekst. Registreer het zelf, met wat u ervan weet.")
    # Who wrote it is the very question, so the name and the address are those the mail itself gives.
    entry = Entry(
        channel=Channel.EMAIL,
        name=words.sender_name or words.sender,
        email=words.sender,
        what_happened=text,
        received_on=place.day(message.received_at),
    )
    async with transaction():
        whole = _with_mail(place, entry, message, read)
        filed = await _register(place, actor, number, whole, key_of(message), secret, at)
        found = await dossiers.by_reference(place, filed.reference)
        if not filed.already_there:
            doubted = ev.AuthenticityDoubted(on=place.day(at))
            await dossiers.record(place, found, [doubted], actor.person, at)
    return filed


async def join_case(place: Municipality, actor: Actor, number: int, reference: str, at: datetime) -> str:
    """The mail belongs to this case; gives its reference as it is written."""
    message, _ = await _find(place, actor, number)
    row = await cases.by_reference(reference.strip().upper())
    if row is None:
        raise InvalidInput("Deze zaak is niet gevonden. Kijk het kenmerk na.", field="reference")
    read = await _read(message)
    async with transaction():
        kept = await _locked(number)
        role = await join(place, row.case_id, number, read, actor.person, at)
        await messages.decide(kept, "joined", actor.person, at, case_id=row.case_id, sender_role=role)
    return row.reference


async def set_aside(place: Municipality, actor: Actor, number: int, reason: str, at: datetime) -> None:
    """The mail is no complaint; it is kept, with the reason, and can be taken back."""
    await _find(place, actor, number)
    if not reason.strip():
        raise InvalidInput("Schrijf waarom dit geen klacht is.", field="reason")
    async with transaction():
        await messages.decide(await _locked(number), "set_aside", actor.person, at, reason=reason.strip())


async def take_back(place: Municipality, actor: Actor, number: int, at: datetime) -> None:
    """The mail waits in the tray again."""
    await _find(place, actor, number)
    async with transaction():
        kept = await _locked(number, ASIDE)
        await messages.decide(kept, "tray", actor.person, at)


def key_of(message: Message) -> str:
    """The submission key of a mail: registered twice, it is one complaint."""
    return message.message_hash[:32]


async def _register(
    place: Municipality, actor: Actor, number: int, entry: Entry, key: str, secret: bytes, at: datetime
) -> Filed:
    kept = await messages.lock(number)
    if kept is not None and kept.state == "became_case":
        # The same button once more: the complaint that came of it is shown.
        filed = await intake.file_within(place, entry, key, secret, actor.person, at)
        if filed.already_there:
            return filed
    kept = await _locked(number)
    filed = await intake.file_within(place, entry, key, secret, actor.person, at)
    row = await cases.by_reference(filed.reference)
    await messages.decide(kept, "became_case", actor.person, at, case_id=row.case_id if row else None)
    return filed


def _with_mail(place: Municipality, entry: Entry, message: Message, read: Incoming) -> Entry:
    uploads, _ = accepted(read.files)
    same_day = entry.received_on == place.day(message.received_at)
    received_at = message.received_at if same_day else None
    return structs.replace(entry, uploads=(*uploads, *entry.uploads), received_at=received_at)


async def _find(place: Municipality, actor: Actor, number: int) -> tuple[Message, Words]:
    require_part(place, actor, *MAY_READ)
    found = await messages.message(number)
    if found is None:
        raise NotFound("Dit bericht is niet gevonden.")
    return found


async def _read(message: Message) -> Incoming:
    raw = await messages.raw_of(message)
    return await asyncio.to_thread(read_message, raw, message.stored_at)


async def _locked(number: int, states: Collection[State] = (*WAITING, *ASIDE)) -> Message:
    kept = await messages.lock(number)
    if kept is None:
        raise NotFound("Dit bericht is niet gevonden.")
    _require_open(kept, states)
    return kept


def _require_open(message: Message, states: Collection[State] = (*WAITING, *ASIDE)) -> None:
    if message.state not in states:
        raise Refused("Dit bericht is intussen al verwerkt. Ga terug naar de lijst om te zien wat er nog ligt.")
