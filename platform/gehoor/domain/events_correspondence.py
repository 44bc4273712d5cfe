"""What can happen to the letters of a case: payloads on the register, in codes, dates and ids only."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from gehoor.domain.event import Event, Party


class Addressee(StrEnum):
    """To whom a letter outside the house goes; the value is the role of this person in the case."""

    COMPLAINANT = "complainant"
    REPRESENTATIVE = "representative"
    ACCUSED = "accused"


class LetterQueued(Event, frozen=True, kw_only=True, tag="letter_queued"):
    """A letter was composed and waits to be rendered.

    `recipient` is None for who is no party: then `reader` says who. `enclosures` are what the law wants to go with it,
    `enclosed` the ids of the files among them.
    """

    key: str
    letter: int
    recipient: Party | None = Party.COMPLAINANT
    reader: str = ""
    copies: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    enclosed: tuple[int, ...] = ()
    html_sha256: str = ""


class LetterStored(Event, frozen=True, kw_only=True, tag="letter_stored"):
    """The PDF of a letter was stored under its hash; it is never rendered again."""

    letter: int
    pdf_sha256: str


class ChannelChosen(Event, frozen=True, kw_only=True, tag="channel_chosen"):
    """Somebody chose to get letters electronically, or by post; `how` says where, `note` is the id of a text."""

    addressee: Addressee = Addressee.COMPLAINANT
    electronic: bool
    how: str = "form"
    note: int | None = None


class LetterSent(Event, frozen=True, kw_only=True, tag="letter_sent"):
    """A letter was posted, handed to the mail server of the addressee, or laid ready inside the house.

    `sent_on` is the day on the envelope where that is another than the day on which it was written down.
    """

    letter: int
    way: str
    sent_on: date | None = None


class LetterReturned(Event, frozen=True, kw_only=True, tag="letter_returned"):
    """A letter did not arrive; `code` is the answer of the mail server, or how the post brought it back."""

    letter: int
    code: str


class LetterFetched(Event, frozen=True, kw_only=True, tag="letter_fetched"):
    """The addressee opened an electronic letter for the first time."""

    letter: int


class HearingPlanned(Event, frozen=True, kw_only=True, tag="hearing_planned"):
    """A talk with a party was planned, or moved; `place` is the id of the text that says where."""

    party: Party
    #: The moment it begins, ISO 8601 UTC.
    at: str
    minutes: int = 60
    way: str = "in_person"
    place: int | None = None


class HearingCancelled(Event, frozen=True, kw_only=True, tag="hearing_cancelled"):
    """A planned talk with a party does not take place; `reason` is the id of a text."""

    party: Party
    reason: int | None = None
