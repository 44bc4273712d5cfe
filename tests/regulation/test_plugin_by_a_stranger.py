"""A third regulation, as a stranger would write it, without a line in the core; and what the core refuses."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Any

import msgspec
import pytest

from gehoor.domain.calendar import days
from gehoor.domain.case import Case
from gehoor.domain.citation import Source, SourceKind
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor
from gehoor.domain.reckoning import reckon
from gehoor.regulation import Deadline, Law, LawMistake, Layer, Regulation, RegulationLibrary, Sight, hookimpl
from gehoor.regulation.answer import AnswerWithoutCitation
from gehoor.regulation.library import InvalidOptions, NoVersionInForce, UnknownRegulation
from gehoor.regulation.rulebook import RegulationFailed

GENERAL = Source(key="ordinance", title="Ordinance", short="Ordinance", kind=SourceKind.STATUTE)
SPECIAL = Source(key="bylaw", title="Bylaw", short="Bylaw", kind=SourceKind.LOCAL_LAW)
DAY = date(2026, 3, 2)
CASE = Case(complaint=Complaint(received_on=DAY))


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    settlement: int = 30


def in_days(law: Law, amount: int, overrides: str = "") -> Any:
    @law.article("1", answers="deadline:settlement", overrides=overrides)
    def answer_in_time(case: Case) -> Deadline:
        """A complaint is answered in so many days."""
        received = case.complaint.received_on
        sum_ = reckon(term=days(amount), after=received, start_event="de ontvangst", stays_because="elke dag telt")
        return Deadline(key="settlement", what="De klacht is afgehandeld", reckoning=sum_, kind=law.source.kind)

    return answer_in_time


def layer(source: Source, amount: int, overrides: str = "", hook: Any = None) -> Layer:
    law = Law(source, ["1"])
    rule = in_days(law, amount, overrides)
    hooks = ModuleType(source.key)

    @hookimpl
    def deadlines(case: Case) -> list[Deadline | None]:
        return [rule(case)]

    hooks.deadlines = hook or deadlines  # type: ignore[attr-defined]  # A module made on the spot.
    return Layer(law=law, hooks=hooks)


def version(*layers: Layer, in_force: date = date(2020, 1, 1), until: date | None = None) -> Regulation:
    return Regulation(
        id="xx/town/complaints",
        title="Town",
        in_force=in_force,
        until=until,
        edition="1",
        layers=layers,
        options=Options,
    )


def test_the_special_law_answers_where_it_says_that_it_overrides_the_general_one() -> None:
    regulation = version(layer(GENERAL, 30), layer(SPECIAL, 20, overrides="ordinance"))
    found = RegulationLibrary([regulation]).rulebook(regulation).deadlines(CASE, DAY)
    assert [(answer.due, answer.basis[0].label) for answer in found] == [(date(2026, 3, 22), "artikel 1 Bylaw")]


def test_an_override_that_is_not_declared_stops_the_start() -> None:
    regulation = version(layer(GENERAL, 30), layer(SPECIAL, 20))
    with pytest.raises(LawMistake, match=r"overrides='ordinance'"):
        RegulationLibrary([regulation]).rulebook(regulation)


def test_every_date_says_in_one_sentence_how_it_was_counted_and_where_that_stands() -> None:
    regulation = version(layer(GENERAL, 30))
    answer = RegulationLibrary([regulation]).rulebook(regulation).deadlines(CASE, DAY)[0]
    assert answer.sentence == (
        "De klacht is afgehandeld uiterlijk op woensdag 1 april 2026: dat is 30 dagen na de ontvangst op"
        " maandag 2 maart 2026 (artikel 1 Ordinance); elke dag telt."
    )


def test_an_answer_without_a_citation_cannot_be_made() -> None:
    sum_ = reckon(term=days(1), after=DAY, start_event="de ontvangst")
    with pytest.raises(AnswerWithoutCitation):
        Deadline(key="x", what="Iets is gedaan", reckoning=sum_, kind=SourceKind.STATUTE)


def test_a_rule_may_only_answer_what_it_declares() -> None:
    law = Law(GENERAL, ["1"])

    @law.article("1", answers="deadline:other")
    def rule() -> Deadline:
        """Answers another key than declared."""
        sum_ = reckon(term=days(1), after=DAY, start_event="de ontvangst")
        return Deadline(key="settlement", what="Iets is gedaan", reckoning=sum_, kind=SourceKind.STATUTE)

    with pytest.raises(LawMistake, match="deadline:settlement"):
        rule()


def test_an_article_needs_a_rule_or_a_reason() -> None:
    law = Law(GENERAL, ["1", "2 1", "2 2", "3"])
    in_days(law, 30)
    law.no_code("3", "It only gives the ordinance its name.")
    assert law.uncovered() == ["2 1", "2 2"]
    with pytest.raises(LawMistake, match="no reason"):
        law.no_code("2", " ", lid="1")
    with pytest.raises(LawMistake, match="no place"):
        law.cite("4")


def test_a_hook_that_raises_names_the_regulation_and_the_hook_but_not_the_facts() -> None:
    @hookimpl
    def deadlines(case: Case) -> list[Deadline]:
        raise ValueError("secret of the complainant")

    regulation = version(layer(GENERAL, 30, hook=deadlines))
    with pytest.raises(RegulationFailed, match="xx/town/complaints") as failure:
        RegulationLibrary([regulation]).rulebook(regulation).deadlines(CASE, DAY)
    assert "deadlines" in failure.value.message
    assert "secret" not in failure.value.message


def test_a_hook_with_a_name_that_does_not_exist_stops_the_start() -> None:
    strange = layer(GENERAL, 30)

    @hookimpl
    def deadlinez(case: Case) -> None:
        return None

    strange.hooks.deadlinez = deadlinez  # type: ignore[attr-defined]  # A module made on the spot.
    with pytest.raises(Exception, match="deadlinez"):
        RegulationLibrary([version(strange)]).rulebook(version(strange))


def test_where_the_law_is_silent_nobody_sees_and_everything_is_kept() -> None:
    regulation = version(layer(GENERAL, 30))
    rulebook = RegulationLibrary([regulation]).rulebook(regulation)
    assert rulebook.register_access(Actor(person="p1", offices=frozenset({"mayor"}))).sight is Sight.NOTHING
    assert rulebook.retention(CASE).years is None
    assert rulebook.escalations(CASE, DAY) == []


def test_a_complaint_falls_under_the_version_of_its_day() -> None:
    old = version(layer(GENERAL, 30), until=date(2025, 12, 31))
    new = version(layer(GENERAL, 14), in_force=date(2026, 2, 1))
    library = RegulationLibrary([new, old])
    assert library.in_force(old.id, date(2025, 12, 31)) is old
    assert library.in_force(old.id, date(2026, 2, 1)) is new
    with pytest.raises(NoVersionInForce, match="vanaf 2020-01-01 tot en met 2025-12-31; Town: vanaf 2026-02-01"):
        library.in_force(old.id, date(2026, 1, 15))


def test_an_unknown_regulation_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownRegulation, match="xx/town/complaints"):
        RegulationLibrary([version(layer(GENERAL, 30))]).in_force("yy", DAY)


def test_an_option_the_regulation_does_not_know_is_refused_by_name() -> None:
    regulation = version(layer(GENERAL, 30))
    with pytest.raises(InvalidOptions, match="setlement"):
        RegulationLibrary([regulation]).options(regulation, {"setlement": 20})
