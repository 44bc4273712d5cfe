"""Asks the law for a page that can do without the answer: where it fails, the rest of the page stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gehoor.regulation.guard import Failure, RegulationFailed

T = TypeVar("T")


def answered(question: Callable[[], T], otherwise: T, failures: list[Failure] | None = None) -> T:
    """The answer, or this where the law does not answer; `failures` hears of it."""
    try:
        return question()
    except RegulationFailed as failed:
        if failures is not None:
            failures.append(failed.failure)
        return otherwise


def all_answered(question: Callable[[], list[T]], failures: list[Failure] | None = None) -> list[T]:
    """The answers, or none where the law does not answer."""
    none: list[T] = []
    return answered(question, none, failures)
