"""What must hold for every question, whatever the facts: tried on many that nobody thought of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import workalendar.europe as workalendar
from asking import EXPLAINER, FL, NL, ask
from hypothesis import given, settings
from hypothesis import strategies as st

days = st.dates(min_value=date(2019, 5, 1), max_value=date(2040, 12, 31))
channels = st.sampled_from(["form", "email", "letter", "oral"])
functions = st.sampled_from(
    [
        *("ambtenaar", "afdelingshoofd", "concern_controller", "gemeentesecretaris", "wethouder", "college"),
        *("burgemeester", "raadslid", "gemeenteraad", "raadsgriffier", "griffiemedewerker"),
        *("personeelslid", "algemeen_directeur", "klachtencoordinator", "tuinman"),
    ]
)
facts = st.fixed_dictionaries(
    {"channel": channels},
    optional={
        "committee": st.booleans(),
        "complainant": st.fixed_dictionaries(
            {"kind": st.sampled_from(["citizen", "legal_person", "employee", "anonymous"])}
        ),
        "accused": st.fixed_dictionaries({"function": functions}),
        "crosses_units": st.booleans(),
        "declared": st.lists(st.sampled_from(["court", "criminal", "late_decision", "earlier_handled", "x"])),
    },
)
regulations = st.sampled_from([NL, FL])


def dutch_rest_days(year: int) -> set[date]:
    """The days on which a Dutch statutory term cannot end, from a calendar that is not ours, without royal decrees."""
    known = {day for day, _ in workalendar.Netherlands().holidays(year)}
    easter = next(day for day, name in workalendar.Netherlands().holidays(year) if name == "Easter Sunday")
    return known | {date(year, 5, 5), easter - timedelta(days=2)}


@given(days, facts)
@settings(max_examples=300, deadline=None)
def test_a_dutch_statutory_term_never_ends_on_a_day_the_law_skips(received: date, given_facts: dict[str, Any]) -> None:
    for found in ask(NL, received.isoformat(), **given_facts)["deadlines"]:
        if found["kind"] == "statute":
            due = date.fromisoformat(found["due"])
            assert due.weekday() < 5
            assert due not in dutch_rest_days(due.year)


@given(days, facts)
@settings(max_examples=200, deadline=None)
def test_a_local_term_is_never_moved(received: date, given_facts: dict[str, Any]) -> None:
    for found in ask(NL, received.isoformat(), **given_facts)["deadlines"]:
        if found["kind"] == "local_law":
            assert found["due"] == found["nominal"]
            assert not found["provisional"]


@given(regulations, days, st.integers(1, 40), facts)
@settings(max_examples=300, deadline=None)
def test_a_later_receipt_never_gives_an_earlier_end(
    regulation: str, received: date, later: int, given_facts: dict[str, Any]
) -> None:
    one = ask(regulation, received.isoformat(), **given_facts)["deadlines"]
    other = ask(regulation, (received + timedelta(days=later)).isoformat(), **given_facts)["deadlines"]
    ends = {found["key"]: found["due"] for found in other}
    assert ends.keys() == {found["key"] for found in one}
    assert all(found["due"] <= ends[found["key"]] for found in one)


@given(regulations, days, facts)
@settings(max_examples=300, deadline=None)
def test_every_date_has_a_sentence_that_names_its_article_or_its_setting(
    regulation: str, received: date, given_facts: dict[str, Any]
) -> None:
    answer = ask(regulation, received.isoformat(), **given_facts)
    assert answer["deadlines"]
    for found in answer["deadlines"]:
        assert found["basis"] in found["sentence"]
        assert found["sentence"].endswith(".")
        if found["kind"] == "tenant_setting":
            assert "niet in het reglement bepaald, instelling van het bestuur" in found["sentence"]
        else:
            assert "artikel" in found["sentence"]
        assert found["moved"] or found["not_moved_because"]
        assert bool(found["moved"]) == bool(found["moved_by"])


@given(regulations, days, facts)
@settings(max_examples=200, deadline=None)
def test_every_ground_duty_and_assignment_has_its_place_and_a_question_where_a_person_must_judge(
    regulation: str, received: date, given_facts: dict[str, Any]
) -> None:
    answer = ask(regulation, received.isoformat(), **given_facts)
    for ground in answer["grounds"]:
        assert ground["basis"]
        assert ground["question"] if ground["verdict"] == "ask" else ground["because"]
    assert all(duty["basis"] and duty["who"] and duty["what"] for duty in answer["duties"])
    assignment = answer["assignment"]
    assert assignment["basis"]
    assert assignment["office"] or assignment["question"]


@given(regulations, days, facts)
@settings(max_examples=100, deadline=None)
def test_the_same_question_has_the_same_answer(regulation: str, received: date, given_facts: dict[str, Any]) -> None:
    raw = msgspec.json.encode({"id": 1, "regulation": regulation, "received": received.isoformat(), **given_facts})
    assert msgspec.json.encode(EXPLAINER.answer(raw)) == msgspec.json.encode(EXPLAINER.answer(raw))


@given(st.dates(min_value=date(2023, 1, 1), max_value=date(2040, 12, 31)), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_statutory_date_is_provisional_exactly_where_the_table_of_royal_decrees_does_not_reach(
    received: date, committee: bool
) -> None:
    for found in ask(NL, received.isoformat(), committee=committee)["deadlines"]:
        if found["kind"] == "statute":
            # An end on the last days of the last year of the table may move into the next one.
            certain = date.fromisoformat(found["due"]) <= date(2028, 12, 31)
            assert found["provisional"] is not certain


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_no_line_of_any_kind_stops_the_explainer(line: bytes) -> None:
    assert msgspec.json.encode(EXPLAINER.answer(line))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    ),
    st.sampled_from(["id", "received", "channel", "conduct_on", "accused", "declared", "events", "options", "on"]),
)
@settings(max_examples=300, deadline=None)
def test_no_value_of_any_kind_in_a_field_stops_the_explainer(value: Any, field: str) -> None:
    question = {"id": 1, "regulation": NL, "received": "2026-11-20", field: value}
    answer = msgspec.json.decode(msgspec.json.encode(EXPLAINER.answer(msgspec.json.encode(question))))
    assert ("error" in answer) != ("deadlines" in answer)
