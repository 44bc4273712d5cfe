"""The letterhead: logo, sender, colour, and how each office signs; each change is a version like any setting."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor
from gehoor.domain.tenant import Letterhead, SignatureBlock
from gehoor.errors import InvalidInput
from gehoor.letters.failure import LetterFailed
from gehoor.services import letterhead_choice
from gehoor.services.letterhead_choice import SENT_SIZE
from gehoor.services.municipality import Municipality
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.theme import Theme
from gehoor.web.uploads import megabytes

LOGO, NO_LOGO, ALT, SENDER, ACCENT = "logo", "logo-weg", "logo-tekst", "afzender", "kleur"
_FIELDS = {"logo": LOGO, "logo_alt": ALT, "sender": SENDER, "accent": ACCENT}
_PARTS = ("closing", "title", "phone")
_MOST_LINES = 6


@get(addresses.LETTERHEAD)
async def shown(request: AnyRequest) -> Response[Any]:
    """The letterhead as it is."""
    actor, place = administrator_of(request), place_of(request)
    head = place.tenant.file.letterhead
    values = {ALT: head.logo_alt, SENDER: "\n".join(head.sender), ACCENT: head.accent}
    for office in _offices(request):
        block = head.signatures.get(office, SignatureBlock())
        values |= {f"{part}-{office}": getattr(block, part) for part in _PARTS}
        values |= {f"name-{office}": "ja"} if block.with_name else {}
    return await _show(request, actor, Entry(values=values))


@post(addresses.LETTERHEAD)
async def choose(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Another letterhead."""
    actor, entry, place = administrator_of(request), Entry(form), place_of(request)
    lines = [" ".join(line.split()) for line in entry.text(SENDER, limit=1200).splitlines() if line.strip()]
    if len(lines) > _MOST_LINES:
        entry.errors.add(SENDER, f"Dit zijn {len(lines)} regels; er passen er {_MOST_LINES} op een brief.")
    accent = entry.line(ACCENT, limit=40).lower()
    _check_colour(entry, accent)
    signatures = {office: _block(entry, office) for office in _offices(request)}
    # An office that signs nothing now keeps what was chosen for it.
    kept = place.tenant.file.letterhead.signatures | signatures
    logo = await _logo(request, form, entry, place)
    content = Letterhead(
        logo=logo,
        logo_alt=entry.line(ALT, limit=200),
        sender=tuple(lines),
        accent=accent if not entry.errors else "",
        signatures={office: block for office, block in kept.items() if block != SignatureBlock()},
    )
    if not entry.errors and await save(request, actor, entry, Area.LETTERHEAD, content, _field_of):
        return back_to(addresses.LETTERHEAD, "opgeslagen")
    return await _show(request, actor, entry)


def _check_colour(entry: Entry, accent: str) -> None:
    try:
        # The pages' own check names the colour that cannot be read.
        Theme(accent=accent or "#000000")
    except InvalidInput as problem:
        entry.errors.add(ACCENT, problem.message)


def _block(entry: Entry, office: str) -> SignatureBlock:
    typed = {part: entry.line(f"{part}-{office}", limit=200) for part in _PARTS}
    return SignatureBlock(**typed, with_name=entry.flag(f"name-{office}"))


async def _logo(request: AnyRequest, form: Form, entry: Entry, place: Municipality) -> str:
    """The hash of the logo as it is to be: a new one, none, or the one there is."""
    chosen = form.files_of(LOGO)
    if not chosen:
        return "" if entry.flag(NO_LOGO) else place.tenant.file.letterhead.logo
    if chosen[0].size > SENT_SIZE:
        entry.errors.add(
            LOGO, f"Het logo is {megabytes(chosen[0].size)}; het mag hoogstens 5 MB zijn. Maak het kleiner."
        )
    if not entry.line(
        ALT, limit=200, required="Schrijf wat er op het logo te zien is, voor wie de brief laat voorlezen."
    ):
        return ""
    if entry.errors:
        return ""
    try:
        redraw = platform_of(request).renderer.redraw
        return await letterhead_choice.keep_logo(chosen[0].content(), redraw, now(request))
    except LetterFailed as problem:
        entry.errors.add(LOGO, problem.message)
        return ""


def _field_of(path: str) -> str:
    first, _, rest = path.partition(".")
    if first == "signatures":
        office, _, part = rest.partition(".")
        return f"{part or 'closing'}-{office}"
    return _FIELDS.get(first.partition("[")[0], ALT)


def _offices(request: AnyRequest) -> list[str]:
    """The offices that sign letters here, by the law's own answers, and those a signature was chosen for."""
    place = place_of(request)
    signing = [each.letter.signatory for each in letterhead_choice.example_letters(place, now(request))]
    return list(dict.fromkeys((*signing, *place.tenant.file.letterhead.signatures)))


async def _show(request: AnyRequest, actor: Actor, entry: Entry) -> Response[Any]:
    place = place_of(request)
    return await admin_page(
        request,
        actor,
        "admin_letterhead.html",
        "Briefpapier",
        entry=entry,
        area=Area.LETTERHEAD,
        logo=place.logo,
        head=place.tenant.file.letterhead,
        sender=list(place.tenant.file.sender),
        accent=place.tenant.file.theme.accent,
        offices=[(office, place.office_title(office)) for office in _offices(request)],
    )


HANDLERS = [shown, choose]
