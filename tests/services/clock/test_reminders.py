"""What a date calls for on a day, and who is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gehoor.domain.tenant import Reminders
from gehoor.services.notice_words import OVERDUE, OVERDUE_UP, REMINDER
from gehoor.services.notices import To
from gehoor.services.reminders import Offices, Stage, called_for, readers, stages
from gehoor.storage.due import Waiting

DUE = date(2027, 1, 4)
SETTINGS = Reminders(days_before=(7, 2), up_after=3)
OFFICES = Offices(("klachtencoordinator",), ("gemeentesecretaris",))


@pytest.mark.parametrize(
    ("left", "wanted"),
    [
        (8, []),
        (7, [Stage(REMINDER, 7)]),
        (3, [Stage(REMINDER, 7)]),
        (2, [Stage(REMINDER, 2)]),
        (0, [Stage(REMINDER, 2)]),
        (-1, [Stage(OVERDUE)]),
        (-2, [Stage(OVERDUE)]),
        (-3, [Stage(OVERDUE), Stage(OVERDUE_UP)]),
        (-90, [Stage(OVERDUE), Stage(OVERDUE_UP)]),
    ],
)
def test_a_date_calls_for_a_reminder_before_it_and_goes_up_the_line_after_it(left: int, wanted: list[Stage]) -> None:
    assert stages(DUE, DUE - timedelta(days=left), SETTINGS) == wanted


def test_without_days_before_there_is_no_reminder_and_what_is_late_is_told_all_the_same() -> None:
    settings = Reminders(days_before=())
    assert stages(DUE, DUE, settings) == []
    assert stages(DUE, DUE + timedelta(days=1), settings) == [Stage(OVERDUE)]


def waiting(handler: str | None, who: str) -> Waiting:
    return Waiting("case", "K26-AAAAA", handler, "notify_outcome", who, DUE)


def test_who_must_act_is_reminded_and_what_is_late_goes_to_the_coordinator_and_then_to_the_office_above() -> None:
    handler, coordinator = To(person="karel"), To(office="klachtencoordinator")
    assert readers(waiting("karel", "klachtbehandelaar"), Stage(REMINDER, 7), OFFICES) == [handler]
    assert readers(waiting("karel", "klachtencoordinator"), Stage(REMINDER, 7), OFFICES) == [handler, coordinator]
    assert readers(waiting(None, "klachtbehandelaar"), Stage(REMINDER, 7), OFFICES) == [coordinator]
    assert readers(waiting("karel", "klachtbehandelaar"), Stage(OVERDUE), OFFICES) == [handler, coordinator]
    assert readers(waiting("karel", "x"), Stage(OVERDUE_UP), OFFICES) == [To(office="gemeentesecretaris")]


def test_the_same_notice_has_the_same_key_on_every_day_and_another_for_another_date_or_reader() -> None:
    def dedups(day: date, item: Waiting) -> list[str]:
        return [each.dedup for each in called_for(item, day, SETTINGS, OFFICES)]

    item = waiting("karel", "klachtbehandelaar")
    assert len(dedups(DUE - timedelta(days=7), item)) == 1
    assert dedups(DUE - timedelta(days=7), item) == dedups(DUE - timedelta(days=4), item)
    assert dedups(DUE - timedelta(days=7), item) != dedups(DUE - timedelta(days=2), item)
    moved = Waiting("case", "K26-AAAAA", "karel", "notify_outcome", "klachtbehandelaar", DUE + timedelta(days=1))
    assert dedups(DUE - timedelta(days=2), moved) != dedups(DUE - timedelta(days=2), item)
    assert dedups(DUE - timedelta(days=2), waiting("yusuf", "klachtbehandelaar")) != dedups(
        DUE - timedelta(days=2), item
    )
