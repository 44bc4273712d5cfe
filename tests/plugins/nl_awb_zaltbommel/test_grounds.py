"""Every ground of admissibility: when it applies, when it does not, and when a person is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision
from gehoor.regulation import Effect, Ground, Verdict

ON = date(2026, 11, 23)
APPLIES, DOES_NOT, ASK = Verdict.APPLIES, Verdict.DOES_NOT, Verdict.ASK
FACTS_OF_9_8 = {
    "earlier_handled": "artikel 9:8 lid 1 onder a Awb",
    "older_than_one_year": "artikel 9:8 lid 1 onder b Awb",
    "objection_possible": "artikel 9:8 lid 1 onder c Awb",
    "appeal_possible": "artikel 9:8 lid 1 onder d Awb",
    "court": "artikel 9:8 lid 1 onder e Awb",
    "criminal": "artikel 9:8 lid 1 onder f Awb",
}
JUDGED_OF_9_8 = ("insufficient_interest", "insufficient_weight")
STATED_ELSEWHERE = {
    "other_instance": (Effect.ELSEWHERE, "artikel 2:3 lid 1 Awb"),
    "objection_or_appeal_filed": (Effect.ELSEWHERE, "artikel 6:15 lid 1 Awb"),
    "not_a_complaint": (Effect.NO_COMPLAINT, "artikel 1 onder a Klachtenregeling gemeente Zaltbommel 2008"),
}


@pytest.fixture(scope="module")
def ground(rules: Any, complaint: Any) -> Any:
    """One ground of a complaint."""

    def ask(key: str, history: tuple[Any, ...] = (), **facts: Any) -> Ground:
        found = rules().admissibility_grounds(complaint(**facts), ON, history)
        answers: dict[str, Ground] = {answer.key: answer for answer in found}
        return answers[key]

    return ask


def test_all_grounds_are_answered_for_each_channel(rules: Any, complaint: Any) -> None:
    every = {"incomplete", "conduct_towards_another", *FACTS_OF_9_8, *JUDGED_OF_9_8, *STATED_ELSEWHERE}
    for channel in ("form", "email", "letter", "oral"):
        found = rules().admissibility_grounds(complaint(channel=channel), ON)
        assert {answer.key for answer in found} == every
        assert all(bool(answer.question) == (answer.verdict is ASK) for answer in found)
        assert all(answer.because for answer in found if answer.verdict is not ASK)


@pytest.mark.parametrize(("key", "label"), FACTS_OF_9_8.items())
def test_a_stated_fact_of_9_8_applies_a_denied_one_does_not_and_else_it_is_asked(
    key: str, label: str, ground: Any
) -> None:
    stated = ground(key, declared=[key])
    assert (stated.verdict, stated.effect) == (APPLIES, Effect.MAY_REFUSE)
    assert stated.basis[0].label == label
    assert ground(key, denied=[key]).verdict is DOES_NOT
    assert ground(key).verdict is ASK


@pytest.mark.parametrize("key", JUDGED_OF_9_8)
def test_a_judgement_is_never_taken_from_a_statement(key: str, ground: Any) -> None:
    for facts in ({}, {"declared": [key]}, {"denied": [key]}):
        assert ground(key, **facts).verdict is ASK
        assert bool(ground(key, **facts).because) == bool(facts)
    assert ground(key).basis[0].label == "artikel 9:8 lid 2 Awb"


@pytest.mark.parametrize(("key", "expected"), STATED_ELSEWHERE.items())
def test_what_belongs_elsewhere_or_is_no_complaint_is_stated_or_asked(
    key: str, expected: tuple[Effect, str], ground: Any
) -> None:
    stated = ground(key, declared=[key])
    assert (stated.verdict, stated.effect, stated.basis[0].label) == (APPLIES, *expected)
    assert ground(key, denied=[key]).verdict is DOES_NOT
    assert ground(key).verdict is ASK


@pytest.mark.parametrize(
    ("conduct", "received", "verdict"),
    [
        *[("2025-11-23", "2026-11-23", DOES_NOT), ("2025-11-22", "2026-11-23", APPLIES)],
        *[("2026-11-23", "2026-11-23", DOES_NOT), ("2020-01-01", "2026-11-23", APPLIES)],
        *[("2024-02-29", "2025-02-28", DOES_NOT), ("2024-02-29", "2025-03-01", APPLIES)],
    ],
)
def test_exactly_a_year_is_not_longer_than_a_year(conduct: str, received: str, verdict: Verdict, ground: Any) -> None:
    days = {"conduct_on": date.fromisoformat(conduct), "received_on": date.fromisoformat(received)}
    found = ground("older_than_one_year", **days)
    assert found.verdict is verdict
    assert "jaar" in found.because


def test_a_known_day_decides_whatever_is_stated(ground: Any) -> None:
    recent = {"conduct_on": date(2026, 11, 1)}
    assert ground("older_than_one_year", declared=["older_than_one_year"], **recent).verdict is DOES_NOT


@pytest.mark.parametrize("key", ["appeal_possible", "objection_possible"])
def test_a_late_decision_stays_a_complaint(key: str, ground: Any) -> None:
    found = ground(key, declared=["late_decision", key])
    assert found.verdict is DOES_NOT
    assert "niet op tijd" in found.because


def test_the_exception_for_a_late_decision_is_named_with_its_place(ground: Any) -> None:
    assert "artikel 9:8 lid 1 onder d" in ground("appeal_possible", declared=["late_decision"]).because


def test_an_earlier_case_that_was_handled_makes_us_ask_about_that_case(ground: Any, case: Any) -> None:
    treated = case([ev.Closed(on=date(2026, 3, 2), way="satisfied")], received_on=date(2026, 2, 2))
    found = ground("earlier_handled", history=(treated,))
    assert found.verdict is ASK
    assert "maandag 2 maart 2026" in found.question
    assert ground("earlier_handled", history=(treated,), declared=["earlier_handled"]).verdict is APPLIES
    assert ground("earlier_handled", history=(treated,), denied=["earlier_handled"]).verdict is DOES_NOT


def test_an_earlier_case_that_is_open_or_was_refused_changes_nothing(ground: Any, case: Any) -> None:
    still_open = case(received_on=date(2026, 2, 2))
    refusal = ev.AdmissibilityDecided(on=date(2026, 2, 3), decision=Decision.NOT_TREATED, grounds=("court",))
    refused = case([refusal, ev.Closed(on=date(2026, 2, 4), way="not_treated")], received_on=date(2026, 2, 2))
    assert ground("earlier_handled", history=(still_open, refused)) == ground("earlier_handled")


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"channel": "letter"}, ASK),
        ({"channel": "email"}, ASK),
        ({"channel": "form"}, DOES_NOT),
        ({"channel": "oral"}, DOES_NOT),
        ({"channel": "oral", "by": "anonymous"}, DOES_NOT),
        ({"channel": "form", "by": "anonymous"}, APPLIES),
        ({"channel": "form", "declared": ["incomplete"]}, APPLIES),
        ({"channel": "form", "declared": ["no_signature"]}, APPLIES),
        ({"channel": "letter", "declared": ["no_name"]}, APPLIES),
        ({"channel": "letter", "declared": ["no_address"]}, APPLIES),
        ({"channel": "letter", "declared": ["no_date"]}, APPLIES),
        ({"channel": "letter", "declared": ["no_description"]}, APPLIES),
        ({"channel": "letter", "denied": ["incomplete"]}, DOES_NOT),
    ],
)
def test_an_incomplete_complaint_is_repaired_first(facts: dict[str, Any], verdict: Verdict, ground: Any) -> None:
    found = ground("incomplete", **facts)
    assert (found.verdict, found.effect) == (verdict, Effect.REPAIR_FIRST)
    assert [citation.label for citation in found.basis] == [
        "artikel 4 lid 2 Klachtenregeling gemeente Zaltbommel 2008",
        "artikel 9:4 lid 2 Awb",
    ]


def test_what_is_missing_is_named(ground: Any) -> None:
    because = ground("incomplete", declared=["no_date", "no_signature"]).because
    assert because == "Dit ontbreekt: de ondertekening, de datum."


@pytest.mark.parametrize("stated", [[], ["conduct_towards_another"]])
def test_a_complaint_about_conduct_towards_another_gets_the_whole_procedure(stated: list[str], ground: Any) -> None:
    found = ground("conduct_towards_another", declared=stated)
    assert found.verdict is DOES_NOT
    assert found.basis[0].label == "artikel 2 lid 1 Klachtenregeling gemeente Zaltbommel 2008"
    assert found.basis[1].label == "artikel 9:4 lid 1 Awb"


@pytest.mark.parametrize("key", [*FACTS_OF_9_8, *JUDGED_OF_9_8])
def test_the_same_grounds_hold_for_an_oral_complaint_by_the_regulation(key: str, ground: Any) -> None:
    found = ground(key, channel="oral")
    assert found.effect is Effect.MAY_REFUSE
    assert found.basis[0].label == "artikel 4 lid 1 Klachtenregeling gemeente Zaltbommel 2008"
    assert {"9:8"} == {citation.article for citation in found.basis[1:]}


@pytest.mark.parametrize(
    ("channel", "received", "lid"),
    [
        *[("form", "2026-01-01", "3"), ("email", "2026-11-23", "3"), ("letter", "2026-11-23", "1")],
        *[("email", "2025-12-31", "1"), ("oral", "2026-11-23", "1")],
    ],
)
def test_an_electronic_message_is_forwarded_only_where_it_shows_to_whom(
    channel: str, received: str, lid: str, ground: Any
) -> None:
    found = ground("other_instance", channel=channel, received_on=date.fromisoformat(received))
    assert found.basis[0].label == f"artikel 2:3 lid {lid} Awb"
    assert ("uit het bericht zelf" in found.question) == (lid == "3")


def test_what_a_written_complaint_must_hold_has_no_grounds_or_wishes(rules: Any, complaint: Any) -> None:
    found = rules().intake_requirements(complaint(), ON)
    assert [need.key for need in found] == ["name", "address", "date", "description", "signature"]
    assert all(need.repairable for need in found)
    assert rules().intake_requirements(complaint(channel="oral"), ON) == []


@pytest.mark.parametrize(("stated", "key"), [("represented", "authorisation"), ("translation_needed", "translation")])
def test_an_authorisation_or_translation_is_asked_only_where_stated(
    stated: str, key: str, rules: Any, complaint: Any
) -> None:
    asked = {need.key for need in rules().intake_requirements(complaint(declared=[stated]), ON)}
    assert key in asked
    assert key not in {need.key for need in rules().intake_requirements(complaint(), ON)}
