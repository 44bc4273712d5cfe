"""A municipality's own texts of letters: checked before they hold, each version kept, and the way back."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial

import msgspec

from gehoor.errors import ConcurrentChange, GehoorError, InvalidInput, NotFound
from gehoor.letters.checking import Demand, Mistake, SampleCase, mistakes_in
from gehoor.services import admin_log, letter_samples
from gehoor.services.letter_samples import Sample, SampledLetter
from gehoor.services.municipality import Municipality
from gehoor.storage import letter_versions as rows
from gehoor.storage.letter_versions import LetterVersion
from gehoor.storage.scope import transaction

__all__ = ["Change", "Kind", "LetterRefused", "LetterVersion", "active", "check", "compared", "history", "restore",
           "save", "text_of", "withdraw"]  # fmt: skip


class LetterRefused(GehoorError):
    """A text of a letter that does not come into force; `mistakes` say where and what helps."""

    code = "letter_refused"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(" ".join(mistake.text for mistake in mistakes))
        self.mistakes = tuple(mistakes)


class Kind(StrEnum):
    """What a line of a comparison is: in both texts, only in the old one, only in the new one."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Change(msgspec.Struct, frozen=True):
    """A line of a comparison with its number in the text it stands in."""

    kind: Kind
    line: int
    text: str


def check(place: Municipality, letter: SampledLetter, source: str) -> list[Mistake]:
    """What keeps this text from holding; a letter the law asks for in no sample cannot be checked, so not changed."""
    if not letter.samples:
        return [
            Mistake(
                "De regeling vraagt deze brief in geen van de voorbeeldzaken, dus wij kunnen de tekst niet nakijken.",
                "Zet de optie aan waar deze brief bij hoort, of laat de tekst van de regeling staan.",
            )
        ]
    templates = place.templates.trying(letter.key, source)
    cases = [SampleCase(each.title, partial(getattr, each, "context"), _demands(each)) for each in letter.samples]
    return mistakes_in(letter.key, source, cases, templates.layouts(), templates)


def _demands(sample: Sample) -> tuple[Demand, ...]:
    basis = tuple(citation.label for citation in sample.letter.basis)
    return tuple(Demand(key, text, basis) for key, text in sample.letter.must_say)


async def active() -> dict[str, LetterVersion]:
    """The own texts that hold now, by the key of the letter."""
    return await rows.active()


async def history(key: str) -> list[LetterVersion]:
    """All versions of a letter, the newest first."""
    return await rows.versions_of(key)


async def save(
    place: Municipality, key: str, source: str, person: str, at: datetime, why: str = "", *, based_on: int
) -> int:
    """A new version of a letter, in force at once; gives its number, or that of an equal one.

    `based_on` is the number of the version that was on the screen, 0 for none. Raises `LetterRefused`,
    `ConcurrentChange` and `NotFound`.
    """
    letter = _letter(place, key, at)
    # A browser sends two characters at the end of a line, and the check counts lines.
    source = source.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"
    if mistakes := check(place, letter, source):
        raise LetterRefused(mistakes)
    async with transaction():
        now = await _standing(key, based_on)
        if now is not None and now.source == source:
            return now.version
        if (now is None or now.source is None) and source == text_of(place, key):
            return now.version if now else 0
        return await _add(key, now, source, person, at, why, "letter_saved")


async def restore(place: Municipality, key: str, version: int, person: str, at: datetime, *, based_on: int) -> int:
    """An older version as the newest; it is checked again, because law and settings may have changed since."""
    letter, older = _letter(place, key, at), [each for each in await rows.versions_of(key) if each.version == version]
    source = older[0].source if older else None
    if source is None:
        raise NotFound("Deze versie van de brief bestaat niet.")
    if mistakes := check(place, letter, source):
        raise LetterRefused(mistakes)
    async with transaction():
        now = await _standing(key, based_on)
        return await _add(key, now, source, person, at, "", "letter_restored", restored=version)


async def withdraw(place: Municipality, key: str, person: str, at: datetime, *, based_on: int) -> int:
    """From here on the text of the regulation holds; the own versions stay, to be restored."""
    _letter(place, key, at)
    async with transaction():
        now = await _standing(key, based_on)
        if now is None or now.source is None:
            raise InvalidInput("De tekst van de regeling geldt hier al.", field="tekst")
        return await _add(key, now, None, person, at, "", "letter_withdrawn")


def text_of(place: Municipality, key: str) -> str:
    """The text as the regulation, or the folder of the municipality, has it without an own version."""
    return place.templates.trying(key, None).source(key).replace("\r\n", "\n")


def compared(old: str, new: str) -> list[Change]:
    """Two texts line by line: what went and what came, in the order of reading."""
    found: list[Change] = []
    before = after = 0
    for line in difflib.ndiff(old.splitlines(), new.splitlines()):
        mark, text = line[0], line[2:]
        before, after = before + (mark in " -"), after + (mark in " +")
        if mark == "-":
            found.append(Change(Kind.GONE, before, text))
        elif mark in " +":
            found.append(Change(Kind.NEW if mark == "+" else Kind.SAME, after, text))
    return found


def _letter(place: Municipality, key: str, at: datetime) -> SampledLetter:
    found = letter_samples.letters_of(place, at, only=key).get(key)
    if found is None:
        raise NotFound("Deze brief bestaat niet.")
    return found


async def _standing(key: str, based_on: int) -> LetterVersion | None:
    """The newest version; raises `ConcurrentChange` where it is another than the one that was on the screen."""
    now = await rows.newest(key)
    if (now.version if now else 0) != based_on:
        raise ConcurrentChange(
            "Iemand anders heeft deze brief intussen gewijzigd. Kijk bij de versies wat er veranderde en sla uw tekst"
            " opnieuw op als die moet gelden.",
            field="tekst",
        )
    return now


async def _add(
    key: str, now: LetterVersion | None, source: str | None, person: str, at: datetime, why: str, action: str,
    *, restored: int | None = None,
) -> int:  # fmt: skip
    before = now.version if now else 0
    await rows.add(key, before + 1, source, person, at, why, restored=restored)
    old = before if now and now.source is not None else None
    await admin_log.write(person, action, f"letter:{key}", old, before + 1, at)
    return before + 1
