"""Who must do what, by when, and when it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement, Party

ON = date(2026, 3, 2)
SILENT = "niet in het reglement bepaald, instelling van het bestuur"
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
CONSULTED = ev.ServiceConsulted(on=ON, unit="burgerzaken")
ASSIGNED = ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina")
DIRECTOR = ev.Assigned(on=ON, office="algemeen_directeur", person="griet")
FOUNDED = ev.Judged(on=ON, parts=(ev.Part(number=1, judgement=Judgement.FOUNDED),))
REFERRED = ev.AdmissibilityDecided(on=ON, decision=Decision.REFERRED, grounds=("other_instance",))
NO_COMPLAINT = ev.AdmissibilityDecided(on=ON, decision=Decision.NO_COMPLAINT, grounds=("not_a_complaint",))


def letter(key: str) -> ev.Event:
    return ev.LetterQueued(on=ON, key=key, letter=1)


@pytest.fixture
def duties(rules: Any, case: Any) -> Any:
    def ask(*events: ev.Event, options: dict[str, Any] | None = None, **facts: Any) -> Any:
        return {d.key: d for d in rules(**(options or {})).duties(case(events, **facts), ON)}

    return ask


def test_a_new_complaint_asks_the_coordinator_to_register_acknowledge_and_decide(duties: Any) -> None:
    found = duties()
    assert set(found) == {
        *("register", "acknowledge", "decide_admissibility", "consult_service", "appoint_handler"),
        *("tell_who_handles", "offer_hearing_complainant", "offer_hearing_accused", "investigate", "notify_outcome"),
    }
    for key in ("register", "acknowledge", "decide_admissibility", "consult_service", "appoint_handler"):
        assert found[key].who == "klachtencoordinator"
        assert not found[key].done
    assert found["acknowledge"].by == found["decide_admissibility"].by == date(2026, 3, 12)
    assert found["notify_outcome"].by == date(2026, 4, 16)
    assert found["investigate"].who == found["notify_outcome"].who == "klachtenbehandelaar"


def test_a_duty_with_a_date_says_that_the_board_set_it(duties: Any) -> None:
    for duty in duties(ev.Extended(on=ON)).values():
        assert duty.by is None or SILENT in [citation.label for citation in duty.basis]


@pytest.mark.parametrize(
    ("key", "events"),
    [
        ("register", [ev.Acknowledged(on=ON)]),
        ("acknowledge", [ev.Acknowledged(on=ON)]),
        ("acknowledge", [letter("acknowledgement")]),
        ("decide_admissibility", [TREAT]),
        ("consult_service", [CONSULTED]),
        ("appoint_handler", [ASSIGNED]),
        ("tell_who_handles", [letter("handler_notice")]),
        ("offer_hearing_complainant", [ev.HearingOffered(on=ON, party=Party.COMPLAINANT)]),
        ("offer_hearing_complainant", [ev.HearingWaived(on=ON, party=Party.COMPLAINANT, ground="declined")]),
        ("offer_hearing_accused", [ev.HearingHeld(on=ON, parties=(Party.ACCUSED,), report=1)]),
        ("investigate", [FOUNDED]),
        ("notify_outcome", [letter("closing_partly_founded")]),
        ("tell_extension", [ev.Extended(on=ON), letter("extension")]),
        ("measures", [FOUNDED, ev.MeasureAdded(on=ON, kind="repair", text=1)]),
        ("report_of_hearing", [ev.HearingHeld(on=ON, parties=(Party.ACCUSED,), report=1)]),
        ("refer_by_letter", [REFERRED, letter("referral")]),
        ("ask_consent_to_forward", [REFERRED, ev.ForwardConsentGiven(on=ON, body="Voorbeeldnet")]),
    ],
)
def test_a_duty_is_done_when_the_register_shows_it(key: str, events: list[ev.Event], duties: Any) -> None:
    assert duties(*events)[key].done
    without = duties(*events[:-1])
    assert key not in without or not without[key].done


def test_an_extension_must_be_told_before_the_first_term_ends(duties: Any) -> None:
    found = duties(ev.Extended(on=ON))
    assert found["tell_extension"].by == date(2026, 4, 16)
    assert found["notify_outcome"].by == date(2026, 5, 31)


def test_a_founded_complaint_asks_at_least_one_measure(duties: Any) -> None:
    assert "measures" not in duties(TREAT)
    found = duties(TREAT, FOUNDED)
    assert not found["measures"].done
    assert found["measures"].basis[0].label == "artikel 2 punt 1 klachtenreglement"


def test_the_follow_up_outlasts_the_closing(duties: Any) -> None:
    planned = [ev.MeasureAdded(on=ON, kind="repair", text=1), ev.MeasureAdded(on=ON, kind="prevention", text=2)]
    closed = ev.Closed(on=ON, way="answered")
    found = duties(*planned, closed, ev.MeasureDone(on=ON, measure=1))["follow_up"]
    assert (found.who, found.done) == ("klachtencoordinator", False)
    done = duties(*planned, closed, ev.MeasureDone(on=ON, measure=1), ev.MeasureDone(on=ON, measure=2))
    assert done["follow_up"].done


def test_the_referral_letter_is_a_duty_as_soon_as_another_body_is_named(duties: Any) -> None:
    assert "refer_by_letter" not in duties()
    for found in (duties(declared=["other_instance"]), duties(REFERRED)):
        assert found["refer_by_letter"].basis[0].label == "artikel 4 punt 9 klachtenreglement"
        assert "ask_consent_to_forward" in found
    assert "refer_by_letter" not in duties(TREAT, declared=["other_instance"])


def test_a_question_is_answered_or_shown_where_to_look(duties: Any) -> None:
    found = duties(NO_COMPLAINT, declared=["question"])
    assert found["tell_where_to_find"].basis[0].label == "artikel 5 punt 1 klachtenreglement"
    assert "tell_where_to_find" not in duties(NO_COMPLAINT, declared=["suggestion"])
    assert duties(NO_COMPLAINT, letter("reclassified_question"), declared=["question"])["tell_where_to_find"].done


def test_after_a_refusal_nobody_investigates_or_hears(duties: Any) -> None:
    assert set(duties(NO_COMPLAINT)) == {"register", "acknowledge", "decide_admissibility"}


def test_a_staff_case_is_handed_to_the_directeur_who_does_the_work(duties: Any) -> None:
    found = duties(by="employee")
    assert "consult_service" not in found
    assert not found["hand_over_to_director"].done
    assert found["investigate"].who == found["notify_outcome"].who == "algemeen_directeur"
    assert duties(DIRECTOR, by="employee")["hand_over_to_director"].done


def test_the_board_must_choose_who_handles_a_complaint_about_the_directeur(duties: Any) -> None:
    found = duties(about="algemeen_directeur")
    assert (found["settle_conflict"].who, found["settle_conflict"].at_once) == ("bestuursorgaan", True)
    chosen = duties(about="algemeen_directeur", options={"conflict": {"about_director": "afdelingshoofd"}})
    assert "settle_conflict" not in chosen
    assert "het diensthoofd" in chosen["appoint_chosen"].what


def test_nobody_writes_to_somebody_without_a_name(duties: Any) -> None:
    found = duties(by="anonymous")
    assert not {"acknowledge", "tell_who_handles", "notify_outcome"} & set(found)
    assert "decide_admissibility" in found
