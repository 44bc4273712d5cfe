"""Who holds which office, from when to when: looking, adding, and giving it a last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor, Holding
from gehoor.regulation.answers import Office
from gehoor.services.municipality import Municipality
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.proof import require_proof
from gehoor.web.admin.saving import save
from gehoor.web.desk import words
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of

FIELDS = {
    "office": "ambt",
    "person": "persoon",
    "unit": "afdeling",
    "since": "vanaf",
    "until": "tot",
    "deputy": "vervanger",
}


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """An office with who has it, or will have it, and who had it."""

    key: str
    title: str
    #: Nothing for an office that the law does not know any more.
    office: Office | None
    holders: tuple[Holding, ...]
    earlier: tuple[Holding, ...]


@get(addresses.OFFICES)
async def listed(request: AnyRequest) -> Response[Any]:
    """All offices with their holders."""
    return await _show(request, administrator_of(request), Entry())


@post(addresses.ADD_OFFICE)
async def add(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Somebody gets an office."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    since = entry.date("vanaf", required="Vul de eerste dag in.")
    until = entry.date("tot")
    holding = {
        "office": entry.choice("ambt", [office.key for office in place.offices], required="Kies een ambt."),
        "person": entry.choice("persoon", [key for key, _ in words.people_of(place)], required="Kies een persoon."),
        "unit": entry.choice("afdeling", [unit.key for unit in place.tenant.organisation.units]),
        "since": since,
        "until": until,
        "deputy": entry.flag("vervanger"),
    }
    again = await require_proof(request, entry, "ambt", addresses.OFFICES)
    if not entry.errors:
        content = [*place.tenant.organisation.offices, holding]
        if await save(
            request, actor, entry, Area.OFFICES, content, lambda path: FIELDS.get(path.rpartition(".")[2], "ambt")
        ):
            return back_to(addresses.OFFICES, "toegevoegd")
    return await _show(request, actor, entry, again)


@post(addresses.END_OFFICE)
async def end(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Somebody's office gets a last day, or another one."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    choices = dict(_to_end(place, place.day(now(request))))
    chosen = entry.choice("houder", choices, required="Kies wiens ambt eindigt.")
    until = entry.date("laatste-dag", required="Vul de laatste dag in.")
    again = await require_proof(request, entry, "houder", addresses.OFFICES)
    if not entry.errors:
        number = int(chosen)
        content = list(place.tenant.organisation.offices)
        content[number] = msgspec.structs.replace(content[number], until=until)

        def field_of(path: str) -> str:
            return "laatste-dag" if path == f"[{number}].until" else "houder"

        if await save(request, actor, entry, Area.OFFICES, content, field_of):
            return back_to(addresses.OFFICES, "beeindigd")
    return await _show(request, actor, entry, again)


async def _show(request: AnyRequest, actor: Actor, entry: Entry, again: str = "") -> Response[Any]:
    place = place_of(request)
    today = place.day(now(request))
    return await admin_page(
        request,
        actor,
        "admin_offices.html",
        "Ambten",
        entry=entry,
        area=Area.OFFICES,
        again=again,
        held=_held(place, today),
        offices=[(office.key, office.title) for office in place.offices],
        people=words.people_of(place),
        units=[(unit.key, unit.title) for unit in place.tenant.organisation.units],
        to_end=_to_end(place, today),
    )


def _held(place: Municipality, today: date) -> list[Held]:
    known = {office.key: office for office in place.offices}
    offices = place.tenant.organisation.offices
    keys = dict.fromkeys([*known, *(holding.office for holding in offices)])
    return [
        Held(
            key=key,
            title=place.office_title(key),
            office=known.get(key),
            holders=_sorted(h for h in offices if h.office == key and not _is_over(h, today)),
            earlier=_sorted(h for h in offices if h.office == key and _is_over(h, today)),
        )
        for key in keys
    ]


def _to_end(place: Municipality, today: date) -> Sequence[tuple[str, str]]:
    """The number of each holding that is not over, and what it is."""
    found = []
    for number, holding in enumerate(place.tenant.organisation.offices):
        if not _is_over(holding, today):
            unit = f" van {place.tenant.unit_title(holding.unit)}" if holding.unit else ""
            deputy = " (vervanger)" if holding.deputy else ""
            name = place.tenant.person_name(holding.person)
            found.append((str(number), f"{name}: {place.office_title(holding.office)}{unit}{deputy}"))
    return sorted(found, key=lambda each: each[1])


def _is_over(holding: Holding, today: date) -> bool:
    return holding.until is not None and holding.until < today


def _sorted(holdings: Any) -> tuple[Holding, ...]:
    return tuple(sorted(holdings, key=lambda each: (each.unit, each.deputy, each.since)))


HANDLERS = [listed, add, end]
