"""What the law says about one case now, asked once for a page; a question that fails leaves the others standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gehoor.domain.events import Party
from gehoor.regulation import answers as a
from gehoor.services import assignment
from gehoor.services.asking import all_answered, answered
from gehoor.services.assignment import Choice
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.projection import stored_answers
from gehoor.services.steps import steps_that_matter
from gehoor.web.desk.words import DATE_DUTIES


@dataclass(frozen=True)
class LawView:
    """The answers of the law for a page. Dates and duties are those on the register, as they were said."""

    deadlines: list[a.Deadline]
    duties: list[a.Duty]
    grounds: list[a.Ground]
    needs: list[a.IntakeRequirement]
    assignment: a.Assignment | None
    choices: list[Choice]
    extensions: Mapping[str, a.Extension]
    hearings: Mapping[Party, a.Hearing]
    outcomes: list[a.Outcome]
    norms: a.NormList | None
    escalations: list[a.Escalation]
    retention: a.Retention | None
    steps: frozenset[str]

    @property
    def next_duty(self) -> a.Duty | None:
        """What is to be done next: the open duty that is due first."""
        dated = [duty for duty in self.duties if not duty.done and duty.by is not None]
        return min(dated, key=lambda duty: (duty.by or date.max, duty.key), default=None)

    def met(self, deadline: a.Deadline) -> bool:
        """Whether everything this date is for was done, as far as it shows from the duties."""
        keys = DATE_DUTIES.get(deadline.key, ())
        for_it = [duty for duty in self.duties if duty.key in keys]
        return bool(for_it) and all(duty.done for duty in for_it)

    @property
    def against_all(self) -> list[a.AssignmentObjection]:
        """What stands against every candidate alike, so that it need be told once only."""
        if len(self.choices) < 2:
            return []
        rest = [{(objection.key, objection.reason) for objection in choice.objections} for choice in self.choices]
        shared = set.intersection(*rest)
        return [objection for objection in self.choices[0].objections if (objection.key, objection.reason) in shared]

    @property
    def judgements(self) -> list[tuple[str, str]]:
        """The judgements this law knows, with their names."""
        return next((list(way.judgements) for way in self.outcomes if way.judgements), [])

    @property
    def reply_by(self) -> date | None:
        """The day the law gives for completing a complaint, where it gives one."""
        return next((need.by for need in self.needs if need.by is not None), None)


def law_of(place: Municipality, found: Dossier, at: datetime) -> LawView:
    """Asks the law of a case everything a page may show."""
    law, case, on = found.rulebook, found.case, place.day(at)
    deadlines, duties = stored_answers(case)
    norms = all_answered(lambda: law.norms(case, on))
    return LawView(
        deadlines=deadlines,
        duties=duties,
        grounds=all_answered(lambda: law.admissibility_grounds(case.complaint, case.complaint.received_on)),
        needs=all_answered(lambda: law.intake_requirements(case.complaint, on)),
        assignment=answered(lambda: law.handler_assignment(case.complaint), None),
        choices=all_answered(lambda: assignment.choices(place, found, at)),
        extensions=answered(lambda: {answer.key: answer for answer in law.extensions(case, on)}, {}),
        hearings=answered(lambda: {answer.party: answer for answer in law.hearing(case, on)}, {}),
        outcomes=all_answered(lambda: law.outcomes(case, on)),
        norms=norms[0] if norms else None,
        escalations=all_answered(lambda: law.escalations(case, on)),
        retention=answered(lambda: law.retention(case), None),
        steps=answered(lambda: steps_that_matter(found, on), frozenset()),
    )
