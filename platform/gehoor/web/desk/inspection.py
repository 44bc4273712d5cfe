"""Who looked at what: the access log, for the coordinator and the data protection officer."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput
from gehoor.services import break_glass, inspection
from gehoor.services.access import is_coordinator
from gehoor.services.inspection import Asked
from gehoor.web.addresses import INSPECTION
from gehoor.web.desk import words
from gehoor.web.desk.pages import desk_page
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, actor_of, place_of

FIELDS = {"reference": "kenmerk"}


@get(INSPECTION)
async def newest(request: AnyRequest) -> Response[Any]:
    """The latest readings."""
    return await _show(request, actor_of(request), Entry(), Asked())


@post(INSPECTION, status_code=200)
async def looked_for(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """The readings of somebody, of a case, of some days: by post, so that no name stands in an address."""
    actor, place, entry = actor_of(request), place_of(request), Entry(form)
    inspection.require_inspector(place, actor)
    asked = Asked(
        person=entry.choice("persoon", [key for key, _ in words.people_of(place)]),
        reference=entry.line("kenmerk", limit=40).upper(),
        since=entry.date("vanaf"),
        until=entry.date("tot"),
    )
    if asked.since and asked.until and asked.until < asked.since:
        entry.errors.add("tot", "Deze dag ligt voor de eerste dag. Kijk de dagen na.")
    typed = form.text("na")
    below = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 16 else None
    return await _show(request, actor, entry, asked, below)


async def _show(
    request: AnyRequest, actor: Actor, entry: Entry, asked: Asked, below: int | None = None
) -> Response[Any]:
    place = place_of(request)
    inspection.require_inspector(place, actor)
    found = inspection.Page([])
    if not entry.errors:
        try:
            found = await inspection.page_of(place, actor, asked, below)
        except InvalidInput as problem:
            entry.errors.add(FIELDS.get(problem.field or "", "kenmerk"), problem.message)
    return desk_page(
        request,
        actor,
        "desk_inspection.html",
        status=422 if entry.errors else 200,
        entry=entry,
        found=found,
        filtered=asked != Asked(),
        continued=below is not None,
        people=words.people_of(place),
        openings=await break_glass.newest(place, actor),
        opens_cases=is_coordinator(place, actor),
    )


HANDLERS = [newest, looked_for]
