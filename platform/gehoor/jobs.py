"""The kinds of work the outbox holds, and who does each; every runner does the same jobs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from gehoor.services import catching_up, correspondence, mail
from gehoor.services.correspondence import Render
from gehoor.services.dossier import ASK_AGAIN, RENDER, AskAgainJob, RenderJob
from gehoor.services.municipality import Municipality
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


Perform = Callable[[Municipality, bytes, Tools], Awaitable[None]]
#: Kind of job -> who does it, in the scope of the tenant. After a crash a job is done again, so whoever does it
#: looks first whether it was done already.
JOBS: Final[Mapping[str, Perform]] = {RENDER: make_letter, ASK_AGAIN: ask_law_again, mail.MAIL: mail.deliver}
