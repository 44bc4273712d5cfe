"""The letters of a complaint that are meant for whoever complains."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import msgspec

from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.storage import letters

COMPLAINANT = "complainant"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class LetterShown(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in the list: the title it bears and the day it was made."""

    id: int
    title: str
    on: date


async def letters_for_complainant(place: Municipality, found: Dossier) -> list[LetterShown]:
    """The letters to whoever complains, oldest first."""
    return [
        LetterShown(id=letter.id, title=_title(await letters.html_of(letter.id)), on=place.day(letter.created_at))
        for letter in await letters.letters_of(found.case_id)
        if letter.recipient_role == COMPLAINANT
    ]


async def is_for_complainant(found: Dossier, letter_id: int) -> bool:
    """Whether this is a letter of this complaint to whoever complains."""
    letter = await letters.letter(letter_id)
    return letter is not None and letter.case_id == found.case_id and letter.recipient_role == COMPLAINANT


def _title(html: str | None) -> str:
    found = _TITLE.search(html or "")
    return " ".join(unescape(found[1]).split()) if found else "Brief"
