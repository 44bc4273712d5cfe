"""The terms of a complaint: the worked dates of the fact sheet, extensions, and what the dates say of themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.citation import SourceKind
from gehoor.domain.events import Decision
from gehoor.regulation import Deadline
from nl_awb_zaltbommel.awb.termijnenwet import LOCAL_STAYS


def d(text: str) -> date:
    return date.fromisoformat(text)


ON = d("2026-11-23")
#: Received; two weeks; four weeks; six weeks as written and as it holds; the same after an extension of four weeks.
WORKED = [
    ("2026-11-23", "2026-12-07", "2026-12-21", "2027-01-04", "2027-01-04", "2027-02-01"),
    ("2026-11-20", "2026-12-04", "2026-12-18", "2027-01-01", "2027-01-04", "2027-01-29"),
    ("2026-11-13", "2026-11-27", "2026-12-11", "2026-12-25", "2026-12-28", "2027-01-22"),
    ("2026-11-14", "2026-11-28", "2026-12-14", "2026-12-26", "2026-12-28", "2027-01-25"),
    ("2027-02-12", "2027-02-26", "2027-03-12", "2027-03-26", "2027-03-30", "2027-04-23"),
    ("2027-03-16", "2027-03-30", "2027-04-13", "2027-04-27", "2027-04-28", "2027-05-25"),
    ("2027-03-24", "2027-04-07", "2027-04-21", "2027-05-05", "2027-05-10", "2027-06-02"),
    ("2027-03-26", "2027-04-09", "2027-04-23", "2027-05-07", "2027-05-10", "2027-06-04"),
    ("2027-04-05", "2027-04-19", "2027-05-03", "2027-05-17", "2027-05-18", "2027-06-14"),
    ("2026-04-03", "2026-04-17", "2026-05-01", "2026-05-15", "2026-05-18", "2026-06-12"),
]


@pytest.fixture
def terms(rules: Any, case: Any) -> Any:
    """The deadlines of a case by key."""

    def ask(*events: ev.Event, on: date = ON, **facts: Any) -> dict[str, Deadline]:
        return {deadline.key: deadline for deadline in rules().deadlines(case(events, **facts), on)}

    return ask


@pytest.mark.parametrize("channel", ["form", "email", "letter"])
@pytest.mark.parametrize(("received", "two", "four", "six", "settled", "extended"), WORKED)
def test_a_written_complaint_has_the_worked_dates(
    received: str, two: str, four: str, six: str, settled: str, extended: str, channel: str, terms: Any
) -> None:
    found = terms(received_on=d(received), channel=channel)
    assert set(found) == {"acknowledgement", "refusal_notice", "settlement"}
    assert found["acknowledgement"].due == d(two)
    assert found["refusal_notice"].due == d(four)
    assert (found["settlement"].reckoning.nominal, found["settlement"].due) == (d(six), d(settled))
    longer = terms(ev.Extended(on=d(received)), received_on=d(received), channel=channel)["settlement"]
    assert longer.due == d(extended)
    assert longer.kind is SourceKind.STATUTE


def test_with_a_committee_it_is_ten_weeks_and_fourteen_after_extension(terms: Any) -> None:
    facts = {"received_on": d("2026-03-16"), "committee": True}
    found = terms(**facts)
    assert found["refusal_notice"].due == d("2026-04-13")
    assert (found["settlement"].reckoning.nominal, found["settlement"].due) == (d("2026-05-25"), d("2026-05-26"))
    longer = terms(ev.Extended(on=d("2026-05-26")), **facts)["settlement"]
    assert longer.due == d("2026-06-22")
    assert longer.reckoning.term_text == "tien weken plus vier weken verdaging"


def test_the_last_four_of_fourteen_weeks_are_a_term_of_their_own_and_move(terms: Any) -> None:
    facts = {"received_on": d("2026-11-14"), "committee": True}
    assert terms(ev.Extended(on=d("2026-12-01")), **facts)["settlement"].due == d("2027-02-22")


def test_the_extended_end_counts_from_the_unmoved_end_and_moves_once(terms: Any) -> None:
    found = terms(ev.Extended(on=d("2026-12-28")), received_on=d("2026-11-14"))["settlement"]
    assert (found.reckoning.nominal, found.due) == (d("2027-01-23"), d("2027-01-25"))
    assert [skipped.name for skipped in found.reckoning.skipped] == ["zaterdag", "zondag"]
    assert found.basis[0].label == "artikel 9:11 lid 2 Awb"


@pytest.mark.parametrize(
    ("event", "nominal", "text"),
    [
        (ev.Extended(on=d("2026-12-01"), weeks=2), "2027-01-18", "zes weken plus twee weken verdaging"),
        (ev.Extended(on=d("2026-12-01"), days=10), "2027-01-14", "zes weken plus tien dagen verdaging"),
        (
            ev.Extended(on=d("2026-12-01"), until=d("2027-01-20")),
            "2027-01-20",
            "zes weken plus een verdaging tot en met woensdag 20 januari 2027",
        ),
    ],
)
def test_an_extension_may_be_shorter(event: ev.Extended, nominal: str, text: str, terms: Any) -> None:
    found = terms(event)["settlement"].reckoning
    assert (found.nominal, found.term_text) == (d(nominal), text)


def test_an_oral_complaint_has_four_weeks_of_the_regulation_and_nothing_else(terms: Any) -> None:
    found = terms(received_on=d("2026-11-28"), channel="oral")
    assert set(found) == {"settlement"}
    settled = found["settlement"]
    assert settled.due == settled.reckoning.nominal == d("2026-12-26")
    assert settled.kind is SourceKind.LOCAL_LAW
    assert settled.act_by == d("2026-12-24")
    assert [citation.label for citation in settled.basis] == [
        "artikel 2 lid 4 Klachtenregeling gemeente Zaltbommel 2008",
        "artikel 5 lid 1 Klachtenregeling gemeente Zaltbommel 2008",
        "artikel 5 lid 2 Klachtenregeling gemeente Zaltbommel 2008",
    ]


def test_an_oral_complaint_that_was_handed_over_can_be_extended_to_eight_weeks_and_is_not_moved(terms: Any) -> None:
    events = (ev.HandedToHandler(on=d("2026-12-01")), ev.Extended(on=d("2026-12-02")))
    settled = terms(*events, received_on=d("2026-11-28"), channel="oral")["settlement"]
    assert settled.due == d("2027-01-23")
    assert settled.act_by == d("2027-01-22")
    assert settled.kind is SourceKind.LOCAL_LAW
    assert settled.reckoning.term_text == "vier weken plus vier weken verdaging"
    assert {"5", "9:11"} <= {citation.article for citation in settled.basis}


def test_the_acknowledgement_stays_in_the_weekend_with_a_working_day_advised(terms: Any) -> None:
    found = terms(received_on=d("2026-11-14"))["acknowledgement"]
    assert (found.due, found.act_by) == (d("2026-11-28"), d("2026-11-27"))
    assert found.reckoning.not_moved_because == LOCAL_STAYS
    assert found.kind is SourceKind.LOCAL_LAW
    assert terms()["acknowledgement"].act_by is None


def test_an_agreed_date_is_not_moved_and_says_it_was_agreed(terms: Any) -> None:
    agreed = ev.FurtherExtensionAgreed(on=d("2027-01-04"), until=d("2027-03-27"))
    found = terms(agreed)["settlement"]
    assert found.due == found.reckoning.nominal == d("2027-03-27")
    assert found.reckoning.moved_by is None
    assert found.kind is SourceKind.STATUTE
    assert found.sentence == (
        "De klacht is afgehandeld uiterlijk op zaterdag 27 maart 2027: dat is de datum waarmee de klager op maandag 4"
        " januari 2027 schriftelijk heeft ingestemd (artikel 9:11 lid 3 Awb; artikel 9:11 lid 1 Awb); deze datum is"
        " afgesproken en is geen termijn uit een wet, dus zij verschuift niet."
    )


def test_agreed_weeks_count_from_the_unmoved_end_and_may_be_repeated(terms: Any) -> None:
    first = ev.FurtherExtensionAgreed(on=d("2026-12-28"), weeks=2)
    assert terms(first, received_on=d("2026-11-14"))["settlement"].due == d("2027-01-09")
    second = ev.FurtherExtensionAgreed(on=d("2027-01-09"), days=3)
    assert terms(first, second, received_on=d("2026-11-14"))["settlement"].due == d("2027-01-12")


def test_a_moved_date_names_each_day_skipped_and_the_law_that_moved_it(terms: Any) -> None:
    found = terms(received_on=d("2027-03-24"))["settlement"]
    names = [(skipped.on.day, skipped.name) for skipped in found.reckoning.skipped]
    equated = "dag die bij koninklijk besluit gelijk is gesteld met een feestdag"
    assert names == [(5, "Bevrijdingsdag"), (6, "Hemelvaartsdag"), (7, equated), (8, "zaterdag"), (9, "zondag")]
    assert [citation.label for citation in found.basis] == ["artikel 9:11 lid 1 Awb"]
    assert found.reckoning.moved_by is not None
    assert "(artikel 1 lid 1 Algemene termijnenwet)" in found.sentence


def test_the_sentence_of_a_date_can_be_read_by_a_citizen(terms: Any) -> None:
    assert terms(received_on=d("2026-11-20"))["settlement"].sentence == (
        "De klacht is afgehandeld uiterlijk op maandag 4 januari 2027: dat is zes weken na de ontvangst op vrijdag 20"
        " november 2026 (artikel 9:11 lid 1 Awb), en omdat die termijn zou eindigen op vrijdag 1 januari 2027 loopt hij"
        " door over nieuwjaarsdag, zaterdag en zondag (artikel 1 lid 1 Algemene termijnenwet)."
    )


def test_the_refusal_has_no_term_once_the_complaint_is_taken_up(terms: Any) -> None:
    treat = ev.AdmissibilityDecided(on=d("2026-11-24"), decision=Decision.TREAT)
    refuse = ev.AdmissibilityDecided(on=d("2026-11-24"), decision=Decision.NOT_TREATED, grounds=("court",))
    assert "refusal_notice" not in terms(treat)
    assert terms(refuse)["refusal_notice"].due == d("2026-12-21")


def test_the_same_question_has_the_same_answer(terms: Any) -> None:
    assert terms(received_on=d("2027-03-24")) == terms(received_on=d("2027-03-24"))
