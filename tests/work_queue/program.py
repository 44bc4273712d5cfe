"""What the tests run as processes of their own: those who leave work, those who do it, and one that gets stuck."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any, cast

from gehoor.bootstrap import Platform, open_platform
from gehoor.cli import work
from gehoor.hints import Hints
from gehoor.jobs import JOBS, Perform, Tools
from gehoor.services import admin_log, mail
from gehoor.services.dossier import RENDER
from gehoor.services.municipality import Municipality
from gehoor.settings import read_settings
from gehoor.storage import mail as kept_mail
from gehoor.storage import outbox
from gehoor.storage.scope import transaction
from gehoor.worker import Worker

SLUGS = ("zaltbommel", "voorbeeldstad")
NOTE, AT_THE_STEP = "note", "at the step"
#: One job in so many is a mail.
MAILS = 5
#: The kinds of work that get stuck.
STUCK = (RENDER, mail.MAIL)
STEPS = ("claimed", "rendered", "sent", "recorded")


async def note(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Leaves a line for each time it is done, also when that is once too often."""
    async with transaction():
        await admin_log.write("test", "noted", payload.decode(), None, None, tools.clock())


async def commit(count: int, name: str) -> None:
    """Leaves so much work, a piece in each transaction, and hints of it."""
    settings = read_settings(os.environ)
    platform = await open_platform(settings)
    assert settings.redis is not None
    hints = Hints(settings.redis, platform.clock)
    delivering = asyncio.create_task(hints.run())
    try:
        with outbox.listening(hints.push):
            for number in range(count):
                async with platform.at(SLUGS[number % 2]) as place:
                    await _leave(place, platform, name, number)
    finally:
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
        await platform.aclose()


async def _leave(place: Municipality, platform: Platform, name: str, number: int) -> None:
    if number % MAILS:
        async with transaction():
            await outbox.put(NOTE, f"{name}-{number}".encode(), platform.clock())
    else:
        await mail.invitation(
            place, f"{name}-{number}@voorbeeld.example", "https://voorbeeld.example", platform.clock()
        )


async def stuck(step: str) -> None:
    """A worker that tells when it has come to a step of a job, and goes no further."""

    async def for_ever() -> None:
        print(AT_THE_STEP, flush=True)
        await asyncio.Event().wait()

    def before(perform: Perform) -> Perform:
        async def done(place: Municipality, payload: bytes, tools: Tools) -> None:
            await for_ever()

        return done

    def after(perform: Perform) -> Perform:
        async def done(place: Municipality, payload: bytes, tools: Tools) -> None:
            await perform(place, payload, tools)
            await for_ever()

        return done

    platform = await open_platform(read_settings(os.environ))
    render, over = platform.renderer.render, cast(Any, kept_mail.over)

    async def rendered(*args: Any, **more: Any) -> bytes:
        await cast(Callable[..., Awaitable[bytes]], render)(*args, **more)
        await for_ever()
        raise AssertionError

    async def sent(number: int, state: str, *more: Any) -> None:
        if state == "sent":
            await for_ever()
        await over(number, state, *more)

    wrapped = {"claimed": before, "recorded": after}.get(step)
    jobs = {kind: wrapped(perform) if wrapped and kind in STUCK else perform for kind, perform in JOBS.items()}
    if step == "sent":
        kept_mail.over = sent  # type: ignore[assignment]  # The words of the mail have left, and nobody has written that down.
    await Worker(platform, rendered if step == "rendered" else render, jobs=jobs, lanes=1).run()


def main() -> None:
    """Runs what is asked."""
    what, *more = sys.argv[1:]
    cast(dict[str, Perform], JOBS)[NOTE] = note
    if what == "commit":
        asyncio.run(commit(int(more[0]), more[1]))
    elif what == "work":
        work.run([])
    elif what == "stuck":
        asyncio.run(stuck(more[0]))


if __name__ == "__main__":
    main()
