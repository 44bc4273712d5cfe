"""The letters of a municipality with sample cases: what its own law answers over fictional cases, filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from gehoor.domain import events as ev
from gehoor.regulation.answers import Letter
from gehoor.services import composing, labels, sample_cases, sample_words
from gehoor.services.addressees import readers_of
from gehoor.services.dossier import Dossier
from gehoor.services.letter_facts import facts_told
from gehoor.services.municipality import Municipality
from gehoor.services.sample_cases import Step
from gehoor.storage.representatives import REPRESENTATIVE

#: More samples of one letter than this tell nobody anything new.
MOST: Final = 24
#: What stands in the folder of a regulation and is no letter of its own.
_LAYOUTS: Final = ("base",)
_SUBJECT: Final = re.compile(r"{%-? block subject -?%}([^{}]+){%-? endblock")


@dataclass(frozen=True)
class Sample:
    """A letter of a fictional case to one reader; `context` is all that the text may show."""

    number: int
    title: str
    letter: Letter
    recipient: str
    place: Municipality
    dossier: Dossier
    facts: Mapping[str, Any]
    at: datetime

    @cached_property
    def context(self) -> dict[str, Any]:
        """What composing gives a template for this letter and reader."""
        return composing.context_of(
            self.place, self.dossier, self.letter, dict(self.facts), recipient=self.recipient,
            writes_to=REPRESENTATIVE if self.dossier.case.complaint.representation else composing.COMPLAINANT,
            at=self.at,
        )  # fmt: skip


@dataclass(frozen=True)
class SampledLetter:
    """A letter by the name of its template, with when it is sent, to whom, and its sample cases."""

    key: str
    title: str
    events: tuple[str, ...]
    recipients: tuple[str, ...]
    signatories: tuple[str, ...]
    samples: tuple[Sample, ...]

    @property
    def demanded(self) -> tuple[str, ...]:
        """The keys of what the law demands in it, in the order of the law."""
        return tuple(dict.fromkeys(key for sample in self.samples for key, _ in sample.letter.must_say))

    def sample(self, number: int) -> Sample:
        """The sample with this number, or the first."""
        return next((each for each in self.samples if each.number == number), self.samples[0])


def letters_of(place: Municipality, at: datetime, only: str = "") -> dict[str, SampledLetter]:
    """Every letter by its template: what the law asks for in the samples, then what else its folder holds.

    With `only`, no other letter than this one is filled in.
    """
    found: dict[str, list[tuple[Step, Letter]]] = {}
    for step in sample_cases.steps(place, at):
        for letter in sample_cases.asked(step):
            found.setdefault(letter.template, []).append((step, letter))
    made = {key: _letter(place, key, steps, at) for key, steps in found.items() if not only or key == only}
    for key in () if only and made else _in_the_folder(place):
        if key not in found and (not only or key == only):
            made[key] = SampledLetter(key, _subject(place, key, key), (), (), (), ())
    return made


def _letter(place: Municipality, key: str, steps: Iterable[tuple[Step, Letter]], at: datetime) -> SampledLetter:
    samples: dict[tuple[Any, ...], Sample] = {}
    events: dict[str, None] = {}
    recipients: dict[str, None] = {}
    signatories: dict[str, None] = {}
    title, steps = "", list(steps)
    for step, letter in (*steps, *steps):
        title = title or letter.title
        kind = ev.kind_of(step.event)
        events[labels.EVENTS.get(kind, kind)] = None
        signatories[letter.signatory] = None
        dossier = Dossier(sample_words.REFERENCE, step.received, step.case, 1, step.rulebook)
        facts: dict[str, Any] | None = None
        for recipient in readers_of(place, dossier, letter, place.day(at)):
            recipients[recipient] = None
            told: tuple[Any, ...] = (recipient, letter.must_say, letter.signatory, letter.on_behalf_of, kind)
            # The first time round each wording gets one sample, the second time each kind of case as well.
            told = (*told, step.story) if told in samples else told
            if told in samples or len(samples) >= MOST:
                continue
            facts = facts or _facts(dossier, step)
            words = f"{step.story}: {step.what}; aan {labels.RECIPIENTS.get(recipient, recipient)}"
            samples[told] = Sample(len(samples) + 1, words, letter, recipient, place, dossier, facts, at)
    return SampledLetter(
        # Letters that a law gives one title, such as three answers, are told apart by their own subject.
        key, _subject(place, key, title), tuple(events), tuple(recipients), tuple(filter(None, signatories)),
        tuple(samples.values()),
    )  # fmt: skip


def _facts(dossier: Dossier, step: Step) -> dict[str, Any]:
    acts = dossier.case.complaint.representation
    people = [each for each in sample_words.PEOPLE if acts or each.role != REPRESENTATIVE]
    return facts_told(dossier, step.event, people, sample_words.TOLD, sample_words.PAPERS)


def _in_the_folder(place: Municipality) -> list[str]:
    folder = Path(place.current.letters) if place.current.letters else None
    if folder is None or not folder.is_dir():
        return []
    return sorted(path.stem for path in folder.glob("*.html") if path.stem not in _LAYOUTS)


def _subject(place: Municipality, key: str, otherwise: str) -> str:
    """The title of a letter as its own text has it, or another where the text fills it in."""
    found = _SUBJECT.search(place.templates.source(key))
    return found[1].strip() if found else otherwise
