"""Whatever a hook does, whoever asked gets an answer of the law or one error that names where, and soon."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import pytest

from failing_law import HANGING, HOOKS, RAISING, RUBBISH, SECRET, failing, law, raises
from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import RegulationLibrary, Rulebook
from gehoor.regulation.guard import (
    REST,
    Failure,
    Guard,
    Kind,
    OutOfTime,
    Patience,
    RegulationFailed,
    WhoseLaw,
)
from gehoor.services.time_limit import EVERY, TimeLimit

T = TypeVar("T")
DAY = date(2026, 3, 2)
CASE = Case(complaint=Complaint(received_on=DAY))
ACTOR = Actor(person="noor", offices=frozenset({"klachtencoordinator"}))
CANDIDATE = Candidate(person="karel", office="afdelingshoofd", unit="burgerzaken")
FACTS: dict[str, tuple[Any, ...]] = {
    "definitions": (),
    "offices": (),
    "intake_requirements": (CASE.complaint, DAY),
    "admissibility_grounds": (CASE.complaint, DAY),
    "handler_assignment": (CASE.complaint,),
    "assignment_objections": (CASE, CANDIDATE),
    "deadlines": (CASE, DAY),
    "duties": (CASE, DAY),
    "extensions": (CASE, DAY),
    "hearing": (CASE, DAY),
    "outcomes": (CASE, DAY),
    "letters": (CASE, "received"),
    "escalations": (CASE, DAY),
    "register_access": (ACTOR, CASE),
    "report_sections": (2026,),
    "retention": (CASE,),
    "delivery": (),
}


class Heard:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)

    def answered(self, law: WhoseLaw, hook: str) -> None:
        pass


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def limit() -> Iterator[TimeLimit]:
    made = TimeLimit()
    yield made
    made.close()


def rulebook(guard: Guard, tenant: str = "proefstad") -> Rulebook:
    regulation = law()
    return RegulationLibrary([regulation], guard).rulebook(regulation, tenant=tenant)


def ask(found: Rulebook, hook: str) -> Any:
    return getattr(found, hook)(*FACTS[hook])


class Quick:
    """The limit, but a fifth of a second, so that fifty hanging hooks do not take a minute."""

    def __init__(self, limit: TimeLimit) -> None:
        self._limit = limit

    def __call__(self, question: Callable[[], T], seconds: float) -> tuple[T, float]:
        return self._limit(question, min(seconds, 0.2))


def test_every_hook_is_asked_here() -> None:
    assert sorted(FACTS) == HOOKS
    assert len(HOOKS) == 17


@pytest.mark.parametrize("hook", HOOKS)
def test_a_healthy_law_answers_through_the_guard(hook: str, limit: TimeLimit) -> None:
    heard = Heard()
    ask(rulebook(Guard(limit, Patience(Clock()), heard)), hook)
    assert heard.failures == []


@pytest.mark.parametrize("way", RAISING)
@pytest.mark.parametrize("hook", HOOKS)
def test_whatever_a_hook_raises_becomes_one_error_with_its_place(hook: str, way: str, limit: TimeLimit) -> None:
    heard = Heard()
    found = rulebook(Guard(limit, Patience(Clock()), heard))
    with failing(hook, RAISING[way]), pytest.raises(RegulationFailed) as failed:
        ask(found, hook)
    for named in ("xx/proefstad/klachtenregeling", hook, "artikel 1 Storingsregeling"):
        assert named in failed.value.message
    assert SECRET not in failed.value.message
    assert [(f.hook, f.kind, f.citation) for f in heard.failures] == [(hook, Kind.RAISED, "artikel 1 Storingsregeling")]
    ask(found, hook)


@pytest.mark.parametrize("way", RUBBISH)
@pytest.mark.parametrize("hook", HOOKS)
def test_an_answer_that_is_none_becomes_the_same_error(hook: str, way: str) -> None:
    heard = Heard()
    with failing(hook, RUBBISH[way]), pytest.raises(RegulationFailed) as failed:
        ask(rulebook(Guard(health=heard)), hook)
    assert hook in failed.value.message
    assert SECRET not in failed.value.message
    assert [failure.hook for failure in heard.failures] == [hook]


@pytest.mark.parametrize("way", HANGING)
@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_that_hangs_is_stopped_and_rests(hook: str, way: str, limit: TimeLimit) -> None:
    clock, heard = Clock(), Heard()
    found = rulebook(Guard(Quick(limit), Patience(clock), heard))
    with failing(hook, HANGING[way]) as switch:
        with pytest.raises(RegulationFailed, match="te lang"):
            ask(found, hook)
        # From now on nobody waits for it, whatever is asked of this law.
        for other in HOOKS:
            with pytest.raises(RegulationFailed):
                ask(found, other)
        assert switch.asked == 1
    assert [failure.kind for failure in heard.failures] == [Kind.TOO_SLOW]
    clock.now += REST
    ask(found, hook)
    ask(found, hook)


def test_the_law_of_another_tenant_answers_while_one_rests(limit: TimeLimit) -> None:
    guard = Guard(Quick(limit), Patience(Clock()))
    with failing("duties", HANGING["loops"]), pytest.raises(RegulationFailed):
        ask(rulebook(guard), "duties")
    assert ask(rulebook(guard, "elders"), "duties")
    with pytest.raises(RegulationFailed, match="even niet gevraagd"):
        ask(rulebook(guard), "deadlines")


def test_somebody_at_the_keyboard_still_stops_a_tool() -> None:
    with failing("duties", raises(KeyboardInterrupt())), pytest.raises(KeyboardInterrupt):
        ask(rulebook(Guard()), "duties")


def test_under_a_server_that_handles_the_keyboard_an_interrupt_is_the_laws_own(limit: TimeLimit) -> None:
    earlier = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        with failing("duties", raises(KeyboardInterrupt())), pytest.raises(RegulationFailed):
            ask(rulebook(Guard(limit)), "duties")
    finally:
        signal.signal(signal.SIGINT, earlier)


def test_a_law_that_swallows_the_alarm_does_not_get_its_late_answer_in(limit: TimeLimit) -> None:
    def late() -> list[Any]:
        with suppress(BaseException):
            HANGING["loops"]()
        return []

    with failing("duties", late), pytest.raises(RegulationFailed, match="te lang"):
        ask(rulebook(Guard(Quick(limit), Patience(Clock()))), "duties")


def test_the_alarm_and_its_handler_go_back_to_whoever_had_them() -> None:
    rang: list[int] = []
    original = signal.signal(signal.SIGALRM, lambda number, frame: rang.append(number))
    theirs = signal.getsignal(signal.SIGALRM)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1000)
        limit = TimeLimit()
        assert limit(lambda: limit(lambda: 7, 1.0), 1.0)[0] == (7, 0.0)
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        assert 0 < left <= 1000
        limit.close()
        assert signal.getsignal(signal.SIGALRM) is theirs
        assert rang == []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, original)


def rings(times: int) -> Callable[[], str]:
    """A question during which the alarm is heard so many times."""

    def question() -> str:
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGALRM)
        return "antwoord"

    return question


def test_only_rings_that_are_heard_count_so_that_a_busy_machine_is_not_taken_for_a_slow_law(limit: TimeLimit) -> None:
    answer, seconds = limit(rings(3), 1.0)
    assert answer == "antwoord"
    assert seconds == pytest.approx(3 * EVERY)
    with pytest.raises(OutOfTime):
        limit(rings(int(1.0 / EVERY) + 1), 1.0)
    assert limit(lambda: "snel", 1.0) == ("snel", 0.0)


def test_outside_the_main_thread_a_question_is_asked_without_an_alarm() -> None:
    limit, answers = TimeLimit(), []
    before = signal.getsignal(signal.SIGALRM)
    thread = threading.Thread(target=lambda: answers.append(limit(lambda: 7, 1.0)))
    thread.start()
    thread.join()
    assert answers == [(7, 0.0)]
    assert signal.getsignal(signal.SIGALRM) is before


def test_a_question_that_is_cut_off_leaves_nothing_behind(limit: TimeLimit) -> None:
    from gehoor.regulation.answer import speaking

    with failing("duties", HANGING["loops"]), pytest.raises(RegulationFailed):
        ask(rulebook(Guard(Quick(limit), Patience(Clock()))), "duties")
    assert speaking.get(None) is None


def test_a_rulebook_for_one_piece_of_work_puts_a_question_about_a_case_once() -> None:
    found = rulebook(Guard()).remembering()
    with failing("duties", lambda: None) as switch:
        first, second = found.duties(CASE, DAY), found.duties(CASE, DAY)
        assert (first, switch.asked) == (second, 1)
        found.duties(CASE, date(2026, 3, 3))
        found.duties(Case(complaint=CASE.complaint), DAY)
        assert switch.asked == 3
    first.clear()
    assert found.duties(CASE, DAY) == second
