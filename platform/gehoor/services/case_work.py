"""One action of somebody on the staff on one case: opening it, keeping texts, and putting events on the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gehoor.domain import events as ev
from gehoor.domain.case import AFTER_CLOSING
from gehoor.domain.organisation import Actor
from gehoor.errors import Refused
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.sight import require_handling
from gehoor.storage import narratives
from gehoor.storage.scope import transaction


class CaseWork:
    """One action of somebody on the staff on one case; `seen` is the stand of the dossier this person looked at."""

    def __init__(
        self, place: Municipality, actor: Actor, reference: str, at: datetime, seen: int | None = None
    ) -> None:
        self.place, self.actor, self.reference, self.at, self.seen = place, actor, reference, at, seen
        self.on = place.day(at)

    async def simple(self, event: ev.Event) -> Dossier:
        """Records an event that needs no text: acknowledged, repaired, handed over, consent and the like."""
        async with transaction():
            return await self.record(await self.opened(), [event])

    async def opened(self) -> Dossier:
        """The case as it is now; raises `NotFound` for whoever may not work on it, `ConcurrentChange` when it grew."""
        found = await dossiers.by_reference(self.place, self.reference)
        require_handling(found, self.actor)
        dossiers.require_unchanged(found, self.seen)
        return found

    async def text(self, found: Dossier, kind: str, text: str) -> int | None:
        """Keeps a text with the case and gives its id; None for an empty one."""
        return await narratives.add_narrative(found.case_id, kind, text, self.at) if text.strip() else None

    async def record(self, found: Dossier, happened: Sequence[ev.Event]) -> Dossier:
        """Puts these events on the register, with their letters and dates; raises `Refused`."""
        if found.case.closed_on is not None and not all(isinstance(event, AFTER_CLOSING) for event in happened):
            raise Refused(f"Deze zaak is afgesloten op {found.case.closed_on.strftime('%d-%m-%Y')}.")
        return await dossiers.record(self.place, found, happened, self.actor.person, self.at)
