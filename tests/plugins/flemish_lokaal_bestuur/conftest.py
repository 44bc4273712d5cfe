"""What these tests share: the installed text, a rulebook with some settings, and cases in a few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from flemish_lokaal_bestuur import VOORBEELDSTAD
from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Accused, Complainant, ComplainantKind, Complaint
from gehoor.regulation import RegulationLibrary, Rulebook, replay

RECEIVED = date(2026, 3, 2)


@pytest.fixture(scope="session")
def library() -> RegulationLibrary:
    return RegulationLibrary([VOORBEELDSTAD])


@pytest.fixture
def rules(library: RegulationLibrary) -> Callable[..., Rulebook]:
    """The rulebook with the settings that are given, as a tenant writes them."""

    def make(**options: Any) -> Rulebook:
        return library.rulebook(VOORBEELDSTAD, library.options(VOORBEELDSTAD, options))

    return make


@pytest.fixture
def complaint() -> Callable[..., Complaint]:
    """A complaint of a citizen about an ambtenaar of Burgerzaken, but for what is said otherwise."""

    def make(*, by: str = "citizen", about: str = "ambtenaar", unit: str = "burgerzaken", **facts: Any) -> Complaint:
        facts = {"received_on": RECEIVED, **facts}
        for circumstances in ("declared", "denied"):
            facts[circumstances] = frozenset(facts.get(circumstances, ()))
        return Complaint(
            complainant=Complainant(kind=ComplainantKind(by)),
            accused=Accused(function=about, unit=unit, person=facts.pop("accused_person", "")),
            **facts,
        )

    return make


@pytest.fixture
def case(complaint: Callable[..., Complaint], rules: Callable[..., Rulebook]) -> Callable[..., Case]:
    """A case with these events, each permitted by the law under the default settings."""

    def make(events: Sequence[ev.Event] = (), **facts: Any) -> Case:
        return replay(rules(), complaint(**facts), events)

    return make
