"""The letters of a complaint that whoever follows it may read."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import msgspec

from gehoor.services.following import COMPLAINANT
from gehoor.services.municipality import Municipality
from gehoor.storage import letters
from gehoor.storage.representatives import REPRESENTATIVE
from gehoor.web.public.opening import Opened

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class LetterShown(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in the list: the title it bears and the day it was made."""

    id: int
    title: str
    on: date


def readable(who: Opened) -> tuple[str, ...]:
    """To whom a letter was written that this person may read.

    The complainant reads also what went to the representative. The representative reads what went to the
    complainant only once the mandate is there.
    """
    acts = who.found.case.complaint.representation
    if who.represents and not (acts is not None and acts.proven):
        return (REPRESENTATIVE,)
    return (COMPLAINANT, REPRESENTATIVE)


async def letters_for(place: Municipality, who: Opened) -> list[LetterShown]:
    """The letters this person may read, oldest first."""
    return [
        LetterShown(id=letter.id, title=_title(await letters.html_of(letter.id)), on=place.day(letter.created_at))
        for letter in await letters.letters_of(who.found.case_id)
        if letter.recipient_role in readable(who)
    ]


async def may_read(who: Opened, letter_id: int) -> bool:
    """Whether this is a letter of this complaint that this person may read."""
    letter = await letters.letter(letter_id)
    return letter is not None and letter.case_id == who.found.case_id and letter.recipient_role in readable(who)


def _title(html: str | None) -> str:
    found = _TITLE.search(html or "")
    return " ".join(unescape(found[1]).split()) if found else "Brief"
