"""What happened in a case, step by step, in words: when, by whom, and the text that was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.domain.events import Event, kind_of
from gehoor.domain.payloads import decode
from gehoor.services import labels, notice_words
from gehoor.services.asking import all_answered
from gehoor.services.casefile import CaseFile
from gehoor.services.correspondence import SYSTEM
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.projection import names_of
from gehoor.services.talks import talk_moment
from gehoor.storage import register

#: Who acts without being on the staff.
OTHERS = {SYSTEM: "Het systeem", "complainant": "De klager", "citizen": "De klager", "": "De klager"}
MEASURES = {"repair": "herstel voor deze klager", "prevention": "om herhaling te voorkomen"}


@dataclass(frozen=True)
class Step:
    """One event in words; `text` is what somebody wrote."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Moment:
    """What somebody did at one moment: a step of this person and what followed from it."""

    at: datetime
    who: str
    steps: tuple[Step, ...]


async def happened(place: Municipality, found: Dossier, file: CaseFile) -> list[Moment]:
    """Everything that is on the register of this case, the latest first."""
    teller = _Teller(place, found, file)
    moments: list[Moment] = []
    for stored in await register.events_of(found.case_id):
        step = teller.step(decode(stored.payload))
        who = OTHERS.get(stored.actor) or place.tenant.person_name(stored.actor)
        if moments and (moments[-1].at, moments[-1].who) == (stored.at, who):
            # What was reckoned again after each of several steps is told once, at the end.
            earlier = tuple(told for told in moments[-1].steps if told != step or step.text)
            moments[-1] = Moment(stored.at, who, (*earlier, step))
        else:
            moments.append(Moment(stored.at, who, (step,)))
    return moments[::-1]


class _Teller:
    """Knows the names and texts of one case."""

    def __init__(self, place: Municipality, found: Dossier, file: CaseFile) -> None:
        self._place, self._file = place, file
        on = found.received.on
        law, case, complaint = found.rulebook, found.case, found.case.complaint
        # Where the law does not answer, its own words are missing here and its codes stand in their place.
        self._grounds = {g.key: g.title for g in all_answered(lambda: law.admissibility_grounds(complaint, on))}
        self._waivers = {w.key: w.title for h in all_answered(lambda: law.hearing(case, on)) for w in h.waivers}
        self._ways = {way.key: way.title for way in all_answered(lambda: law.outcomes(case, on))}
        self._names = names_of(case)
        self._papers: Mapping[int, str] = {paper.letter.id: paper.title for paper in file.papers}

    def step(self, event: Event) -> Step:
        """The event in words."""
        name = labels.EVENTS.get(kind_of(event), kind_of(event))
        detail = self._detail(event)
        return Step(f"{name}: {detail}" if detail else name, self._text(event))

    def _detail(self, event: Event) -> str:
        match event:
            case ev.Received():
                return labels.CHANNELS[event.complaint.channel]
            case ev.Acknowledged():
                return "op het scherm" if event.by == "screen" else "per brief"
            case ev.RepairRequested():
                return _until(event.until)
            case ev.ForwardConsentAsked():
                return _until(event.reply_by)
            case ev.MandateRecorded():
                return f"{labels.REPRESENTATIVES[event.kind]}, machtiging {labels.MANDATES[event.mandate]}"
            case ev.AdmissibilityAdvised() | ev.AdmissibilityDecided():
                grounds = ", ".join(self._grounds.get(key, key) for key in event.grounds)
                return labels.DECISIONS[event.decision] + (f" ({grounds})" if grounds else "")
            case ev.ServiceConsulted():
                return self._place.tenant.unit_title(event.unit)
            case ev.Assigned():
                office = self._place.office_title(event.office)
                return f"{self._place.tenant.person_name(event.person)}, {office.lower()}"
            case ev.Extended():
                return f"{event.weeks} weken" if event.weeks else _until(event.until)
            case ev.FurtherExtensionAgreed():
                return _until(event.until)
            case ev.FurtherExtensionAsked():
                return f"tot en met {written(event.until)}"
            case ev.HearingOffered():
                answer = f", antwoord {_until(event.reply_by)}" if event.reply_by else ""
                return f"{labels.PARTIES[event.party]}{answer}"
            case ev.HearingWaived():
                return f"{labels.PARTIES[event.party]}. {self._waivers.get(event.ground, event.ground)}"
            case ev.HearingHeld():
                together = " (apart van elkaar)" if event.separately and len(event.parties) > 1 else ""
                day = f", op {written(event.held_on)}" if event.held_on else ""
                return " en ".join(labels.PARTIES[party] for party in event.parties) + together + day
            case ev.Judged():
                judged = ", ".join(
                    f"onderdeel {part.number} {labels.JUDGEMENTS[part.judgement]}" for part in event.parts
                )
                return judged + (", in afwijking van het advies" if event.follows_advice is False else "")
            case ev.OmbudsmanReported():
                return labels.counted(len(event.recommendations), "aanbeveling", "aanbevelingen")
            case ev.OmbudsmanAnswered():
                followed = sum(response.followed for response in event.responses)
                return f"{followed} van de {len(event.responses)} opgevolgd"
            case ev.MeasureAdded():
                return MEASURES.get(event.kind, event.kind) + (f", {_until(event.due)}" if event.due else "")
            case ev.LetterQueued() | ev.LetterStored():
                to = f" (aan {self._reader(event)})" if isinstance(event, ev.LetterQueued) else ""
                return f"{self._papers.get(event.letter, 'brief')}{to}"
            case ev.LetterSent():
                return f"{self._papers.get(event.letter, 'brief')}, {labels.WAYS.get(event.way, event.way)}" + (
                    f", op {written(event.sent_on)}" if event.sent_on else ""
                )
            case ev.LetterReturned() | ev.LetterFetched():
                return self._papers.get(event.letter, "brief")
            case ev.ChannelChosen():
                way = labels.WAYS["electronic" if event.electronic else "post"]
                return f"{labels.RECIPIENTS.get(event.addressee, event.addressee)}, {way}"
            case ev.HearingPlanned():
                when = talk_moment(self._place, event)
                return f"{labels.PARTIES[event.party]}, {when}, {labels.TALKS.get(event.way, event.way)}"
            case ev.HearingCancelled():
                return labels.PARTIES[event.party]
            case ev.MessageReceived():
                return labels.MESSAGE_SENDERS.get(event.sender, labels.MESSAGE_SENDERS["unknown"])
            case ev.TermsRecomputed():
                return notice_words.why_moved(event.cause, event.moved, self._names)
            case ev.Reckoned():
                return "de regeling gaf nog geen antwoord; het systeem vraagt het opnieuw" if event.unanswered else ""
            case ev.Closed():
                return self._ways.get(event.way, event.way)
        return ""

    def _reader(self, letter: ev.LetterQueued) -> str:
        """To whom a letter went: who acts for the complainant gets the complainant's letters."""
        role = next(
            (paper.letter.recipient_role for paper in self._file.papers if paper.letter.id == letter.letter), ""
        )
        return labels.RECIPIENTS.get(role) or (labels.PARTIES[letter.recipient] if letter.recipient else role)

    def _text(self, event: Event) -> str:
        match event:
            case ev.HearingHeld():
                return self._file.text(event.report)
            case ev.HearingPlanned():
                return self._file.text(event.place)
            case ev.ChannelChosen():
                return self._file.text(event.note)
            case ev.AccusedReplied() | ev.FindingsRecorded() | ev.MeasureAdded() | ev.AdviceReceived():
                return self._file.text(event.text)
            case ev.OmbudsmanReported():
                return self._listed(self._file.text(event.text), event.recommendations)
            case ev.OmbudsmanAnswered():
                return self._listed("", [response.text for response in event.responses])
            case ev.MessageReceived():
                return self._file.text(event.text)
            case ev.MeasureDone():
                return self._file.text(event.measure)
            case ev.MandateRecorded() | ev.MandateWithdrawn():
                return self._file.text(event.note)
            case ev.FurtherExtensionAgreed() | ev.ForwardConsentGiven():
                return self._file.text(event.document)
            case ev.Forwarded() | ev.ForwardConsentAsked():
                return self._file.text(event.body)
            case ev.Judged():
                parts = [f"{part.number}. {self._file.text(part.text)}" for part in event.parts]
                return "\n".join([*parts, self._file.text(event.reason), self._file.text(event.deviation)]).strip()
        return self._file.text(getattr(event, "reason", None))

    def _listed(self, first: str, numbers: Sequence[int]) -> str:
        """A text and under it others, numbered."""
        return "\n".join([first, *(f"{at}. {self._file.text(each)}" for at, each in enumerate(numbers, 1))]).strip()


def _until(day: date | None) -> str:
    return f"uiterlijk {written(day)}" if day else ""
