"""Who is heard, when that may be left out, in which ways a case may end, and the norms to test against."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.regulation import Hearing
from gehoor.regulation.answers import Outcome

ON = date(2026, 11, 23)
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
REFUSE = ev.AdmissibilityDecided(on=ON, decision=Decision.NOT_TREATED, grounds=("court",))
NO_COMPLAINT = ev.AdmissibilityDecided(on=ON, decision=Decision.NO_COMPLAINT, grounds=("not_a_complaint",))
REFER = ev.AdmissibilityDecided(on=ON, decision=Decision.REFERRED, grounds=("other_instance",))
HEARD = ev.HearingHeld(on=ON, parties=(Party.COMPLAINANT,), report=1)
OFFERED = ev.HearingOffered(on=ON, party=Party.ACCUSED)
FINDINGS = ev.FindingsRecorded(on=ON, text=2)
JUDGED = ev.Judged(on=ON, parts=(ev.Part(number=1, judgement=Judgement.FOUNDED),), norms_edition="2012")
FULL = (TREAT, HEARD, OFFERED, FINDINGS, JUDGED)
WRITTEN = {
    "formal_judgement", "satisfied", "ended_with_consent", "withdrawn", "not_treated", "incomplete", "forwarded",
    "no_complaint",
}  # fmt: skip
ORAL = {"oral_settled", "oral_not_resolved", "withdrawn", "not_treated", "forwarded", "no_complaint"}


@pytest.fixture(scope="module")
def hearings(rules: Any, case: Any) -> Any:
    """The hearings of a case by party."""

    def ask(*events: ev.Event, **facts: Any) -> dict[str, Hearing]:
        return {hearing.key: hearing for hearing in rules().hearing(case(events, **facts), ON)}

    return ask


@pytest.fixture(scope="module")
def ways(rules: Any, case: Any) -> Any:
    """The ways a case may end by key."""

    def ask(*events: ev.Event, on: date = ON, **facts: Any) -> dict[str, Outcome]:
        return {outcome.key: outcome for outcome in rules().outcomes(case(events, **facts), on)}

    return ask


def test_the_complainant_may_be_left_out_on_the_three_grounds_of_the_statute_only(hearings: Any) -> None:
    complainant = hearings()["complainant"]
    assert complainant.must_offer
    assert [(waiver.key, waiver.basis[0].label) for waiver in complainant.waivers] == [
        ("manifestly_unfounded", "artikel 9:10 lid 2 onder a Awb"),
        ("waived", "artikel 9:10 lid 2 onder b Awb"),
        ("no_reply", "artikel 9:10 lid 2 onder c Awb"),
    ]
    assert any("niet-ontvankelijk" in record for record in complainant.must_record)


def test_the_accused_is_always_offered_and_may_decline(hearings: Any) -> None:
    accused = hearings()["accused"]
    assert accused.must_offer
    assert [waiver.key for waiver in accused.waivers] == ["declined"]
    assert accused.waivers[0].basis[0].label == "artikel 9:10 lid 1 Awb"


def test_both_have_the_rights_of_article_8(hearings: Any) -> None:
    for hearing in hearings().values():
        assert "artikel 8 lid 5" in hearing.basis[0].label
        text = " ".join(hearing.rights)
        assert all(word in text for word in ("meenemen", "apart", "getuigen"))
        assert "het verslag van het horen" in hearing.must_record


def test_for_an_oral_complaint_no_hearing_is_prescribed(hearings: Any) -> None:
    found = hearings(channel="oral")
    assert [hearing.must_offer for hearing in found.values()] == [False, False]
    assert "artikel 5 lid 3" in found["complainant"].basis[0].label


@pytest.mark.parametrize("event", [REFUSE, ev.Closed(on=ON, way="satisfied")])
def test_no_hearing_is_offered_once_refused_or_closed(event: ev.Event, hearings: Any) -> None:
    assert not any(hearing.must_offer for hearing in hearings(event).values())


@pytest.mark.parametrize(("channel", "keys"), [("letter", WRITTEN), ("form", WRITTEN), ("oral", ORAL)])
def test_a_complaint_may_end_in_these_ways(channel: str, keys: set[str], ways: Any) -> None:
    assert set(ways(channel=channel)) == keys
    closed = ways(ev.Closed(on=ON, way="withdrawn"), channel=channel)
    assert not any(outcome.available for outcome in closed.values())
    assert all(outcome.because for outcome in closed.values())


@pytest.mark.parametrize(
    ("events", "because"),
    [
        ((), "Eerst besluiten dat de klacht wordt behandeld"),
        (FULL[:1], "Eerst de klager horen"),
        (FULL[:2], "Eerst de beklaagde aanbieden"),
        (FULL[:3], "Eerst de bevindingen"),
        (FULL[:4], "Eerst een oordeel"),
        ((TREAT, ev.HearingHeld(on=ON, parties=tuple(Party)), FINDINGS, JUDGED), "Eerst het verslag"),
        ((REFUSE,), "niet te behandelen"),
        (FULL, ""),
    ],
)
def test_a_judgement_ends_the_case_when_every_step_is_on_the_register(
    events: Sequence[ev.Event], because: str, ways: Any
) -> None:
    outcome = ways(*events)["formal_judgement"]
    assert outcome.available == (because == "")
    assert because in outcome.because
    assert outcome.with_judgement
    assert dict(outcome.judgements)["partly_founded"] == "deels gegrond"
    assert outcome.letter == "closing"


def test_a_waiver_counts_instead_of_a_hearing(ways: Any) -> None:
    waived = ev.HearingWaived(on=ON, party=Party.COMPLAINANT, ground="no_reply")
    assert ways(TREAT, waived, OFFERED, FINDINGS, JUDGED)["formal_judgement"].available


@pytest.mark.parametrize("key", ["satisfied", "ended_with_consent", "withdrawn"])
def test_the_complainant_may_end_it_at_any_stage_and_says_so(key: str, ways: Any) -> None:
    assert ways()[key].available
    assert ways(*FULL)[key].available
    assert ways()[key].needs_consent
    assert not ways(REFUSE)[key].available


def test_an_early_end_needs_reasons(ways: Any) -> None:
    outcome = ways()["ended_with_consent"]
    assert outcome.needs_reason
    assert outcome.letter == "early_end"
    assert "artikel 8 lid 4" in outcome.basis[0].label


@pytest.mark.parametrize("channel", ["letter", "oral"])
@pytest.mark.parametrize(
    ("key", "decision"), [("not_treated", REFUSE), ("no_complaint", NO_COMPLAINT), ("forwarded", REFER)]
)
def test_a_complaint_is_left_only_after_that_was_decided(key: str, decision: ev.Event, channel: str, ways: Any) -> None:
    assert not ways(channel=channel)[key].available
    assert not ways(TREAT, channel=channel)[key].available
    assert ways(decision, channel=channel)[key].available
    assert ways(channel=channel)[key].because


def test_a_complaint_that_was_forwarded_may_end_as_forwarded(ways: Any) -> None:
    assert ways(REFER, ev.Forwarded(on=ON))["forwarded"].available


@pytest.mark.parametrize(
    ("events", "on", "because"),
    [
        ((), ON, "Eerst de klager vragen"),
        ((ev.RepairRequested(on=ON, until=date(2026, 12, 7)),), date(2026, 12, 7), "nog tijd"),
        ((ev.RepairRequested(on=ON, until=date(2026, 12, 7)),), date(2026, 12, 8), ""),
        ((ev.RepairRequested(on=ON), ev.Repaired(on=ON)), ON, "aangevuld"),
    ],
)
def test_an_incomplete_complaint_is_left_only_after_repair_was_offered(
    events: Sequence[ev.Event], on: date, because: str, ways: Any
) -> None:
    outcome = ways(*events, on=on)["incomplete"]
    assert outcome.available == (because == "")
    assert because in outcome.because


def test_an_oral_complaint_is_settled_orally_or_confirmed_as_not_solved(ways: Any) -> None:
    new = ways(channel="oral")
    assert new["oral_settled"].available
    assert new["oral_settled"].letter == ""
    assert not new["oral_not_resolved"].available
    assert ways(ev.MediationFailed(on=ON), channel="oral")["oral_not_resolved"].available


def test_the_22_norms_since_2012_are_tested_against_today(rules: Any, case: Any) -> None:
    (edition,) = rules().norms(case(), ON)
    assert (edition.key, edition.valid_from, len(edition.norms)) == ("2012", date(2012, 1, 1), 22)
    assert "niet nagegaan" in edition.remark
    groups = [norm.group for norm in edition.norms]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [4, 6, 5, 7]
    assert len({norm.key for norm in edition.norms}) == 22
    assert all(norm.meaning.endswith(".") for norm in edition.norms)


@pytest.mark.parametrize(
    ("on", "editions"),
    [(date(2008, 11, 15), ["2008"]), (date(2011, 12, 31), ["2008"]), (date(2012, 1, 1), ["2012"])],
)
def test_the_list_in_use_on_the_day_holds(on: date, editions: list[str], rules: Any, case: Any) -> None:
    found = rules().norms(case(received_on=date(2008, 11, 15)), on)
    assert [edition.key for edition in found] == editions


def test_the_older_list_says_that_it_comes_from_memory(rules: Any, case: Any) -> None:
    (edition,) = rules().norms(case(received_on=date(2009, 1, 5)), date(2009, 1, 5))
    assert "geheugen" in edition.remark
