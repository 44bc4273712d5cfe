"""Who wrote a mail that a colleague passed on, as the mail inside it or the lines above its text say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gehoor.mail.incoming_headers import Person, people_in

_PASSED_ON = re.compile(r"\s*(fw|fwd|doorst|doorgestuurd|tr|wg|i)\s*:", re.IGNORECASE)
_MARK = re.compile(
    r"(doorgestuurd bericht|oorspronkelijk bericht|forwarded message|original message|begin forwarded"
    r"|message transféré|doorgestuurde mail)",
    re.IGNORECASE,
)
_FROM = re.compile(r"^[>\s*]*(?:van|from|de|von)\s*:\**\s*(.{3,300})$", re.IGNORECASE)
_NEXT = re.compile(
    r"^[>\s*]*(?:verzonden|verstuurd|datum|date|sent|aan|to|envoyé|à|onderwerp|subject|objet|antwoord aan)\s*:",
    re.IGNORECASE,
)
_LINES = 4000


def original_of(subject: str, text: str, inside: Sequence[Person]) -> Person | None:
    """Who wrote what was passed on; nothing where nothing shows that it was. It is a proposal for a person to check."""
    if inside:
        return inside[0]
    lines = text.split("\n", _LINES)[:_LINES]
    passed_on = bool(_PASSED_ON.match(subject)) or any(_MARK.search(line) for line in lines[:60])
    if not passed_on or re.match(r"\s*(re|antw)\s*:", subject, re.IGNORECASE):
        return None
    for number, line in enumerate(lines):
        found = _FROM.match(line)
        if found and any(_NEXT.match(other) for other in lines[number + 1 : number + 4]):
            return _person(found[1])
    return None


def _person(written: str) -> Person | None:
    # A mail program writes "Jan Jansen <jan@x.nl>", "Jan Jansen [mailto:jan@x.nl]" or the name alone.
    people = people_in([re.sub(r"\[\s*mailto:\s*([^\]\s]+)\s*\]", r"<\1>", written.strip(" *"))])
    if people:
        return people[0]
    name = " ".join(written.replace("*", "").split())[:200]
    return Person(name) if name else None
