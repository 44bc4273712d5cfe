"""Whether what a hook answered is an answer: of the right kind, each field what it says it is, and with a citation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from gehoor.domain.citation import Citation
from gehoor.regulation.answer import Answer
from gehoor.regulation.guard import WrongAnswer

A = TypeVar("A", bound=Answer)
_encode = msgspec.json.Encoder().encode


@cache
def _decoder(kind: type[A]) -> msgspec.json.Decoder[list[A]]:
    return msgspec.json.Decoder(list[kind])  # type: ignore[valid-type]  # The kind is known at run time only.


def sound(found: Iterable[Any], *kinds: type[A]) -> list[A]:
    """What a hook answered; raises `WrongAnswer` where it is not of these kinds or a field holds something else.

    A struct takes any value for any field, and what is not what it says would stay on the register for good. So
    each answer is written and read once, as the register would do; that takes some microseconds.
    """
    answers = list(found)
    for kind in kinds:
        _check(kind, [answer for answer in answers if type(answer) is kind])
    for answer in answers:
        if type(answer) not in kinds:
            expected = " or ".join(kind.__name__ for kind in kinds)
            raise WrongAnswer(f"{type(answer).__name__}, expected {expected}")
        if not answer.basis:
            raise WrongAnswer(f"{type(answer).__name__} without a citation")
    return cast(list[A], answers)


def _check(kind: type[A], answers: Sequence[A]) -> None:
    try:
        _decoder(kind).decode(_encode(answers))
    except (TypeError, ValueError) as error:
        # Of the message only the place is told: the rest may quote what somebody wrote.
        place = str(error).rpartition(" - at ")[2] if isinstance(error, msgspec.ValidationError) else ""
        basis = next((a.basis for a in answers if isinstance(a.basis, tuple) and _cites(a.basis)), ())
        raise WrongAnswer(f"{kind.__name__} {place}".rstrip(), basis) from None


def _cites(basis: tuple[Any, ...]) -> bool:
    return bool(basis) and all(isinstance(each, Citation) for each in basis)
