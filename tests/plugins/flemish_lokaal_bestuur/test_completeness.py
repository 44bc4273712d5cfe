"""Each place of each text has a rule or a reason, and says where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from flemish_lokaal_bestuur import LAWS, VOORBEELDSTAD
from gehoor.domain.citation import SourceKind
from gehoor.regulation import Law, RegulationLibrary, Rulebook
from gehoor.regulation.library import NoVersionInForce

ARTICLES = {"1": 0, "2": 2, "3": 8, "4": 9, "5": 4, "6": 8, "7": 4}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.key)
def test_every_place_has_a_rule_or_a_reason(law: Law) -> None:
    assert law.uncovered() == []
    assert all(rule.reading for rule in law.rules)


def test_the_reglement_has_all_its_points() -> None:
    reglement = next(law for law in LAWS if law.key == "klachtenreglement")
    expected = [f"{a} {p}".strip() for a, last in ARTICLES.items() for p in (range(1, last + 1) if last else [""])]
    assert list(reglement.places) == expected


def test_a_point_is_cited_as_people_say_it() -> None:
    reglement = next(law for law in LAWS if law.key == "klachtenreglement")
    assert reglement.cite("4", "4").label == "artikel 4 punt 4 klachtenreglement"
    decree = next(law for law in LAWS if law.key == "decreet_lokaal_bestuur")
    assert decree.cite("303", "1").label == "artikel 303 § 1 decreet over het lokaal bestuur"


def test_the_layers_are_the_decree_under_the_reglement() -> None:
    assert [law.key for law in VOORBEELDSTAD.laws] == ["decreet_lokaal_bestuur", "klachtenreglement"]
    kinds = {law.key: law.source.kind for law in LAWS}
    assert kinds["decreet_lokaal_bestuur"] is SourceKind.STATUTE
    assert kinds["klachtenreglement"] is SourceKind.LOCAL_LAW
    assert kinds["instelling_bestuur"] is SourceKind.TENANT_SETTING


def test_the_plugin_is_found_by_its_entry_point() -> None:
    found = RegulationLibrary.installed().in_force("be-vl/voorbeeldstad/klachtenreglement", date(2026, 1, 1))
    assert (found.in_force, found.edition, found.language) == (date(2019, 5, 1), "2026.1", "nl-BE")
    assert found.adopted is None
    assert "23 april 2019" in found.remark


def test_before_the_first_of_may_2019_there_was_no_version(library: RegulationLibrary) -> None:
    with pytest.raises(NoVersionInForce):
        library.in_force(VOORBEELDSTAD.id, date(2019, 4, 30))
    assert library.in_force(VOORBEELDSTAD.id, date(2019, 5, 1)) is VOORBEELDSTAD


def test_a_citizen_can_see_what_is_no_complaint_and_where_it_goes(rules: Callable[..., Rulebook]) -> None:
    found = {definition.key: definition for definition in rules().definitions()}
    assert found["complaint"].is_complaint
    others = {key for key, definition in found.items() if not definition.is_complaint}
    assert others == {
        *("information_question", "report", "suggestion", "appeal", "objection"),
        *("ocmw_decision", "supervision_complaint", "whistleblower"),
    }
    assert all(found[key].goes_to and found[key].example for key in others)
    assert "arbeidsrechtbank" in found["ocmw_decision"].goes_to
    assert "Audit Vlaanderen" in found["whistleblower"].goes_to


def test_the_text_knows_three_offices_and_the_service(rules: Callable[..., Rulebook]) -> None:
    offices = {office.key: office for office in rules().offices() if office.basis[0].source != "gehoor"}
    assert set(offices) == {"klachtencoordinator", "klachtenbehandelaar", "algemeen_directeur", "afdelingshoofd"}
    assert offices["afdelingshoofd"].per_unit


def test_each_circumstance_has_a_question() -> None:
    assert all(question.endswith("?") for question in VOORBEELDSTAD.circumstances.values())
