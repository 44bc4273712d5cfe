"""The dates of the board's own terms: the worked table, the shift, the one extension."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from flemish_lokaal_bestuur.belgian_days import legal_holidays, no_working_day
from gehoor.domain import events as ev
from gehoor.domain.calendar import working_days_after
from gehoor.domain.case import Case
from gehoor.domain.citation import SourceKind
from gehoor.domain.complaint import Channel, Complaint
from gehoor.regulation import Rulebook, replay
from gehoor.regulation.library import InvalidOptions, RegulationLibrary
from gehoor.regulation.replay import ExtensionRefused

SILENT = "niet in het reglement bepaald, instelling van het bestuur"
#: Received; +10, moved, working day before; +45, moved, working day before; +90, moved; 30 days and moved.
TABLE = """
2026-03-02 2026-03-12 2026-03-12 2026-03-12 2026-04-16 2026-04-16 2026-04-16 2026-05-31 2026-06-01 2026-04-01 2026-04-01
2026-03-26 2026-04-05 2026-04-07 2026-04-03 2026-05-10 2026-05-11 2026-05-08 2026-06-24 2026-06-24 2026-04-25 2026-04-27
2026-05-04 2026-05-14 2026-05-15 2026-05-13 2026-06-18 2026-06-18 2026-06-18 2026-08-02 2026-08-03 2026-06-03 2026-06-03
2026-05-15 2026-05-25 2026-05-26 2026-05-22 2026-06-29 2026-06-29 2026-06-29 2026-08-13 2026-08-13 2026-06-14 2026-06-15
2026-06-06 2026-06-16 2026-06-16 2026-06-16 2026-07-21 2026-07-22 2026-07-20 2026-09-04 2026-09-04 2026-07-06 2026-07-06
2026-07-01 2026-07-11 2026-07-13 2026-07-10 2026-08-15 2026-08-17 2026-08-14 2026-09-29 2026-09-29 2026-07-31 2026-07-31
2026-09-17 2026-09-27 2026-09-28 2026-09-25 2026-11-01 2026-11-02 2026-10-30 2026-12-16 2026-12-16 2026-10-17 2026-10-19
2026-10-22 2026-11-01 2026-11-02 2026-10-30 2026-12-06 2026-12-07 2026-12-04 2027-01-20 2027-01-20 2026-11-21 2026-11-23
2026-12-15 2026-12-25 2026-12-28 2026-12-24 2027-01-29 2027-01-29 2027-01-29 2027-03-15 2027-03-15 2027-01-14 2027-01-14
2027-03-18 2027-03-28 2027-03-30 2027-03-26 2027-05-02 2027-05-03 2027-04-30 2027-06-16 2027-06-16 2027-04-17 2027-04-19
2027-06-01 2027-06-11 2027-06-11 2027-06-11 2027-07-16 2027-07-16 2027-07-16 2027-08-30 2027-08-30 2027-07-01 2027-07-01
2027-10-25 2027-11-04 2027-11-04 2027-11-04 2027-12-09 2027-12-09 2027-12-09 2028-01-23 2028-01-24 2027-11-24 2027-11-24
2027-12-15 2027-12-25 2027-12-27 2027-12-24 2028-01-29 2028-01-31 2028-01-28 2028-03-14 2028-03-14 2028-01-14 2028-01-14
"""
ROWS = [tuple(date.fromisoformat(day) for day in row.split()) for row in TABLE.split("\n") if row]
#: The service's closing days of 2026 and 2027.
CLOSED = [
    *("2026-07-11", "2026-11-02", "2026-11-15", "2026-12-26"),
    *("2027-07-11", "2027-11-02", "2027-11-15", "2027-12-26"),
]
MOVING = {"due_shift": "next_working_day"}


def due_of(rulebook: Rulebook, case: Case, key: str) -> date:
    return next(d.due for d in rulebook.deadlines(case, case.complaint.received_on) if d.key == key)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].isoformat())
class TestTheWorkedTable:
    def test_without_a_shift_the_nominal_end_stands(self, row: tuple[date, ...], rules: Any, case: Any) -> None:
        received, *found = row
        asked = case(received_on=received)
        assert due_of(rules(), asked, "acknowledgement") == found[0]
        assert due_of(rules(), asked, "admissibility_decision") == found[0]
        assert due_of(rules(), asked, "settlement") == found[3]
        extended = asked.after(ev.Extended(on=received))
        assert due_of(rules(), extended, "settlement") == found[6]
        assert due_of(rules(terms={"settlement": 30}), asked, "settlement") == found[8]

    def test_with_a_shift_the_next_working_day_holds(self, row: tuple[date, ...], rules: Any, case: Any) -> None:
        received, *found = row
        asked = case(received_on=received)
        assert due_of(rules(**MOVING), asked, "acknowledgement") == found[1]
        assert due_of(rules(**MOVING), asked, "settlement") == found[4]
        extended = asked.after(ev.Extended(on=received))
        assert due_of(rules(**MOVING), extended, "settlement") == found[7]
        assert due_of(rules(**MOVING, terms={"settlement": 30}), asked, "settlement") == found[9]

    def test_the_target_is_the_working_day_before(self, row: tuple[date, ...], rules: Any, case: Any) -> None:
        received, *found = row
        for deadline in rules(closing_days=CLOSED).deadlines(case(received_on=received), received):
            expected = found[5] if deadline.key == "settlement" else found[2]
            assert (deadline.act_by or deadline.due) == expected


@pytest.mark.parametrize(
    ("received", "by_law", "with_closing_days"),
    [
        ("2026-03-26", "2026-04-10", "2026-04-10"),
        ("2026-05-04", "2026-05-19", "2026-05-19"),
        ("2026-10-22", "2026-11-05", "2026-11-06"),
        ("2026-12-15", "2026-12-30", "2026-12-30"),
        ("2027-03-18", "2027-04-02", "2027-04-02"),
        ("2027-10-25", "2027-11-09", "2027-11-10"),
        ("2027-12-15", "2027-12-29", "2027-12-29"),
    ],
)
def test_ten_working_days_follow_the_calendar_of_law_or_of_the_offices(
    received: str, by_law: str, with_closing_days: str
) -> None:
    start = date.fromisoformat(received)
    closed = {date.fromisoformat(day) for day in CLOSED}
    assert working_days_after(10, start, no_working_day) == date.fromisoformat(by_law)
    offices = working_days_after(10, start, lambda day: "dicht" if day in closed else no_working_day(day))
    assert offices == date.fromisoformat(with_closing_days)


def test_there_are_ten_legal_holidays_and_four_days_are_not_among_them() -> None:
    assert list(legal_holidays(2026)) == [
        *(date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25)),
        *(date(2026, 7, 21), date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25)),
    ]
    holidays = legal_holidays(2027)
    assert {date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)} <= holidays.keys()
    for day in ("07-11", "11-02", "11-15", "12-26"):
        assert date.fromisoformat(f"2027-{day}") not in holidays


def test_a_moved_end_may_fall_on_a_closing_day_and_then_the_target_lies_before(rules: Any, case: Any) -> None:
    deadline = rules(**MOVING, closing_days=CLOSED).deadlines(case(received_on=date(2026, 9, 17)), date(2026, 9, 17))[
        -1
    ]
    assert (deadline.due, deadline.act_by) == (date(2026, 11, 2), date(2026, 10, 30))


def test_every_date_says_that_the_reglement_does_not_set_it(rules: Any, case: Any) -> None:
    for options in ({}, MOVING):
        for deadline in rules(**options).deadlines(case(), date(2026, 3, 2)):
            assert deadline.kind is SourceKind.TENANT_SETTING
            assert deadline.source_kind is SourceKind.TENANT_SETTING
            assert SILENT in deadline.sentence


def test_a_date_that_does_not_move_says_why(rules: Any, case: Any) -> None:
    still = rules().deadlines(case(received_on=date(2026, 3, 26)), date(2026, 3, 26))[0]
    assert still.due.weekday() == 6
    assert "het bestuur heeft ingesteld dat een datum niet opschuift" in still.sentence
    working = rules(**MOVING).deadlines(case(), date(2026, 3, 2))[0]
    assert "dat is een werkdag" in working.sentence


def test_a_date_that_moves_names_each_day_it_passes(rules: Any, case: Any) -> None:
    moved = rules(**MOVING).deadlines(case(received_on=date(2026, 3, 26)), date(2026, 3, 26))[0]
    assert [day.name for day in moved.reckoning.skipped] == ["zondag", "Paasmaandag"]
    assert "zondag en Paasmaandag" in moved.sentence
    assert moved.reckoning.nominal == date(2026, 4, 5)


@pytest.mark.parametrize("channel", list(Channel))
def test_the_terms_run_by_every_channel(channel: Channel, rules: Any, case: Any) -> None:
    found = rules().deadlines(case(channel=channel), date(2026, 3, 2))
    assert {d.key for d in found} == {"acknowledgement", "admissibility_decision", "settlement"}


def test_the_board_sets_its_own_days(rules: Any, case: Any) -> None:
    rulebook = rules(terms={"acknowledgement": 5, "admissibility": 14, "settlement": 30, "extension_to": 60})
    received = date(2026, 3, 2)
    found = {d.key: d.due - received for d in rulebook.deadlines(case(), received)}
    assert {key: days.days for key, days in found.items()} == {
        "acknowledgement": 5,
        "admissibility_decision": 14,
        "settlement": 30,
    }


def test_a_target_before_the_receipt_is_not_given(rules: Any, case: Any) -> None:
    saturday = date(2026, 3, 7)
    found = rules(terms={"acknowledgement": 1}).deadlines(case(received_on=saturday), saturday)
    assert found[0].act_by is None


@pytest.mark.parametrize(
    "options",
    [
        {"terms": {"settlement": 0}},
        {"terms": {"settlement": 3651}},
        {"terms": {"settlment": 30}},
        {"due_shift": "previous"},
        {"retention_years": 6},
        {"report_by": "02-29"},
        {"report_by": "13-01"},
        {"second_line": {"type": "nationale_ombudsman"}},
        {"extra": True},
    ],
)
def test_settings_that_cannot_be_are_refused(options: dict[str, Any], rules: Any) -> None:
    with pytest.raises(InvalidOptions):
        rules(**options)


def test_a_refused_complaint_has_no_settlement_term(rules: Any, case: Any) -> None:
    decided = ev.AdmissibilityDecided(on=date(2026, 3, 5), decision=ev.Decision.NO_COMPLAINT, grounds=("x",))
    found = {d.key for d in rules().deadlines(case([decided]), date(2026, 3, 5))}
    assert found == {"acknowledgement", "admissibility_decision"}


RECEIVED = date(2026, 3, 2)
LAST_DAY = date(2026, 4, 16)


class TestTheExtension:
    @pytest.mark.parametrize(
        ("asked", "due"),
        [
            ({}, date(2026, 5, 31)),
            ({"days": 20}, date(2026, 5, 6)),
            ({"weeks": 2}, date(2026, 4, 30)),
            ({"days": 45}, date(2026, 5, 31)),
            ({"until": date(2026, 5, 15)}, date(2026, 5, 15)),
        ],
    )
    def test_it_counts_from_receipt_on_top_of_the_unmoved_term(
        self, asked: dict[str, Any], due: date, rules: Any, complaint: Callable[..., Complaint]
    ) -> None:
        extended = replay(rules(), complaint(), [ev.Extended(on=RECEIVED, **asked)])
        settlement = rules().deadlines(extended, RECEIVED)[-1]
        assert (settlement.due, settlement.reckoning.counted_from) == (due, RECEIVED)
        assert "verlengd met" in settlement.sentence

    def test_the_shift_is_applied_once(self, rules: Any, complaint: Callable[..., Complaint]) -> None:
        asked = complaint(received_on=date(2026, 3, 26))
        rulebook = rules(**MOVING)
        extended = replay(rulebook, asked, [ev.Extended(on=asked.received_on, days=20)])
        settlement = rulebook.deadlines(extended, asked.received_on)[-1]
        assert settlement.due == date(2026, 6, 1)
        assert settlement.reckoning.nominal == date(2026, 5, 30)

    def test_it_may_be_decided_on_the_last_day(self, rules: Any, complaint: Callable[..., Complaint]) -> None:
        assert replay(rules(), complaint(), [ev.Extended(on=LAST_DAY)]).last(ev.Extended)

    def test_with_a_shift_the_moved_day_is_still_in_time(self, rules: Any, complaint: Callable[..., Complaint]) -> None:
        asked = complaint(received_on=date(2026, 3, 26))
        late = [ev.Extended(on=date(2026, 5, 11))]
        assert replay(rules(**MOVING), asked, late).last(ev.Extended)
        with pytest.raises(ExtensionRefused):
            replay(rules(), asked, late)

    @pytest.mark.parametrize(
        ("events", "why"),
        [
            ([ev.Extended(on=LAST_DAY + timedelta(days=1))], "verstreken op donderdag 16 april 2026"),
            ([ev.Extended(on=RECEIVED), ev.Extended(on=RECEIVED)], "al één keer verlengd"),
            ([ev.Extended(on=RECEIVED, days=46)], "te laat"),
            ([ev.Extended(on=RECEIVED, until=date(2026, 6, 1))], "te laat"),
            ([ev.FurtherExtensionAgreed(on=RECEIVED, days=10)], "kennen geen verder uitstel"),
        ],
    )
    def test_what_the_board_does_not_know_is_refused_with_the_reason(
        self, events: list[ev.Event], why: str, rules: Any, complaint: Callable[..., Complaint]
    ) -> None:
        with pytest.raises(ExtensionRefused, match=why) as refusal:
            replay(rules(), complaint(), events)
        assert SILENT in refusal.value.message

    @pytest.mark.parametrize("until", [LAST_DAY, RECEIVED, date(2020, 1, 1)])
    def test_an_extension_that_is_none_is_refused(self, until: date, rules: Any, complaint: Any) -> None:
        with pytest.raises(ExtensionRefused, match="niet na de huidige"):
            replay(rules(), complaint(), [ev.Extended(on=RECEIVED, until=until)])

    def test_nothing_is_extended_after_a_refusal_or_the_end(self, rules: Any, case: Any) -> None:
        refused = ev.AdmissibilityDecided(on=RECEIVED, decision=ev.Decision.NOT_TREATED, grounds=("court",))
        closed = ev.Closed(on=RECEIVED, way="withdrawn")
        for event, why in ((refused, "niet behandeld"), (closed, "al afgesloten")):
            answer = rules().extensions(case([event]), RECEIVED)[0]
            assert not answer.allowed
            assert why in answer.refused_because

    def test_a_board_without_a_longer_term_has_no_extension(self, rules: Any, case: Any) -> None:
        answer = rules(terms={"settlement": 90}).extensions(case(), RECEIVED)[0]
        assert not answer.allowed
        assert "geen langere termijn" in answer.refused_because

    def test_the_complainant_must_be_told_and_need_not_agree(self, rules: Any, case: Any) -> None:
        answer = rules().extensions(case(), RECEIVED)[0]
        assert answer.allowed
        assert (answer.must_tell, answer.must_agree) == ((ev.Party.COMPLAINANT,), ())
        assert answer.latest == date(2026, 5, 31)
        assert "reden" in answer.explanation


def test_the_same_question_has_the_same_answer(library: RegulationLibrary, rules: Any, case: Any) -> None:
    assert rules().deadlines(case(), RECEIVED) == rules().deadlines(case(), RECEIVED)


def test_a_later_receipt_never_gives_an_earlier_end(rules: Any, case: Any) -> None:
    rulebook, before = rules(**MOVING), date.min
    for day in range(800):
        due = due_of(rulebook, case(received_on=date(2026, 1, 1) + timedelta(days=day)), "settlement")
        assert due >= before
        assert no_working_day(due) is None
        before = due
