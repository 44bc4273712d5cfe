"""Makes a mail of plain words: as text and as simple HTML, without pictures and without anything that tracks."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from html import escape

import msgspec

_LINK = re.compile(r"https?://\S+")
_HTML = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{subject}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; color: #1a1a1a; max-width: 40em">
{paragraphs}
</body>
</html>
"""


class Calendar(msgspec.Struct, frozen=True):
    """An appointment that goes with a mail: `method` is REQUEST or CANCEL, `text` the iCalendar object."""

    method: str
    text: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A mail to one address; paragraphs of `text` are parted by a blank line, and a link stands alone on its line."""

    message_id: str
    sender: str
    to: str
    subject: str
    text: str
    #: When it was written; a mail that is sent again says the same.
    at: datetime
    language: str = "nl"
    #: Where an answer goes when that is not the sender.
    reply_to: str = ""
    #: The mails this one belongs to, the oldest first; a mail program shows them together.
    references: tuple[str, ...] = ()
    #: Where a digest is cancelled; nothing else has it, because a letter cannot be unsubscribed from.
    list_unsubscribe: str = ""
    calendar: Calendar | None = None


def as_mail(message: Message) -> EmailMessage:
    """The mail as it travels; the same message always has the same Message-ID and date."""
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = message.message_id
    mail["Date"] = format_datetime(message.at)
    mail["From"] = message.sender
    mail["To"] = message.to
    if message.reply_to:
        mail["Reply-To"] = message.reply_to
    mail["Subject"] = message.subject
    if message.references:
        mail["In-Reply-To"] = message.references[-1]
        mail["References"] = " ".join(message.references)
    if message.list_unsubscribe:
        mail["List-Unsubscribe"] = f"<{message.list_unsubscribe}>"
    # Nothing answers this by itself: no "I am on holiday" comes back (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    mail.add_alternative(as_html(message), subtype="html")
    if message.calendar is not None:
        _add_calendar(mail, message.calendar)
    # Not at random, so that a mail that is sent again is the same to its last byte.
    for depth, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(sha256(f"{message.message_id}{depth or ''}".encode()).hexdigest()[:32])
    return mail


def _add_calendar(mail: EmailMessage, calendar: Calendar) -> None:
    """Once among the alternatives, which programs with a calendar act upon, and once as a file for all others."""
    content = calendar.text.encode()
    mail.add_alternative(
        content, maintype="text", subtype="calendar", params={"method": calendar.method, "charset": "utf-8"}
    )
    mail.add_attachment(content, maintype="application", subtype="ics", filename="afspraak.ics")


def as_html(message: Message) -> str:
    """The words as paragraphs; a link can be clicked and reads as itself, so that one sees where it leads."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", message.text))
    paragraphs = "\n".join(
        f"<p>{'<br>'.join(_marked(line) for line in block.splitlines())}</p>" for block in blocks if block
    )
    return _HTML.format(language=escape(message.language), subject=escape(message.subject), paragraphs=paragraphs)


def _marked(line: str) -> str:
    escaped = escape(line)
    return f'<a href="{escaped}">{escaped}</a>' if _LINK.fullmatch(line.strip()) else escaped
