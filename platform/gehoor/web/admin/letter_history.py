"""The versions of a letter: who changed it when, what differs between two, and the way back to an older one."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.organisation import Actor
from gehoor.errors import ConcurrentChange, InvalidInput
from gehoor.services import letter_versions
from gehoor.services.letter_samples import SampledLetter
from gehoor.services.letter_versions import LetterRefused, LetterVersion
from gehoor.web.admin import addresses, letter_words
from gehoor.web.admin.letters import LETTER, back_to, letter_of, stand_of
from gehoor.web.admin.pages import admin_page, administrator_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of

OLD, NEW, VERSION = "van", "naar", "versie"
#: Of a comparison at most so many equal lines in a row are shown.
_AROUND = 3


@get(addresses.LETTER_VERSIONS)
async def shown(request: AnyRequest) -> Response[Any]:
    """The versions, and the difference between the two that were chosen."""
    actor, asked = administrator_of(request), request.query_params
    if not asked.get(LETTER):
        return await admin_page(request, actor, "admin_letter_none.html", "Versies van brieven")
    letter = letter_of(request, asked.get(LETTER, ""))
    return await _show(request, actor, letter, Entry(values={OLD: asked.get(OLD, ""), NEW: asked.get(NEW, "")}))


@post(addresses.LETTER_BACK)
async def restore(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """An older version, or the text of the regulation, comes into force."""
    actor, entry = administrator_of(request), Entry(form)
    letter, place, at = letter_of(request, entry.value(LETTER)), place_of(request), now(request)
    chosen = entry.choice(VERSION, ["0", *(str(each.version) for each in await letter_versions.history(letter.key))])
    before = stand_of(entry)
    try:
        if chosen == "0":
            await letter_versions.withdraw(place, letter.key, actor.person, at, based_on=before)
            return back_to(letter.key, "regeling")
        if chosen:
            await letter_versions.restore(place, letter.key, int(chosen), actor.person, at, based_on=before)
            return back_to(letter.key, "teruggezet")
        entry.errors.add(OLD, "Kies welke versie terug moet komen.")
    except (InvalidInput, ConcurrentChange) as problem:
        entry.errors.add(OLD, problem.message)
    except LetterRefused as refused:
        entry.errors.add(OLD, letter_words.summary(refused.mistakes, saving=True))
    return await _show(request, actor, letter, entry)


async def _show(request: AnyRequest, actor: Actor, letter: SampledLetter, entry: Entry) -> Response[Any]:
    place = place_of(request)
    versions = await letter_versions.history(letter.key)
    texts = {"0": letter_versions.text_of(place, letter.key)} | {
        str(each.version): each.source for each in versions if each.source is not None
    }
    numbers = list(texts)
    old = entry.value(OLD) if entry.value(OLD) in texts else numbers[0]
    new = entry.value(NEW) if entry.value(NEW) in texts else next(iter(numbers[1:]), numbers[0])
    choices = [(number, _called(number)) for number in numbers]
    return await admin_page(
        request,
        actor,
        "admin_letter_versions.html",
        f"Versies: {letter.title}",
        entry=Entry(values={OLD: old, NEW: new}) if not entry.errors else entry,
        letter=letter,
        versions=versions,
        stand=versions[0].version if versions else 0,
        holds=_holds(versions),
        choices=choices,
        old=_called(old),
        new=_called(new),
        lines=_around(letter_versions.compared(texts[old], texts[new])),
    )


def _holds(versions: list[LetterVersion]) -> int:
    """The number of the version in force, 0 for the text of the regulation."""
    return versions[0].version if versions and versions[0].source is not None else 0


def _called(number: str) -> str:
    return f"Versie {number}" if number != "0" else "Tekst van de regeling"


def _around(changes: list[letter_versions.Change]) -> list[letter_versions.Change | None]:
    """The changes with a few lines around each; None stands for equal lines that were left out."""
    near = {
        place + distance
        for place, change in enumerate(changes)
        if change.kind is not letter_versions.Kind.SAME
        for distance in range(-_AROUND, _AROUND + 1)
    }
    found: list[letter_versions.Change | None] = []
    for place, change in enumerate(changes):
        if place in near:
            found.append(change)
        elif found and found[-1] is not None:
            found.append(None)
    return found


HANDLERS = [shown, restore]
