"""Mail that leaves: written with what caused it, claimed through the outbox, and emptied once it has left."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

import msgspec

from gehoor.storage import outbox, sealing
from gehoor.storage.rows import fact, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_following import MailOut

#: The kind of the job that sends a mail.
MAIL: Final = "mail"
_encode = msgspec.json.Encoder().encode


class Words(msgspec.Struct, frozen=True):
    """What a mail says, and to whom; without an address it goes nowhere."""

    to: str
    subject: str
    text: str
    reply_to: str = ""
    #: The mails this one belongs to, the oldest first.
    references: tuple[str, ...] = ()
    #: Where a digest is cancelled; empty for everything else.
    list_unsubscribe: str = ""
    #: An appointment, as its method and its text; nothing for most mails.
    calendar: tuple[str, str] | None = None


class MailJob(msgspec.Struct, frozen=True):
    """The outbox payload of a mail: only its number."""

    mail: int


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail without its words."""

    id: int
    message_id: str
    kind: str
    case_id: str | None
    role: str | None
    state: Literal["queued", "sent", "failed", "expired", "dropped"]
    made_at: datetime
    expires_at: datetime
    attempts: int
    sent_at: datetime | None
    error: str | None


async def put(
    kind: str, words: Words, message_id: str, at: datetime, expires_at: datetime,
    *, case_id: str | None = None, role: str | None = None,
) -> int:  # fmt: skip
    """Write a mail that is to be sent after the commit, and give its number.

    Raises `RuntimeError` where work for this number stands in the outbox already, as nobody would ever send the mail.
    """
    require_transaction()
    row = MailOut(
        message_id=message_id, kind=kind, case_id=case_id, role=role, state="queued",
        sealed=sealing.current().seal(_encode(words), _about(message_id)), made_at=moment(at),
        expires_at=moment(expires_at), attempts=0, sent_at=None, error=None,
    )  # fmt: skip
    number = int((await MailOut.insert(row))[0]["id"])
    if not await try_at(number, 0, at):
        raise RuntimeError(
            f"Mail {number} is new, but the outbox knows work for a mail of that number already, so this one would "
            "never leave. Numbers may not be given twice: look whether the rows of this tenant were put back by hand."
        )
    return number


async def try_at(number: int, attempts: int, at: datetime) -> bool:
    """Leave sending this mail to the worker, from that moment, once for each attempt; no when that stands there."""
    return await outbox.put(MAIL, _encode(MailJob(number)), at, dedup=f"{MAIL}:{number}:{attempts}")


async def waiting(number: int) -> tuple[Mail, Words] | None:
    """The mail with its words; nothing when it waits no more."""
    rows = await MailOut.select().where((MailOut.id == number) & (MailOut.state == "queued"))
    if not rows:
        return None
    mail = fact(rows[0], Mail)
    words = sealing.current().unseal(bytes(rows[0]["sealed"]), _about(mail.message_id))
    return mail, msgspec.json.decode(words, type=Words)


async def over(
    number: int, state: Literal["sent", "failed", "expired", "dropped"], at: datetime, error: str | None = None
) -> None:
    """Write down what became of a mail, and destroy its words; of a mail that waits no more nothing changes."""
    await MailOut.update(
        {
            MailOut.state: state,
            MailOut.sealed: None,
            MailOut.sent_at: moment(at) if state == "sent" else None,
            MailOut.error: error,
        }
    ).where((MailOut.id == number) & (MailOut.state == "queued"))


async def note_attempt(mail: Mail, error: str) -> int:
    """Write down that sending failed for now, and give how often it was tried."""
    attempts = mail.attempts + 1
    await MailOut.update({MailOut.attempts: attempts, MailOut.error: error}).where(MailOut.id == mail.id)
    return attempts


async def drop_of(case_id: str, role: str) -> None:
    """Mail about this case that still waits does not go to whoever has this role."""
    require_transaction()
    mine = (MailOut.case_id == case_id) & (MailOut.role == role) & (MailOut.state == "queued")
    await MailOut.update({MailOut.state: "dropped", MailOut.sealed: None}).where(mine)


async def forget_before(at: datetime) -> None:
    """Destroy what is left of mail from before this moment that waits no more."""
    await MailOut.delete().where((MailOut.made_at < moment(at)) & (MailOut.state != "queued"))


def _about(message_id: str) -> str:
    return f"mail:{message_id}"
