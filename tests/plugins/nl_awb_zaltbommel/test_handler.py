"""Who handles a complaint: each rung of article 7, involvement, and what stands against a candidate."""

from __future__ import annotations

from typing import Any

import pytest

from gehoor.domain.organisation import Candidate
from gehoor.regulation import Assignment

LOCAL = "Klachtenregeling gemeente Zaltbommel 2008"
LID_1, LID_2, LID_3 = (f"artikel 7 lid {lid} {LOCAL}" for lid in (1, 2, 3))
NOT_INVOLVED = "artikel 9:7 lid 1 Awb"
RUNGS = [
    ("ambtenaar", "afdelingshoofd", "college", "gemeentesecretaris"),
    ("afdelingshoofd", "gemeentesecretaris", "college", "college"),
    ("concern_controller", "gemeentesecretaris", "college", "college"),
    ("gemeentesecretaris", "burgemeester", "college", "college"),
    ("wethouder", "burgemeester", "college", ""),
    ("college", "burgemeester", "college", ""),
    ("burgemeester", "loco_burgemeester", "burgemeester", ""),
    ("raadslid", "voorzitter_raad", "raad", ""),
    ("gemeenteraad", "voorzitter_raad", "raad", ""),
    ("raadsgriffier", "voorzitter_raad", "raad", "college"),
    ("griffiemedewerker", "voorzitter_raad", "raad", "college"),
]
BODY_ITSELF = ["wethouder", "college", "burgemeester", "raadslid", "gemeenteraad"]


@pytest.fixture(scope="module")
def assigned(rules: Any, complaint: Any) -> Any:
    """The handler of a complaint about a function."""

    def ask(about: str, options: dict[str, Any] | None = None, **facts: Any) -> Assignment:
        answer = rules(**(options or {})).handler_assignment(complaint(about=about, **facts))
        assert isinstance(answer, Assignment)
        return answer

    return ask


@pytest.mark.parametrize(("about", "office", "body", "next_office"), RUNGS)
@pytest.mark.parametrize("channel", ["form", "oral"])
def test_each_function_has_its_handler_on_behalf_of_its_body(
    about: str, office: str, body: str, next_office: str, channel: str, assigned: Any
) -> None:
    found = assigned(about, channel=channel)
    assert (found.office, found.on_behalf_of, found.if_involved) == (office, body, next_office)
    assert [citation.label for citation in found.basis] == [LID_1]
    assert found.because
    assert not found.question


@pytest.mark.parametrize("about", ["personeelslid", "algemeen_directeur", "klachtencoordinator", "brandweer"])
def test_the_college_designates_for_any_other_function(about: str, assigned: Any) -> None:
    found = assigned(about)
    assert (found.office, found.on_behalf_of, found.designates) == ("college", "", True)
    assert found.basis[0].label == LID_3
    assert about in found.because


def test_without_a_function_a_person_is_asked(assigned: Any) -> None:
    found = assigned("")
    assert (found.office, found.designates) == ("", False)
    assert found.question.endswith("?")


@pytest.mark.parametrize("about", ["ambtenaar", "afdelingshoofd", "concern_controller", "personeelslid"])
def test_a_complaint_across_departments_goes_to_the_secretary(about: str, assigned: Any) -> None:
    found = assigned(about, crosses_units=True)
    assert (found.office, found.on_behalf_of) == ("gemeentesecretaris", "college")
    assert found.basis[0].label == LID_1


@pytest.mark.parametrize(
    ("about", "office"),
    [
        *[("gemeentesecretaris", "burgemeester"), ("wethouder", "burgemeester"), ("burgemeester", "loco_burgemeester")],
        *[("raadslid", "voorzitter_raad"), ("raadsgriffier", "voorzitter_raad"), ("algemeen_directeur", "college")],
    ],
)
def test_who_is_in_no_department_keeps_the_own_handler(about: str, office: str, assigned: Any) -> None:
    assert assigned(about, crosses_units=True).office == office


def test_a_new_name_continues_the_line_of_the_old_function(assigned: Any) -> None:
    found = assigned("teammanager", {"function_names": {"teammanager": "afdelingshoofd"}})
    assert (found.office, found.on_behalf_of) == ("gemeentesecretaris", "college")
    assert [citation.label for citation in found.basis] == [LID_2, LID_1]
    assert "teammanager" in found.because


@pytest.mark.parametrize(
    ("about", "facts"),
    [("voorzitter_raad", {}), ("burgemeester", {"declared": ["as_council_chair"]})],
)
def test_the_mayor_as_chair_of_the_council_is_not_provided_for(
    about: str, facts: dict[str, Any], assigned: Any
) -> None:
    found = assigned(about, **facts)
    assert (found.office, found.designates, found.basis[0].label) == ("college", True, LID_3)
    assert "langst zittende raadslid" in found.because


@pytest.mark.parametrize("about", ["raadslid", "gemeenteraad", "raadsgriffier", "griffiemedewerker"])
def test_it_is_said_that_the_chair_of_the_council_is_the_mayor(about: str, assigned: Any) -> None:
    assert "de burgemeester is voorzitter van de raad" in assigned(about).because


def test_an_involved_head_is_followed_by_the_secretary_and_then_by_the_college(assigned: Any) -> None:
    found = assigned("ambtenaar", declared=["handler_involved"])
    assert (found.office, found.on_behalf_of, found.if_involved) == ("gemeentesecretaris", "college", "college")
    assert [citation.label for citation in found.basis] == [LID_1, NOT_INVOLVED]


@pytest.mark.parametrize(
    ("about", "facts"),
    [
        *[("afdelingshoofd", {}), ("concern_controller", {}), ("gemeentesecretaris", {}), ("raadsgriffier", {})],
        *[("griffiemedewerker", {}), ("ambtenaar", {"crosses_units": True})],
    ],
)
def test_for_another_involved_handler_the_college_designates(about: str, facts: dict[str, Any], assigned: Any) -> None:
    found = assigned(about, declared=["handler_involved"], **facts)
    assert (found.office, found.designates) == ("college", True)
    assert [citation.label for citation in found.basis] == [LID_3, NOT_INVOLVED]


@pytest.mark.parametrize("about", BODY_ITSELF)
def test_involvement_is_no_bar_where_the_body_itself_is_accused(about: str, assigned: Any) -> None:
    assert assigned(about, declared=["handler_involved"]) == assigned(about)


@pytest.fixture(scope="module")
def objections(rules: Any, case: Any) -> Any:
    """What stands against a candidate: key -> whether it blocks."""

    def ask(office: str, about: str = "ambtenaar", unit: str = "burgerzaken", **facts: Any) -> dict[str, bool]:
        flags = {name: facts.pop(name) for name in ("is_accused", "involved") if name in facts}
        candidate = Candidate(person="vera", office=office, unit=unit, **flags)
        found = rules().assignment_objections(case(about=about, **facts), candidate)
        assert all(objection.reason.endswith(".") for objection in found)
        return {objection.key: objection.blocks for objection in found}

    return ask


def test_nothing_stands_against_the_head_of_the_department(objections: Any) -> None:
    assert objections("afdelingshoofd") == {}


def test_the_head_of_another_department_is_blocked(objections: Any) -> None:
    assert objections("afdelingshoofd", unit="ruimte") == {"unit": True}


def test_another_office_is_blocked_and_the_next_in_line_needs_a_reason(objections: Any) -> None:
    assert objections("burgemeester") == {"office": True}
    assert objections("") == {"office": True}
    assert objections("gemeentesecretaris", unit="") == {"office": False}
    assert objections("gemeentesecretaris", unit="", declared=["handler_involved"]) == {}


@pytest.mark.parametrize("channel", ["letter", "oral"])
@pytest.mark.parametrize(("about", "office"), [("ambtenaar", "afdelingshoofd"), ("wethouder", "burgemeester")])
def test_the_accused_never_handles_the_complaint(channel: str, about: str, office: str, objections: Any) -> None:
    assert objections(office, about=about, is_accused=True, channel=channel)["accused"] is True


@pytest.mark.parametrize(("about", "office", "_body", "_next"), RUNGS)
def test_who_was_involved_is_blocked_but_for_a_complaint_about_the_body_itself(
    about: str, office: str, _body: str, _next: str, objections: Any
) -> None:
    assert objections(office, about=about, involved=True) == {"involved": about not in BODY_ITSELF}


def test_whom_the_college_designates_needs_that_decision_written_down(objections: Any) -> None:
    assert objections("afdelingshoofd", about="personeelslid", unit="ruimte") == {"designation": False}
