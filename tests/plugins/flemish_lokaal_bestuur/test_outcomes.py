"""How a case may end now, and what is still missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement

ON = date(2026, 3, 2)
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
ASSIGNED = ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina")
MEASURE = ev.MeasureAdded(on=ON, kind="repair", text=1)
CONSENT = ev.ForwardConsentGiven(on=ON, body="Voorbeeldnet")


def decided(decision: Decision, *grounds: str) -> ev.Event:
    return ev.AdmissibilityDecided(on=ON, decision=decision, grounds=grounds)


def judged(*judgements: Judgement) -> ev.Event:
    parts = tuple(ev.Part(number=n, judgement=j) for n, j in enumerate(judgements, start=1))
    return ev.Judged(on=ON, parts=parts)


def letter(key: str) -> ev.Event:
    return ev.LetterQueued(on=ON, key=key, letter=1)


@pytest.fixture
def way(rules: Any, case: Any) -> Any:
    def ask(key: str, *events: ev.Event) -> Any:
        return next(o for o in rules().outcomes(case(events), ON) if o.key == key)

    return ask


def test_the_text_and_the_board_know_seven_ways(rules: Any, case: Any) -> None:
    found = {o.key for o in rules().outcomes(case(), ON)}
    assert found == {
        *("answered", "inadmissible", "no_complaint", "referred", "forwarded"),
        *("solved_informally", "withdrawn"),
    }


@pytest.mark.parametrize(
    ("events", "missing"),
    [
        ([], "ontvankelijk"),
        ([decided(Decision.NOT_TREATED, "court")], "ontvankelijk"),
        ([TREAT], "klachtenbehandelaar"),
        ([TREAT, ASSIGNED], "oordeel"),
        ([TREAT, ASSIGNED, judged()], "oordeel"),
        ([TREAT, ASSIGNED, judged(Judgement.FOUNDED)], "maatregel"),
        ([TREAT, ASSIGNED, judged(Judgement.UNFOUNDED, Judgement.PARTLY_FOUNDED)], "maatregel"),
        ([TREAT, ASSIGNED, judged(Judgement.FOUNDED), MEASURE], ""),
        ([TREAT, ASSIGNED, judged(Judgement.UNFOUNDED)], ""),
    ],
)
def test_an_answer_needs_a_decision_a_handler_a_judgement_and_measures(
    events: list[ev.Event], missing: str, way: Any
) -> None:
    answered = way("answered", *events)
    assert answered.available == (not missing)
    assert missing in answered.because


def test_an_answer_carries_a_judgement_in_three_words(way: Any) -> None:
    answered = way("answered")
    assert answered.with_judgement
    assert [word for _, word in answered.judgements] == ["gegrond", "deels gegrond", "ongegrond"]
    assert not way("withdrawn").with_judgement


def test_inadmissible_needs_at_least_one_ground(way: Any) -> None:
    assert "beslissen" in way("inadmissible").because
    assert "grond" in way("inadmissible", decided(Decision.NOT_TREATED)).because
    assert way("inadmissible", decided(Decision.NOT_TREATED, "older_than_one_year")).available


def test_no_complaint_is_another_outcome_than_inadmissible(way: Any) -> None:
    decision = decided(Decision.NO_COMPLAINT, "not_a_complaint")
    assert way("no_complaint", decision).available
    assert not way("inadmissible", decision).available


def test_a_referral_needs_the_letter_that_names_the_body(way: Any) -> None:
    decision = decided(Decision.REFERRED, "other_instance")
    assert "brief" in way("referred", decision).because
    assert way("referred", decision, letter("referral")).available
    both = decided(Decision.NOT_TREATED, "court", "other_instance")
    assert "brief" in way("inadmissible", both).because
    assert way("inadmissible", both, letter("referral")).available


def test_without_recorded_consent_nothing_is_forwarded(way: Any) -> None:
    decision = decided(Decision.REFERRED, "other_instance")
    assert not way("forwarded").available
    assert not way("forwarded", CONSENT).available
    assert "toestemming" in way("forwarded", decision, letter("referral")).because
    assert not way("forwarded", decision, CONSENT).available
    assert way("forwarded", decision, letter("referral"), CONSENT).available


def test_solved_or_withdrawn_is_possible_until_it_was_refused(way: Any) -> None:
    refused = decided(Decision.NOT_TREATED, "court")
    for key in ("solved_informally", "withdrawn"):
        assert way(key).available
        assert way(key, TREAT, ASSIGNED).available
        assert not way(key, refused).available
    assert not way("solved_informally", TREAT, ASSIGNED, judged(Judgement.FOUNDED)).available
    assert way("withdrawn", TREAT, ASSIGNED, judged(Judgement.FOUNDED)).available


def test_a_closed_case_cannot_end_again(rules: Any, case: Any) -> None:
    closed = case([ev.Closed(on=ON, way="withdrawn")])
    assert all(o.because == "de klacht is al afgesloten" for o in rules().outcomes(closed, ON))


def test_there_are_fifteen_ombudsnormen_to_use_if_one_wishes(rules: Any, case: Any) -> None:
    (found,) = rules().norms(case(), ON)
    assert (found.key, len(found.norms), found.valid_from) == ("2002", 15, date(2002, 1, 1))
    assert {norm.group for norm in found.norms} == {"Behoorlijkheidsnormen", "Zorgvuldigheidsnormen"}
    assert len({norm.key for norm in found.norms}) == 15
    assert "hoeft niet" in found.remark


def test_both_sides_are_offered_a_talk_and_leaving_it_out_needs_a_reason(rules: Any, case: Any) -> None:
    found = rules().hearing(case(), ON)
    assert {h.party for h in found} == set(ev.Party)
    for hearing in found:
        assert not hearing.must_offer
        assert {waiver.key for waiver in hearing.waivers} == {"declined", "no_reply", "not_needed"}
        assert all(waiver.question.endswith((".", "?")) and waiver.basis for waiver in hearing.waivers)


@pytest.mark.parametrize(
    "last", [decided(Decision.NOT_TREATED, "court"), ev.Closed(on=ON, way="withdrawn")], ids=["refused", "closed"]
)
def test_after_the_end_there_is_nobody_to_hear(last: ev.Event, rules: Any, case: Any) -> None:
    assert rules().hearing(case([last]), ON) == []
