"""A mistake in the settings of a municipality: where it is, what is wrong, and what to do about it."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Holding
from gehoor.domain.tenant import Tenant
from gehoor.services.strict import joined


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """Something in an area that cannot be: where, and in Dutch what is wrong with what to do about it."""

    area: Area
    #: Below the area: "accent", "[2].until"; empty for the area as a whole.
    path: str
    text: str

    @property
    def key(self) -> str:
        """The key as it stands in the file, "theme.accent"; of what several keys make up an area, that key."""
        whole = self.area in (Area.HOSTING, Area.MUNICIPALITY)
        return self.path if whole else joined(self.area.value, self.path)


def mistake_at(area: Area, top: str, place: int, key: str, text: str) -> Mistake:
    """A mistake in one entry of a list, at a key of that entry."""
    return Mistake(area=area, path=joined(f"{top}[{place}]", key), text=text)


def described(tenant: Tenant, mistake: Mistake) -> str:
    """The key in words: of a list the number and who or what stands there, "offices, nummer 3 (noor): until"."""
    found = re.match(r"(\w+)\[(\d+)\]\.?(.*)\Z", mistake.key)
    if found is None:
        return mistake.key
    entries: dict[str, Any] = {
        "offices": tenant.organisation.offices,
        "people": tenant.organisation.people,
        "units": tenant.organisation.units,
        "closing_days": tenant.file.closing_days,
    }
    number = int(found[2])
    listed = entries.get(found[1], ())
    entry = listed[number] if number < len(listed) else None
    name = next((str(getattr(entry, each)) for each in ("person", "id", "key", "year") if hasattr(entry, each)), "")
    office = f"{entry.office}, " if isinstance(entry, Holding) else ""
    who = f" ({office}{name})" if name else ""
    return f"{found[1]}, nummer {number + 1}{who}" + (f": {found[3]}" if found[3] else "")
