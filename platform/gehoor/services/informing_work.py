"""Steps that inform the complainant by letter while nothing is decided: progress, consent to forward, where to go."""

from __future__ import annotations

from datetime import date

from gehoor.domain import events as ev
from gehoor.domain.events import kind_of
from gehoor.errors import InvalidInput, Refused
from gehoor.services.case_work import CaseWork
from gehoor.services.dossier import Dossier
from gehoor.storage.scope import transaction


class InformingWork(CaseWork):
    """What the desk tells or asks the complainant of one case by letter; a law that has no such letter refuses it."""

    async def tell_progress(self, text: str) -> Dossier:
        """Tells how far the complaint is; no term changes."""
        if not text.strip():
            raise InvalidInput("Schrijf hoe ver het staat; dit komt in de brief.", field="progress")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "progress", text)
            return await self._with_letter(found, ev.ProgressTold(on=self.on, reason=number or 0))

    async def ask_forward_consent(self, body: str, reply_by: date | None) -> Dossier:
        """Asks whether the complaint may be forwarded to this body; without a day the law's own is in the letter."""
        if not body.strip():
            raise InvalidInput("Schrijf om welke instantie het gaat; dit komt in de brief.", field="body")
        if reply_by is not None and reply_by <= self.on:
            raise InvalidInput("Kies een dag na vandaag.", field="reply_by")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "referred_to", body)
            event = ev.ForwardConsentAsked(on=self.on, body=number or 0, reply_by=reply_by)
            return await self._with_letter(found, event)

    async def explain_escalation(self) -> Dossier:
        """Tells where the complaint can go after the municipality's own answer."""
        async with transaction():
            return await self._with_letter(await self.opened(), ev.EscalationExplained(on=self.on))

    async def _with_letter(self, found: Dossier, event: ev.Event) -> Dossier:
        if not found.rulebook.letters(found.case.after(event), kind_of(event)):
            raise Refused("Voor deze klacht kent de regeling deze brief nu niet. Er is niets vastgelegd.")
        return await self.record(found, [event])
