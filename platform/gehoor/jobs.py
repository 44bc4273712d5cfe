"""The kinds of work the outbox holds, and who does each; every runner does the same jobs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from gehoor.services import (
    catching_up,
    clock,
    correspondence,
    incoming_mailbox,
    letter_mail,
    mail,
    printing,
    recompute,
    scanning,
)
from gehoor.services.correspondence import Render
from gehoor.services.dossier import ASK_AGAIN, RENDER, AskAgainJob, RenderJob
from gehoor.services.municipality import Municipality
from gehoor.services.sending import SEND
from gehoor.settings import Settings


@dataclass(frozen=True)
class Tools:
    """What a job may use besides the data of its municipality."""

    render: Render
    clock: Callable[[], datetime]
    settings: Settings


async def make_letter(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Makes the PDF of a composed letter."""
    letter = msgspec.json.decode(payload, type=RenderJob).letter
    await correspondence.make_pdf(place, letter, tools.render, tools.clock())


async def ask_law_again(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Asks the law what it owes a complaint that came in while it did not answer."""
    await catching_up.catch_up(place, msgspec.json.decode(payload, type=AskAgainJob), tools.clock())


async def look_at_law(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Looks whether dates may have moved, and begins going through the open cases where they may."""
    await recompute.look(place, tools.clock())


async def recompute_terms(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Reckons the dates of some open cases again."""
    await recompute.batch(place, msgspec.json.decode(payload, type=recompute.Job), tools.clock())


Perform = Callable[[Municipality, bytes, Tools], Awaitable[None]]
#: Kind of job -> who does it, in the scope of the tenant. After a crash a job is done again, and where a lease ran out
#: two processes may be at the same job: what is written is written once, and beside each kind stands why.
JOBS: Final[Mapping[str, Perform]] = {
    # A letter that is rendered is left as it is; the PDF and its event are kept in one transaction, once.
    RENDER: make_letter,
    # In one transaction it asks what is still owed, and a second time that is nothing.
    ASK_AGAIN: ask_law_again,
    # A mail that has left waits no more. After a crash between sending and writing that down it leaves again with the
    # same Message-ID, by which mail systems know it.
    mail.MAIL: mail.deliver,
    # The next reading has its own key, and a message that was kept is known by its number and its Message-ID.
    incoming_mailbox.FETCH: incoming_mailbox.fetch,
    # A file that was looked at is no longer held; asking the scanner twice changes nothing.
    scanning.CHECK: scanning.check,
    # Only a delivery that still waits is mailed, and it is moved on in the transaction in which its mail is written.
    SEND: letter_mail.write,
    # A run that has its file is left as it is; a second file of the same letters is not kept.
    printing.PRINT_RUN: printing.make_file,
    # Each day, notice and digest has its own key and is put once.
    clock.CLOCK: clock.perform,
    # What the law answers is kept with the work it leads to, in one transaction.
    recompute.LOOK: look_at_law,
    # A case whose dates were reckoned again does not move a second time.
    recompute.RECOMPUTE: recompute_terms,
}
