"""Shows each notice for the staff only to whom it is meant for and may know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gehoor.domain.organisation import Actor
from gehoor.errors import NotFound
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import dossier as dossiers
from gehoor.services import notice_words, sight_kept
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.projection import names_of
from gehoor.services.sight import may_handle
from gehoor.services.telling import To, notice, put
from gehoor.storage import notices
from gehoor.storage.notices import Notice
from gehoor.storage.scope import transaction

__all__ = ["PAGE", "Reader", "Shown", "To", "notice", "put", "see", "unseen"]

#: Of these whoever gets them sees the number and the day, also where the law keeps the case itself closed to them.
NUMBER_ONLY: Final = frozenset({notice_words.OVERDUE_UP})
PAGE: Final = 25
#: How many notices are looked through for a page; what nobody may see of them is left out.
_LOOKED_AT: Final = 100


@dataclass(frozen=True)
class Shown:
    """A notice as this person reads it; `opens`: the case may be opened too."""

    notice: Notice
    reference: str
    title: str
    text: str
    opens: bool


class Reader:
    """Reads notices for people, opening each case once."""

    def __init__(self, place: Municipality) -> None:
        self._place = place
        self._opened: dict[str, Dossier | None] = {}

    async def shown(self, actor: Actor, found: Sequence[Notice]) -> list[Shown]:
        """Those of these notices that this person may read, in their order."""
        return [read for notice in found if (read := await self._read(actor, notice)) is not None]

    async def _read(self, actor: Actor, notice: Notice) -> Shown | None:
        if notice.case_id is None:
            return Shown(notice, "", notice_words.title_of(notice), notice_words.text_of(notice, {}), opens=False)
        opened = await self._open(notice.case_id)
        if opened is None or opened.case.concerns(actor.person):
            return None
        opens = self._lets_in(opened, actor)
        if not opens and notice.kind not in NUMBER_ONLY:
            return None
        text = notice_words.text_of(notice, names_of(opened.case))
        return Shown(notice, opened.reference, notice_words.title_of(notice), text, opens)

    def _lets_in(self, opened: Dossier, actor: Actor) -> bool:
        try:
            return may_handle(opened, actor)
        except RegulationFailed:
            return sight_kept.may_know_of(self._place, opened, actor)

    async def _open(self, case_id: str) -> Dossier | None:
        if case_id not in self._opened:
            try:
                self._opened[case_id] = await dossiers.by_id(self._place, case_id)
            except NotFound:
                self._opened[case_id] = None
        return self._opened[case_id]


async def unseen(place: Municipality, actor: Actor, before: int | None = None) -> list[Shown]:
    """What this person may read and has not seen, the newest first; at most a page."""
    found = await notices.unseen(actor.person, actor.offices, _LOOKED_AT, before)
    return (await Reader(place).shown(actor, found))[:PAGE]


async def see(place: Municipality, actor: Actor, number: int, at: datetime) -> None:
    """This person has seen a notice; raises `NotFound` for whoever it is not for."""
    found = await notices.by_id(number)
    if found is None or not (found.person == actor.person or found.office in actor.offices):
        raise NotFound("Deze melding is niet gevonden.")
    if not await Reader(place).shown(actor, [found]):
        raise NotFound("Deze melding is niet gevonden.")
    async with transaction():
        await notices.see(number, actor.person, at)
