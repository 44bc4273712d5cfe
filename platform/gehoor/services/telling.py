"""Keeps notices for the staff, in the transaction of their cause and each once."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from gehoor.regulation.answers import Part
from gehoor.services.municipality import Municipality
from gehoor.storage import notices
from gehoor.storage.notices import NewNotice


class To(msgspec.Struct, frozen=True, kw_only=True):
    """One person on the staff, or whoever holds an office when it is read."""

    person: str | None = None
    office: str | None = None

    @property
    def key(self) -> str:
        """The same for the same readers."""
        return f"p:{self.person}" if self.person is not None else f"o:{self.office}"


async def put(
    place: Municipality, to: To | Part, kind: str, case_id: str | None, code: str, at: datetime, dedup: str,
    *, due: date | None = None, detail: str = "",
) -> bool:  # fmt: skip
    """Keep a notice for a person, an office or all offices with a part, in the transaction of its cause.

    Once for each `dedup`; no when it was there. Give codes and days, never a name or a text. Whoever the case
    concerns never gets to see it: it stays for the others who hold the office.
    """
    readers = [To(office=office) for office in sorted(place.offices_with(to))] if isinstance(to, Part) else [to]
    new = [
        notice(reader, kind, case_id, code, place.day(at), f"{dedup}:{reader.key}", due=due, detail=detail)
        for reader in readers
    ]
    return bool(await notices.add(new, at))


def notice(
    to: To, kind: str, case_id: str | None, code: str, day: date, dedup: str,
    *, due: date | None = None, detail: str = "",
) -> NewNotice:  # fmt: skip
    """A notice that is not kept yet."""
    return NewNotice(
        kind=kind, person=to.person, office=to.office, case_id=case_id, code=code, day=day, due=due, detail=detail,
        dedup=dedup,
    )  # fmt: skip
