"""What can happen to the letters of a case: payloads on the register, in codes, dates and ids only."""

from __future__ import annotations

from gehoor.domain.event import Event, Party


class LetterQueued(Event, frozen=True, kw_only=True, tag="letter_queued"):
    """A letter was composed and waits to be rendered."""

    key: str
    letter: int
    recipient: Party = Party.COMPLAINANT
    copies: tuple[str, ...] = ()
    html_sha256: str = ""


class LetterStored(Event, frozen=True, kw_only=True, tag="letter_stored"):
    """The PDF of a letter was stored under its hash; it is never rendered again."""

    letter: int
    pdf_sha256: str
