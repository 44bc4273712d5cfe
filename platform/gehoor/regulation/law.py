"""A text of law as code: each article has rules with its citation, or a written reason for having none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import msgspec

from gehoor.domain.citation import Citation, Source, SourceKind, cite
from gehoor.errors import GehoorError
from gehoor.regulation.answer import Answer, speaking

P = ParamSpec("P")
R = TypeVar("R")
_SPEAKING = "gehoor_speaking"


class LawMistake(GehoorError):
    """A rule was written in a way that cannot be right; the message says which and what to do."""

    code = "law_mistake"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as declared: where it stands, what it answers, which general law it overrides."""

    name: str
    citation: Citation
    answers: tuple[str, ...]
    overrides: tuple[str, ...]
    reading: str


class WithoutCode(msgspec.Struct, frozen=True, kw_only=True):
    """An article or lid without a rule, and why."""

    citation: Citation
    reason: str


class Law:
    """The articles of one text. `articles` lists every place the text has: "9:11 1" for a lid, "9:5" without."""

    def __init__(self, source: Source, articles: Iterable[str]) -> None:
        self.source = source
        self.places = tuple(articles)
        self.rules: list[Rule] = []
        self.without_code: list[WithoutCode] = []

    @property
    def key(self) -> str:
        """The key of the text, such as `awb`."""
        return self.source.key

    def cite(self, article: str = "", lid: str = "", point: str = "") -> Citation:
        """The citation of a place; raises `LawMistake` for a place the text does not have."""
        self._check(article, lid)
        return cite(self.source, article, lid, point)

    def article(
        self,
        number: str = "",
        *,
        lid: str = "",
        point: str = "",
        answers: str | Iterable[str] = (),
        overrides: str | Iterable[str] = (),
        also: Iterable[Citation] = (),
    ) -> Callable[[Callable[P, R]], Callable[P, R]]:
        """Declares a function as the rule of a place; all its answers carry the citation as their basis.

        `answers` names the slots it may answer ("deadline:settlement"); `overrides` names the sources whose
        answer in the same slot it replaces, `also` adds citations to the basis.
        """
        citation = self.cite(number, lid, point)
        basis = (citation, *also)
        slots = frozenset((answers,) if isinstance(answers, str) else answers)
        over = (overrides,) if isinstance(overrides, str) else tuple(overrides)

        def declare(rule: Callable[P, R]) -> Callable[P, R]:
            self.rules.append(
                Rule(
                    name=getattr(rule, "__name__", "rule"),
                    citation=citation,
                    answers=tuple(sorted(slots)),
                    overrides=over,
                    reading=(rule.__doc__ or "").strip(),
                )
            )

            @wraps(rule)
            def ask(*args: P.args, **kwargs: P.kwargs) -> R:
                token = speaking.set(basis)
                try:
                    result = rule(*args, **kwargs)
                except BaseException as error:
                    _blame(error, citation)
                    raise
                finally:
                    speaking.reset(token)
                for answer in result if isinstance(result, (list, tuple)) else (result,):
                    if isinstance(answer, Answer) and answer.slot not in slots:
                        raise LawMistake(
                            f"Rule {self.key}.{rule.__name__} answered {answer.slot!r} but declares {sorted(slots)}."
                            " Add the slot to answers=(...)."
                        )
                return result

            return ask

        return declare

    def no_code(self, number: str, reason: str, *, lid: str = "", point: str = "") -> None:
        """Says why a place has no rule of its own. `reason` is a whole sentence; raises `LawMistake` when empty."""
        citation = self.cite(number, lid, point)
        if not reason.strip():
            raise LawMistake(f"{citation.label} has no rule and no reason. Write the reason.")
        self.without_code.append(WithoutCode(citation=citation, reason=reason))

    def uncovered(self) -> list[str]:
        """The places with neither a rule nor a reason."""
        cited = [rule.citation for rule in self.rules] + [entry.citation for entry in self.without_code]
        covered = {_place(citation) for citation in cited}
        return [place for place in self.places if place not in covered]

    def _check(self, article: str, lid: str) -> None:
        place = f"{article} {lid}".strip()
        if self.source.kind is SourceKind.TENANT_SETTING or place in self.places:
            return
        if not lid and any(known.startswith(f"{article} ") for known in self.places):
            return
        raise LawMistake(f"{self.source.short} has no place {place!r}. Known: {', '.join(self.places)}.")


def citation_behind(error: BaseException) -> Citation | None:
    """The place in the law whose rule was speaking when this was raised, where it was raised in a rule."""
    found = vars(error).get(_SPEAKING) if hasattr(error, "__dict__") else None
    return found if isinstance(found, Citation) else None


def _blame(error: BaseException, citation: Citation) -> None:
    """Notes on an error in which rule it arose: the innermost one, which hears of it first."""
    if hasattr(error, "__dict__"):
        vars(error).setdefault(_SPEAKING, citation)


def _place(citation: Citation) -> str:
    return f"{citation.article} {citation.lid}".strip()


def rules_of(laws: Iterable[Law]) -> list[Rule]:
    """All rules of these laws, in their order."""
    return [rule for law in laws for rule in law.rules]


def flatten(results: Iterable[Any]) -> list[Any]:
    """Answers out of nested lists, without the silences."""
    flat: list[Any] = []
    for result in results:
        if isinstance(result, list | tuple):
            flat += flatten(result)
        elif result is not None:
            flat.append(result)
    return flat
