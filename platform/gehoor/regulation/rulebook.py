"""The one typed door to a regulation: asks the hooks, orders the answers, applies lex specialis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import pluggy

from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.errors import GehoorError
from gehoor.regulation import answers as a
from gehoor.regulation.answer import Answer
from gehoor.regulation.law import LawMistake, flatten, rules_of
from gehoor.regulation.library import Layer, Regulation

A = TypeVar("A", bound=Answer)


class RegulationFailed(GehoorError):
    """A hook of a regulation failed; dates that were stored stand. Names the regulation and the hook."""

    code = "regulation_failed"


class Rulebook:
    """One version of a regulation with a tenant's options; the only caller of its hooks."""

    def __init__(self, regulation: Regulation, hooks: pluggy.PluginManager, options: Any) -> None:
        self.regulation = regulation
        self.options = options
        self._hooks = hooks.hook

    def definitions(self) -> list[a.Definition]:
        """Terms, and what is no complaint."""
        return self._collect(a.Definition, "definitions")

    def offices(self) -> list[a.Office]:
        """The offices the law knows."""
        return self._collect(a.Office, "offices")

    def intake_requirements(self, complaint: Complaint, on: date) -> list[a.IntakeRequirement]:
        """What a complaint must hold."""
        return self._collect(
            a.IntakeRequirement, "intake_requirements", complaint=complaint, on=on, options=self.options
        )

    def admissibility_grounds(self, complaint: Complaint, on: date, history: Sequence[Case] = ()) -> list[a.Ground]:
        """Every ground with its verdict. `history`: earlier cases of the same complainant."""
        return self._collect(
            a.Ground,
            "admissibility_grounds",
            complaint=complaint,
            history=history,
            on=on,
            options=self.options,
        )

    def handler_assignment(self, complaint: Complaint) -> a.Assignment | None:
        """Who handles the complaint."""
        return self._first(a.Assignment, "handler_assignment", complaint=complaint, options=self.options)

    def assignment_objections(self, case: Case, candidate: Candidate) -> list[a.AssignmentObjection]:
        """Why this candidate may not, or only with a reason."""
        return self._collect(
            a.AssignmentObjection,
            "assignment_objections",
            case=case,
            candidate=candidate,
            options=self.options,
        )

    def deadlines(self, case: Case, on: date) -> list[a.Deadline]:
        """Every term that runs, soonest first."""
        found = self._collect(a.Deadline, "deadlines", case=case, on=on, options=self.options)
        return sorted(found, key=lambda deadline: (deadline.due, deadline.key))

    def duties(self, case: Case, on: date) -> list[a.Duty]:
        """Who must do what by when: first what is to be done at once, then by date, then without a date."""
        found = self._collect(a.Duty, "duties", case=case, on=on, options=self.options)
        return sorted(found, key=lambda duty: (not duty.at_once, duty.by or date.max, duty.key))

    def extensions(self, case: Case, on: date) -> list[a.Extension]:
        """The ways to lengthen the term on this day."""
        return self._collect(a.Extension, "extensions", case=case, on=on, options=self.options)

    def hearing(self, case: Case, on: date) -> list[a.Hearing]:
        """Who must be offered to be heard."""
        return self._collect(a.Hearing, "hearing", case=case, on=on, options=self.options)

    def outcomes(self, case: Case, on: date) -> list[a.Outcome]:
        """The ways this case may end now."""
        return [o for o in self._collect(Answer, "outcomes", case=case, on=on) if isinstance(o, a.Outcome)]

    def norms(self, case: Case, on: date) -> list[a.NormList]:
        """The lists of norms to test against on this day, newest first."""
        found = [n for n in self._collect(Answer, "outcomes", case=case, on=on) if isinstance(n, a.NormList)]
        return sorted(found, key=lambda norms: norms.valid_from, reverse=True)

    def letters(self, case: Case, event: str) -> list[a.Letter]:
        """The letters that belong to a kind of event."""
        return self._collect(a.Letter, "letters", case=case, event=event, options=self.options)

    def escalations(self, case: Case, on: date) -> list[a.Escalation]:
        """The body outside the municipality."""
        return self._collect(a.Escalation, "escalations", case=case, on=on, options=self.options)

    def register_access(self, actor: Actor, case: Case | None = None) -> a.Access:
        """What this actor sees; the lowest layer refuses, so there always is an answer."""
        answer = self._first(a.Access, "register_access", actor=actor, case=case)
        if answer is None:
            raise RegulationFailed(f"{self.regulation.id}: register_access gave no answer. Check the default layer.")
        return answer

    def report_sections(self, year: int) -> list[a.ReportSection]:
        """What is reported about a year."""
        return self._collect(a.ReportSection, "report_sections", year=year, options=self.options)

    def retention(self, case: Case) -> a.Retention:
        """How long the file is kept; the lowest layer keeps."""
        answer = self._first(a.Retention, "retention", case=case, options=self.options)
        if answer is None:
            raise RegulationFailed(f"{self.regulation.id}: retention gave no answer. Check the default layer.")
        return answer

    def _ask(self, hook: str, facts: dict[str, Any]) -> Any:
        caller: Callable[..., Any] = getattr(self._hooks, hook)
        try:
            return caller(**facts)
        except Exception as failure:
            reg = self.regulation
            detail = f": {failure}" if isinstance(failure, LawMistake) else ""
            raise RegulationFailed(
                f"De regeling {reg.id} ({reg.in_force.isoformat()}, uitgave {reg.edition}) gaf geen antwoord"
                f" op '{hook}' ({type(failure).__name__}{detail}). Opgeslagen datums blijven staan;"
                " meld dit aan de beheerder."
            ) from failure

    def _collect(self, kind: type[A], hook: str, **facts: Any) -> list[A]:
        chosen: dict[str, A] = {}
        for answer in flatten(self._ask(hook, facts)):
            if not isinstance(answer, kind):
                raise RegulationFailed(
                    f"{self.regulation.id}: {hook} answered {type(answer).__name__}, expected {kind.__name__}."
                )
            chosen.setdefault(answer.slot, answer)
        return list(chosen.values())

    def _first(self, kind: type[A], hook: str, **facts: Any) -> A | None:
        answer = self._ask(hook, facts)
        if answer is not None and not isinstance(answer, kind):
            raise RegulationFailed(
                f"{self.regulation.id}: {hook} answered {type(answer).__name__}, expected {kind.__name__}."
            )
        return answer


def check_overrides(layers: Sequence[Layer]) -> None:
    """Raises `LawMistake` where a special layer answers a slot of a more general one without saying so.

    `layers` are general first.
    """
    for position, special in enumerate(layers):
        below = layers[:position]
        for rule in rules_of([special.law]):
            for general in below:
                clash = set(rule.answers) & {slot for r in general.law.rules for slot in r.answers}
                if clash and general.law.key not in rule.overrides:
                    raise LawMistake(
                        f"{special.law.key}.{rule.name} answers {sorted(clash)}, which {general.law.key} answers too."
                        f" Declare overrides={general.law.key!r} on the rule, or use another key."
                    )
