"""`gehoor mail`: takes in a mail that a mail server hands over, or reads the mailbox of a municipality now."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from typing import Final

from gehoor import logs
from gehoor.bootstrap import open_platform
from gehoor.services import incoming, incoming_mailbox
from gehoor.services.file_kinds import megabytes
from gehoor.settings import read_settings

#: What a mail server does with each (sysexits.h): done, send it back to the sender, keep it and try again.
DONE: Final = 0
TOO_BIG: Final = 65
TRY_AGAIN: Final = 75
_CHUNK: Final = 1_000_000
log = logs.of(__name__)


def run(arguments: Sequence[str]) -> int:
    """Exit status 0 only when the mail is safe, 65 for one that is too big, 75 whenever it must come again."""
    parser = argparse.ArgumentParser(prog="gehoor mail", description=__doc__)
    parser.add_argument("action", choices=["receive", "fetch"], help="receive: een bericht van stdin; fetch: postvak")
    parser.add_argument("--tenant", required=True, metavar="GEMEENTE", help="de map van de gemeente")
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as wrong:
        # A mistake in the settings of the mail server must not send a complaint back.
        return TRY_AGAIN if wrong.code else DONE
    if chosen.action == "fetch":
        return asyncio.run(_fetch(chosen.tenant))
    try:
        raw = _read()
        if raw is None:
            return TOO_BIG
        return asyncio.run(_receive(chosen.tenant, raw))
    except Exception as error:
        # Whatever it is, the mail server keeps the mail: a complaint never goes lost on us.
        log.error("a mail could not be kept: %s", logs.where(error))
        print("4.3.0 Het bericht kon nu niet worden bewaard. Het wordt later opnieuw aangeboden.", file=sys.stderr)
        return TRY_AGAIN


def _read() -> bytes | None:
    """The mail; nothing, after the reason for the sender, where it is too big."""
    parts, size = [], 0
    while part := sys.stdin.buffer.read(_CHUNK):
        size += len(part)
        # What is too big is read to its end all the same, so that the mail server hears the reason and no error.
        if size <= incoming.MESSAGE_LIMIT:
            parts.append(part)
    if size <= incoming.MESSAGE_LIMIT:
        return b"".join(parts)
    # The number before the text is the enhanced status code (RFC 3463) which a mail server passes on to the sender.
    print(
        f"5.3.4 Uw bericht is {megabytes(size)}. Wij kunnen berichten tot {megabytes(incoming.MESSAGE_LIMIT)} aannemen."
        " Uw klacht is dus nog niet bij ons. Stuur het bericht opnieuw met minder of kleinere bijlagen, gebruik het"
        " klachtenformulier op onze website, of stuur een brief. U kunt uw klacht ook vertellen: bel ons of kom langs."
    )
    return None


async def _receive(slug: str, raw: bytes) -> int:
    platform = await open_platform(read_settings(os.environ))
    try:
        async with platform.at(slug) as place:
            await incoming.receive(place, raw, platform.clock())
    finally:
        await platform.aclose()
    return DONE


async def _fetch(slug: str) -> int:
    platform = await open_platform(read_settings(os.environ))
    try:
        async with platform.at(slug) as place:
            if not place.tenant.file.mail.incoming.imap_host:
                print(f"{slug}: er is geen postvak ingesteld.", file=sys.stderr)
                return 1
            await incoming_mailbox.begin(place, platform.clock())
            count = await incoming_mailbox.read_mailbox(place, platform.clock)
            print(f"{slug}: {count} {'bericht' if count == 1 else 'berichten'} opgehaald.")
    finally:
        await platform.aclose()
    return DONE
