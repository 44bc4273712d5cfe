"""Fictional cases that take every step a case can take, so that a law can be asked for all of its letters."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import (
    Accused,
    Channel,
    Complainant,
    ComplainantKind,
    Complaint,
    Mandate,
    Representation,
    RepresentativeKind,
)
from gehoor.errors import GehoorError
from gehoor.regulation.answers import Effect
from gehoor.regulation.guard import RegulationFailed
from gehoor.regulation.rulebook import Rulebook
from gehoor.services import labels, sample_words
from gehoor.services.municipality import Municipality

#: How long ago the sample complaints came in, so that no step lies in the future.
AGO: Final = timedelta(days=40)
_BOARD: Final = "burgemeester"
_DECISIONS: Final = {
    Effect.MUST_REFUSE: ev.Decision.NOT_TREATED,
    Effect.MAY_REFUSE: ev.Decision.NOT_TREATED,
    Effect.REPAIR_FIRST: ev.Decision.NOT_TREATED,
    Effect.NO_COMPLAINT: ev.Decision.NO_COMPLAINT,
    Effect.ELSEWHERE: ev.Decision.REFERRED,
}
#: Steps that are taken with thought below; any other kind of step is made up from its fields.
_THOUGHT_OUT: Final = (
    ev.Received, ev.FactsCorrected, ev.AdmissibilityDecided, ev.AdmissibilityAdvised, ev.Assigned, ev.Judged,
    ev.Closed, ev.Reckoned, ev.LetterQueued, ev.LetterStored, ev.MandateWithdrawn,
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A case just after an event at which its law may want a letter; `told` is in which story and what happened."""

    case: Case
    received: ev.Received
    event: ev.Event
    rulebook: Rulebook
    story: str
    what: str


def steps(place: Municipality, at: datetime) -> Iterator[Step]:
    """Every step of every story; what a law refuses to answer about is left out."""
    on = place.day(at)
    rulebook = place.rulebook(on - AGO).remembering()
    stories = list(_complaints(place, on - AGO))
    for story, complaint in stories:
        yield from _Story(place, rulebook, story, complaint, on).steps()
    for key, question in place.current.circumstances.items():
        declared = msgspec.structs.replace(stories[0][1], declared=frozenset({key}))
        yield from _Story(place, rulebook, f"Klacht waarbij ja is gezegd op '{question}'", declared, on).decisions()


def _complaints(place: Municipality, on: date) -> Iterator[tuple[str, Complaint]]:
    function = "personeelslid" if place.current.language.endswith("BE") else "ambtenaar"
    unit = next((unit.key for unit in place.tenant.organisation.units), "")
    plain = Complaint(
        received_on=on,
        channel=Channel.FORM,
        accused=Accused(function=function, unit=unit),
        conduct_on=on - timedelta(days=12),
    )
    change = msgspec.structs.replace
    yield "Klacht via het formulier", plain
    acts = Representation(kind=RepresentativeKind.AUTHORISED, mandate=Mandate.SHOWN)
    yield "Klacht per brief, met een gemachtigde", change(plain, channel=Channel.LETTER, representation=acts)
    yield "Mondelinge klacht", change(plain, channel=Channel.ORAL)
    yield "Klacht per e-mail, met een adviescommissie", change(plain, channel=Channel.EMAIL, committee=True)
    yield "Klacht over een bestuurder", change(plain, accused=Accused(function=_BOARD))
    staff = Complainant(kind=ComplainantKind.EMPLOYEE)
    yield "Klacht van een medewerker", change(plain, complainant=staff)


class _Story:
    """One complaint and everything that can come of it."""

    def __init__(self, place: Municipality, rulebook: Rulebook, story: str, complaint: Complaint, on: date) -> None:
        self.place, self.rulebook, self.story, self.on = place, rulebook, story, on
        regulation = rulebook.regulation
        self.received = ev.Received(
            on=complaint.received_on, complaint=complaint, regulation=regulation.id, in_force=regulation.in_force,
            edition=regulation.edition, reference=sample_words.REFERENCE,
        )  # fmt: skip
        self.case = Case(complaint=complaint)

    def steps(self) -> Iterator[Step]:
        """The steps of this story."""
        yield self._step(self.case, self.received, "ontvangen")
        yield from self._others(self.case, closed=False)
        yield from self.decisions()
        assigned = self._assigned()
        if assigned is None:
            return
        yield assigned
        yield from self._others(assigned.case, closed=False)
        yield from self._endings(assigned.case, judged="")
        judgements = [*ev.Judgement]
        for chosen in ([judgements[0]], [judgements[2]], judgements[:3]):
            case = self._judged(assigned.case, chosen)
            if case is not None:
                words = "meer onderdelen" if len(chosen) > 1 else labels.JUDGEMENTS[chosen[0]]
                yield from self._endings(case, judged=words)

    def decisions(self) -> Iterator[Step]:
        """What can be decided about it, and how it may end then."""
        asked = self._took(
            self.case, _made_up(ev.RepairRequested, self.received.on + timedelta(days=3), self._missing())
        )
        for ground in self.rulebook.admissibility_grounds(self.case.complaint, self.on):
            decision = _DECISIONS.get(ground.effect)
            case = asked if ground.effect is Effect.REPAIR_FIRST else self.case
            if decision is None or case is None:
                continue
            decided = ev.AdmissibilityDecided(
                on=self._day(8), decision=decision, grounds=(ground.key,), reason=sample_words.REASON
            )
            after = self._took(case, decided)
            if after is not None:
                yield self._step(
                    after, decided, f"{labels.DECISIONS[decision]}: {ground.title[:1].lower()}{ground.title[1:]}"
                )
                yield from self._endings(after, judged="")

    def _assigned(self) -> Step | None:
        treat = ev.AdmissibilityDecided(on=self._day(6), decision=ev.Decision.TREAT)
        case = self._took(self.case, treat)
        found = self.rulebook.handler_assignment(self.case.complaint)
        office = found.office if found else ""
        office = office or next((each.key for each in self.place.offices if each.handles), "")
        holder = next((each for each in self.place.tenant.holdings(self.on) if each.office == office), None)
        event = ev.Assigned(
            on=self._day(7), office=office, person=holder.person if holder else "", unit=holder.unit if holder else "",
            on_behalf_of=found.on_behalf_of if found else "",
        )  # fmt: skip
        after = self._took(case, event) if case else None
        return self._step(after, event, "behandelaar aangewezen") if after else None

    def _judged(self, case: Case, judgements: list[ev.Judgement]) -> Case | None:
        listed = next(iter(self.rulebook.norms(case, self.on)), None)
        norms = tuple(norm.key for norm in listed.norms[:2]) if listed else ()
        advised = case.complaint.committee
        # Of the judgements after an advice the one with more parts follows it not.
        follows = len(judgements) == 1 if advised else None
        parts = tuple(
            ev.Part(number=number, judgement=judgement, norms=norms, text=sample_words.PARTS[number - 1])
            for number, judgement in enumerate(judgements, start=1)
        )
        for event in (
            ev.HearingHeld(on=self._day(18), parties=tuple(ev.Party), report=sample_words.REPORT),
            ev.FindingsRecorded(on=self._day(20), text=sample_words.FINDINGS),
            *((ev.AdviceReceived(on=self._day(21), text=sample_words.ADVICE),) if advised else ()),
            ev.Judged(
                on=self._day(22),
                parts=parts,
                norms_edition=listed.key if listed else "",
                reason=sample_words.CONCLUSION,
                follows_advice=follows,
                deviation=sample_words.DEVIATION if follows is False else None,
            ),
            ev.MeasureAdded(on=self._day(22), kind="repair", text=sample_words.MEASURE),
        ):
            after = self._took(case, event)
            if after is None:
                return None
            case = after
        return case

    def _endings(self, case: Case, judged: str) -> Iterator[Step]:
        """The ways in which this case may end now, by its own law, and what can happen after that."""
        for outcome in self.rulebook.outcomes(case, self._day(24)):
            if not outcome.available or outcome.with_judgement != bool(judged):
                continue
            event = ev.Closed(on=self._day(24), way=outcome.key, consent=True, reason=sample_words.REASON)
            after = self._took(case, event)
            if after is not None:
                title = f"{outcome.title[:1].lower()}{outcome.title[1:]}"
                yield self._step(after, event, f"{title} ({judged})" if judged else title)
                if judged:
                    yield from self._others(after, closed=True)

    def _others(self, case: Case, *, closed: bool) -> Iterator[Step]:
        """Every other kind of step, made up from its fields; what cannot be now is left out."""
        for kind in _kinds():
            for event in _variants(kind, self._day(26 if closed else 10), self._missing()):
                after = self._took(self._with_cause(case, kind), event)
                if after is not None:
                    yield self._step(after, event, labels.EVENTS.get(ev.kind_of(event), ev.kind_of(event)).lower())

    def _with_cause(self, case: Case, kind: type[ev.Event]) -> Case:
        """The case with what must have happened before such a step means anything."""
        on = case.events[-1].on if case.events else self._day(9)
        before: dict[type[ev.Event], ev.Event] = {
            ev.OmbudsmanAnswered: ev.OmbudsmanReported(
                on=on, text=sample_words.REASON, recommendations=sample_words.RECOMMENDATIONS
            ),
            ev.Forwarded: ev.ForwardConsentGiven(on=on, body="politie"),
            ev.HearingHeld: ev.HearingOffered(on=on, party=ev.Party.COMPLAINANT),
            ev.HearingCancelled: _made_up(ev.HearingPlanned, on, ()),
        }
        return (self._took(case, before[kind]) if kind in before else None) or case

    def _missing(self) -> tuple[str, ...]:
        asked = self.rulebook.intake_requirements(self.case.complaint, self.received.on)
        return tuple(need.key for need in asked if need.repairable)[:3]

    def _took(self, case: Case, event: ev.Event) -> Case | None:
        try:
            return case.after(event)
        except GehoorError:
            return None

    def _day(self, number: int) -> date:
        return self.received.on + timedelta(days=number)

    def _step(self, case: Case, event: ev.Event, what: str) -> Step:
        return Step(case, self.received, event, self.rulebook, self.story, what)


@cache
def _kinds() -> tuple[type[ev.Event], ...]:
    kinds = typing.get_args(ev.AnyEvent)
    return tuple(kind for kind in dict.fromkeys(kinds) if kind not in _THOUGHT_OUT)


def _variants(kind: type[ev.Event], on: date, missing: tuple[str, ...]) -> Iterator[ev.Event]:
    """One step of this kind, or one for each party where it names a party."""
    event = _made_up(kind, on, missing)
    if event is None:
        return
    yield event
    if isinstance(getattr(event, "party", None), ev.Party):
        yield msgspec.structs.replace(event, **{"party": ev.Party.ACCUSED})


def _made_up(kind: type[ev.Event], on: date, missing: tuple[str, ...]) -> Any:
    """A step of this kind with something plausible in each field, or nothing where that cannot be done."""
    values: dict[str, Any] = {"on": on}
    for name, hint in _hints(kind).items():
        if name == "on":
            continue
        made = _value(name, hint, on, missing)
        if made is not None:
            values[name] = made
    try:
        return kind(**values)
    except TypeError:
        return None


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(name: str, hint: Any, on: date, missing: tuple[str, ...]) -> Any:
    if name in sample_words.FIELDS:
        return sample_words.FIELDS[name]
    if name == "missing":
        return missing
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    kind = next((option for option in options if option is not types.NoneType), None)
    if kind is date:
        return on + timedelta(days=14)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return sample_words.REASON if kind is int else None


def asked(step: Step) -> list[Any]:
    """The letters the law wants at this step; none where it does not answer, which others hear of."""
    try:
        return step.rulebook.letters(step.case, ev.kind_of(step.event))
    except RegulationFailed:
        return []
