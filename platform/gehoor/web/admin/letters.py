"""The letters of a municipality: the list, and the page on which one is changed, tried out and saved."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response

from gehoor.domain.organisation import Actor
from gehoor.errors import ConcurrentChange, InvalidInput, NotFound
from gehoor.letters.checking import LONGEST, Mistake
from gehoor.letters.failure import LetterFailed
from gehoor.services import letter_preview, letter_samples, letter_versions
from gehoor.services.letter_samples import SampledLetter
from gehoor.web.admin import addresses, letter_words
from gehoor.web.admin.pages import admin_page, administrator_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.security import use_policy

LETTER, TEXT, SAMPLE, STAND, WHY, BUTTON = "brief", "tekst", "voorbeeld", "stand", "waarom", "brief-knop"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
DONE = {
    "opgeslagen": "De brief is opgeslagen. Nieuwe brieven krijgen deze tekst. Brieven die er al zijn, veranderen niet.",
    "gelijk": "Er is niets veranderd: deze tekst gold al.",
    "teruggezet": "De oude versie is teruggezet en geldt nu.",
    "regeling": "De tekst van de regeling geldt weer. Uw eigen versies blijven bewaard.",
}


@get(addresses.LETTERS)
async def listed(request: AnyRequest) -> Response[Any]:
    """All letters: when each is sent, to whom, and whose text it has."""
    return await _list(request, administrator_of(request))


@get(addresses.LETTER)
async def shown(request: AnyRequest) -> Response[Any]:
    """A letter as it is now."""
    actor, key = administrator_of(request), request.query_params.get(LETTER, "")
    if not key:
        return await _list(request, actor)
    letter, place = letter_of(request, key), place_of(request)
    values = {TEXT: place.templates.source(key), SAMPLE: request.query_params.get(SAMPLE, "1")}
    return await _show(request, actor, letter, Entry(values=values))


@post(addresses.LETTER)
async def change(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Tries a text out as page or as PDF, or saves it; a text that is refused stays on the page."""
    actor, entry = administrator_of(request), Entry(form)
    letter, place, at = letter_of(request, entry.value(LETTER)), place_of(request), now(request)
    source = entry.text(TEXT, limit=LONGEST, required="De tekst is leeg. Schrijf de brief, of ga terug.")
    why, pressed = entry.line(WHY, limit=300), entry.choice(BUTTON, ("bekijken", "pdf", "opslaan")) or "bekijken"
    mistakes: list[Mistake] = [] if entry.errors else letter_versions.check(place, letter, source)
    if mistakes:
        entry.errors.add(TEXT, letter_words.summary(mistakes, saving=pressed == "opslaan"))
    html = "" if not letter.samples else _preview(request, letter, source, entry, marked=pressed != "pdf")
    if not entry.errors and pressed == "opslaan":
        try:
            before = stand_of(entry)
            number = await letter_versions.save(place, letter.key, source, actor.person, at, why, based_on=before)
            return back_to(letter.key, "gelijk" if number == before else "opgeslagen")
        except ConcurrentChange as problem:
            entry.errors.add(TEXT, problem.message)
    if not entry.errors and pressed == "pdf":
        try:
            pdf = await platform_of(request).renderer.render(html)
            headers = {"Content-Disposition": f'inline; filename="voorbeeld-{letter.key}.pdf"'}
            return Response(pdf, media_type="application/pdf", headers=headers, status_code=200)
        except LetterFailed as problem:
            entry.errors.add(TEXT, problem.message)
    return await _show(request, actor, letter, entry, mistakes, html if pressed != "pdf" else "")


def letter_of(request: AnyRequest, key: str) -> SampledLetter:
    """The letter with this key; raises `NotFound`, and `InvalidInput` where a form names none."""
    if not key:
        raise InvalidInput("Het formulier noemt geen brief. Kies er een uit de lijst.", field=LETTER)
    found = letter_samples.letters_of(place_of(request), now(request), only=key).get(key)
    if found is None:
        raise NotFound("Deze brief bestaat niet.")
    return found


def stand_of(entry: Entry) -> int:
    """The number of the version that was on the screen; a form without it never overwrites anything."""
    typed = entry.value(STAND)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


def back_to(key: str, done: str) -> Redirect:
    """Back to a letter, which says what was done."""
    return Redirect(f"{addresses.LETTER}?{urlencode({LETTER: key, 'gedaan': done})}", status_code=303)


async def _list(request: AnyRequest, actor: Actor) -> Response[Any]:
    place, own = place_of(request), await letter_versions.active()
    letters = letter_samples.letters_of(place, now(request))
    rows = [letter_words.row_of(place, letter, own.get(key)) for key, letter in letters.items()]
    return await admin_page(
        request, actor, "admin_letters.html", "Brieven", rows=sorted(rows, key=lambda row: (row.unused, row.title))
    )


async def _show(
    request: AnyRequest,
    actor: Actor,
    letter: SampledLetter,
    entry: Entry,
    mistakes: list[Mistake] | None = None,
    html: str = "",
) -> Response[Any]:
    place = place_of(request)
    source = entry.value(TEXT)
    sample = letter.sample(_number(entry)) if letter.samples else None
    versions = await letter_versions.history(letter.key)
    standing = versions[0] if versions else None
    if html:
        _allow_styles(request, html)
    return await admin_page(
        request,
        actor,
        "admin_letter.html",
        letter.title,
        entry=entry,
        letter=letter,
        row=letter_words.row_of(place, letter, standing if standing and standing.source is not None else None),
        stand=standing.version if standing else 0,
        versions=versions,
        samples=[(str(each.number), each.title) for each in letter.samples],
        demands=letter_words.demands_of(letter, sample, source) if sample else [],
        groups=letter_words.groups_of(sample),
        mistakes=letter_words.quoted(mistakes or [], source),
        preview=html,
        sample_title=sample.title if sample else "",
        told=DONE.get(request.query_params.get("gedaan", ""), "") if not entry.errors else "",
    )


def _preview(request: AnyRequest, letter: SampledLetter, source: str, entry: Entry, *, marked: bool) -> str:
    """The text with the chosen sample; nothing where it cannot be filled in, which the check has told."""
    try:
        return letter_preview.preview(
            place_of(request), letter.key, source, letter.sample(_number(entry)), marked=marked
        )  # fmt: skip
    except LetterFailed:
        return ""


def _number(entry: Entry) -> int:
    typed = entry.value(SAMPLE)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1


def _allow_styles(request: AnyRequest, html: str) -> None:
    """The example stands in a frame of its own, may use the style of a letter, and nothing else."""
    hashes = [base64.b64encode(sha256(style.encode()).digest()).decode() for style in _STYLE.findall(html)]
    styles = " ".join(f"'sha256-{digest}'" for digest in hashes)
    use_policy(
        request,
        f"default-src 'none'; style-src 'self' {styles}; img-src 'self' data:; font-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'",
    )


HANDLERS = [listed, shown, change]
