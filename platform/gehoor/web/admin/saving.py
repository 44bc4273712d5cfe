"""Saves what an administrator typed, and puts what is wrong with it beside the right field in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from gehoor.domain.areas import Area
from gehoor.domain.calendar import written
from gehoor.domain.organisation import Actor
from gehoor.errors import ConcurrentChange, InvalidInput
from gehoor.services import configuration
from gehoor.services.municipality import Municipality
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of

VERSION, WHY = "versie", "waarom"
#: How the same mistake is called in a file and on a page.
_IN_FILES: Final = (
    ("Geef de eerste een until, of maak de tweede vervanger met deputy = true.",
     "Geef de eerste een laatste dag, of kies dat de tweede vervanger is."),
    (" Noem ook de houder, of haal deputy weg.", " Voeg eerst de houder toe, of kies dat het geen vervanger is."),
    (" Zeg met unit van welke.", " Kies de afdeling."),
    (" ligt vóór since, ", " ligt vóór de eerste dag, "),
    ("staat niet bij people. Voeg deze persoon daar toe, of verbeter de naam.",
     "staat niet in de lijst van mensen. Voeg deze persoon daar eerst toe."),
    ("staat niet bij units. Voeg de afdeling daar toe, of verbeter de naam.",
     "is nog nodig: iemand heeft er een ambt. Beëindig of verplaats dat eerst."),
)  # fmt: skip


async def save(
    request: AnyRequest,
    actor: Actor,
    entry: Entry,
    area: Area,
    content: Any,
    field_of: Callable[[str], str],
) -> bool:
    """Whether this is in force now; otherwise the form has a message. `field_of`: path in the document -> field."""
    place = place_of(request)
    why = entry.line(WHY, limit=300)
    if entry.errors:
        return False
    typed = entry.value(VERSION)
    # A form without the number of what was on the screen never overwrites anything.
    based_on = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 16 else -1
    try:
        await configuration.change(place, area, content, actor.person, now(request), why, based_on=based_on)
    except (InvalidInput, ConcurrentChange) as problem:
        entry.errors.add(field_of(problem.field or ""), in_plain_words(place, problem.message))
        return False
    return True


def in_plain_words(place: Municipality, message: str) -> str:
    """A message about a file as somebody at a page reads it: names in the place of keys, days in full."""
    for in_file, on_page in _IN_FILES:
        message = message.replace(in_file, on_page)
    names = {
        **{unit.key: unit.title for unit in place.tenant.organisation.units},
        **{office.key: office.title for office in place.offices},
        **{person.id: person.name for person in place.tenant.organisation.people},
    }
    message = re.sub(r"'([a-z0-9_-]+)'", lambda found: names.get(found[1], found[0]), message)
    return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: written(date.fromisoformat(found[0])), message)
