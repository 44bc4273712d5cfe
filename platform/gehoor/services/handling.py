"""What the desk does with a case: each use case reads the dossier and writes it in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.errors import InvalidInput, NotAllowed, Refused
from gehoor.regulation.answers import Duty, Effect, Part, Verdict
from gehoor.services import colleague_letters
from gehoor.services.dossier import Dossier
from gehoor.services.hearing_work import HearingWork
from gehoor.services.informing_work import InformingWork
from gehoor.services.letter_work import LetterWork
from gehoor.services.sight import is_coordinator, require_part
from gehoor.storage import people
from gehoor.storage.scope import transaction


class PartInput(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the complaint as the handler judges it."""

    text: str
    judgement: ev.Judgement
    norms: tuple[str, ...] = ()


class Work(HearingWork, LetterWork, InformingWork):
    """One action of somebody on the staff on one case; hearings and correspondence have modules of their own."""

    async def correct_facts(self, complaint: Complaint, accused_name: str = "") -> Dossier:
        """Completes the facts; the day and channel of receipt stay."""
        async with transaction():
            found = await self.opened()
            now = found.case.complaint
            if complaint.conduct_on is not None and complaint.conduct_on > now.received_on:
                raise InvalidInput("Dit ligt na de ontvangst van de klacht. Kijk de datum na.", field="conduct_on")
            kept = msgspec.structs.replace(complaint, received_on=now.received_on, channel=now.channel)
            if accused_name:
                await people.put_party(found.case_id, "accused", accused_name)
            corrected = await self.record(found, [ev.FactsCorrected(on=self.on, complaint=kept)])
            await colleague_letters.bring(self.place, corrected, self.actor.person, self.at)
            return corrected

    async def request_repair(self, missing: tuple[str, ...], until: date) -> Dossier:
        """Asks the complainant to complete the complaint, with a letter."""
        if until <= self.on:
            raise InvalidInput("Kies een dag na vandaag.", field="until")
        if not missing:
            raise InvalidInput("Kies wat er ontbreekt.", field="missing")
        return await self.simple(ev.RepairRequested(on=self.on, until=until, missing=missing))

    async def decide(self, decision: ev.Decision, grounds: tuple[str, ...], reason: str, body: str = "") -> Dossier:
        """Decides whether the complaint is treated; where another office decides by law, this is the advice to it."""
        async with transaction():
            found = await self.opened()
            _check_decision(found, decision, grounds, reason, body)
            number = await self.text(found, "reason", reason)
            if body:
                await self.text(found, "referred_to", body)
            kind = ev.AdmissibilityDecided if self.decides(found) else ev.AdmissibilityAdvised
            return await self.record(found, [kind(on=self.on, decision=decision, grounds=grounds, reason=number)])

    def decides(self, found: Dossier) -> bool:
        """Whether this person decides on admissibility by law, or only advises whoever does.

        Once a complaint is refused the law asks nobody to decide any more; then whoever decided by law may come back to
        it, and nobody else.
        """
        duty = self._to_decide(found, found.case) or self._to_decide(found, _before_decision(found.case))
        if duty is None or duty.who in self.place.offices_with(Part.COORDINATOR):
            return is_coordinator(self.place, self.actor)
        return found.case.assigned is not None and found.case.assigned.person == self.actor.person

    def _to_decide(self, found: Dossier, case: Case) -> Duty | None:
        duties = found.rulebook.duties(case, self.on)
        return next((duty for duty in duties if duty.key == "decide_admissibility"), None)

    async def extend(self, weeks: int | None, until: date | None, reason: str) -> Dossier:
        """Extends the term once, tells whoever the law wants told, by letter."""
        async with transaction():
            found = await self.opened()
            answer = next((e for e in found.rulebook.extensions(found.case, self.on) if e.key == "extended"), None)
            told = answer.must_tell if answer else ()
            if answer is not None and answer.allowed and answer.needs_reason and not reason.strip():
                raise InvalidInput("Schrijf de reden; die komt in de brief aan de klager.", field="reason")
            number = await self.text(found, "extension_reason", reason)
            event = ev.Extended(on=self.on, weeks=weeks, until=until, told=told, reason=number)
            return await self.record(found, [event])

    async def agree_further(self, until: date, consent: str) -> Dossier:
        """Records the written consent of the complainant to a later end."""
        if not consent.strip():
            raise InvalidInput("Schrijf waar de schriftelijke instemming staat.", field="consent")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "consent", consent)
            return await self.record(found, [ev.FurtherExtensionAgreed(on=self.on, until=until, document=number)])

    async def consult(self, unit: str) -> Dossier:
        """Records that the coordinator consulted a service before appointing somebody; raises `NotAllowed`."""
        require_part(self.place, self.actor, Part.COORDINATOR)
        return await self.simple(ev.ServiceConsulted(on=self.on, unit=unit))

    async def record_findings(self, text: str) -> Dossier:
        """Keeps the findings of the investigation."""
        if not text.strip():
            raise InvalidInput("Schrijf de bevindingen.", field="findings")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "findings", text)
            return await self.record(found, [ev.FindingsRecorded(on=self.on, text=number or 0)])

    async def judge(
        self,
        parts: Sequence[PartInput],
        conclusion: str,
        edition: str,
        *,
        follows_advice: bool | None = None,
        deviation: str = "",
    ) -> Dossier:
        """Judges each part of the complaint and, where somebody advised, says whether that is followed or why not."""
        if not parts:
            raise InvalidInput("Geef voor ten minste één onderdeel een oordeel.", field="parts")
        async with transaction():
            found = await self.opened()
            judged = tuple(
                [
                    ev.Part(
                        number=number,
                        judgement=part.judgement,
                        norms=part.norms,
                        text=await self.text(found, "part", part.text),
                    )
                    for number, part in enumerate(parts, start=1)
                ]
            )
            reason = await self.text(found, "conclusion", conclusion)
            event = ev.Judged(
                on=self.on,
                parts=judged,
                norms_edition=edition,
                reason=reason,
                follows_advice=follows_advice,
                deviation=await self.text(found, "deviation", deviation) if follows_advice is False else None,
            )
            return await self.record(found, [event])

    async def add_measure(self, kind: str, text: str, due: date | None) -> Dossier:
        """Adds a measure: repair for this complainant, or prevention for the future."""
        if not text.strip():
            raise InvalidInput("Schrijf wat er gaat gebeuren.", field="measure")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "measure", text)
            return await self.record(found, [ev.MeasureAdded(on=self.on, kind=kind, text=number or 0, due=due)])

    async def finish_measure(self, measure: int) -> Dossier:
        """Records that a measure was carried out, also after closing."""
        async with transaction():
            found = await self.opened()
            open_ones = {added.text for added in found.case.all(ev.MeasureAdded)}
            open_ones -= {done.measure for done in found.case.all(ev.MeasureDone)}
            if measure not in open_ones:
                raise InvalidInput("Deze maatregel staat niet open.", field="measure")
            return await self.record(found, [ev.MeasureDone(on=self.on, measure=measure)])

    async def record_forward_consent(self, consent: str) -> Dossier:
        """Records that the complainant agreed to forwarding, and where that can be found."""
        if not consent.strip():
            raise InvalidInput("Schrijf hoe en wanneer de klager instemde.", field="consent")
        async with transaction():
            found = await self.opened()
            number = await self.text(found, "consent", consent)
            return await self.record(found, [ev.ForwardConsentGiven(on=self.on, document=number)])

    async def forward(self, body: str) -> Dossier:
        """Forwards the complaint to another body, where the law permits it now."""
        if not body.strip():
            raise InvalidInput("Schrijf naar welke instantie de klacht gaat.", field="body")
        async with transaction():
            found = await self.opened()
            way = next((o for o in found.rulebook.outcomes(found.case, self.on) if o.key == "forwarded"), None)
            if way is None or not way.available:
                raise Refused(
                    f"Doorsturen kan nu niet: {way.because if way else 'deze regeling kent het niet'}.", field="body"
                )
            number = await self.text(found, "referred_to", body)
            return await self.record(found, [ev.Forwarded(on=self.on, body=number)])

    async def close(self, way: str, reason: str, *, consent: bool) -> Dossier:
        """Ends the case in one of the ways the law knows; raises `Refused` with what is still missing."""
        async with transaction():
            found = await self.opened()
            outcome = next((o for o in found.rulebook.outcomes(found.case, self.on) if o.key == way), None)
            if outcome is None:
                raise Refused("Deze manier van afsluiten kent de regeling niet.", field="way")
            if not outcome.available:
                raise Refused(f"Zo afsluiten kan nu niet: {outcome.because}.", field="way")
            if outcome.needs_reason and not reason.strip():
                raise InvalidInput("Schrijf de reden; die komt in de brief.", field="reason")
            if outcome.needs_consent and not consent:
                raise InvalidInput("Leg eerst vast dat de klager het ermee eens is.", field="consent")
            number = await self.text(found, "reason", reason)
            return await self.record(found, [ev.Closed(on=self.on, way=way, consent=consent, reason=number)])


def _before_decision(case: Case) -> Case:
    """The case as it stood when it was last decided upon."""
    places = [place for place, event in enumerate(case.events) if isinstance(event, ev.AdmissibilityDecided)]
    return msgspec.structs.replace(case, events=case.events[: places[-1]]) if places else case


def _check_decision(found: Dossier, decision: ev.Decision, grounds: tuple[str, ...], reason: str, body: str) -> None:
    if decision is ev.Decision.TREAT:
        return
    if not grounds:
        raise InvalidInput("Kies op welke grond.", field="grounds")
    if not reason.strip():
        raise InvalidInput("Schrijf in gewone woorden waarom; dit komt in de brief.", field="reason")
    _check_grounds(found, grounds)
    if decision is ev.Decision.REFERRED and not body.strip():
        raise InvalidInput("Schrijf bij welke instantie de klager terechtkan.", field="body")


def _check_grounds(found: Dossier, grounds: tuple[str, ...]) -> None:
    """A ground must be known, must not have been answered with no, and comes after the chance to repair."""
    complaint = found.case.complaint
    known = {ground.key: ground for ground in found.rulebook.admissibility_grounds(complaint, complaint.received_on)}
    for key in grounds:
        if key not in known:
            raise NotAllowed(f"De regeling kent de grond '{key}' niet.", field="grounds")
        ground = known[key]
        if ground.verdict is Verdict.DOES_NOT:
            raise Refused(
                f"De grond '{ground.title}' geldt hier niet: {ground.because} ({ground.basis[0].label})",
                field="grounds",
            )
        if ground.effect is Effect.REPAIR_FIRST and found.case.last(ev.RepairRequested) is None:
            raise Refused(
                f"Geef de klager eerst de kans om de klacht aan te vullen ({ground.basis[0].label}).", field="grounds"
            )
