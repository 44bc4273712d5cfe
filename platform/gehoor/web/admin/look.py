"""The colours of the municipality, which come into force only when everybody can read them."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor
from gehoor.domain.theme import TEXT_CONTRAST, WHITE, contrast_ratio
from gehoor.errors import InvalidInput
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, place_of
from gehoor.web.theme import Theme

FIELDS = {"accent": "accentkleur", "decoration": "versierkleur"}


@get(addresses.LOOK)
async def shown(request: AnyRequest) -> Response[Any]:
    """The colours as they are."""
    actor, theme = administrator_of(request), place_of(request).tenant.file.theme
    return await _show(request, actor, Entry(values={"accentkleur": theme.accent, "versierkleur": theme.decoration}))


@post(addresses.LOOK)
async def choose(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Other colours."""
    actor, entry = administrator_of(request), Entry(form)
    accent = entry.line("accentkleur", limit=40, required="Vul de accentkleur in.").lower()
    decoration = entry.line("versierkleur", limit=40).lower()
    if not entry.errors:
        try:
            # The pages' own check names the colour that cannot be read.
            Theme(accent=accent, decoration=decoration)
        except InvalidInput as problem:
            entry.errors.add(_field_of(problem.field or ""), problem.message)
    content = {"accent": accent, "decoration": decoration}
    if await save(request, actor, entry, Area.THEME, content, _field_of):
        return back_to(addresses.LOOK, "opgeslagen")
    return await _show(request, actor, entry)


def _field_of(path: str) -> str:
    return FIELDS.get(path, "accentkleur")


async def _show(request: AnyRequest, actor: Actor, entry: Entry) -> Response[Any]:
    theme = place_of(request).tenant.file.theme
    return await admin_page(
        request,
        actor,
        "admin_look.html",
        "Uiterlijk",
        entry=entry,
        area=Area.THEME,
        theme=theme,
        contrast=_in_dutch(contrast_ratio(theme.accent, WHITE)),
        needed=_in_dutch(TEXT_CONTRAST),
    )


def _in_dutch(ratio: float) -> str:
    return f"{ratio:.1f}".replace(".", ",")


HANDLERS = [shown, choose]
