"""Reads the mailbox of a municipality again and again; a message leaves it only when it is kept here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from gehoor import logs
from gehoor.mail.mailbox import Account, Mailbox, MailboxTrouble, Waiting
from gehoor.services import incoming, secrets
from gehoor.services.municipality import Municipality
from gehoor.storage import mailboxes
from gehoor.storage.mailboxes import FETCH
from gehoor.storage.scope import transaction

__all__ = ["FETCH", "account_of", "begin", "fetch", "read_mailbox"]

log = logs.of(__name__)
#: Messages of one reading; the rest comes at the next, so that one full mailbox does not hold up other work.
AT_ONCE: Final = 50


class Tools(Protocol):
    """What a job needs besides the data of its municipality."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The moment."""


async def begin(place: Municipality, at: datetime) -> bool:
    """Leaves reading the mailbox to the worker; no where there is none, or where that waits already."""
    own = place.tenant.file.mail.incoming
    if not own.imap_host:
        return False
    async with transaction():
        return await mailboxes.put_fetch(at, timedelta(minutes=own.minutes))


async def fetch(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Reads the mailbox once. The next reading is put first: whatever goes wrong in this one, it comes."""
    if not await begin(place, tools.clock()) and not place.tenant.file.mail.incoming.imap_host:
        return
    try:
        await read_mailbox(place, tools.clock)
    except MailboxTrouble as trouble:
        account = await account_of(place)
        log.warning("a mailbox could not be read: %s", trouble.code)
        if account is not None:
            async with transaction():
                await mailboxes.note_trouble(account.name, trouble.code, tools.clock())


async def account_of(place: Municipality) -> Account | None:
    """The mailbox of the municipality; nothing where it has none."""
    own = place.tenant.file.mail.incoming
    if not own.imap_host:
        return None
    return Account(
        host=own.imap_host,
        port=own.imap_port,
        security=own.security,
        user=own.user,
        folder=own.folder,
        move_to=own.move_to,
        password=await secrets.of_name(secrets.IMAP_PASSWORD) or "",
    )


async def read_mailbox(place: Municipality, clock: Callable[[], datetime]) -> int:
    """Takes in what is new in the mailbox, and gives how many messages that were; raises `MailboxTrouble`."""
    account = await account_of(place)
    if account is None:
        return 0
    mailbox = Mailbox(account)
    await asyncio.to_thread(mailbox.__enter__)
    try:
        known = await mailboxes.read_of(account.name)
        last = known.last_uid if known is not None and known.uid_validity == mailbox.uid_validity else 0
        # A message that is moved away leaves the folder: what is still there was never finished, whatever its number.
        after = 0 if account.move_to else last
        found = await asyncio.to_thread(mailbox.waiting, after, at_most=AT_ONCE)
        for waiting in found:
            await _take(place, mailbox, waiting, clock())
            last = max(last, waiting.uid)
            async with transaction():
                await mailboxes.note_read(account.name, mailbox.uid_validity, last, clock())
        async with transaction():
            await mailboxes.note_read(account.name, mailbox.uid_validity, last, clock())
            await mailboxes.forget_trouble_of_others(account.name)
        return len(found)
    finally:
        await asyncio.to_thread(mailbox.__exit__, None, None, None)


async def _take(place: Municipality, mailbox: Mailbox, waiting: Waiting, at: datetime) -> None:
    """Keeps a message, and only then puts it away. One that is too big stays, with a mark; its heads are kept."""
    too_big = waiting.size > incoming.MESSAGE_LIMIT
    raw = await asyncio.to_thread(lambda: mailbox.message(waiting.uid, head_only=too_big))
    if raw is None:
        return
    if too_big:
        await incoming.receive_heads(place, raw, waiting.size, at)
        await asyncio.to_thread(mailbox.flag, waiting.uid)
    else:
        await incoming.receive(place, raw, at)
        await asyncio.to_thread(mailbox.put_away, waiting.uid)
