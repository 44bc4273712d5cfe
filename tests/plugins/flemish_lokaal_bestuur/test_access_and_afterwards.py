"""Who sees what, to whom one may turn, what is reported, how long it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from gehoor.domain import events as ev
from gehoor.domain.citation import SourceKind
from gehoor.domain.organisation import Actor
from gehoor.regulation import Access, OwnCopy, Sight

ON = date(2026, 3, 2)
LIES = Actor(person="lies", offices=frozenset({"klachtencoordinator"}))
BRAM = Actor(person="bram", offices=frozenset({"klachtencoordinator"}))
AMINA = Actor(person="amina", offices=frozenset({"klachtenbehandelaar"}))
JONAS = Actor(person="jonas", offices=frozenset({"klachtenbehandelaar"}))
GRIET = Actor(person="griet", offices=frozenset({"algemeen_directeur"}))
MAYOR = Actor(person="mia", offices=frozenset({"burgemeester"}))
TO_AMINA = ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina")
TO_GRIET = ev.Assigned(on=ON, office="algemeen_directeur", person="griet")
TO_BRAM = ev.Assigned(on=ON, office="klachtencoordinator", person="bram")


@pytest.fixture
def sight(rules: Any, case: Any) -> Any:
    def ask(actor: Actor, *events: ev.Event, **facts: Any) -> Sight:
        answer: Access = rules().register_access(actor, case(events, **facts))
        return answer.sight

    return ask


@pytest.mark.parametrize(
    ("actor", "seen"),
    [(LIES, Sight.ALL), (BRAM, Sight.ALL), (AMINA, Sight.NOTHING), (GRIET, Sight.NOTHING), (MAYOR, Sight.NOTHING)],
    ids=lambda value: getattr(value, "person", value),
)
def test_only_the_coordinator_and_deputy_have_the_register(actor: Actor, seen: Sight, rules: Any) -> None:
    assert rules().register_access(actor).sight is seen


def test_a_handler_sees_the_assigned_case_only(sight: Any) -> None:
    assert sight(AMINA) is Sight.NOTHING
    assert sight(AMINA, TO_AMINA) is Sight.ASSIGNED
    assert sight(JONAS, TO_AMINA) is Sight.NOTHING
    assert sight(LIES, TO_AMINA) is Sight.ALL


def test_a_coordinator_who_handles_keeps_the_whole_register(sight: Any) -> None:
    assert sight(BRAM, TO_BRAM) is Sight.ALL


def test_a_staff_case_closes_for_the_coordinator_after_the_transfer(sight: Any) -> None:
    assert sight(LIES, by="employee") is Sight.ALL
    assert sight(LIES, TO_GRIET, by="employee") is Sight.NOTHING
    assert sight(BRAM, TO_GRIET, by="employee") is Sight.NOTHING
    assert sight(GRIET, TO_GRIET, by="employee") is Sight.ASSIGNED
    assert sight(GRIET, by="employee") is Sight.NOTHING


def test_the_directeur_sees_no_other_case(sight: Any) -> None:
    assert sight(GRIET, TO_AMINA) is Sight.NOTHING


def test_a_coordinator_does_not_see_a_case_about_oneself(sight: Any) -> None:
    facts = {"about": "klachtencoordinator", "accused_person": "lies"}
    assert sight(LIES, **facts) is Sight.NOTHING
    assert sight(BRAM, **facts) is Sight.ALL


def test_where_only_the_function_is_known_the_office_leaves_it_to_whoever_took_over(sight: Any) -> None:
    assert sight(LIES, about="klachtencoordinator") is Sight.ALL
    assert sight(LIES, TO_BRAM, about="klachtencoordinator") is Sight.NOTHING
    assert sight(BRAM, TO_BRAM, about="klachtencoordinator") is Sight.ALL


INVITED = ev.LetterQueued(on=ON, key="hearing_invitation", letter=1, recipient=ev.Party.ACCUSED)


def test_a_coordinator_who_was_involved_leaves_the_case_too(rules: Any, case: Any) -> None:
    told = case([TO_AMINA])
    involved = msgspec.structs.replace(told.complaint, involved=frozenset({"lies", "amina"}))
    concerned = msgspec.structs.replace(told, complaint=involved)
    answer = rules().register_access(LIES, concerned)
    assert (answer.sight, answer.basis[0].label) == (Sight.NOTHING, "artikel 6 punt 4 klachtenreglement")
    assert rules().register_access(BRAM, concerned).sight is Sight.ALL
    assert rules().register_access(AMINA, concerned).sight is Sight.NOTHING


def test_the_person_complained_about_reads_it_once_invited_where_the_board_set_so(rules: Any, case: Any) -> None:
    told = case([INVITED], about="personeelslid", accused_person="jonas")
    answer = rules().register_access(JONAS, told)
    assert (answer.sight, answer.source_kind) == (Sight.OWN_COPY, SourceKind.TENANT_SETTING)
    assert answer.own_copy == {OwnCopy.COMPLAINT, OwnCopy.LETTERS, OwnCopy.REPLY}
    assert rules(copy_for_accused=False).register_access(JONAS, told).sight is Sight.NOTHING
    not_invited = case([], about="personeelslid", accused_person="jonas")
    assert rules().register_access(JONAS, not_invited).sight is Sight.NOTHING


def test_a_directeur_who_is_accused_gives_the_staff_case_back(sight: Any) -> None:
    facts = {"by": "employee", "about": "personeelslid", "accused_person": "griet"}
    assert sight(GRIET, TO_GRIET, **facts) is Sight.NOTHING
    assert sight(LIES, TO_GRIET, **facts) is Sight.ALL


def test_nothing_is_promised_where_there_is_no_second_line(rules: Any, case: Any) -> None:
    assert rules().escalations(case(), ON) == []


def test_the_vlaamse_ombudsdienst_only_where_the_board_says_so(rules: Any, case: Any) -> None:
    (found,) = rules(second_line={"type": "vlaamse_ombudsdienst"}).escalations(case(), ON)
    assert (found.key, found.body, found.until) == ("vlaamse_ombudsdienst", "Vlaamse Ombudsdienst", None)
    assert "Leuvenseweg 86, 1000 Brussel" in found.address
    assert "1700" in found.address
    assert "geen termijn" in found.sentence
    assert [citation.label for citation in found.basis] == [
        "artikel 303 § 2 decreet over het lokaal bestuur",
        "niet in het reglement bepaald, instelling van het bestuur",
    ]


@pytest.mark.parametrize(
    ("second_line", "body"),
    [
        ({"type": "eigen"}, "ombudsdienst van ons bestuur"),
        ({"type": "eigen", "name": "Ombudsvrouw Voorbeeldstad", "address": "Markt 2"}, "Ombudsvrouw Voorbeeldstad"),
        ({"type": "intergemeentelijk", "name": "Ombudsdienst Voorbeeldstreek"}, "Ombudsdienst Voorbeeldstreek"),
        ({"type": "college"}, "college van burgemeester en schepenen"),
    ],
)
def test_another_second_line_is_the_boards_own(second_line: dict[str, Any], body: str, rules: Any, case: Any) -> None:
    (found,) = rules(second_line=second_line).escalations(case(), ON)
    assert found.body == body
    assert body in found.sentence
    college = second_line["type"] == "college"
    assert (found.source_kind is SourceKind.TENANT_SETTING) == college


def test_a_term_for_the_second_line_counts_from_closing(rules: Any, case: Any) -> None:
    rulebook = rules(second_line={"type": "eigen", "until_days": 30})
    assert rulebook.escalations(case(), ON)[0].until is None
    closed = case([ev.Closed(on=date(2026, 4, 6), way="withdrawn")])
    (found,) = rulebook.escalations(closed, date(2026, 4, 6))
    assert found.until == date(2026, 5, 6)
    assert "tot en met woensdag 6 mei 2026" in found.sentence


def test_four_reports_a_year_two_of_them_public(rules: Any) -> None:
    found = {section.key: section for section in rules(report_by="05-31").report_sections(2025)}
    assert {key: (s.by, s.entity, s.public) for key, s in found.items()} == {
        "gemeenteraad": ("algemeen_directeur", "stad", True),
        "raad_maatschappelijk_welzijn": ("algemeen_directeur", "ocmw", True),
        "managementteam": ("klachtencoordinator", "", False),
        "quality": ("algemeen_directeur", "", False),
    }
    assert all(s.anonymous and s.due == date(2026, 5, 31) for s in found.values())
    labels = [citation.label for citation in found["gemeenteraad"].basis]
    assert labels[:2] == ["artikel 7 punt 1 klachtenreglement", "artikel 303 § 3 decreet over het lokaal bestuur"]


@pytest.mark.parametrize(
    ("closed_on", "destroyed_on"), [("2026-04-16", "2031-04-16"), ("2028-02-29", "2033-02-28"), (None, None)]
)
def test_a_file_is_kept_five_years_after_closing_at_most(
    closed_on: str | None, destroyed_on: str | None, rules: Any, case: Any
) -> None:
    events = [ev.Closed(on=date.fromisoformat(closed_on), way="answered")] if closed_on else []
    found = rules().retention(case(events))
    assert found.years == 5
    assert found.destroy_on == (date.fromisoformat(destroyed_on) if destroyed_on else None)
    assert found.basis[0].label == "artikel III.87 § 1/1 Bestuursdecreet"


def test_the_board_may_keep_a_file_for_fewer_years(rules: Any, case: Any) -> None:
    found = rules(retention_years=2).retention(case([ev.Closed(on=date(2026, 4, 16), way="answered")]))
    assert (found.years, found.destroy_on) == (2, date(2028, 4, 16))
