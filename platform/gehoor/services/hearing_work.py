"""Hearing the parties: offered, left out on a ground of the law, held with its report."""

from __future__ import annotations

from datetime import date

from gehoor.domain import events as ev
from gehoor.errors import InvalidInput, Refused
from gehoor.services.case_work import CaseWork
from gehoor.services.dossier import Dossier
from gehoor.storage.scope import transaction


class HearingWork(CaseWork):
    """What the desk does around hearing the parties of one case."""

    async def offer_hearing(self, party: ev.Party, reply_by: date | None) -> Dossier:
        """Offers a party to be heard, with a letter and a day to answer by."""
        if reply_by is not None and reply_by <= self.on:
            raise InvalidInput("Kies een dag na vandaag.", field="reply_by")
        return await self.simple(ev.HearingOffered(on=self.on, party=party, reply_by=reply_by))

    async def waive_hearing(self, party: ev.Party, ground: str, reason: str) -> Dossier:
        """Leaves a hearing out on a ground the law knows, with the reason written down."""
        async with transaction():
            found = await self.opened()
            answer = next((h for h in found.rulebook.hearing(found.case, self.on) if h.party is party), None)
            if answer is None or ground not in {waiver.key for waiver in answer.waivers}:
                raise Refused("De wet kent deze reden niet om van het horen af te zien.", field="ground")
            if not reason.strip():
                raise InvalidInput("Schrijf op waarom deze grond hier geldt.", field="reason")
            number = await self.text(found, "waiver_reason", reason)
            return await self.record(found, [ev.HearingWaived(on=self.on, party=party, ground=ground, reason=number)])

    async def record_reply(self, text: str) -> Dossier:
        """Keeps a written reply of the accused that came on paper or by mail."""
        if not text.strip():
            raise InvalidInput("Schrijf de reactie over.", field="reply")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "accused_reply", text)
            return await self.record(found, [ev.AccusedReplied(on=self.on, text=number or 0)])

    async def record_hearing(
        self, parties: tuple[ev.Party, ...], report: str, *, separately: bool, held_on: date | None = None
    ) -> Dossier:
        """Keeps the report of a hearing, of today or of the day that is given."""
        if not parties:
            raise InvalidInput("Kies wie er is gehoord.", field="parties")
        if not report.strip():
            raise InvalidInput("Schrijf het verslag; zonder verslag is het horen niet vastgelegd.", field="report")
        async with transaction():
            found = await self.opened()
            if held_on is not None and not found.case.complaint.received_on <= held_on <= self.on:
                raise InvalidInput("Kies een dag na de ontvangst van de klacht en niet na vandaag.", field="held_on")
            number = await self.text(found, "hearing_report", report)
            event = ev.HearingHeld(on=self.on, parties=parties, report=number, separately=separately, held_on=held_on)
            return await self.record(found, [event])
