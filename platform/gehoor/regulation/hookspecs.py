"""The questions a regulation may be asked; a hook is a question, an answer carries its citation.

An implementation takes the arguments it uses; further arguments may be added in any release. `None` or an
empty list means: this law is silent. Same question, same answer: no clock, no I/O.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pluggy

from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import answers as a
from gehoor.regulation.delivery import Delivery

if TYPE_CHECKING:
    from gehoor.regulation.library import Regulation

PROJECT = "gehoor"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class PluginHooks:
    """Asked of every installed plugin, once."""

    @hookspec
    def regulations(self) -> Sequence[Regulation]:
        """The regulations, by version, that this plugin brings."""
        raise AssertionError("a specification is not called")


class RegulationHooks:
    """Asked of the layers of one regulation, special law first."""

    @hookspec
    def definitions(self) -> list[a.Definition] | None:
        """The terms of this law, and what is no complaint with where it goes. Collected, one a key."""

    @hookspec
    def offices(self) -> list[a.Office] | None:
        """The offices this law knows. Collected, one a key."""

    @hookspec
    def intake_requirements(self, complaint: Complaint, on: date, options: Any) -> list[a.IntakeRequirement] | None:
        """What a complaint must hold by its channel, and what may be repaired by when. Collected."""

    @hookspec
    def admissibility_grounds(
        self, complaint: Complaint, history: Sequence[Case], on: date, options: Any
    ) -> list[a.Ground] | None:
        """Every ground, each with its verdict; a ground never refuses by itself. Collected, one a key."""

    @hookspec(firstresult=True)
    def handler_assignment(self, complaint: Complaint, options: Any) -> a.Assignment | None:
        """Who handles this complaint and on whose behalf. The first law that answers."""

    @hookspec
    def assignment_objections(
        self, case: Case, candidate: Candidate, options: Any
    ) -> list[a.AssignmentObjection] | None:
        """Why this person may not, or only with a reason. Collected."""

    @hookspec
    def deadlines(self, case: Case, on: date, options: Any) -> list[a.Deadline] | None:
        """Every term that runs in this case, reckoned. Collected, one a key, overrides declared."""

    @hookspec
    def duties(self, case: Case, on: date, options: Any) -> list[a.Duty] | None:
        """Who must do what by when, done or not. Collected, one a key."""

    @hookspec
    def extensions(self, case: Case, on: date, options: Any) -> list[a.Extension] | None:
        """How the term may be lengthened on this day, or why not. Collected; the key is the kind of event."""

    @hookspec
    def hearing(self, case: Case, on: date, options: Any) -> list[a.Hearing] | None:
        """Who must be offered to be heard and when it may be left out. Collected; the key is the party."""

    @hookspec
    def outcomes(self, case: Case, on: date) -> list[a.Outcome | a.NormList] | None:
        """The ways this case may end now, and the norms to test against. Collected, one a key."""

    @hookspec
    def letters(self, case: Case, event: str, options: Any) -> list[a.Letter] | None:
        """The letters that belong to this kind of event. Collected, one a key."""

    @hookspec
    def escalations(self, case: Case, on: date, options: Any) -> list[a.Escalation] | None:
        """The body outside the municipality and until when. Collected, one a key."""

    @hookspec(firstresult=True)
    def register_access(self, actor: Actor, case: Case | None, options: Any) -> a.Access | None:
        """What this actor sees of the case, or of the register when the case is None. First law that answers.

        Whatever a law answers: nobody keeps the register of, or handles, a case about themselves.
        """

    @hookspec
    def report_sections(self, year: int, options: Any) -> list[a.ReportSection] | None:
        """What is reported about a year, by whom to whom. Collected, one a key."""

    @hookspec(firstresult=True)
    def retention(self, case: Case, options: Any) -> a.Retention | None:
        """How long the file of a closed case is kept. The first law that answers."""

    @hookspec(firstresult=True)
    def delivery(self, options: Any) -> Delivery | None:
        """How letters go to whoever did not choose a way. The first law that answers."""
