"""The units of the municipality: names, a new one, and taking one away that nobody works in."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor, UnitOfOrganisation
from gehoor.services import staff
from gehoor.services.municipality import Municipality
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.saving import save
from gehoor.web.desk import words
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, place_of

EMPTY = "Vul de naam van de afdeling in."


@get(addresses.UNITS)
async def listed(request: AnyRequest) -> Response[Any]:
    """All units."""
    return await _show(request, administrator_of(request))


@post(addresses.UNITS)
async def rename(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Other names; old cases show them too, for they know a unit by its key."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    units = place.tenant.organisation.units
    content = [
        msgspec.structs.replace(unit, title=entry.line(f"naam-{unit.key}", limit=200, required=EMPTY)) for unit in units
    ]
    if await save(request, actor, entry, Area.UNITS, content, lambda path: "afdelingen"):
        return back_to(addresses.UNITS, "opgeslagen")
    return await _show(request, actor, entry, renaming=True)


@post(addresses.ADD_UNIT)
async def add(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """A new unit."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    title = entry.line("nieuw", limit=200, required=EMPTY)
    entities = [key for key, _ in words.entities_of(place)]
    entity = entry.choice("hoort-bij", entities, required="Kies waar de afdeling bij hoort.") if entities else ""
    if title and any(unit.title.casefold() == title.casefold() for unit in place.tenant.organisation.units):
        entry.errors.add("nieuw", f"Er is al een afdeling '{title}'. Kies een andere naam.")
    if not entry.errors:
        unit = {"key": await staff.new_key(Area.UNITS, "key", title, "afdeling"), "title": title, "entity": entity}
        content = [*place.tenant.organisation.units, unit]
        if await save(request, actor, entry, Area.UNITS, content, lambda path: "nieuw"):
            return back_to(addresses.UNITS, "toegevoegd")
    return await _show(request, actor, entry)


@post(addresses.REMOVE_UNIT)
async def remove(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Takes a unit away; refused as long as somebody holds or held an office of it."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    units = place.tenant.organisation.units
    chosen = entry.choice("afdeling", [unit.key for unit in units], required="Kies een afdeling.")
    if chosen and any(holding.unit == chosen for holding in place.tenant.organisation.offices):
        title = place.tenant.unit_title(chosen)
        entry.errors.add(
            "afdeling",
            f"Iemand heeft of had een ambt bij {title}. De afdeling moet daarom blijven: oude zaken noemen haar."
            " U kunt haar wel een andere naam geven.",
        )
    left = [unit for unit in units if unit.key != chosen]
    if await save(request, actor, entry, Area.UNITS, left, lambda path: "afdeling"):
        return back_to(addresses.UNITS, "weggehaald")
    return await _show(request, actor, entry)


async def _show(
    request: AnyRequest, actor: Actor, entry: Entry | None = None, *, renaming: bool = False
) -> Response[Any]:
    place = place_of(request)
    units = place.tenant.organisation.units
    return await admin_page(
        request,
        actor,
        "admin_units.html",
        "Afdelingen",
        entry=entry,
        names=entry if entry and renaming else Entry(values={f"naam-{unit.key}": unit.title for unit in units}),
        area=Area.UNITS,
        units=[(unit.key, _label(place, unit)) for unit in units],
        entities=words.entities_of(place),
    )


def _label(place: Municipality, unit: UnitOfOrganisation) -> str:
    entity = dict(words.entities_of(place)).get(unit.entity, "")
    return f"{unit.title} ({entity})" if entity else unit.title


HANDLERS = [listed, rename, add, remove]
