"""A case about the coordinator that somebody else handles: no letter has the coordinator watch or support it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement

ON = date(2026, 3, 2)
COORDINATOR = "klachtencoordinator"
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
MEASURE = ev.MeasureAdded(on=ON, kind="repair", text=1)


def answered(office: str) -> list[ev.Event]:
    judged = ev.Judged(on=ON, parts=(ev.Part(number=1, judgement=Judgement.FOUNDED),))
    assigned = ev.Assigned(on=ON, office=office, person="amina")
    return [TREAT, assigned, judged, MEASURE, ev.Closed(on=ON, way="answered")]


@pytest.mark.parametrize(
    ("office", "who"),
    [
        ("afdelingshoofd", "Het diensthoofd"),
        ("klachtenbehandelaar", "De klachtenbehandelaar"),
        ("algemeen_directeur", "De algemeen directeur"),
    ],
)
def test_whoever_has_the_case_watches_the_measures(office: str, who: str, rules: Any, case: Any) -> None:
    found = case(answered(office), about=COORDINATOR)
    letters = rules(conflict={"about_coordinator": office}).letters(found, "closed")
    passages = [dict(letter.must_say)["follow_up"] for letter in letters]
    assert passages
    assert all(passage.startswith(f"{who} volgt op of dit ook gebeurt.") for passage in passages)
    assert not any("coördinator" in text for letter in letters for _, text in letter.must_say)


def test_in_any_other_case_the_coordinator_watches_them_by_the_article(rules: Any, case: Any) -> None:
    letters = rules().letters(case(answered("klachtenbehandelaar")), "closed")
    said = "De klachtencoördinator volgt op of dit ook gebeurt (artikel 6 punt 7 klachtenreglement)."
    assert [dict(letter.must_say)["follow_up"].startswith(said) for letter in letters] == [True, True]


@pytest.mark.parametrize(("about", "supported"), [(COORDINATOR, False), ("ambtenaar", True)])
def test_a_handler_is_not_promised_the_support_of_whom_the_complaint_is_about(
    about: str, supported: bool, rules: Any, case: Any
) -> None:
    found = case([TREAT, ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina")], about=about)
    letters = rules(conflict={"about_coordinator": "klachtenbehandelaar"}).letters(found, "assigned")
    (letter,) = [each for each in letters if each.key == "handler_appointment"]
    assert ("ondersteunt" in dict(letter.must_say)["task"]) is supported
