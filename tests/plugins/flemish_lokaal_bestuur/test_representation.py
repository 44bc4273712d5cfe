"""Complaining for another: the text is silent, so what is asked of a representative is a setting of the board."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain.citation import SourceKind
from gehoor.domain.complaint import Mandate, Representation, RepresentativeKind

ON = date(2026, 3, 2)
AUTHORISED, LAWYER, LEGAL = RepresentativeKind.AUTHORISED, RepresentativeKind.LAWYER, RepresentativeKind.LEGAL


@pytest.fixture
def asked(rules: Any, complaint: Any) -> Any:
    """The requirement of a mandate, where there is one."""

    def ask(kind: RepresentativeKind, mandate: Mandate = Mandate.ASKED, **options: Any) -> list[Any]:
        of = complaint(representation=Representation(kind=kind, mandate=mandate))
        return [need for need in rules(**options).intake_requirements(of, ON) if need.key == "authorisation"]

    return ask


def test_by_default_a_written_mandate_is_asked_with_time_to_bring_it(asked: Any) -> None:
    (need,) = asked(AUTHORISED)
    assert need.repairable
    assert need.by == date(2026, 3, 12)
    assert need.basis[0].kind is SourceKind.TENANT_SETTING


@pytest.mark.parametrize("mandate", [Mandate.UPLOADED, Mandate.SHOWN, Mandate.NOT_REQUIRED])
def test_a_mandate_that_is_there_is_not_asked_again(asked: Any, mandate: Mandate) -> None:
    assert asked(AUTHORISED, mandate) == []


def test_a_board_may_take_everybody_at_their_word(asked: Any) -> None:
    assert asked(AUTHORISED, written_mandate=False) == []
    assert asked(LAWYER, written_mandate=False, written_mandate_of_lawyers=True) == []


def test_a_lawyer_is_asked_only_by_setting_and_a_parent_never(asked: Any) -> None:
    assert asked(LAWYER) == []
    assert len(asked(LAWYER, written_mandate_of_lawyers=True)) == 1
    assert asked(LEGAL, written_mandate_of_lawyers=True) == []


def test_who_complains_alone_is_asked_for_no_mandate(rules: Any, complaint: Any) -> None:
    assert "authorisation" not in {need.key for need in rules().intake_requirements(complaint(), ON)}
