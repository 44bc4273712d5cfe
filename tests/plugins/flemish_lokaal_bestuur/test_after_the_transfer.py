"""What is to be done in a case the coordinator gave away is asked of whoever has it, not of who cannot read it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision

ON = date(2026, 3, 2)
COORDINATOR, DIRECTOR = "klachtencoordinator", "algemeen_directeur"
TAKEN = ev.Assigned(on=ON, office=DIRECTOR, person="griet")
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
STEPS = {
    "decide_admissibility": [],
    "tell_extension": [TREAT, ev.Extended(on=ON)],
    "follow_up": [TREAT, ev.MeasureAdded(on=ON, kind="repair", text=1)],
}


def asked(rules: Any, found: Any, key: str) -> str:
    return next(str(duty.who) for duty in rules().duties(found, ON) if duty.key == key)


@pytest.mark.parametrize("key", STEPS)
def test_in_a_staff_case_the_director_is_asked_after_the_transfer(key: str, rules: Any, case: Any) -> None:
    assert asked(rules, case([TAKEN, *STEPS[key]], by="employee"), key) == DIRECTOR


@pytest.mark.parametrize("key", STEPS)
def test_in_any_other_case_the_coordinator_is_asked(key: str, rules: Any, case: Any) -> None:
    found = case([ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina"), *STEPS[key]])
    assert asked(rules, found, key) == COORDINATOR


def test_before_the_transfer_the_coordinator_is_asked(rules: Any, case: Any) -> None:
    assert asked(rules, case(by="employee"), "decide_admissibility") == COORDINATOR
