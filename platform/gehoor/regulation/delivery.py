"""How letters go to whoever did not choose a way: the answer of a law about it."""

from __future__ import annotations

from typing import ClassVar

from gehoor.regulation.answer import Answer


class Delivery(Answer, frozen=True, kw_only=True):
    """By post, or electronically where the addressee can be reached so; `explanation` is for whoever chooses."""

    kind_of_answer: ClassVar[str] = "delivery"
    #: How a letter goes to somebody who chose nothing.
    electronic: bool
    explanation: str
