"""What the pages about letters say: when a letter is sent, what the law wants in it, and what is wrong with a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from gehoor.domain.calendar import written
from gehoor.domain.citation import Citation
from gehoor.letters.checking import Mistake
from gehoor.letters.placeholders import PLACEHOLDERS, Group, Placeholder
from gehoor.services import labels, letter_versions
from gehoor.services.letter_samples import Sample, SampledLetter
from gehoor.services.letter_versions import LetterVersion
from gehoor.services.municipality import Municipality


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in the list."""

    key: str
    title: str
    when: str
    to: str
    signed_by: str
    #: The number of the own version, 0 where the text of the regulation holds.
    version: int
    #: How many things keep the own version from being sent, since the law or the settings changed.
    wrong: int
    unused: bool


class Demanded(msgspec.Struct, frozen=True, kw_only=True):
    """A passage the law wants, and where it stands in the text."""

    key: str
    text: str
    basis: tuple[Citation, ...]
    lines: tuple[int, ...]
    #: In this sample the law wants it; in another one perhaps not.
    here: bool


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """A mistake with the line it is about."""

    text: str
    line: int | None
    quote: str


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A placeholder with what it holds in the sample that was chosen."""

    placeholder: Placeholder
    now: str


def row_of(place: Municipality, letter: SampledLetter, own: LetterVersion | None) -> Row:
    """A letter in the list; the own version is checked, because law and settings may have changed since."""
    wrong = len(letter_versions.check(place, letter, own.source)) if own and own.source and letter.samples else 0
    return Row(
        key=letter.key,
        title=letter.title,
        when=", ".join(letter.events).lower(),
        to=", ".join(labels.RECIPIENTS.get(each, place.office_title(each).lower()) for each in letter.recipients),
        signed_by=", ".join(labels.OFFICES.get(each) or place.office_title(each) for each in letter.signatories),
        version=own.version if own else 0,
        wrong=wrong,
        unused=not letter.samples,
    )


def demands_of(letter: SampledLetter, chosen: Sample, source: str) -> list[Demanded]:
    """Everything the law wants in this letter, first what it wants in the chosen sample."""
    here = dict(chosen.letter.must_say)
    texts = {key: text for sample in reversed(letter.samples) for key, text in sample.letter.must_say} | here
    lines = source.splitlines()
    found = [
        Demanded(
            key=key,
            text=texts[key],
            basis=chosen.letter.basis,
            lines=tuple(number for number, line in enumerate(lines, start=1) if f"must.{key}" in line),
            here=key in here,
        )
        for key in letter.demanded
    ]
    return sorted(found, key=lambda demand: not demand.here)


def groups_of(sample: Sample | None) -> list[tuple[str, list[Explained]]]:
    """The placeholders by what they are about, each with what it holds in the sample."""
    context = sample.context if sample else {}
    return [
        (
            group.value,
            [
                Explained(placeholder=each, now=_shown(context.get(each.name), each))
                for each in PLACEHOLDERS
                if each.group is group
            ],
        )
        for group in Group
    ]


def _shown(value: object, placeholder: Placeholder) -> str:
    """A value in a few words; a list and what has parts in the words of the first of them."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return written(value)
    if isinstance(value, dict):
        value = [each for name, each in value.items() if name in placeholder.parts]
    if isinstance(value, list):
        inside = [each for item in value for each in (item.values() if isinstance(item, dict) else [item])]
        value = ", ".join(
            str(each) for each in inside if each and isinstance(each, str | int) and not isinstance(each, bool)
        )
    text = " ".join(str(value or "").split())
    return "een afbeelding" if text.startswith("data:") else text[:117] + "…" if len(text) > 118 else text


def quoted(mistakes: Sequence[Mistake], source: str) -> list[Quoted]:
    """The mistakes with the lines they are about."""
    lines = source.splitlines()
    return [
        Quoted(
            text=f"{mistake.what} {mistake.remedy}",
            line=mistake.line,
            quote=lines[mistake.line - 1].strip()[:160] if mistake.line and mistake.line <= len(lines) else "",
        )
        for mistake in mistakes
    ]


def summary(mistakes: Sequence[Mistake], *, saving: bool) -> str:
    """The first mistake, and how many more there are."""
    more = len(mistakes) - 1
    saved = " De brief is niet opgeslagen." if saving else ""
    return f"{mistakes[0].text}{f' En nog {more}: zie de lijst.' if more else ''}{saved}"
