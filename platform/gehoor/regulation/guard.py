"""Lets a law fail alone: whatever its hooks raise, hang in or answer amiss becomes one error; what hangs, rests."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeVar

import msgspec

from gehoor.domain.citation import Citation
from gehoor.errors import GehoorError
from gehoor.regulation.law import LawMistake, citation_behind

T = TypeVar("T")

#: Seconds a law may hold up the platform in one `REST`: everything runs in one loop, so all tenants wait for it.
WHOLE: Final = 1.0
#: What it gets where it used that up before, here or for another tenant, and has not answered in time since.
AGAIN: Final = 0.25
#: A question that takes less does not count: questions take some hundredths of a millisecond.
SLOW: Final = 0.1
#: How long a law that used up its time is not asked.
REST: Final = timedelta(minutes=10)


class Kind(StrEnum):
    """How a law failed."""

    RAISED = "raised"
    TOO_SLOW = "too_slow"
    WRONG_ANSWER = "wrong_answer"
    #: It hung before and is not asked for a while.
    RESTING = "resting"


class WhoseLaw(msgspec.Struct, frozen=True):
    """A version of a regulation as one tenant uses it; `tenant` is empty where nobody's complaint is at stake."""

    tenant: str
    regulation: str
    in_force: date
    edition: str


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A question that a law left unanswered: in codes only, for messages of errors may hold what people wrote."""

    law: WhoseLaw
    hook: str
    kind: Kind
    #: The type of the error, where one was raised.
    error: str = ""
    #: The rule that was speaking, where one was.
    citation: str = ""


_REASONS = {
    Kind.RAISED: "er ging iets mis",
    Kind.TOO_SLOW: "het duurde te lang",
    Kind.WRONG_ANSWER: "het antwoord klopt niet",
    Kind.RESTING: "zij duurde eerder te lang en wordt daarom even niet gevraagd",
}


class RegulationFailed(GehoorError):
    """A hook of a regulation failed; dates that were stored stand. Names the regulation, the hook and the citation."""

    code = "regulation_failed"

    def __init__(self, failure: Failure, detail: str = "") -> None:
        self.failure = failure
        law = failure.law
        told = [_REASONS[failure.kind], failure.error, failure.citation, detail]
        super().__init__(
            f"De regeling {law.regulation} ({law.in_force.isoformat()}, uitgave {law.edition}) gaf geen antwoord op"
            f" '{failure.hook}': {'; '.join(part for part in told if part)}. Opgeslagen datums blijven gelden. De"
            " beheerder van het platform ziet dit ook; probeer het later opnieuw."
        )


class OutOfTime(BaseException):
    """Raised inside a question that takes too long; no `Exception`, so that a law does not catch it by accident."""


class WrongAnswer(Exception):
    """An answer that is none; `basis` is what it rests on, where it says so. The message is for whoever writes laws."""

    def __init__(self, message: str, basis: tuple[Citation, ...] = ()) -> None:
        super().__init__(message)
        self.basis = basis


class Limited(Protocol):
    """Asks a question and stops it with `OutOfTime` when it takes longer; gives the answer and the seconds it took."""

    def __call__(self, question: Callable[[], T], seconds: float) -> tuple[T, float]:
        """Asks."""


class Health(Protocol):
    """Remembers what fails, for the coordinator and the operator."""

    def failed(self, failure: Failure) -> None:
        """A question was not answered."""

    def answered(self, law: WhoseLaw, hook: str) -> None:
        """A question was answered."""


def unlimited(question: Callable[[], T], seconds: float) -> tuple[T, float]:
    """Asks without a limit: for tools that have nobody else to serve."""
    return question(), 0.0


class _Used(msgspec.Struct):
    """The time a law used in the period that ends at `until`."""

    until: datetime
    seconds: float = 0.0
    resting: bool = False


class Patience:
    """How much longer each law may hold up the platform. A law that never was slow costs one look in a dictionary."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._used: dict[tuple[str, date, str], dict[str, _Used]] = {}

    def left(self, law: WhoseLaw) -> float:
        """The seconds the next question to this law may take; none while it rests."""
        if not self._used:
            return WHOLE
        same_text = self._used.get((law.regulation, law.in_force, law.edition))
        if not same_text:
            return WHOLE
        used = same_text.get(law.tenant)
        if used is None or (used.resting and self._clock() >= used.until):
            return AGAIN
        if used.resting:
            return 0.0
        if self._clock() >= used.until:
            self._forget(law)
            return WHOLE
        return max(WHOLE - used.seconds, SLOW)

    def took(self, law: WhoseLaw, seconds: float) -> None:
        """A question to this law was answered in so many seconds."""
        if seconds >= SLOW:
            self._use(law, seconds)
        elif self._used and (used := self._of(law)) is not None and used.resting:
            self._forget(law)

    def ran_out(self, law: WhoseLaw) -> None:
        """A question to this law had to be stopped."""
        self._use(law, WHOLE)

    def _of(self, law: WhoseLaw) -> _Used | None:
        return self._used.get((law.regulation, law.in_force, law.edition), {}).get(law.tenant)

    def _use(self, law: WhoseLaw, seconds: float) -> None:
        until = self._clock() + REST
        used = self._of(law)
        if used is None:
            used = _Used(until)
            self._used.setdefault((law.regulation, law.in_force, law.edition), {})[law.tenant] = used
        used.seconds += seconds
        if used.resting or used.seconds >= WHOLE:
            used.resting, used.until = True, until

    def _forget(self, law: WhoseLaw) -> None:
        text = (law.regulation, law.in_force, law.edition)
        self._used[text].pop(law.tenant, None)
        if not self._used[text]:
            del self._used[text]


class Guard:
    """Puts questions to laws; `limited` stops those that hang, `health` hears of each that is not answered."""

    def __init__(
        self, limited: Limited = unlimited, patience: Patience | None = None, health: Health | None = None
    ) -> None:
        self._limited, self._patience, self._health = limited, patience, health

    def ask(self, law: WhoseLaw, hook: str, question: Callable[[], T]) -> T:
        """The answer to a question; raises `RegulationFailed` whatever happens in it.

        Only KeyboardInterrupt passes, which is somebody at the keyboard. A cancelled task is told so where it
        waits, and a question never waits, so a cancellation that comes out of one is the law's own.
        """
        seconds = self._patience.left(law) if self._patience else WHOLE
        if not seconds:
            raise RegulationFailed(Failure(law=law, hook=hook, kind=Kind.RESTING))
        # A context of its own: what a question that is cut off leaves behind in it goes with it.
        own = copy_context()
        try:
            answer, took = self._limited(lambda: own.run(question), seconds)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise self._failed(law, hook, error) from error
        if self._patience:
            self._patience.took(law, took)
        if self._health:
            self._health.answered(law, hook)
        return answer

    def _failed(self, law: WhoseLaw, hook: str, error: BaseException) -> RegulationFailed:
        citation, kind, name, detail = citation_behind(error), Kind.RAISED, _name_of(error), ""
        if isinstance(error, OutOfTime):
            kind, name = Kind.TOO_SLOW, ""
            if self._patience:
                self._patience.ran_out(law)
        elif isinstance(error, WrongAnswer):
            kind, name, detail = Kind.WRONG_ANSWER, "", str(error)
            citation = citation or next(iter(error.basis), None)
        elif isinstance(error, LawMistake):
            detail = error.message
        label = citation.label if citation else ""
        failure = Failure(law=law, hook=hook, kind=kind, error=name, citation=label)
        if self._health:
            self._health.failed(failure)
        if isinstance(error, RecursionError):
            # A thousand times the same lines tell a log no more than the rule does.
            error.__traceback__ = None
        return RegulationFailed(failure, detail)


def _name_of(error: BaseException) -> str:
    """The type of an error; a law can call a type what it likes, so only an ordinary short name is told."""
    name = type(error).__name__
    return name if name.isascii() and name.isidentifier() and len(name) <= 60 else "error"


#: For tools and tests: nothing is stopped, nothing is remembered.
OPEN: Final = Guard()
