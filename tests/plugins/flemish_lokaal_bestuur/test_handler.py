"""Who handles: appointed after consultation, the directeur in person for staff, or whom the board chose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.citation import SourceKind
from gehoor.domain.organisation import Candidate

ON = date(2026, 3, 2)
CONSULTED = ev.ServiceConsulted(on=ON, unit="burgerzaken")
STAFF = [
    *("ambtenaar", "personeelslid", "afdelingshoofd"),
    *("concern_controller", "griffiemedewerker", "klachtencoordinator"),
]
MANDATES = ["burgemeester", "wethouder", "raadslid", "gemeenteraad", "college"]


def candidate(office: str = "klachtenbehandelaar", unit: str = "openbaar-domein", **facts: Any) -> Candidate:
    return Candidate(person="amina", office=office, unit=unit, **facts)


@pytest.fixture
def against(rules: Any, case: Any) -> Any:
    """What the law has against a candidate: key and whether it blocks."""

    def ask(who: Candidate, *, options: dict[str, Any] | None = None, consulted: bool = True, **facts: Any) -> Any:
        found = case([CONSULTED] if consulted else [], **facts)
        return {o.key: o.blocks for o in rules(**(options or {})).assignment_objections(found, who)}

    return ask


class TestTheOffice:
    @pytest.mark.parametrize("by", ["citizen", "legal_person", "anonymous"])
    @pytest.mark.parametrize("about", ["ambtenaar", "afdelingshoofd", "gemeentesecretaris", "iets anders", ""])
    def test_the_coordinator_appoints_a_handler(self, by: str, about: str, rules: Any, complaint: Any) -> None:
        answer = rules().handler_assignment(complaint(by=by, about=about))
        assert (answer.office, answer.designates, answer.on_behalf_of) == ("klachtenbehandelaar", True, "")
        assert answer.basis[0].label == "artikel 6 punt 2 klachtenreglement"

    @pytest.mark.parametrize("about", STAFF)
    def test_staff_against_staff_goes_to_the_directeur_in_person(self, about: str, rules: Any, complaint: Any) -> None:
        answer = rules().handler_assignment(complaint(by="employee", about=about))
        assert (answer.office, answer.in_person, answer.designates) == ("algemeen_directeur", True, False)
        assert answer.basis[0].label == "artikel 6 punt 8 klachtenreglement"

    @pytest.mark.parametrize("about", ["", "burgemeester", "iets anders"])
    def test_a_member_of_the_staff_against_nobody_of_the_staff_is_asked_about(
        self, about: str, rules: Any, complaint: Any
    ) -> None:
        answer = rules().handler_assignment(complaint(by="employee", about=about))
        assert answer.office == "klachtenbehandelaar"
        assert answer.question

    @pytest.mark.parametrize("about", MANDATES)
    def test_about_an_elected_person_somebody_must_first_decide(self, about: str, rules: Any, complaint: Any) -> None:
        assert "mandataris" in rules().handler_assignment(complaint(about=about)).question

    @pytest.mark.parametrize(
        ("by", "about", "named"),
        [
            ("citizen", "algemeen_directeur", "de algemeen directeur"),
            ("employee", "algemeen_directeur", "de algemeen directeur"),
            ("citizen", "klachtencoordinator", "de klachtencoördinator"),
            ("legal_person", "klachtencoordinator", "de klachtencoördinator"),
        ],
    )
    def test_where_the_text_names_nobody_the_case_says_so(
        self, by: str, about: str, named: str, rules: Any, complaint: Any
    ) -> None:
        answer = rules().handler_assignment(complaint(by=by, about=about))
        assert answer.office == ""
        assert answer.question == f"Het bestuur moet eerst instellen wie een klacht over {named} behandelt."
        assert answer.source_kind is SourceKind.TENANT_SETTING

    @pytest.mark.parametrize(
        ("about", "setting"),
        [("algemeen_directeur", "about_director"), ("klachtencoordinator", "about_coordinator")],
    )
    def test_the_board_may_have_chosen(self, about: str, setting: str, rules: Any, complaint: Any) -> None:
        for chosen in ("afdelingshoofd", "ombudsdienst van de buurgemeente"):
            answer = rules(conflict={setting: chosen}).handler_assignment(complaint(about=about))
            assert (answer.office, answer.question) == (chosen, "")

    def test_a_chosen_mandate_is_put_as_a_question(self, rules: Any, complaint: Any) -> None:
        answer = rules(conflict={"about_director": "burgemeester"}).handler_assignment(
            complaint(about="algemeen_directeur")
        )
        assert answer.office == "burgemeester"
        assert "ambtelijke niveau" in answer.question


class TestTheCandidate:
    def test_somebody_of_another_service_may_after_consultation(self, against: Any) -> None:
        assert against(candidate()) == {}

    def test_without_consultation_nobody_may(self, against: Any) -> None:
        assert against(candidate(), consulted=False) == {"not_consulted": True}

    def test_nobody_handles_a_complaint_about_oneself(self, against: Any) -> None:
        assert against(candidate(unit="burgerzaken", is_accused=True)) == {"is_accused": True}

    def test_nobody_involved_in_the_facts_handles(self, against: Any) -> None:
        assert against(candidate(involved=True)) == {"involved": True}

    def test_the_same_service_needs_a_reason(self, against: Any) -> None:
        assert against(candidate(unit="burgerzaken")) == {"same_service": False}
        assert against(candidate(unit=""), unit="") == {}

    @pytest.mark.parametrize("office", ["burgemeester", "college", "voorzitter_raad"])
    def test_elected_people_do_not_handle(self, office: str, against: Any) -> None:
        assert against(candidate(office)) == {"mandate": True}

    def test_the_coordinator_needs_a_reason_unless_the_board_permits_it(self, against: Any) -> None:
        coordinator = candidate(is_coordinator=True)
        assert against(coordinator) == {"coordinator_as_handler": False}
        assert against(coordinator, options={"coordinator_may_handle": True}) == {}

    def test_only_the_directeur_handles_a_staff_case_and_needs_no_consultation(self, against: Any) -> None:
        assert against(candidate(), by="employee", consulted=False) == {"staff_case": True}
        assert against(candidate("algemeen_directeur", unit="burgerzaken"), by="employee", consulted=False) == {}
        involved = candidate("algemeen_directeur", involved=True)
        assert against(involved, by="employee", consulted=False) == {"involved": True}

    def test_before_the_board_chose_nobody_handles_a_complaint_about_the_directeur(self, against: Any) -> None:
        assert against(candidate(), about="algemeen_directeur", consulted=False) == {"conflict": True}

    def test_then_only_the_chosen_office_does(self, against: Any) -> None:
        facts = {"about": "algemeen_directeur", "consulted": False}
        options = {"conflict": {"about_director": "klachtencoordinator"}}
        assert against(candidate(), options=options, **facts) == {"conflict": True}
        assert against(candidate("klachtencoordinator", is_coordinator=True), options=options, **facts) == {}
        free = {"conflict": {"about_director": "ombudsdienst van de buurgemeente"}}
        assert against(candidate(), options=free, **facts) == {}

    def test_a_chosen_mandate_needs_a_reason(self, against: Any) -> None:
        options = {"conflict": {"about_director": "burgemeester"}}
        found = against(candidate("burgemeester"), options=options, about="algemeen_directeur", consulted=False)
        assert found == {"mandate": False}
