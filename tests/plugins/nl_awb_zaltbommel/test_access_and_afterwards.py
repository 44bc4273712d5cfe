"""Who sees what, what is reported about a year, and how long a file is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from gehoor.domain import events as ev
from gehoor.domain.complaint import Accused, Channel
from gehoor.domain.events import Decision
from gehoor.domain.organisation import Actor
from gehoor.regulation import OwnCopy, Sight

ON = date(2026, 11, 23)
ASSIGNED = ev.Assigned(on=ON, office="afdelingshoofd", person="vera")
REFUSED = ev.AdmissibilityDecided(on=ON, decision=Decision.NOT_TREATED, grounds=("court",))
COORDINATOR = Actor(person="kim", offices=frozenset({"klachtencoordinator"}))
HANDLER = Actor(person="vera", offices=frozenset({"afdelingshoofd"}))
MAYOR = Actor(person="bas", offices=frozenset({"burgemeester"}))


def test_the_coordinator_sees_the_register_and_every_case(rules: Any, case: Any) -> None:
    assert rules().register_access(COORDINATOR).sight is Sight.ALL
    assert rules().register_access(COORDINATOR, case([ASSIGNED])).sight is Sight.ALL
    assert "artikel 3 lid 2 onder e" in rules().register_access(COORDINATOR).basis[0].label


def test_a_handler_sees_what_is_assigned_and_nothing_else(rules: Any, case: Any) -> None:
    assert rules().register_access(HANDLER, case([ASSIGNED])).sight is Sight.ASSIGNED
    assert rules().register_access(HANDLER, case()).sight is Sight.NOTHING
    assert rules().register_access(HANDLER).sight is Sight.NOTHING


def test_who_handed_the_case_on_sees_it_no_more(rules: Any, case: Any) -> None:
    handed_on = case([ASSIGNED, ev.Assigned(on=ON, office="gemeentesecretaris", person="sam")])
    assert rules().register_access(HANDLER, handed_on).sight is Sight.NOTHING


def about(case: Any, *events: ev.Event, **facts: Any) -> Any:
    """A case after its events, about whoever the facts say."""
    told = case(events)
    accused = Accused(function=facts.pop("function", "ambtenaar"), person=facts.pop("accused", ""))
    return msgspec.structs.replace(told, complaint=msgspec.structs.replace(told.complaint, accused=accused, **facts))


TO_ACCUSED = ev.LetterQueued(on=ON, key="handler_notice", letter=1, recipient=ev.Party.ACCUSED)


def test_a_coordinator_who_is_accused_or_was_involved_stays_out_by_9_7_awb(rules: Any, case: Any) -> None:
    for facts in ({"accused": "kim"}, {"involved": frozenset({"kim"})}):
        answer = rules().register_access(COORDINATOR, about(case, **facts))
        assert answer.sight is Sight.NOTHING
        assert answer.basis[0].label == "artikel 9:7 lid 1 Awb"
    assert rules().register_access(COORDINATOR, about(case, accused="sam")).sight is Sight.ALL


def test_for_an_oral_complaint_no_law_speaks_so_the_platform_does(rules: Any, case: Any) -> None:
    answer = rules().register_access(COORDINATOR, about(case, involved=frozenset({"kim"}), channel=Channel.ORAL))
    assert answer.sight is Sight.NOTHING
    assert answer.basis[0].source == "gehoor"


def test_a_handler_who_turns_out_to_be_involved_is_out_unless_the_body_itself_is_accused(rules: Any, case: Any) -> None:
    involved = frozenset({"vera"})
    assert rules().register_access(HANDLER, about(case, ASSIGNED, involved=involved)).sight is Sight.NOTHING
    body = about(case, ASSIGNED, involved=involved, function="wethouder")
    assert rules().register_access(HANDLER, body).sight is Sight.ASSIGNED
    assert rules().register_access(HANDLER, about(case, ASSIGNED, accused="vera")).sight is Sight.NOTHING


def test_the_accused_sees_the_copy_once_it_was_sent(rules: Any, case: Any) -> None:
    accused = Actor(person="sam")
    assert rules().register_access(accused, about(case, accused="sam")).sight is Sight.NOTHING
    answer = rules().register_access(accused, about(case, TO_ACCUSED, accused="sam"))
    assert (answer.sight, answer.basis[0].label) == (Sight.OWN_COPY, "artikel 9:9 Awb")
    assert answer.own_copy == set(OwnCopy)
    settled = about(case, TO_ACCUSED, ev.Closed(on=ON, way="formal_judgement"), accused="sam")
    assert OwnCopy.REPLY not in rules().register_access(accused, settled).own_copy
    assert rules().register_access(Actor(person="bas"), about(case, TO_ACCUSED, accused="sam")).sight is Sight.NOTHING


def test_the_accused_of_an_oral_complaint_hears_of_it_at_once(rules: Any, case: Any) -> None:
    answer = rules().register_access(Actor(person="sam"), about(case, accused="sam", channel=Channel.ORAL))
    assert (answer.sight, answer.basis[0].article) == (Sight.OWN_COPY, "5")


def test_nobody_else_sees_a_case(rules: Any, case: Any) -> None:
    assert rules().register_access(MAYOR, case([ASSIGNED])).sight is Sight.NOTHING


def test_a_year_is_published_reported_and_read_for_trends(rules: Any) -> None:
    sections = {section.key: section for section in rules().report_sections(2026)}
    assert {key: (section.public, section.by) for key, section in sections.items()} == {
        "publication": (True, "bestuursorgaan"),
        "annual_report": (True, "klachtencoordinator"),
        "trends": (False, "klachtencoordinator"),
    }
    assert sections["publication"].basis[0].label == "artikel 9:12a Awb"
    assert "artikel 3 lid 2 onder h" in sections["annual_report"].basis[0].label
    assert sections["annual_report"].anonymous


@pytest.mark.parametrize(
    ("events", "way", "result", "kept", "until"),
    [
        ((), "formal_judgement", "13.1", 5, "2031-11-23"),
        ((), "satisfied", "13.1", 5, "2031-11-23"),
        ((), "oral_settled", "13.1", 5, "2031-11-23"),
        ((), "oral_not_resolved", "13.1", 5, "2031-11-23"),
        ((REFUSED,), "not_treated", "13.1.4", 1, "2027-11-24"),
        ((), "incomplete", "13.1.4", 1, "2027-11-24"),
        ((), "forwarded", "13.1.4", 1, "2027-11-24"),
        ((), "no_complaint", "13.1.4", 1, "2027-11-24"),
        ((), "withdrawn", "13.2", 1, "2027-11-24"),
        ((), "ended_with_consent", "13.2", 1, "2027-11-24"),
    ],
)
def test_a_closed_file_is_kept_as_the_list_says(
    events: Sequence[ev.Event], way: str, result: str, kept: int, until: str, rules: Any, case: Any
) -> None:
    found = rules().retention(case([*events, ev.Closed(on=ON, way=way)]))
    assert (found.result_class, found.years, found.counted_from) == (result, kept, ON)
    assert found.destroy_on == date.fromisoformat(until)
    assert found.basis[0].source == "selectielijst_2020"
    assert ("ombudsman" in found.remark) == (kept in (1, 5))


@pytest.mark.parametrize("way", ["formal_judgement", "not_treated", "withdrawn"])
def test_a_file_that_went_to_the_ombudsman_is_kept_for_ten_years(way: str, rules: Any, case: Any) -> None:
    found = rules().retention(case([ev.Closed(on=ON, way=way), ev.OmbudsmanInvolved(on=date(2027, 3, 1))]))
    assert (found.result_class, found.years, found.destroy_on) == ("13.1.2", 10, date(2036, 11, 23))


def test_a_short_file_outlives_the_year_of_the_ombudsman(rules: Any, case: Any) -> None:
    closed = case([REFUSED, ev.Closed(on=date(2026, 12, 1), way="not_treated")])
    (ombudsman,) = rules().escalations(closed, date(2026, 12, 1))
    assert rules().retention(closed).destroy_on > ombudsman.until


def test_an_open_file_and_one_from_before_the_list_are_kept(rules: Any, case: Any) -> None:
    assert rules().retention(case()).years is None
    before = case([ev.Closed(on=date(2019, 12, 31), way="satisfied")], received_on=date(2019, 12, 2))
    assert rules().retention(before).years is None
