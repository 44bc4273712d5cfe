"""The one typed door to a regulation: asks the hooks, orders the answers, applies lex specialis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import pluggy

from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import answers as a
from gehoor.regulation import defaults
from gehoor.regulation.answer import Answer
from gehoor.regulation.delivery import Delivery
from gehoor.regulation.guard import OPEN, Guard, RegulationFailed, WhoseLaw, WrongAnswer
from gehoor.regulation.law import LawMistake, flatten, rules_of
from gehoor.regulation.library import Layer, Regulation
from gehoor.regulation.soundness import sound

__all__ = ["RegulationFailed", "Rulebook", "check_overrides"]

A = TypeVar("A", bound=Answer)
#: Answers a rulebook remembers; a page asks about a hundred questions, many of them twice.
REMEMBERED = 128


class Rulebook:
    """One version of a regulation with a tenant's options; the only caller of its hooks.

    Each question goes through the guard: it raises `RegulationFailed` and nothing else.
    """

    def __init__(
        self,
        regulation: Regulation,
        hooks: pluggy.PluginManager,
        options: Any,
        tenant: str = "",
        guard: Guard = OPEN,
    ) -> None:
        self.regulation = regulation
        self.options = options
        self._manager = hooks
        self._hooks = hooks.hook
        self._guard = guard
        self._whose = WhoseLaw(tenant, regulation.id, regulation.in_force, regulation.edition)
        self._known: dict[tuple[Any, ...], tuple[Any, list[Any]]] | None = None

    def remembering(self) -> Rulebook:
        """This rulebook for one piece of work: it puts the same question about the same case once.

        The same question has the same answer; it is a copy so that what it remembers goes with the work.
        """
        copy = Rulebook(self.regulation, self._manager, self.options, self._whose.tenant, self._guard)
        copy._known = {}
        return copy

    def definitions(self) -> list[a.Definition]:
        """Terms, and what is no complaint."""
        return self._collect("definitions", a.Definition)

    def offices(self) -> list[a.Office]:
        """The offices the law knows."""
        return self._collect("offices", a.Office)

    def intake_requirements(self, complaint: Complaint, on: date) -> list[a.IntakeRequirement]:
        """What a complaint must hold."""
        return self._collect(
            "intake_requirements", a.IntakeRequirement, complaint=complaint, on=on, options=self.options
        )

    def admissibility_grounds(self, complaint: Complaint, on: date, history: Sequence[Case] = ()) -> list[a.Ground]:
        """Every ground with its verdict. `history`: earlier cases of the same complainant."""
        return self._collect(
            "admissibility_grounds",
            a.Ground,
            complaint=complaint,
            history=history,
            on=on,
            options=self.options,
        )

    def handler_assignment(self, complaint: Complaint) -> a.Assignment | None:
        """Who handles the complaint."""
        return self._first("handler_assignment", a.Assignment, complaint=complaint, options=self.options)

    def assignment_objections(self, case: Case, candidate: Candidate) -> list[a.AssignmentObjection]:
        """Why this candidate may not, or only with a reason."""
        return self._collect(
            "assignment_objections",
            a.AssignmentObjection,
            case=case,
            candidate=candidate,
            options=self.options,
        )

    def deadlines(self, case: Case, on: date) -> list[a.Deadline]:
        """Every term that runs, soonest first."""
        found = self._collect("deadlines", a.Deadline, case=case, on=on, options=self.options)
        return sorted(found, key=lambda deadline: (deadline.due, deadline.key))

    def duties(self, case: Case, on: date) -> list[a.Duty]:
        """Who must do what by when: first what is to be done at once, then by date, then without a date."""
        found = self._collect("duties", a.Duty, case=case, on=on, options=self.options)
        return sorted(found, key=lambda duty: (not duty.at_once, duty.by or date.max, duty.key))

    def extensions(self, case: Case, on: date) -> list[a.Extension]:
        """The ways to lengthen the term on this day."""
        return self._collect("extensions", a.Extension, case=case, on=on, options=self.options)

    def hearing(self, case: Case, on: date) -> list[a.Hearing]:
        """Who must be offered to be heard."""
        return self._collect("hearing", a.Hearing, case=case, on=on, options=self.options)

    def outcomes(self, case: Case, on: date) -> list[a.Outcome]:
        """The ways this case may end now."""
        return [answer for answer in self._ways_and_norms(case, on) if isinstance(answer, a.Outcome)]

    def norms(self, case: Case, on: date) -> list[a.NormList]:
        """The lists of norms to test against on this day, newest first."""
        found = [answer for answer in self._ways_and_norms(case, on) if isinstance(answer, a.NormList)]
        return sorted(found, key=lambda norms: norms.valid_from, reverse=True)

    def letters(self, case: Case, event: str) -> list[a.Letter]:
        """The letters that belong to a kind of event."""
        return self._collect("letters", a.Letter, case=case, event=event, options=self.options)

    def escalations(self, case: Case, on: date) -> list[a.Escalation]:
        """The body outside the municipality."""
        return self._collect("escalations", a.Escalation, case=case, on=on, options=self.options)

    def register_access(self, actor: Actor, case: Case | None = None) -> a.Access:
        """What this actor sees; the lowest layer refuses, so there always is an answer."""
        answer = self._always("register_access", a.Access, actor=actor, case=case, options=self.options)
        return defaults.steps_aside(answer, actor, case)

    def report_sections(self, year: int) -> list[a.ReportSection]:
        """What is reported about a year."""
        return self._collect("report_sections", a.ReportSection, year=year, options=self.options)

    def retention(self, case: Case) -> a.Retention:
        """How long the file is kept; the lowest layer keeps."""
        return self._always("retention", a.Retention, case=case, options=self.options)

    def delivery(self) -> Delivery:
        """How letters go to whoever did not choose a way; the lowest layer sends them by post."""
        return self._always("delivery", Delivery, options=self.options)

    def _ways_and_norms(self, case: Case, on: date) -> list[Answer]:
        return self._collect("outcomes", a.Outcome, a.NormList, case=case, on=on)

    def _collect(self, hook: str, *kinds: type[A], **facts: Any) -> list[A]:
        def ask() -> list[A]:
            chosen: dict[str, A] = {}
            for answer in sound(flatten(caller(**facts)), *kinds):
                chosen.setdefault(answer.slot, answer)
            return list(chosen.values())

        caller: Callable[..., Any] = getattr(self._hooks, hook)
        return self._remembered(hook, ask, facts)

    def _first(self, hook: str, kind: type[A], **facts: Any) -> A | None:
        def ask() -> list[A]:
            answer = caller(**facts)
            return [] if answer is None else sound([answer], kind)

        caller: Callable[..., Any] = getattr(self._hooks, hook)
        return next(iter(self._remembered(hook, ask, facts)), None)

    def _always(self, hook: str, kind: type[A], **facts: Any) -> A:
        """For a question that the lowest layer answers where all others are silent."""

        def ask() -> list[A]:
            answer = caller(**facts)
            if answer is None:
                raise WrongAnswer("no answer, also not from the lowest layer")
            return sound([answer], kind)

        caller: Callable[..., Any] = getattr(self._hooks, hook)
        return self._remembered(hook, ask, facts)[0]

    def _remembered(self, hook: str, ask: Callable[[], list[A]], facts: dict[str, Any]) -> list[A]:
        if self._known is None:
            return self._guard.ask(self._whose, hook, ask)
        # Facts are told apart by being the same object, which is quick; days and words by what they say.
        key = (hook, *(fact if isinstance(fact, date | str | int) else id(fact) for fact in facts.values()))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            # The facts are kept too: an object that is gone could lend its number to another.
            known = self._known[key] = (facts, self._guard.ask(self._whose, hook, ask))
        return list(known[1])


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
