"""Every place of every text has a rule or a reason, and the circumstances and questions belong together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain.citation import SourceKind
from gehoor.regulation import Law, RegulationLibrary
from gehoor.regulation.library import InvalidOptions, NoVersionInForce
from nl_awb_zaltbommel import KLACHTENREGELING_2008, LAWS
from nl_awb_zaltbommel.awb.grounds import MISSING
from nl_awb_zaltbommel.awb.source import ATW, AWB
from nl_awb_zaltbommel.options import FUNCTIONS
from nl_awb_zaltbommel.zaltbommel_2008 import ladder, law_handler
from nl_awb_zaltbommel.zaltbommel_2008.source import ZALTBOMMEL


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.key)
def test_every_place_has_a_rule_or_a_reason(law: Law) -> None:
    assert law.uncovered() == []


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.key)
def test_every_rule_says_how_it_reads_the_text_and_every_reason_is_a_sentence(law: Law) -> None:
    assert all(rule.reading.endswith(".") for rule in law.rules)
    assert all(len(entry.reason) > 20 and entry.reason.endswith(".") for entry in law.without_code)


def test_the_awb_has_each_article_of_title_9_and_the_places_before_it() -> None:
    articles = {place.split()[0] for place in AWB.places}
    numbered = {f"9:{number}" for number in range(1, 37)}
    assert articles == numbered | {"9:12a", "9:36a", "2:1", "2:3", "2:8", "2:17", "6:15"}
    assert {place.split()[0] for place in ATW.places} == {"1", "2", "3", "4", "5"}


def places_with_points(law: Law, article: str, lid: str) -> set[str]:
    """The points of a lid that have a rule or a reason."""
    cited = [rule.citation for rule in law.rules] + [entry.citation for entry in law.without_code]
    return {citation.point for citation in cited if (citation.article, citation.lid) == (article, lid)}


def test_every_point_of_articles_1_and_3_of_the_regulation_has_a_rule_or_a_reason() -> None:
    assert set("abcdefghijklm") <= places_with_points(ZALTBOMMEL, "1", "")
    assert set("abcdefghi") <= places_with_points(ZALTBOMMEL, "3", "2")


def test_every_ground_of_9_8_has_a_rule_of_its_own() -> None:
    assert places_with_points(AWB, "9:8", "1") == set("abcdef")


def test_every_bullet_of_article_7_has_a_rule() -> None:
    named = {rule.name for rule in ZALTBOMMEL.rules if rule.citation.article == "7" and rule.citation.lid == "1"}
    assert {rule.__name__ for rule in law_handler.BY_FUNCTION.values()} <= named
    assert len({rule.__name__ for rule in law_handler.BY_FUNCTION.values()}) == 7
    assert set(law_handler.BY_FUNCTION) == set(ladder.RUNGS) == set(FUNCTIONS)


def test_the_regulation_is_known_by_its_id_and_days() -> None:
    regulation = KLACHTENREGELING_2008
    assert (regulation.id, regulation.edition) == ("nl/zaltbommel/klachtenregeling", "2026.1")
    assert (regulation.in_force, regulation.adopted) == (date(2008, 11, 15), date(2008, 11, 20))
    assert "vijf dagen" in regulation.remark
    assert (regulation.language, regulation.time_zone) == ("nl-NL", "Europe/Amsterdam")


def test_the_day_before_it_came_into_force_has_no_version(library: RegulationLibrary) -> None:
    assert library.in_force("nl/zaltbommel/klachtenregeling", date(2008, 11, 15)) is KLACHTENREGELING_2008
    with pytest.raises(NoVersionInForce, match="2008-11-15"):
        library.in_force("nl/zaltbommel/klachtenregeling", date(2008, 11, 14))


def test_every_ground_can_be_stated_and_has_a_question(rules: Any, complaint: Any) -> None:
    circumstances = KLACHTENREGELING_2008.circumstances
    grounds = rules().admissibility_grounds(complaint(), date(2026, 11, 23))
    assert {ground.key for ground in grounds} | set(MISSING) <= set(circumstances)
    assert all(question.endswith("?") for question in circumstances.values())


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"ombudsmen": []}, "ombudsmen"),
        ({"function_names": {"teamleider": "teammanager"}}, "teammanager"),
        ({"ombudsman": [{"since": "2026-01-01", "until": "2025-12-31", "name": "Ombudsman Rivierland"}]}, "Rivierland"),
        ({"ombudsman": [{"since": "2026-01-01"}]}, "name"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_by_name(rules: Any, options: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidOptions, match=named):
        rules(**options)


def test_a_local_text_is_shown_as_local_and_a_statute_as_statute() -> None:
    assert {law.key: law.source.kind for law in LAWS} == {
        "awb": SourceKind.STATUTE,
        "atw": SourceKind.STATUTE,
        "selectielijst_2020": SourceKind.STATUTE,
        "zaltbommel_2008": SourceKind.LOCAL_LAW,
    }


def test_the_terms_and_what_is_no_complaint_are_explained(rules: Any) -> None:
    terms = {definition.key: definition for definition in rules().definitions()}
    assert [key for key, definition in terms.items() if definition.is_complaint] == ["klacht"]
    elsewhere = {key for key, definition in terms.items() if definition.goes_to}
    assert elsewhere == {
        *("question", "report", "suggestion", "objection", "appeal", "damage_claim", "integrity_report"),
    }
    assert all(terms[key].example for key in elsewhere)
    assert {"klager", "klaagschrift", "bemiddeling", "nationale_ombudsman", "awb"} <= set(terms)


def test_the_offices_of_articles_3_and_7_are_known(rules: Any) -> None:
    offices = {office.key: office for office in rules().offices() if office.basis[0].source != "gehoor"}
    assert set(offices) == {
        *("klachtencoordinator", "afdelingshoofd", "gemeentesecretaris", "burgemeester", "loco_burgemeester"),
        *("voorzitter_raad", "college"),
    }
    assert offices["afdelingshoofd"].per_unit
    assert not offices["klachtencoordinator"].handles
    assert not offices["college"].handles
