"""What a yearly report counts: the cases that came in during a year, from their events, in one pass."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from statistics import median

from gehoor.domain import events as ev
from gehoor.domain.case import Case, from_register
from gehoor.domain.complaint import BOTH_ENTITIES
from gehoor.domain.events import Decision, Reckoned
from gehoor.domain.payloads import decode
from gehoor.regulation.answers import ReportSection
from gehoor.regulation.rulebook import Rulebook
from gehoor.services.asking import all_answered
from gehoor.services.municipality import Municipality
from gehoor.storage import received, register
from gehoor.storage.received import ReceivedCase
from gehoor.storage.scope import snapshot

_RECKONED = str(Reckoned.__struct_config__.tag)


class Term(StrEnum):
    """How a case stands to its term."""

    IN_TIME = "in_time"
    EXTENDED = "extended"
    LATE = "late"
    RUNNING = "running"
    OVERDUE = "overdue"
    NONE = "none"


@dataclass
class Figures:
    """The counts of one section; of names and texts there is nothing in them."""

    received: int = 0
    closed: int = 0
    #: Counted here and in the report of the other legal person too.
    about_both: int = 0
    #: Not counted here, because nobody wrote down which legal person it is about.
    about_unknown: int = 0
    not_treated: int = 0
    judged_parts: int = 0
    measures_done: int = 0
    channels: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    decisions: Counter[Decision] = field(default_factory=Counter)
    grounds: Counter[str] = field(default_factory=Counter)
    judgements: Counter[ev.Judgement] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    terms: Counter[Term] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    #: From receipt until closing, for each case that is closed.
    days: list[int] = field(default_factory=list)
    #: The words of the law for the grounds and ways that occur.
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def median_days(self) -> float | None:
        """Half of the closed cases took at most so long."""
        return median(self.days) if self.days else None

    @property
    def longest_days(self) -> int | None:
        """The case that took longest."""
        return max(self.days, default=None)


async def counted(place: Municipality, year: int, section: ReportSection, on: date) -> Figures:
    """The figures of one section over the cases received in this year, as they stand on this day."""
    figures = Figures()
    async with snapshot():
        async for part in received.in_parts(date(year, 1, 1), date(year, 12, 31)):
            payloads = await register.payloads_of([row.case_id for row in part], without=_RECKONED)
            for row in part:
                pinned, case = from_register(map(decode, payloads[row.case_id]))
                if _belongs(figures, section, case):
                    _count(figures, case, row, on)
                    _learn_titles(figures, place.pinned(pinned), case, on)
    return figures


def _belongs(figures: Figures, section: ReportSection, case: Case) -> bool:
    complaint = case.complaint
    if section.written_only and not complaint.written:
        return False
    if not section.entity:
        return True
    figures.about_unknown += not complaint.entity
    return complaint.entity in (section.entity, BOTH_ENTITIES)


def _count(figures: Figures, case: Case, row: ReceivedCase, on: date) -> None:
    complaint, closed, decision = case.complaint, case.last(ev.Closed), case.decision
    figures.received += 1
    figures.about_both += complaint.entity == BOTH_ENTITIES
    figures.channels[complaint.channel.value] += 1
    figures.entities[complaint.entity] += 1
    figures.units[complaint.accused.unit] += 1
    if decision is not None and decision.decision is not Decision.TREAT:
        figures.not_treated += 1
        figures.decisions[decision.decision] += 1
        figures.grounds.update(set(decision.grounds))
    if (judged := case.last(ev.Judged)) is not None:
        figures.judged_parts += len(judged.parts)
        figures.judgements.update(part.judgement for part in judged.parts)
    if closed is not None:
        figures.closed += 1
        figures.ways[closed.way] += 1
        figures.days.append((closed.on - complaint.received_on).days)
    figures.terms[_term(case, closed, row.settle_by, on)] += 1
    figures.measures.update(measure.kind for measure in case.all(ev.MeasureAdded))
    figures.measures_done += len(case.all(ev.MeasureDone))


def _term(case: Case, closed: ev.Closed | None, settle_by: date | None, on: date) -> Term:
    if settle_by is None:
        return Term.NONE
    if closed is None:
        return Term.OVERDUE if settle_by < on else Term.RUNNING
    if closed.on > settle_by:
        return Term.LATE
    lengthened = case.last(ev.Extended) or case.last(ev.FurtherExtensionAgreed)
    return Term.EXTENDED if lengthened else Term.IN_TIME


def _learn_titles(figures: Figures, law: Rulebook, case: Case, on: date) -> None:
    """Asks the law what a ground or a way is called, once for each that occurs."""
    complaint = case.complaint
    if figures.grounds.keys() - figures.titles.keys():
        for ground in all_answered(lambda: law.admissibility_grounds(complaint, complaint.received_on)):
            figures.titles.setdefault(ground.key, ground.title)
        for key in figures.grounds:
            figures.titles.setdefault(key, key)
    if figures.ways.keys() - figures.titles.keys():
        for way in all_answered(lambda: law.outcomes(case, on)):
            figures.titles.setdefault(way.key, way.title)
        for key in figures.ways:
            figures.titles.setdefault(key, key)
