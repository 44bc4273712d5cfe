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


@pytest.fixture
def context() -> Callable[..., dict[str, Any]]:
    """What composing gives a template, for a letter of a fictional case."""

    def make(**changes: Any) -> dict[str, Any]:
        return {
            "lang": "nl-BE",
            "title": "Brief",
            "municipality": "Stad en OCMW Voorbeeldstad",
            "sender_lines": ["Marktplein 1", "9999 Voorbeeldstad"],
            "addressee_lines": ["Nele Verzonnen", "Bedachtstraat 1", "9999 Voorbeeldstad"],
            "date": RECEIVED,
            "reference": "VB-2026-0001",
            "signature": {"office": "Klachtencoördinator", "on_behalf_of": None, "name": "Lies Fictief"},
            "enclosures": [],
            "copies": [],
            "theme": {"accent": "#1d6b4f"},
            "received_on": RECEIVED,
            "channel_text": "via het formulier op de website",
            "complainant_name": "Nele Verzonnen",
            "salutation": "Beste Nele Verzonnen",
            "accused_text": "een medewerker van Burgerzaken",
            "reason": "Eerste reden.\n\nTweede <reden>.",
            "findings": "Wij vonden een fout.",
            "parts": [
                {"number": 1, "text": "De wachttijd", "judgement": "gegrond", "norms": ["Redelijke behandeltermijn"]}
            ],
            "conclusion": "Wij hadden sneller moeten antwoorden.",
            "measures": ["Wij antwoorden voortaan binnen een week."],
            "grounds": [],
            "handler": {"office": "Klachtenbehandelaar", "name": "Amina Bedacht", "on_behalf_of": ""},
            "due": date(2026, 4, 16),
            "due_sentence": "",
            "is_copy": False,
            "recipient": "complainant",
            "extension_reason": "Een getuige is ziek.",
            "repair_missing": ["de datum"],
            "reply_by": date(2026, 3, 12),
            "referred_to": "Voorbeeldnet, Fictieflaan 1, 9999 Voorbeeldstad",
            "status_address": "voorbeeldstad.localhost/status",
            "what_happened": "Ik kreeg geen antwoord.",
            "hearing_place": "Stadhuis, lokaal 2",
            "hearing_report": "U wachtte lang.",
            "measure": "Wij antwoorden voortaan binnen een week.",
            **changes,
        }

    return make
