"""Takes in a mail: kept once and whole, then it joins its case, waits in the tray, or is set aside as no person's."""

from __future__ import annotations

import asyncio
from datetime import datetime

import msgspec

from gehoor import logs
from gehoor.errors import GehoorError
from gehoor.mail.incoming import Incoming, Kind, read_message, same_message
from gehoor.mail.incoming_kind import Bounce
from gehoor.regulation.answers import Part
from gehoor.services import notice_words, notices, sending
from gehoor.services.correspondence import SYSTEM
from gehoor.services.file_kinds import MEGABYTE, megabytes
from gehoor.services.incoming_address import case_in
from gehoor.services.incoming_files import accepted
from gehoor.services.incoming_joining import join
from gehoor.services.municipality import Municipality
from gehoor.storage import cases, file_checks, messages
from gehoor.storage.engine import TENANT
from gehoor.storage.messages import New, State, Words
from gehoor.storage.scope import transaction

log = logs.of(__name__)
#: 25 MB of files take a third more in a mail.
MESSAGE_LIMIT = 36 * MEGABYTE


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a mail at once."""

    state: State
    already_there: bool = False


async def receive(place: Municipality, raw: bytes, at: datetime) -> Taken:
    """Keeps a mail and does what can be done without a person; once it returns the mail is safe.

    The same mail again is the same: a mail server sends it once more where it did not hear that we have it.
    """
    message_hash = same_message(raw)
    known = await messages.by_hash(message_hash)
    if known is not None:
        return Taken(state=known.state, already_there=True)
    # Reading a big mail may take seconds, in which others must go on.
    read = await asyncio.to_thread(read_message, raw, at)
    reference = await _reference(place, read)
    if reference and read.kind is Kind.MAIL and read.readable:
        try:
            return await _join(place, message_hash, raw, read, reference, at)
        except GehoorError as error:
            # A case that cannot take it now must not cost us the mail: a person looks at it in the tray.
            log.error("a mail could not join its case: %s", logs.where(error))
    if read.kind is Kind.BOUNCE and read.bounce is not None and read.bounce.message_id:
        try:
            return await _keep(place, message_hash, raw, read, reference, at, returned=read.bounce)
        except GehoorError as error:
            # The mail is kept all the same, with what it says: a person can still send the letter otherwise.
            log.error("a mail that came back could not be put with its letter: %s", logs.where(error))
    return await _keep(place, message_hash, raw, read, reference, at)


async def receive_heads(place: Municipality, heads: bytes, size: int, at: datetime) -> Taken:
    """Keeps that there is a mail which is too big for us, for a person to look at in the mailbox itself."""
    read = read_message(heads, at)
    told = f"Dit bericht is te groot om over te nemen ({megabytes(size)}). Het staat nog in het postvak, met een vlag."
    read = msgspec.structs.replace(read, text=told, damaged=True, readable=False, kind=Kind.MAIL, bounce=None)
    return await _keep(place, same_message(heads), heads, read, await _reference(place, read), at)


async def _join(
    place: Municipality, message_hash: str, raw: bytes, read: Incoming, reference: str, at: datetime
) -> Taken:
    row = await cases.by_reference(reference)
    async with transaction():
        new = _new(message_hash, raw, read, "tray", reference)
        number = await messages.put(new, at)
        kept = await messages.lock(number) if number is not None else None
        if row is None or number is None or kept is None:
            return await _there_already(message_hash)
        role = await join(place, row.case_id, number, read, SYSTEM, at)
        await messages.decide(kept, "joined", SYSTEM, at, case_id=row.case_id, sender_role=role)
    return Taken(state="joined")


async def _keep(
    place: Municipality, message_hash: str, raw: bytes, read: Incoming, reference: str, at: datetime,
    *, returned: Bounce | None = None,
) -> Taken:  # fmt: skip
    """Keeps a mail; one that says that a mail of ours did not arrive is noted with its letter at the same moment."""
    state = _state_of(read)
    async with transaction():
        new = _new(message_hash, raw, read, state, reference)
        number = await messages.put(new, at)
        if number is None:
            return await _there_already(message_hash)
        if returned is not None:
            await sending.bounced(place, returned.message_id, returned.code or "unknown", at)
        kept = await messages.lock(number)
        if TENANT.selection.checks_files and kept is not None:
            # The scanner takes a mail apart itself, so the mail is looked at as a whole.
            await file_checks.hold(kept.raw_sha256, at)
        if state in ("tray", "unreadable"):
            await notices.put(
                place, Part.COORDINATOR, notice_words.TRAY, None, "tray", at, f"tray:{place.day(at).isoformat()}"
            )
    return Taken(state=state)


async def _there_already(message_hash: str) -> Taken:
    known = await messages.by_hash(message_hash)
    return Taken(state=known.state if known else "tray", already_there=True)


def _state_of(read: Incoming) -> State:
    if read.kind is Kind.BOUNCE:
        return "bounced"
    if read.kind is Kind.AUTO_REPLY:
        return "set_aside"
    return "tray" if read.readable else "unreadable"


async def _reference(place: Municipality, read: Incoming) -> str:
    """The case to which a mail belongs: by the case's own address, or by the mail that it answers."""
    if reference := case_in(place, read.to):
        return reference
    case_id = await messages.case_of_sent(read.answers) or await messages.case_of_thread(read.answers)
    row = await cases.by_id(case_id) if case_id else None
    return row.reference if row else ""


def _new(message_hash: str, raw: bytes, read: Incoming, state: State, reference: str) -> New:
    _, enclosed = accepted(read.files)
    words = Words(
        sender_name=read.sender.name,
        sender=read.sender.address,
        original_name=read.original.name if read.original else "",
        original=read.original.address if read.original else "",
        subject=read.subject,
        text=read.text,
        enclosed=tuple(enclosed),
        shortened=read.shortened,
        damaged=read.damaged,
        code=read.bounce.code if read.bounce else "",
        returned=read.bounce.message_id if read.bounce else "",
        reference=reference,
    )
    return New(
        message_hash=message_hash, message_id=read.message_id, received_at=read.received_at, state=state,
        kind=read.kind.value, words=words, raw=raw,
    )  # fmt: skip
