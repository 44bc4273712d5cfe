"""What every answer of a law has: its key, and the citation of the rule that speaks."""

from __future__ import annotations

from contextvars import ContextVar
from typing import ClassVar

import msgspec

from gehoor.domain.citation import Citation, SourceKind
from gehoor.errors import GehoorError


class AnswerWithoutCitation(GehoorError):
    """An answer was made outside a rule, so nobody could say which article it rests on."""

    code = "answer_without_citation"


speaking: ContextVar[tuple[Citation, ...]] = ContextVar("speaking")


def _basis_of_speaking_rule() -> tuple[Citation, ...]:
    try:
        return speaking.get()
    except LookupError:
        raise AnswerWithoutCitation(
            "An answer was made outside a rule. Make it inside a function decorated with @LAW.article(...)."
        ) from None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of the law; `basis` is filled by the rule's decorator, never by hand."""

    kind_of_answer: ClassVar[str] = ""
    key: str
    basis: tuple[Citation, ...] = msgspec.field(default_factory=_basis_of_speaking_rule)

    @property
    def slot(self) -> str:
        """What this answers: its kind and key; one answer a slot holds, special law before general."""
        return f"{self.kind_of_answer}:{self.key}"

    @property
    def source_kind(self) -> SourceKind:
        """Statute, local law or tenant setting: the kind of the first citation."""
        return self.basis[0].kind
