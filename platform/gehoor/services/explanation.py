"""Answers a question to the law from its facts alone: every date, ground, duty and body with its citation."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from gehoor.domain.case import Case, EventOutOfOrder
from gehoor.errors import GehoorError
from gehoor.regulation.library import Regulation, RegulationLibrary
from gehoor.regulation.replay import replay
from gehoor.regulation.rulebook import Rulebook
from gehoor.services.explained import (
    Explanation,
    Failed,
    Failure,
    Pinned,
    assignment_of,
    deadline_of,
    duty_of,
    escalation_of,
    ground_of,
)
from gehoor.services.question import (
    ImpossibleDate,
    Question,
    complaint_of,
    events_of,
    id_of,
    in_range,
    read_question,
    received_day,
)

_encode = msgspec.json.Encoder().encode


class Explainer:
    """Answers questions from the installed regulations; keeps rulebooks, for nothing else is expensive."""

    def __init__(self, library: RegulationLibrary) -> None:
        self._library = library
        self._zone = lru_cache(maxsize=16)(ZoneInfo)
        self._rulebooks: dict[tuple[str, date, bytes], Rulebook] = {}

    def answer(self, raw: bytes | str) -> Explanation | Failed:
        """The answer to one JSON question; a question that cannot be answered gives `Failed` with its id."""
        try:
            question = read_question(raw)
        except GehoorError as error:
            return Failed(id_of(raw), Failure(error.code, error.message, error.field))
        try:
            return self.explain(question)
        except GehoorError as error:
            return Failed(question.id, Failure(error.code, error.message, error.field))

    def explain(self, question: Question) -> Explanation:
        """The answer to a question; raises a `GehoorError` where it cannot be answered."""
        zone = self._library.versions(question.regulation)[-1].time_zone
        received_on = received_day(question.received, self._zone(zone))
        regulation = self._library.in_force(question.regulation, received_on)
        rulebook = self._rulebook(regulation, question.options)
        complaint = complaint_of(question, received_on)
        events, unknown_fields = events_of(question)
        case = replay(rulebook, complaint, events)
        on = _day_asked(question, case)
        return Explanation(
            id=question.id,
            regulation=Pinned(
                regulation.id, regulation.title, regulation.in_force, regulation.edition, regulation.remark
            ),
            received_on=received_on,
            on=on,
            deadlines=[deadline_of(d) for d in rulebook.deadlines(case, on)],
            grounds=[ground_of(g) for g in rulebook.admissibility_grounds(complaint, on)],
            assignment=assignment_of(rulebook.handler_assignment(complaint)),
            escalations=[escalation_of(e) for e in rulebook.escalations(case, on)],
            duties=[duty_of(d) for d in rulebook.duties(case, on)],
            warnings=unknown_fields
            + [
                f"De omstandigheid '{code}' kent deze regeling niet; zij telt niet mee."
                for code in sorted((complaint.declared | complaint.denied) - regulation.circumstances.keys())
            ],
        )

    def _rulebook(self, regulation: Regulation, options: dict[str, Any]) -> Rulebook:
        key = (regulation.id, regulation.in_force, _encode(options))
        if (known := self._rulebooks.get(key)) is None:
            if len(self._rulebooks) >= 256:
                self._rulebooks.clear()
            known = self._library.rulebook(regulation, self._library.options(regulation, options))
            self._rulebooks[key] = known
        return known


def _day_asked(question: Question, case: Case) -> date:
    received_on = case.complaint.received_on
    last = case.events[-1].on if case.events else received_on
    if question.on is None:
        return last
    in_range(question.on, "on")
    if question.on < received_on:
        raise ImpossibleDate(
            f"De dag van de vraag, {question.on.isoformat()} ('on'), ligt vóór de ontvangst op"
            f" {received_on.isoformat()}.",
            field="on",
        )
    if question.on < last:
        raise EventOutOfOrder(
            f"De gebeurtenis van {last.isoformat()} ligt na de dag van de vraag, {question.on.isoformat()} ('on').",
            field="on",
        )
    return question.on
