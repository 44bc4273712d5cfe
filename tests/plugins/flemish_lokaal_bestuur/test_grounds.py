"""The nine bullets of article 4: two outcomes, facts decide, a judgement is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Channel, Complaint
from gehoor.regulation import Effect, Ground, Rulebook, Verdict

KEYS = [
    *("anonymous", "not_a_complaint", "earlier_handled", "older_than_one_year", "court", "criminal"),
    *("insurance", "no_interest", "not_competent", "other_instance"),
]
ON = date(2026, 3, 2)


@pytest.fixture
def ground(rules: Callable[..., Rulebook], complaint: Callable[..., Complaint]) -> Callable[..., Ground]:
    def ask(key: str, history: tuple[Case, ...] = (), **facts: Any) -> Ground:
        found = rules().admissibility_grounds(complaint(**facts), ON, history)
        return next(g for g in found if g.key == key)

    return ask


def test_there_are_ten_grounds_in_the_order_of_the_nine_bullets(rules: Any, complaint: Any) -> None:
    found = rules().admissibility_grounds(complaint(), ON)
    assert [g.key for g in found] == KEYS
    points = ["1", "2", "3", "4", "5", "5", "6", "7", "8", "9"]
    assert [g.basis[0].label for g in found] == [f"artikel 4 punt {p} klachtenreglement" for p in points]


def test_there_are_two_outcomes_and_a_body_elsewhere(rules: Any, complaint: Any) -> None:
    effects = {g.key: g.effect for g in rules().admissibility_grounds(complaint(), ON)}
    assert effects.pop("not_a_complaint") is Effect.NO_COMPLAINT
    assert effects.pop("other_instance") is Effect.ELSEWHERE
    assert set(effects.values()) == {Effect.MUST_REFUSE}


def test_whoever_must_judge_gets_a_question(rules: Any, complaint: Any) -> None:
    for declared in ((), KEYS):
        for ground in rules().admissibility_grounds(complaint(declared=declared), ON):
            assert (ground.verdict is Verdict.ASK) == bool(ground.question)


def test_an_anonymous_complaint_is_inadmissible(ground: Any) -> None:
    assert ground("anonymous", by="anonymous").verdict is Verdict.APPLIES
    assert ground("anonymous").verdict is Verdict.DOES_NOT


@pytest.mark.parametrize(
    ("stated", "named"),
    [
        ("question", "een vraag om informatie"),
        ("question_for_information", "een vraag om informatie"),
        ("report", "een melding"),
        ("melding", "een melding"),
        ("suggestion", "een suggestie"),
        ("appeal", "een beroep"),
        ("objection", "een bezwaar"),
    ],
)
def test_what_is_stated_to_be_something_else_is_no_complaint(stated: str, named: str, ground: Any) -> None:
    found = ground("not_a_complaint", declared=[stated])
    assert found.verdict is Verdict.APPLIES
    assert named in found.because


def test_whether_it_is_a_complaint_is_never_decided_by_a_rule(ground: Any) -> None:
    assert ground("not_a_complaint").verdict is Verdict.ASK
    assert ground("not_a_complaint", declared=["not_a_complaint"]).verdict is Verdict.ASK
    assert ground("not_a_complaint", denied=["not_a_complaint"]).verdict is Verdict.ASK


@pytest.mark.parametrize("function", ["burgemeester", "wethouder", "raadslid", "gemeenteraad", "college"])
def test_a_complaint_about_an_elected_person_is_put_as_a_question(function: str, ground: Any) -> None:
    found = ground("not_a_complaint", about=function)
    assert found.verdict is Verdict.ASK
    assert "mandataris" in found.question


@pytest.mark.parametrize("key", ["earlier_handled", "court", "criminal", "other_instance"])
def test_a_fact_that_is_stated_applies_and_denied_does_not(key: str, ground: Any) -> None:
    assert ground(key, declared=[key]).verdict is Verdict.APPLIES
    assert ground(key, denied=[key]).verdict is Verdict.DOES_NOT
    assert ground(key).verdict is Verdict.ASK


@pytest.mark.parametrize("key", ["insurance", "no_interest", "not_competent"])
def test_a_judgement_is_asked_even_where_it_is_stated(key: str, ground: Any) -> None:
    found = ground(key, declared=[key])
    assert found.verdict is Verdict.ASK
    assert found.because.startswith("Volgens opgave")
    assert ground(key).verdict is Verdict.ASK


def test_without_an_insurance_procedure_the_question_of_fault_does_not_arise(ground: Any) -> None:
    assert ground("insurance", denied=["insurance"]).verdict is Verdict.DOES_NOT


@pytest.mark.parametrize(
    ("fact", "lodged", "verdict"),
    [
        ("2025-05-10", "2026-05-10", Verdict.DOES_NOT),
        ("2025-05-10", "2026-05-11", Verdict.APPLIES),
        ("2024-02-29", "2025-02-28", Verdict.DOES_NOT),
        ("2024-02-29", "2025-03-01", Verdict.APPLIES),
        ("2023-03-01", "2024-03-01", Verdict.DOES_NOT),
        ("2023-02-28", "2024-02-29", Verdict.APPLIES),
        ("2026-05-10", "2026-05-10", Verdict.DOES_NOT),
    ],
)
def test_only_more_than_a_year_is_too_old(fact: str, lodged: str, verdict: Verdict, ground: Any) -> None:
    days = {"conduct_on": date.fromisoformat(fact), "received_on": date.fromisoformat(lodged)}
    assert ground("older_than_one_year", **days).verdict is verdict
    assert ground("older_than_one_year", **days, denied=["older_than_one_year"]).verdict is verdict


@pytest.mark.parametrize("stated", [{}, {"declared": ["older_than_one_year"]}, {"denied": ["older_than_one_year"]}])
def test_an_unknown_day_is_never_too_old_by_itself(stated: dict[str, Any], ground: Any) -> None:
    assert ground("older_than_one_year", **stated).verdict is Verdict.ASK


def test_of_facts_that_go_on_the_last_day_is_asked(ground: Any) -> None:
    found = ground("older_than_one_year", conduct_on=date(2024, 1, 1), declared=["continuing"])
    assert found.verdict is Verdict.ASK
    assert "laatste dag" in found.question


def test_an_earlier_case_on_the_register_puts_the_question_whether_it_is_the_same(ground: Any, case: Any) -> None:
    handled = case([ev.Closed(on=ON, way="answered")])
    found = ground("earlier_handled", history=(handled,), denied=["earlier_handled"])
    assert found.verdict is Verdict.ASK
    assert "één afgehandelde klacht" in found.because


@pytest.mark.parametrize("way", ["withdrawn", "inadmissible", "no_complaint", "referred"])
def test_an_earlier_case_that_was_not_fully_handled_does_not_count(way: str, ground: Any, case: Any) -> None:
    earlier = case([ev.Closed(on=ON, way=way)])
    found = ground("earlier_handled", history=(earlier, case()), denied=["earlier_handled"])
    assert found.verdict is Verdict.DOES_NOT


def test_grounds_of_other_laws_do_not_exist_here(rules: Any, complaint: Any) -> None:
    declared = ["insufficient_interest", "insufficient_weight", "objection_possible", "incomplete"]
    found = rules().admissibility_grounds(complaint(declared=declared), ON)
    assert [g.key for g in found] == KEYS


def test_every_channel_is_open_and_a_spoken_complaint_is_read_back(rules: Any, complaint: Any) -> None:
    written = {r.key: r for r in rules().intake_requirements(complaint(), date(2026, 3, 26))}
    assert {"any_channel", "what_happened", "who", "when", "which_file", "entity"} <= written.keys()
    assert written["who"].by == date(2026, 4, 7)
    assert "read_back" not in written
    spoken = {r.key for r in rules().intake_requirements(complaint(channel=Channel.ORAL), ON)}
    assert "read_back" in spoken
