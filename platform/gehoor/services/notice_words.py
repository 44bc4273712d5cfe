"""What a notice says, in plain Dutch: made of its codes and days when somebody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import msgspec

from gehoor.domain.calendar import written
from gehoor.domain.events_terms import Moved
from gehoor.storage.notices import NewNotice

#: Kinds the clock puts; other parts of the platform add theirs with a title here and texts in CODES.
REMINDER, OVERDUE, OVERDUE_UP, MOVED = "reminder", "overdue", "overdue_up", "moved"
BOUNCE, TRAY, DEAD_WORK, LETTER = "bounce", "tray", "dead_work", "letter"
TITLES: Final = {
    REMINDER: "Herinnering",
    OVERDUE: "Te laat",
    OVERDUE_UP: "Nog steeds te laat",
    MOVED: "Termijn veranderd",
    BOUNCE: "Post niet aangekomen",
    TRAY: "Nieuw bericht",
    DEAD_WORK: "Werk blijft liggen",
    LETTER: "Brief",
}
#: The same, where the code says it better than the kind.
TITLES_OF_CODES: Final = {"letter_held": "Brief kan nog niet weg", "letter_late": "Brief is niet op tijd weg"}
#: What a notice of another kind is about, by its code.
CODES: Final = {
    "bounce": "Een mail in deze zaak is niet aangekomen. Kijk bij de brieven wat u kunt doen.",
    "letter_held": "Een brief in deze zaak kan nog niet weg. Kijk bij de brieven wat er ontbreekt.",
    "letter_late": "De mail over een brief is niet op tijd vertrokken. Stuur de brief met de post.",
    "letter_for_you": "Er staat een brief voor u klaar in deze zaak.",
    "message": "Er is een bericht binnengekomen in deze zaak. Lees het bij het verloop.",
    "tray": "Er is een bericht binnengekomen dat iemand moet bekijken.",
    "dead_work": "Het systeem kon iets niet afmaken. Kijk in het beheer wat er bleef liggen.",
}
CAUSES: Final = {
    "closing_days": "de sluitingsdagen zijn gewijzigd",
    "options": "een instelling van het bestuur is gewijzigd",
    "edition": "de regeling in het systeem is bijgewerkt",
    "calendar": "de kalender van de wet is gewijzigd, bijvoorbeeld door een koninklijk besluit",
}


class MovedDetail(msgspec.Struct, frozen=True):
    """The `detail` of a notice that dates moved: why, and which."""

    cause: str
    moved: tuple[Moved, ...]


def title_of(notice: NewNotice) -> str:
    """The few words above a notice."""
    return TITLES_OF_CODES.get(notice.code) or TITLES.get(notice.kind, "Melding")


def text_of(notice: NewNotice, names: Mapping[str, str]) -> str:
    """What a notice tells, in a sentence; `names` gives what the law calls a date or a duty, by its key."""
    what = names.get(notice.code) or CODES.get(notice.code, "Er is iets te doen in deze zaak.")
    if notice.kind == MOVED:
        detail = msgspec.json.decode(notice.detail, type=MovedDetail)
        return _capital(why_moved(detail.cause, detail.moved, names))
    if notice.due is None:
        return what
    if notice.kind == REMINDER:
        return f"{_bare(what)}: uiterlijk {written(notice.due)}."
    late = f"{_bare(what)}: dat moest uiterlijk op {written(notice.due)}."
    if notice.kind == OVERDUE_UP:
        return f"{late} Op {written(notice.day)} was het nog niet gedaan."
    return late


def why_moved(cause: str, moved: tuple[Moved, ...], names: Mapping[str, str]) -> str:
    """Why dates moved, and of each both days."""
    days = " ".join(f"{_bare(names.get(each.key, each.key))}: {_both(each.was, each.now)}." for each in moved)
    return f"{CAUSES.get(cause, 'de datums zijn opnieuw berekend')}. {days}"


def _both(was: date | None, now: date | None) -> str:
    if was is None:
        return f"nu uiterlijk {written(now)}, er was nog geen datum" if now else "geen datum"
    if now is None:
        return f"was uiterlijk {written(was)}, nu is er geen datum meer"
    return f"was uiterlijk {written(was)}, is nu uiterlijk {written(now)}"


def _bare(what: str) -> str:
    return what.rstrip(".")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
