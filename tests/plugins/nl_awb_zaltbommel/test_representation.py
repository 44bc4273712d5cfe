"""Complaining for another: of whom article 2:1 lid 3 lets a municipality ask a written authorisation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.complaint import Mandate, Representation, RepresentativeKind

ON = date(2026, 11, 23)
AUTHORISED, LAWYER, LEGAL = RepresentativeKind.AUTHORISED, RepresentativeKind.LAWYER, RepresentativeKind.LEGAL


@pytest.fixture
def asked(rules: Any, complaint: Any) -> Any:
    """Whether an authorisation is asked of a representative, and on what ground."""

    def ask(kind: RepresentativeKind, mandate: Mandate = Mandate.ASKED, **options: Any) -> list[str]:
        of = complaint(representation=Representation(kind=kind, mandate=mandate))
        needs = rules(**options).intake_requirements(of, ON)
        return [need.basis[0].label for need in needs if need.key == "authorisation" and need.repairable]

    return ask


def test_a_representative_without_authorisation_is_asked_for_one_and_may_repair_that(asked: Any) -> None:
    assert asked(AUTHORISED) == ["artikel 2:1 lid 3 Awb"]


@pytest.mark.parametrize("mandate", [Mandate.UPLOADED, Mandate.SHOWN, Mandate.NOT_REQUIRED])
def test_an_authorisation_that_is_there_is_not_asked_again(asked: Any, mandate: Mandate) -> None:
    assert asked(AUTHORISED, mandate) == []


def test_of_a_lawyer_it_is_asked_only_where_the_municipality_set_so(asked: Any) -> None:
    assert asked(LAWYER) == []
    assert asked(LAWYER, authorisation_of_lawyers=True) == ["artikel 2:1 lid 3 Awb"]


def test_a_parent_or_guardian_is_no_gemachtigde(asked: Any) -> None:
    assert asked(LEGAL) == []
    assert asked(LEGAL, authorisation_of_lawyers=True) == []


def test_what_the_coordinator_stated_counts_until_a_representative_is_known(rules: Any, complaint: Any) -> None:
    known = complaint(declared=["represented"], representation=Representation(AUTHORISED, Mandate.SHOWN))
    assert "authorisation" not in {need.key for need in rules().intake_requirements(known, ON)}


def test_the_letter_that_asks_for_it_says_what_an_authorisation_is(rules: Any, case: Any) -> None:
    repair = ev.RepairRequested(on=ON, until=date(2026, 12, 7), missing=("authorisation", "translation"))
    (letter,) = rules().letters(case([repair]), "repair_requested")
    said = dict(letter.must_say)["missing"]
    assert "een brief waarin degene voor wie u klaagt, zegt dat u dat mag doen" in said
    assert "een vertaling van uw klacht" in said
