"""What the regulation leaves open and the board chooses, each with the article."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor
from gehoor.regulation.option_fields import OptionField
from gehoor.services import configuration, options
from gehoor.services.municipality import Municipality
from gehoor.web.admin import addresses, option_entry
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, place_of


@get(addresses.OPTIONS)
async def listed(request: AnyRequest) -> Response[Any]:
    """All options with what holds now."""
    actor, place = administrator_of(request), place_of(request)
    fields = configuration.option_fields(place)
    return await _show(request, actor, option_entry.shown(fields), fields)


@post(addresses.OPTIONS)
async def choose(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Other choices of the board."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    fields = configuration.option_fields(place)
    content = _document(place, entry, fields)
    if await save(request, actor, entry, Area.OPTIONS, content, lambda path: option_entry.field_of(fields, path)):
        return back_to(addresses.OPTIONS, "opgeslagen")
    return await _show(request, actor, entry, fields)


def _document(place: Municipality, entry: Entry, fields: tuple[OptionField, ...]) -> dict[str, Any]:
    """The options with what was changed; what is as the regulation has it by itself, does not stand in them."""
    document: dict[str, Any] = msgspec.to_builtins(place.tenant.file.options)
    for field in fields:
        value = option_entry.read(entry, field)
        if value != _as_built(field.value):
            document = options.changed(document, field.key, None if value == _as_built(field.default) else value)
    return document


def _as_built(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


async def _show(request: AnyRequest, actor: Actor, entry: Entry, fields: tuple[OptionField, ...]) -> Response[Any]:
    return await admin_page(
        request,
        actor,
        "admin_options.html",
        "Opties",
        entry=entry,
        area=Area.OPTIONS,
        fields=fields,
        options=option_entry,
    )


HANDLERS = [listed, choose]
