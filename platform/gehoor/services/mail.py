"""The mails the platform writes, and sending them through the server of the municipality or of the installation."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

import msgspec

from gehoor.mail.server import Server, address_of
from gehoor.services import secrets, sending
from gehoor.services.municipality import Municipality
from gehoor.storage import mail
from gehoor.storage.access_links import Follower
from gehoor.storage.mail import MAIL, MailJob, Words
from gehoor.storage.scope import transaction

__all__ = ["MAIL", "deliver", "invitation", "link", "new_message_id", "ready", "server_of", "site_of"]

#: An invitation works for a week, so a mail about it makes sense as long.
INVITATION_VALID: Final = timedelta(days=7)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
#: What became of a mail stays known for this long, without its words.
KEPT: Final = timedelta(days=30)

_LINK = """Beste mevrouw, meneer,

U vroeg om een link om uw klacht bij {title} te volgen. Open deze link en kies daarna "Open mijn klacht":
{link}

De link werkt één keer, tot {until} uur.

Hebt u dit niet gevraagd? Dan hoeft u niets te doen. Stuur deze mail niet door: wie de link opent, ziet uw klacht.

Met vriendelijke groet,
{title}

Deze mail is automatisch gemaakt.
"""
_INVITATION = """Beste collega,

U kunt aan de slag met het klachtensysteem van {title}. Open deze link en kies hoe u zich aanmeldt:
{link}

De link werkt één keer en zeven dagen lang. Daarna vraagt u de beheerder om een nieuwe.

Kent u dit systeem niet? Dan hoeft u niets te doen.

Met vriendelijke groet,
{title}

Deze mail is automatisch gemaakt.
"""


class Installation(Protocol):
    """What is set for a whole installation."""

    @property
    def smtp(self) -> Server | None:
        """The server for municipalities without one of their own."""

    @property
    def https(self) -> bool:
        """Whether the websites are behind TLS."""

    @property
    def port(self) -> int:
        """Where they are served without it."""


class Tools(Protocol):
    """What sending needs besides the data of the municipality."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The moment."""

    @property
    def settings(self) -> Installation:
        """The settings of the installation."""


def ready(place: Municipality, settings: Installation) -> bool:
    """Whether mail of this municipality can leave: there is a server and an address it comes from."""
    own = place.tenant.file.mail
    return bool((own.smtp_host or settings.smtp) and address_of(_sender(place, settings)))


async def link(
    place: Municipality, to: str, address: str, follower: Follower | None, at: datetime, until: datetime
) -> None:
    """Writes the mail with a link that opens a complaint; without a follower it is written and goes to nobody.

    Must run inside a transaction, with what makes the link work.
    """
    clock = until.astimezone(place.zone)
    text = _LINK.format(title=place.tenant.title, link=address, until=f"{clock.hour}.{clock.minute:02d}")
    await mail.forget_before(at - KEPT)
    await mail.put(
        "link",
        Words(to if follower else "", "De link om uw klacht te volgen", text),
        new_message_id(place),
        at,
        until,
        case_id=follower.case_id if follower else None,
        role=follower.role if follower else None,
    )


async def invitation(place: Municipality, address: str, link: str, at: datetime) -> int:
    """Writes the mail with which somebody on the staff is invited, and gives its number.

    It leaves after the commit. Until a mail server is set it waits, as long as the link works.
    """
    text = _INVITATION.format(title=place.tenant.title, link=link)
    words = Words(address, f"Uitnodiging voor het klachtensysteem van {place.tenant.title}", text)
    async with transaction():
        await mail.forget_before(at - KEPT)
        return await mail.put("invitation", words, new_message_id(place), at, at + INVITATION_VALID)


async def deliver(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Sends a mail that waits, and empties it; later again where that makes sense.

    After a crash between sending and writing that down it is sent again, with the same Message-ID.
    """
    number = msgspec.json.decode(payload, type=MailJob).mail
    found = await mail.waiting(number)
    if found is None:
        return
    (waiting, words), at = found, tools.clock()
    if waiting.expires_at <= at:
        await _over(place, waiting, "expired", at, waiting.error or "expired")
    elif not words.to:
        await mail.over(number, "dropped", at)
    else:
        await _send(place, waiting, words, tools)


async def _send(place: Municipality, waiting: mail.Mail, words: Words, tools: Tools) -> None:
    # Making and sending a mail takes modules that a process which only shows pages never needs.
    from gehoor.mail.message import Calendar, Message
    from gehoor.mail.outgoing import NotSent, send

    server = await server_of(place, tools.settings)
    try:
        if server is None:
            raise NotSent("no_server", temporary=True)
        message = Message(
            message_id=waiting.message_id,
            sender=server.sender,
            to=words.to,
            subject=words.subject,
            text=words.text,
            at=waiting.made_at,
            language=place.current.language,
            reply_to=words.reply_to,
            references=words.references,
            list_unsubscribe=words.list_unsubscribe,
            calendar=Calendar(*words.calendar) if words.calendar else None,
        )
        answer = await send(message, server)
    except NotSent as failure:
        if failure.temporary:
            await _later(place, waiting, failure.code, tools.clock())
        else:
            await _over(place, waiting, "failed", tools.clock(), failure.code)
    else:
        async with transaction():
            await mail.over(waiting.id, "sent", tools.clock())
            await sending.handed_to_server(place, waiting.id, answer, tools.clock())


async def _over(
    place: Municipality, waiting: mail.Mail, state: Literal["failed", "expired"], at: datetime, error: str
) -> None:
    """A mail does not leave any more; where a letter went with it, somebody is to know."""
    async with transaction():
        await _end(place, waiting, state, at, error)


async def _end(
    place: Municipality, waiting: mail.Mail, state: Literal["failed", "expired"], at: datetime, error: str
) -> None:
    await mail.over(waiting.id, state, at, error)
    await sending.not_sent(place, waiting.id, error, at)


async def _later(place: Municipality, waiting: mail.Mail, error: str, at: datetime) -> None:
    """Each time the wait doubles, for a server that accepts strangers only at their second or third try."""
    async with transaction():
        attempts = await mail.note_attempt(waiting, error)
        # A worker that had lost its claim may have come here too; the doubled job is refused by its key.
        next_at = at + min(_FIRST_WAIT * 2 ** min(attempts - 1, 10), _LONGEST_WAIT)
        await sending.tried(waiting.id, error, at)
        if next_at >= waiting.expires_at:
            await _end(place, waiting, "expired", at, error)
        else:
            await mail.try_at(waiting.id, attempts, next_at)


async def server_of(place: Municipality, settings: Installation) -> Server | None:
    """The mail server of the municipality, or that of the installation; None as long as there is none."""
    own = place.tenant.file.mail
    if not ready(place, settings):
        return None
    sender = _sender(place, settings)
    if not own.smtp_host:
        return replace(settings.smtp, sender=sender) if settings.smtp else None
    return Server(
        host=own.smtp_host,
        port=own.smtp_port,
        security=own.security,
        sender=sender,
        user=own.user,
        password=await secrets.of_name(secrets.SMTP_PASSWORD) or "" if own.user else "",
    )


def _sender(place: Municipality, settings: Installation) -> str:
    own = place.tenant.file.mail
    return own.sender or (settings.smtp.sender if settings.smtp and not own.smtp_host else "")


def site_of(place: Municipality, settings: Installation) -> str:
    """The address of the website of this municipality, for links in mails that nobody's browser asked for."""
    host = place.tenant.file.hosts[0]
    return f"https://{host}" if settings.https else f"http://{host}:{settings.port}"


def new_message_id(place: Municipality) -> str:
    """A Message-ID that says nothing about the mail it is for."""
    return f"<{randomness.token_hex(16)}@{place.tenant.file.hosts[0]}>"
