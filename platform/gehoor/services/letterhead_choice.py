"""Chooses a letterhead: takes in a logo, and says which offices sign letters here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from gehoor.services import letter_samples
from gehoor.services.letter_samples import Sample
from gehoor.services.municipality import Municipality
from gehoor.storage import letter_images

#: A logo is printed at most 60 by 16 mm; this many points are sharp on paper, and few enough for every letter to hold.
LOGO_WIDTH: Final = 720
LOGO_HEIGHT: Final = 190
LOGO_SIZE: Final = 20_000
#: What may be sent: a picture from a house style is often far larger than it needs to be.
SENT_SIZE: Final = 5_000_000

Redraw = Callable[[bytes, int, int, int], Awaitable[tuple[bytes, str]]]


async def keep_logo(content: bytes, redraw: Redraw, at: datetime) -> str:
    """Makes a picture anew in the process apart and keeps it; gives its hash. Raises `LetterFailed` with the reason."""
    drawn, media_type = await redraw(content, LOGO_WIDTH, LOGO_HEIGHT, LOGO_SIZE)
    return await letter_images.put(drawn, media_type, at)


def example_letters(place: Municipality, at: datetime) -> list[Sample]:
    """Of each office that signs letters here the first letter it signs, to look at the letterhead with."""
    found: dict[str, Sample] = {}
    for letter in letter_samples.letters_of(place, at).values():
        for sample in letter.samples:
            found.setdefault(sample.letter.signatory, sample)
    return [sample for office, sample in found.items() if office]
