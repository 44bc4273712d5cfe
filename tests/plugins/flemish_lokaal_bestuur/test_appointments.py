"""The letters about a talk say how it goes, and that it does not take place after all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Party

ON = date(2026, 3, 2)


def planned(way: str = "in_person", party: Party = Party.COMPLAINANT) -> ev.HearingPlanned:
    return ev.HearingPlanned(on=ON, party=party, at="2026-03-30T07:30:00+00:00", way=way)


@pytest.mark.parametrize(
    ("way", "said"),
    [("in_person", "Wij verwachten u op"), ("phone", "Wij bellen u op"), ("video", "via een videogesprek op")],
)
def test_nobody_is_expected_at_a_place_for_a_talk_by_phone_or_video(way: str, said: str, rules: Any, case: Any) -> None:
    (letter,) = rules().letters(case([planned(way)]), "hearing_planned")
    assert said in dict(letter.must_say)["when"]
    assert "maandag 30 maart 2026 om 9.30 uur." in dict(letter.must_say)["when"]


@pytest.mark.parametrize("party", list(Party))
def test_whoever_was_expected_hears_that_the_talk_does_not_take_place(party: Party, rules: Any, case: Any) -> None:
    found = case([planned(party=party), ev.HearingCancelled(on=ON, party=party)])
    (letter,) = rules().letters(found, "hearing_cancelled")
    assert (letter.key, letter.recipients) == ("hearing_cancelled", (party.value,))
    assert dict(letter.must_say)["when"] == "Het gesprek van maandag 30 maart 2026 om 9.30 uur gaat niet door."


def test_nobody_can_be_written_to_who_is_anonymous(rules: Any, case: Any) -> None:
    events = [planned(), ev.HearingCancelled(on=ON, party=Party.COMPLAINANT)]
    assert rules().letters(case(events, by="anonymous"), "hearing_cancelled") == []
