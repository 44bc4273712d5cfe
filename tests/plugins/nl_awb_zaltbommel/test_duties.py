"""Who must do what by when, and that what happened on the register is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Party
from gehoor.regulation import Duty

ON = date(2026, 11, 23)
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
REFUSE = ev.AdmissibilityDecided(on=ON, decision=Decision.NOT_TREATED, grounds=("court",))
REFER = ev.AdmissibilityDecided(on=ON, decision=Decision.REFERRED, grounds=("other_instance",))
ASSIGNED = ev.Assigned(on=ON, office="afdelingshoofd", person="vera")
LETTER = {
    "acknowledge", "register", "advise_admissibility", "decide_admissibility", "assign", "tell_who_handles",
    "copy_to_accused", "offer_hearing_complainant", "offer_hearing_accused", "notify_outcome",
}  # fmt: skip
ORAL = {"report_to_coordinator", "copy_to_accused", "mediate", "offer_handover"}
COMMITTEE = {"announce_committee", "hearing_by_committee", "report_of_committee", "explain_deviation"}


def queued(key: str, recipient: Party = Party.COMPLAINANT) -> ev.Event:
    return ev.LetterQueued(on=ON, key=key, letter=1, recipient=recipient)


@pytest.fixture(scope="module")
def duties(rules: Any, case: Any) -> Any:
    """The duties of a case by key."""

    def ask(*events: ev.Event, **facts: Any) -> dict[str, Duty]:
        return {duty.key: duty for duty in rules().duties(case(events, **facts), ON)}

    return ask


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({"channel": "letter"}, LETTER),
        ({"channel": "email"}, LETTER | {"confirm_receipt_at_once", "forward_email"}),
        ({"channel": "form"}, LETTER | {"confirm_receipt_at_once", "copy_of_entered_data"}),
        ({"channel": "form", "received_on": date(2025, 12, 31)}, LETTER),
        ({"channel": "email", "received_on": date(2025, 12, 31)}, LETTER | {"forward_email"}),
        ({"channel": "letter", "committee": True}, LETTER | COMMITTEE),
        ({"channel": "oral"}, ORAL),
        ({"channel": "oral", "declared": ["received_by_accused"]}, ORAL - {"copy_to_accused"}),
    ],
)
def test_a_new_complaint_brings_these_duties(facts: dict[str, Any], keys: set[str], duties: Any) -> None:
    assert set(duties(**facts)) == keys


def test_the_terms_of_the_duties_are_those_of_the_law(duties: Any) -> None:
    found = duties(received_on=date(2026, 11, 20), channel="form")
    assert found["acknowledge"].by == date(2026, 12, 4)
    assert found["advise_admissibility"].by == found["decide_admissibility"].by == date(2026, 12, 18)
    assert found["notify_outcome"].by == date(2027, 1, 4)
    assert found["confirm_receipt_at_once"].at_once
    assert duties(channel="oral")["mediate"].by == date(2026, 12, 21)


def test_the_coordinator_advises_and_the_handler_decides(duties: Any) -> None:
    found = duties()
    assert found["advise_admissibility"].who == "klachtencoordinator"
    assert found["decide_admissibility"].who == "klachtbehandelaar"
    advised = duties(ev.AdmissibilityAdvised(on=ON, decision=Decision.TREAT))
    assert advised["advise_admissibility"].done
    assert not advised["decide_admissibility"].done
    assert duties(TREAT)["decide_admissibility"].done


def test_every_written_complaint_is_registered_also_one_that_is_refused(duties: Any) -> None:
    for found in (duties(), duties(REFUSE)):
        assert found["register"].done
        assert "9:12a" in {citation.article for citation in found["register"].basis}


def test_the_confirmation_on_screen_is_not_yet_the_letter_of_two_weeks(duties: Any) -> None:
    on_screen = duties(ev.Acknowledged(on=ON, by="screen"), channel="form")
    assert on_screen["confirm_receipt_at_once"].done
    assert on_screen["copy_of_entered_data"].done
    assert not on_screen["acknowledge"].done
    assert duties(ev.Acknowledged(on=ON))["acknowledge"].done
    assert duties(queued("acknowledgement"))["acknowledge"].done


def test_the_accused_gets_the_complaint_with_its_enclosures(duties: Any) -> None:
    copy = duties()["copy_to_accused"]
    assert copy.enclosures == ("complaint", "attachments")
    assert {"6", "9:9"} == {citation.article for citation in copy.basis}
    told = duties(ASSIGNED, queued("handler_notice"))
    assert told["tell_who_handles"].done
    assert not told["copy_to_accused"].done
    assert duties(ASSIGNED, queued("handler_notice", Party.ACCUSED))["copy_to_accused"].done


def test_a_copy_named_on_the_letter_counts_as_sent(duties: Any) -> None:
    letter = ev.LetterQueued(on=ON, key="handler_notice", letter=1, copies=("accused",))
    assert duties(ASSIGNED, letter)["copy_to_accused"].done


def test_the_handler_declares_not_to_be_involved_but_for_the_body_itself(duties: Any) -> None:
    assert duties(ASSIGNED)["declare_not_involved"].done
    silent = ev.Assigned(on=ON, office="afdelingshoofd", person="vera", declared_not_involved=False)
    assert not duties(silent)["declare_not_involved"].done
    assert "declare_not_involved" not in duties(silent, about="wethouder")
    assert duties(ASSIGNED)["assign"].done


@pytest.mark.parametrize("party", list(Party))
def test_a_hearing_counts_as_offered_once_offered_held_or_waived(party: Party, duties: Any) -> None:
    key = f"offer_hearing_{party.value}"
    happened: list[ev.Event] = [
        ev.HearingOffered(on=ON, party=party),
        ev.HearingHeld(on=ON, parties=(party,), report=1),
        ev.HearingWaived(on=ON, party=party, ground="waived"),
    ]
    assert not duties()[key].done
    for event in happened:
        assert duties(event)[key].done


def test_of_a_hearing_a_report_is_made(duties: Any) -> None:
    assert "report_of_hearing" not in duties()
    held = ev.HearingHeld(on=ON, parties=(Party.COMPLAINANT,))
    assert not duties(held)["report_of_hearing"].done
    reported = ev.HearingHeld(on=ON, parties=(Party.COMPLAINANT,), report=3)
    assert duties(reported)["report_of_hearing"].done
    assert duties(reported)["report_of_hearing"].who == "klachtbehandelaar"


def test_an_extension_is_told_to_both(duties: Any) -> None:
    assert not duties(ev.Extended(on=ON))["tell_extension"].done
    assert not duties(ev.Extended(on=ON, told=(Party.COMPLAINANT,)))["tell_extension"].done
    assert duties(ev.Extended(on=ON, told=tuple(Party)))["tell_extension"].done
    letters = (queued("extension"), queued("extension", Party.ACCUSED))
    assert duties(ev.Extended(on=ON), *letters)["tell_extension"].done


def test_after_a_refusal_only_the_letter_and_the_papers_are_left(duties: Any) -> None:
    found = duties(REFUSE)
    assert set(found) == {"acknowledge", "register", "notify_refusal"}
    assert found["notify_refusal"].by == date(2026, 12, 21)
    assert not found["notify_refusal"].done
    assert duties(REFUSE, queued("refusal"))["notify_refusal"].done


@pytest.mark.parametrize("channel", ["letter", "oral"])
def test_what_belongs_elsewhere_is_forwarded_at_once(channel: str, duties: Any) -> None:
    assert duties(REFER, channel=channel)["forward"].at_once
    assert not duties(REFER, channel=channel)["forward"].done
    assert duties(REFER, ev.Forwarded(on=ON), channel=channel)["forward"].done


def test_the_outcome_goes_in_copy_to_accused_manager_and_coordinator(duties: Any) -> None:
    outcome = duties()["notify_outcome"]
    assert outcome.copies_to == ("accused", "manager", "klachtencoordinator")
    closed = ev.Closed(on=ON, way="formal_judgement")
    assert not duties(closed)["notify_outcome"].done
    assert duties(closed, queued("closing"))["notify_outcome"].done


@pytest.mark.parametrize("way", ["satisfied", "withdrawn", "ended_with_consent", "oral_settled"])
def test_a_case_that_ended_otherwise_leaves_no_duty(way: str, duties: Any) -> None:
    channel = "oral" if way == "oral_settled" else "form"
    assert duties(ev.Closed(on=ON, way=way), channel=channel, committee=True) == {}


def test_a_measure_stays_a_duty_after_closing(duties: Any) -> None:
    measures = [ev.MeasureAdded(on=ON, kind="repair", text=n, due=date(2027, 1, n)) for n in (8, 7)]
    closed = ev.Closed(on=ON, way="satisfied")
    assert duties(*measures, closed)["measures"].by == date(2027, 1, 7)
    one_done = duties(*measures, closed, ev.MeasureDone(on=ON, measure=7))["measures"]
    assert (one_done.by, one_done.done) == (date(2027, 1, 8), False)
    assert duties(*measures, *[ev.MeasureDone(on=ON, measure=n) for n in (7, 8)])["measures"].done


def test_a_recommendation_of_the_ombudsman_is_answered_without_a_term(duties: Any) -> None:
    involved = ev.OmbudsmanInvolved(on=ON)
    report = ev.OmbudsmanReported(on=ON, text=1, recommendations=(2,))
    asked = duties(involved, report)["answer_recommendations"]
    assert (asked.done, asked.by) == (False, None)
    assert "redelijke termijn" in asked.what
    assert "noemt geen aantal weken" in asked.what
    answer = ev.OmbudsmanAnswered(on=ON, responses=(ev.Response(recommendation=2, followed=True, text=3),))
    assert duties(involved, report, answer)["answer_recommendations"].done
    again = ev.OmbudsmanReported(on=ON, text=4, recommendations=(5,))
    assert not duties(involved, report, answer, again)["answer_recommendations"].done
    assert "answer_recommendations" not in duties(involved, ev.OmbudsmanReported(on=ON, text=1))


def test_the_ombudsman_is_informed_and_answered(duties: Any) -> None:
    found = duties(ev.Closed(on=ON, way="satisfied"), ev.OmbudsmanInvolved(on=ON))
    assert set(found) == {"inform_ombudsman", "answer_recommendations", "contact_ombudsman", "advise_on_ombudsman"}
    assert found["answer_recommendations"].basis[0].label == "artikel 9:36 lid 4 Awb"


def test_after_handing_over_the_handler_mediates(duties: Any) -> None:
    assert duties(channel="oral")["mediate"].who == "beklaagde"
    handed = duties(ev.HandedToHandler(on=ON), channel="oral")
    assert handed["mediate"].who == "klachtbehandelaar"
    assert handed["offer_handover"].done
    assert handed["copy_to_accused"].done


def test_an_oral_complaint_that_is_not_solved_is_confirmed_in_writing(duties: Any) -> None:
    failed = duties(ev.MediationFailed(on=ON), channel="oral")
    assert failed["confirm_oral_not_resolved"].who == "klachtencoordinator"
    assert not failed["confirm_oral_not_resolved"].done
    assert "mediate" not in failed
    assert duties(ev.MediationFailed(on=ON), queued("oral_not_resolved"), channel="oral")[
        "confirm_oral_not_resolved"
    ].done


def test_the_commission_hears_and_reports(duties: Any) -> None:
    heard = ev.HearingHeld(on=ON, parties=tuple(Party), report=1)
    assert not duties(heard, ev.FindingsRecorded(on=ON, text=1), committee=True)["report_of_committee"].done
    found = duties(heard, ev.AdviceReceived(on=ON, text=1), ev.Acknowledged(on=ON), committee=True)
    assert all(found[key].done for key in COMMITTEE - {"explain_deviation"})
    assert found["explain_deviation"].enclosures == ("advice",)
    assert found["report_of_committee"].who == "commissie"
