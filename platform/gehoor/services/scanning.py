"""Has files looked at by the virus scanner clamd; as long as it cannot be reached, a file waits and is not lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from gehoor import logs
from gehoor.mail.scanner import Scanner, ScannerGone, scan
from gehoor.services.municipality import Municipality
from gehoor.storage import file_checks
from gehoor.storage.blobs import blob
from gehoor.storage.file_checks import CHECK, CheckJob
from gehoor.storage.scope import transaction

__all__ = ["CHECK", "check"]

log = logs.of(__name__)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)


class Installation(Protocol):
    """What is set for a whole installation."""

    @property
    def clamd(self) -> Scanner | None:
        """The scanner, where there is one."""


class Tools(Protocol):
    """What a job needs besides the data of its municipality."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The moment."""

    @property
    def settings(self) -> Installation:
        """The settings of the installation."""


async def check(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Has a file looked at that is held; later again as long as the scanner cannot be reached."""
    job = msgspec.json.decode(payload, type=CheckJob)
    known = await file_checks.check_of(job.sha256)
    content = await blob(job.sha256) if known is not None and known.state == "held" else None
    if content is None:
        return
    scanner = tools.settings.clamd
    try:
        if scanner is None:
            raise ScannerGone("Er is geen virusscanner meer ingesteld.")
        found = await scan(scanner, content)
    except ScannerGone as gone:
        log.warning("a file waits for the scanner: %s", gone.code)
        at = tools.clock()
        async with transaction():
            wait = min(_FIRST_WAIT * 2 ** min(job.attempt, 10), _LONGEST_WAIT)
            await file_checks.put_check(job.sha256, job.attempt + 1, at + wait)
        return
    async with transaction():
        await file_checks.checked(job.sha256, "infected" if found else "clean", found or None, tools.clock())
