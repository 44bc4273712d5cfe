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
from gehoor.domain.complaint import Accused, Complaint
from gehoor.domain.organisation import Actor, Holding
from gehoor.domain.reckoning import reckon
from gehoor.domain.tenant import OrganisationFile, Tenant, TenantFile
from gehoor.letters.templates import LetterTemplates
from gehoor.regulation import (
    Access,
    Deadline,
    Law,
    LawMistake,
    Layer,
    Office,
    Part,
    Regulation,
    RegulationLibrary,
    Sight,
    hookimpl,
)
from gehoor.regulation.answer import AnswerWithoutCitation
from gehoor.regulation.library import InvalidOptions, NoVersionInForce, UnknownRegulation
from gehoor.regulation.rulebook import RegulationFailed
from gehoor.services.municipality import Municipality

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


def with_offices(keeper: str, title: str) -> Regulation:
    """A regulation that calls its coordinator whatever it likes, and lets the holder see everything."""
    law = Law(GENERAL, ["1", "2"])

    @law.article("1", answers=f"office:{keeper}")
    def somebody_keeps_the_register() -> Office:
        """Somebody keeps the register."""
        return Office(key=keeper, title=title, part=Part.COORDINATOR, appointed_by="de raad")

    @law.article("2", answers="access:keeper")
    def keeper_sees_everything(actor: Actor) -> Access | None:
        """Whoever keeps the register sees it whole; the text makes no exception."""
        return Access(key="keeper", sight=Sight.ALL) if keeper in actor.offices else None

    hooks = ModuleType("ordinance")

    @hookimpl
    def offices() -> list[Office]:
        return [somebody_keeps_the_register()]

    @hookimpl
    def register_access(actor: Actor) -> Access | None:
        return keeper_sees_everything(actor)

    hooks.offices, hooks.register_access = offices, register_access  # type: ignore[attr-defined]  # Made on the spot.
    return version(Layer(law=law, hooks=hooks))


def town_under(regulation: Regulation, *held: Holding) -> Municipality:
    """A municipality of that regulation, in which these offices are held."""
    tenant = Tenant(
        slug="town",
        file=TenantFile(title="Town", hosts=("town.example",), regulation=regulation.id),
        organisation=OrganisationFile(offices=held),
    )
    return Municipality(tenant=tenant, library=RegulationLibrary([regulation]), templates=LetterTemplates([]))


@pytest.mark.parametrize(("keeper", "title"), [("ombudsvrouw", "Ombudsvrouw"), ("bellwether", "Keeper of the bell")])
def test_the_core_asks_which_office_is_the_coordinator_here(keeper: str, title: str) -> None:
    place = town_under(with_offices(keeper, title), Holding(office=keeper, person="ada", since=DAY))
    assert place.offices_with(Part.COORDINATOR) == {keeper}
    assert place.office_title(keeper) == title
    assert place.actor("ada", DAY).offices & place.offices_with(Part.COORDINATOR)
    assert not place.actor("bea", DAY).offices & place.offices_with(Part.COORDINATOR)


def test_every_municipality_has_the_offices_of_the_platform_and_they_do_not_cite_its_regulation() -> None:
    offices = {office.key: office for office in town_under(with_offices("keeper", "Keeper")).offices}
    assert {key: office.part for key, office in offices.items()} == {
        "keeper": Part.COORDINATOR,
        "balie": Part.FRONT_DESK,
        "beheerder": Part.TENANT_ADMIN,
        "functionaris_gegevensbescherming": Part.PRIVACY_OFFICER,
    }
    assert {office.basis[0].source for key, office in offices.items() if key != "keeper"} == {"gehoor"}
    assert "artikel 39 lid 1 onder b AVG" in [str(c) for c in offices["functionaris_gegevensbescherming"].basis]


def test_whatever_a_law_answers_nobody_keeps_a_case_about_oneself() -> None:
    regulation = with_offices("keeper", "Keeper")
    rulebook = RegulationLibrary([regulation]).rulebook(regulation)
    keeper = Actor(person="ada", offices=frozenset({"keeper"}))
    about = Case(complaint=Complaint(received_on=DAY, accused=Accused(person="ada")))
    involved = Case(complaint=Complaint(received_on=DAY, involved=frozenset({"ada"})))
    assert rulebook.register_access(keeper, CASE).sight is Sight.ALL
    for case in (about, involved):
        answer = rulebook.register_access(keeper, case)
        assert answer.sight is Sight.NOTHING
        assert answer.basis[0].label == "uitgangspunt van het platform, niet in de regeling bepaald"


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
