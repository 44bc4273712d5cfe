"""Plays the people of the demonstration: files complaints and works on them through the same services as the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.complaint import Accused
from gehoor.services import assignment, dossier, intake
from gehoor.services.dossier import Dossier
from gehoor.services.handling import PartInput, Work
from gehoor.services.intake import Entry
from gehoor.services.municipality import Municipality


@dataclass(frozen=True)
class Scene:
    """One municipality and the present; days are counted back from `now`."""

    place: Municipality
    now: datetime
    secret: bytes

    def at(self, days_ago: float) -> datetime:
        """The moment so many days ago."""
        return self.now - timedelta(days=days_ago)

    async def file(self, days_ago: float, entry: Entry) -> str:
        """Somebody complains; gives the reference."""
        at = self.at(days_ago)
        if entry.received_on is None:
            entry = msgspec.structs.replace(entry, received_on=self.place.day(at))
        key = intake.new_submission_key()
        return (await intake.file_complaint(self.place, entry, key, self.secret, "klager", at)).reference

    def work(self, person: str, reference: str, days_ago: float) -> Work:
        """Somebody on the staff at work on a case."""
        at = self.at(days_ago)
        return Work(self.place, self.place.actor(person, self.place.day(at)), reference, at)

    async def look(self, reference: str) -> Dossier:
        """The case as it is."""
        return await dossier.by_reference(self.place, reference)

    async def about(self, person: str, reference: str, days_ago: float, function: str, unit: str = "") -> None:
        """The coordinator fills in whom the complaint is about."""
        complaint = (await self.look(reference)).case.complaint
        corrected = msgspec.structs.replace(
            complaint, accused=Accused(function=function, unit=unit or complaint.accused.unit)
        )
        await self.work(person, reference, days_ago).correct_facts(corrected)

    async def assign(self, coordinator: str, handler: str, reference: str, days_ago: float, reason: str = "") -> None:
        """The coordinator appoints a handler."""
        at = self.at(days_ago)
        found = await self.look(reference)
        choice = next(c for c in assignment.choices(self.place, found, at) if c.candidate.person == handler)
        actor = self.place.actor(coordinator, self.place.day(at))
        await assignment.assign(self.place, actor, reference, choice.key, reason, at, declared=True)

    async def decide(
        self,
        person: str,
        reference: str,
        days_ago: float,
        decision: ev.Decision,
        *grounds: str,
        reason: str = "",
        body: str = "",
    ) -> None:
        """Somebody decides, or advises, on admissibility."""
        await self.work(person, reference, days_ago).decide(decision, grounds, reason, body)

    async def hear(self, handler: str, reference: str, days_ago: float, report: str) -> None:
        """Both are offered to be heard, and are heard."""
        for party in ev.Party:
            offered = ev.HearingOffered(on=self.place.day(self.at(days_ago + 3)), party=party)
            await self.work(handler, reference, days_ago + 3).simple(offered)
        await self.work(handler, reference, days_ago).record_hearing(tuple(ev.Party), report, separately=False)

    async def judge(
        self,
        handler: str,
        reference: str,
        days_ago: float,
        findings: str,
        judgement: ev.Judgement,
        part: str,
        norm: str,
        conclusion: str,
    ) -> None:
        """The handler writes findings and judges one part against a norm."""
        work = self.work(handler, reference, days_ago)
        await work.record_findings(findings)
        listed = (await self.look(reference)).rulebook.norms((await self.look(reference)).case, work.on)[0]
        norms = tuple(entry.key for entry in listed.norms if entry.title.lower().startswith(norm.lower()))
        parts = [PartInput(text=part, judgement=judgement, norms=norms)]
        await work.judge(parts, conclusion, listed.key)
