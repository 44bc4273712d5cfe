"""What these tests share: the regulation, a rulebook with some settings, and cases in a few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Accused, Channel, Complainant, ComplainantKind, Complaint
from gehoor.regulation import RegulationLibrary, Rulebook, replay
from nl_awb_zaltbommel import KLACHTENREGELING_2008

RECEIVED = date(2026, 11, 23)


@pytest.fixture(scope="session")
def library() -> RegulationLibrary:
    return RegulationLibrary([KLACHTENREGELING_2008])


@pytest.fixture(scope="session")
def rules(library: RegulationLibrary) -> Callable[..., Rulebook]:
    """The rulebook with the settings that are given, as a tenant writes them."""

    def make(**options: Any) -> Rulebook:
        return library.rulebook(KLACHTENREGELING_2008, library.options(KLACHTENREGELING_2008, options))

    return make


@pytest.fixture(scope="session")
def complaint() -> Callable[..., Complaint]:
    """A letter of a citizen about an ambtenaar of Burgerzaken, but for what is said otherwise."""

    def make(*, by: str = "citizen", about: str = "ambtenaar", unit: str = "burgerzaken", **facts: Any) -> Complaint:
        facts = {"received_on": RECEIVED, **facts}
        for circumstances in ("declared", "denied"):
            facts[circumstances] = frozenset(facts.get(circumstances, ()))
        return Complaint(
            complainant=Complainant(kind=ComplainantKind(by)),
            accused=Accused(function=about, unit=unit),
            channel=Channel(facts.pop("channel", "letter")),
            **facts,
        )

    return make


@pytest.fixture(scope="session")
def case(complaint: Callable[..., Complaint], rules: Callable[..., Rulebook]) -> Callable[..., Case]:
    """A case with these events, each permitted by the law."""

    def make(events: Sequence[ev.Event] = (), **facts: Any) -> Case:
        return replay(rules(), complaint(**facts), events)

    return make
