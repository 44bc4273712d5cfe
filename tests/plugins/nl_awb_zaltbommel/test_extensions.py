"""When a term may be lengthened, and the reason where it may not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Party
from gehoor.regulation import Extension
from gehoor.regulation.replay import ExtensionRefused

RECEIVED = date(2026, 11, 20)
ENDS, MOVED_TO = date(2027, 1, 1), date(2027, 1, 4)


@pytest.fixture
def ways(rules: Any, case: Any) -> Any:
    """The ways to lengthen a term by key."""

    def ask(*events: ev.Event, on: date, **facts: Any) -> dict[str, Extension]:
        found = rules().extensions(case(events, received_on=RECEIVED, **facts), on)
        return {extension.key: extension for extension in found}

    return ask


def test_a_written_complaint_may_be_extended_by_four_weeks_up_to_the_day_it_ends(ways: Any) -> None:
    extended = ways(on=MOVED_TO)["extended"]
    assert extended.allowed
    assert extended.latest == date(2027, 1, 29)
    assert extended.must_tell == (Party.COMPLAINANT, Party.ACCUSED)
    assert extended.must_agree == ()
    assert [citation.label for citation in extended.basis] == ["artikel 9:11 lid 2 Awb", "artikel 9:11 lid 1 Awb"]


def test_with_a_committee_the_extension_ends_after_fourteen_weeks(ways: Any) -> None:
    assert ways(on=MOVED_TO, committee=True)["extended"].latest == date(2027, 2, 26)


@pytest.mark.parametrize("kind", ["extended", "further_extension_agreed"])
def test_nothing_is_extended_after_the_term_has_passed(kind: str, ways: Any) -> None:
    late = ways(on=date(2027, 1, 5))[kind]
    assert not late.allowed
    assert "verlopen op maandag 4 januari 2027" in late.refused_because


def test_a_second_extension_is_refused_and_points_at_consent(ways: Any) -> None:
    found = ways(ev.Extended(on=date(2026, 12, 1), weeks=1), on=date(2026, 12, 2))
    assert not found["extended"].allowed
    assert "maar één keer" in found["extended"].refused_because
    assert found["further_extension_agreed"].allowed
    assert found["further_extension_agreed"].must_agree == (Party.COMPLAINANT,)
    assert found["further_extension_agreed"].latest is None


@pytest.mark.parametrize("kind", ["extended", "further_extension_agreed"])
def test_nothing_is_extended_once_closed_or_refused(kind: str, ways: Any) -> None:
    on = date(2026, 12, 1)
    closed = ways(ev.Closed(on=on, way="withdrawn"), on=on)[kind]
    assert closed.refused_because == "De klacht is al afgehandeld"
    refused = ways(ev.AdmissibilityDecided(on=on, decision=Decision.NOT_TREATED, grounds=("court",)), on=on)[kind]
    assert "niet te behandelen" in refused.refused_because


@pytest.mark.parametrize("kind", ["extended", "further_extension_agreed"])
def test_an_oral_complaint_is_extended_only_by_the_handler(kind: str, ways: Any) -> None:
    on = date(2026, 12, 1)
    before = ways(on=on, channel="oral")[kind]
    assert not before.allowed
    assert before.refused_because == (
        "Een mondelinge klacht kan pas worden verdaagd als de klachtbehandelaar de zaak heeft overgenomen"
    )
    assert ways(ev.HandedToHandler(on=on), on=on, channel="oral")[kind].allowed


def test_an_oral_complaint_is_extended_once_to_eight_weeks(ways: Any) -> None:
    on = date(2026, 12, 1)
    events = (ev.HandedToHandler(on=on), ev.Extended(on=on))
    assert ways(events[0], on=on, channel="oral")["extended"].latest == date(2027, 1, 15)
    assert "maar één keer" in ways(*events, on=on, channel="oral")["extended"].refused_because


@pytest.mark.parametrize(
    ("event", "because"),
    [
        (ev.Extended(on=date(2026, 12, 1), weeks=5), "te laat"),
        (ev.Extended(on=date(2026, 12, 1), until=date(2027, 1, 30)), "te laat"),
        (ev.Extended(on=date(2026, 12, 1), until=ENDS), "niet na de huidige"),
        (ev.FurtherExtensionAgreed(on=date(2026, 12, 1)), "Geef een latere datum"),
        (ev.FurtherExtensionAgreed(on=date(2026, 12, 1), until=date(2026, 12, 31)), "niet na de huidige"),
        (ev.FurtherExtensionAgreed(on=date(2026, 12, 1), weeks=3, in_writing=False), "schriftelijk"),
        (ev.Extended(on=date(2027, 1, 5)), "verlopen"),
    ],
)
def test_an_extension_the_law_does_not_permit_is_refused(event: ev.Event, because: str, case: Any) -> None:
    with pytest.raises(ExtensionRefused, match=because) as refused:
        case([event], received_on=RECEIVED)
    assert "artikel 9:11" in refused.value.message or "Geef een latere datum" in refused.value.message


def test_an_extension_on_the_last_day_that_holds_is_in_time(case: Any) -> None:
    assert case([ev.Extended(on=MOVED_TO)], received_on=RECEIVED).last(ev.Extended) is not None


def test_consent_may_go_beyond_four_weeks_and_be_given_again_without_an_extension_before(case: Any) -> None:
    first = ev.FurtherExtensionAgreed(on=MOVED_TO, until=date(2027, 6, 1))
    second = ev.FurtherExtensionAgreed(on=date(2027, 6, 1), weeks=10)
    assert len(case([first, second], received_on=RECEIVED).events) == 2
