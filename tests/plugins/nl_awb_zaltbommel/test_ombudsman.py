"""Which ombudsman, until which day, for this case on this day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision
from gehoor.regulation import Escalation

RECEIVED = date(2026, 11, 23)
DUE = date(2027, 1, 4)
OWN = {
    "ombudsman": [
        {"since": "2026-01-01", "until": "2026-12-31", "key": "rivierland", "name": "Ombudsman Rivierland"},
        {
            "since": "2027-01-01",
            "name": "Ombudscommissie Maas en Waal",
            "address": "Postbus 1, 6600 AA Verzonnen",
            "phone": "0123 45 67 89",
        },
    ]
}


@pytest.fixture(scope="module")
def ombudsman(rules: Any, case: Any) -> Any:
    """The one body outside the municipality."""

    def ask(*events: ev.Event, on: date, options: dict[str, Any] | None = None, **facts: Any) -> Escalation:
        (found,) = rules(**(options or {})).escalations(case(events, **facts), on)
        assert isinstance(found, Escalation)
        return found

    return ask


def test_without_a_setting_it_is_the_nationale_ombudsman(ombudsman: Any) -> None:
    found = ombudsman(on=RECEIVED)
    assert (found.key, found.body) == ("nationale_ombudsman", "Nationale ombudsman")
    assert found.address == "Postbus 93122, 2509 AC Den Haag"
    assert "0800 33 55 555" in found.sentence


def test_first_the_municipality_handles_the_complaint(ombudsman: Any) -> None:
    for on in (RECEIVED, DUE):
        found = ombudsman(on=on)
        assert found.until is None
        assert found.condition.startswith("Eerst behandelt de gemeente")


def test_a_year_after_closing_is_the_last_day_also_in_a_weekend(ombudsman: Any) -> None:
    closed = ev.Closed(on=RECEIVED, way="satisfied")
    found = ombudsman(closed, on=RECEIVED)
    assert (found.until, found.condition) == (date(2027, 11, 23), "")
    assert "tot en met dinsdag 23 november 2027" in found.sentence
    assert ombudsman(ev.Closed(on=date(2026, 11, 27), way="satisfied"), on=DUE).until == date(2027, 11, 27)
    assert date(2027, 11, 27).weekday() == 5


def test_a_year_from_29_february_ends_on_28_february(ombudsman: Any) -> None:
    closed = ev.Closed(on=date(2028, 2, 29), way="satisfied")
    assert ombudsman(closed, on=date(2028, 2, 29), received_on=date(2028, 2, 1)).until == date(2029, 2, 28)


def test_when_the_term_passed_the_year_counts_from_the_day_it_should_have_ended(ombudsman: Any) -> None:
    assert ombudsman(on=date(2027, 1, 5)).until == date(2028, 1, 4)
    extended = ev.Extended(on=date(2026, 12, 1))
    assert ombudsman(extended, on=date(2027, 2, 1)).until is None
    assert ombudsman(extended, on=date(2027, 2, 2)).until == date(2028, 2, 1)


def test_a_refusal_starts_the_year_on_the_day_it_was_told(ombudsman: Any) -> None:
    refused = ev.AdmissibilityDecided(on=date(2026, 12, 1), decision=Decision.NOT_TREATED, grounds=("court",))
    later = ev.Closed(on=date(2026, 12, 3), way="not_treated")
    for events in ((refused,), (refused, later)):
        found = ombudsman(*events, on=date(2026, 12, 4))
        assert found.until == date(2027, 12, 1)
        assert found.basis[0].label == "artikel 9:12 lid 2 Awb"


def test_the_basis_of_a_treated_complaint_is_the_regulation_and_the_statute(ombudsman: Any) -> None:
    assert [citation.label for citation in ombudsman(on=RECEIVED).basis] == [
        "artikel 8 lid 7 Klachtenregeling gemeente Zaltbommel 2008",
        "artikel 9:12 lid 2 Awb",
        "artikel 9:24 lid 1 Awb",
        "artikel 9:17 Awb",
    ]


def test_after_an_oral_complaint_the_ombudsman_is_open_too(ombudsman: Any) -> None:
    found = ombudsman(on=date(2026, 12, 22), channel="oral")
    assert found.until == date(2027, 12, 21)
    assert "artikel 5 lid 3" in found.basis[0].label


@pytest.mark.parametrize(
    ("on", "body", "key"),
    [
        (date(2026, 11, 23), "Ombudsman Rivierland", "ombudsman"),
        (date(2026, 12, 31), "Ombudsman Rivierland", "ombudsman"),
        (date(2027, 1, 1), "Ombudscommissie Maas en Waal", "ombudsman"),
        (date(2025, 12, 31), "Nationale ombudsman", "nationale_ombudsman"),
    ],
)
def test_the_own_ombudsman_of_the_day_is_competent(on: date, body: str, key: str, ombudsman: Any) -> None:
    found = ombudsman(on=on, options=OWN, received_on=date(2025, 12, 1))
    assert (found.body, found.key) == (body, key)


def test_an_own_ombudsman_is_shown_with_address_and_telephone(ombudsman: Any) -> None:
    found = ombudsman(on=date(2027, 1, 2), options=OWN)
    assert "Ombudscommissie Maas en Waal, Postbus 1, 6600 AA Verzonnen (telefoon 0123 45 67 89)" in found.sentence


@pytest.mark.parametrize("conduct", ["boa", "police_task"])
def test_conduct_of_a_boa_or_for_the_police_stays_with_the_nationale_ombudsman(conduct: str, ombudsman: Any) -> None:
    assert ombudsman(on=RECEIVED, options=OWN, declared=[conduct]).body == "Nationale ombudsman"


def test_a_setting_may_name_the_nationale_ombudsman_itself(ombudsman: Any) -> None:
    named = {"ombudsman": [{"since": "2020-01-01", "key": "nationale_ombudsman", "name": "Nationale ombudsman"}]}
    assert ombudsman(on=RECEIVED, options=named).key == "nationale_ombudsman"
