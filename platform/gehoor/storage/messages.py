"""Mail that came in: kept once, sealed, with what became of it; a decision changes its state and deletes nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Final, Literal

import msgspec

from gehoor.storage import deliveries, sealing
from gehoor.storage.blobs import DamagedFile, blob, put_blob
from gehoor.storage.rows import fact, facts, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_following import MailOut
from gehoor.storage.tables_messages import MessageIn

State = Literal["tray", "joined", "became_case", "set_aside", "bounced", "unreadable"]
_encode = msgspec.json.Encoder().encode


class Enclosed(msgspec.Struct, frozen=True):
    """A file that came with a mail; `refused` says why it was not taken over, and is empty where it was."""

    name: str
    size: int
    media_type: str = ""
    refused: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What could be read of a mail."""

    sender_name: str = ""
    sender: str = ""
    original_name: str = ""
    original: str = ""
    subject: str = ""
    text: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    shortened: bool = False
    damaged: bool = False
    #: Of a mail that came back: what the other server said, and which of our mails it was.
    code: str = ""
    returned: str = ""
    #: The case to which it seems to belong, as its address or the mail it answers says.
    reference: str = ""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that came in, without its words."""

    id: int
    message_hash: str
    received_at: datetime
    stored_at: datetime
    state: State
    kind: str
    case_id: str | None
    sender_role: str | None
    raw_sha256: str
    size: int
    decided_by: str | None
    decided_at: datetime | None


_COLUMNS: Final = tuple(Message.__struct_fields__)


class New(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that is to be kept."""

    message_hash: str
    message_id: str
    received_at: datetime
    state: State
    kind: str
    words: Words
    raw: bytes


def hash_of(message_id: str) -> str:
    """The hash under which a message id is kept: its own part may be somebody's name."""
    return sha256(b"message id 1" + message_id.strip().encode("utf-8", "replace")).hexdigest()


async def put(new: New, at: datetime) -> int | None:
    """Keep a mail, and give its number; nothing where the same mail is kept already."""
    require_transaction()
    row = MessageIn(
        message_hash=new.message_hash,
        message_id_hash=hash_of(new.message_id) if new.message_id else None,
        received_at=moment(new.received_at), stored_at=moment(at), state=new.state, kind=new.kind,
        raw_sha256=await put_blob(new.raw), size=len(new.raw),
        sealed=sealing.current().seal(_encode(new.words), _about(new.message_hash)),
    )  # fmt: skip
    added = await MessageIn.insert(row).on_conflict(MessageIn.message_hash, "DO NOTHING").returning(MessageIn.id)
    return int(added[0]["id"]) if added else None


async def message(number: int) -> tuple[Message, Words] | None:
    """The mail with this number, with its words."""
    rows = await MessageIn.select().where(MessageIn.id == number)
    return _with_words(rows[0]) if rows else None


async def by_hash(message_hash: str) -> Message | None:
    """The mail with this content."""
    found = facts(await MessageIn.select(*_COLUMNS).where(MessageIn.message_hash == message_hash), Message)
    return found[0] if found else None


async def listed(states: Collection[State], limit: int, after: int | None = None) -> list[tuple[Message, Words]]:
    """The mails in these states, the longest waiting first; from behind the one with this number."""
    query = MessageIn.select().where(MessageIn.state.is_in(list(states)))
    if after is not None:
        query = query.where(MessageIn.id > after)
    return [_with_words(row) for row in await query.order_by(MessageIn.id).limit(limit)]


async def count(state: State) -> int:
    """How many mails are in this state."""
    return int(await MessageIn.count().where(MessageIn.state == state))


async def case_of_thread(message_ids: Collection[str]) -> str | None:
    """The case of the mail that came in with one of these ids, as far as it is with a case."""
    if not message_ids:
        return None
    mine = MessageIn.message_id_hash.is_in([hash_of(each) for each in message_ids])
    # Without DISTINCT the first two mails could be of one case, and a later one of another.
    rows = await MessageIn.select(MessageIn.case_id).where(mine & MessageIn.case_id.is_not_null()).distinct().limit(2)
    return str(rows[0]["case_id"]) if len(rows) == 1 else None


async def case_of_sent(message_ids: Collection[str]) -> str | None:
    """The case about which we sent a mail with one of these ids."""
    for message_id in message_ids:
        rows = await MailOut.select(MailOut.case_id).where(MailOut.message_id == message_id)
        if rows and rows[0]["case_id"]:
            return str(rows[0]["case_id"])
        delivery = await deliveries.of_mail(message_id=message_id)
        if delivery is not None:
            return delivery.case_id
    return None


async def of_case(case_id: str) -> list[tuple[Message, Words]]:
    """The mails of a case, in the order in which they came."""
    rows = await MessageIn.select().where(MessageIn.case_id == case_id).order_by(MessageIn.id)
    return [_with_words(row) for row in rows]


async def raw_of(found: Message) -> bytes:
    """The mail itself, byte for byte."""
    content = await blob(found.raw_sha256)
    if content is None:
        raise DamagedFile("Het bericht zelf is er niet meer. Vraag de beheerder om een reservekopie.")
    return content


async def lock(number: int) -> Message | None:
    """The mail with this number, which until the end of the transaction nobody else decides on."""
    require_transaction()
    # An update that changes nothing takes the row's lock, on both databases.
    await MessageIn.raw("UPDATE message_in SET state = state WHERE id = {}", number)
    found = facts(await MessageIn.select(*_COLUMNS).where(MessageIn.id == number), Message)
    return found[0] if found else None


async def decide(
    found: Message, state: State, person: str, at: datetime,
    *, case_id: str | None = None, sender_role: str | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Write down what became of a mail, who decided that, and why."""
    require_transaction()
    sealed = sealing.current().seal(reason.encode(), _about_reason(found.message_hash)) if reason else None
    await MessageIn.update(
        {
            MessageIn.state: state,
            MessageIn.case_id: case_id,
            MessageIn.sender_role: sender_role,
            MessageIn.decided_by: person,
            MessageIn.decided_at: moment(at),
            MessageIn.reason: sealed,
        }
    ).where(MessageIn.id == found.id)


async def reason_of(found: Message) -> str:
    """Why somebody decided as is written down; empty where nobody gave a reason."""
    rows = await MessageIn.select(MessageIn.reason).where(MessageIn.id == found.id)
    sealed = rows[0]["reason"] if rows else None
    if sealed is None:
        return ""
    return sealing.current().unseal(bytes(sealed), _about_reason(found.message_hash)).decode()


async def forget_messages(case_id: str) -> None:
    """Destroy the mails of a case; the register keeps only their numbers."""
    await MessageIn.delete().where(MessageIn.case_id == case_id)


def _with_words(row: dict[str, object]) -> tuple[Message, Words]:
    found = fact(row, Message)
    words = sealing.current().unseal(bytes(row["sealed"]), _about(found.message_hash))  # type: ignore[call-overload]  # A column of bytes.
    return found, msgspec.json.decode(words, type=Words)


def _about(message_hash: str) -> str:
    return f"message_in:{message_hash}"


def _about_reason(message_hash: str) -> str:
    return f"message_in reason:{message_hash}"
