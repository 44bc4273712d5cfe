"""Opening a case in an emergency, ending that early, and taking note of it."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput
from gehoor.regulation.answers import Part
from gehoor.services import break_glass
from gehoor.services.access import require_part
from gehoor.web.addresses import EMERGENCY, WORK_LIST
from gehoor.web.desk.pages import DOSSIER, desk_page
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, actor_of, now, place_of

FIELDS = {"reference": "kenmerk", "reason": "reden"}


@get(EMERGENCY)
async def ask(request: AnyRequest) -> Response[Any]:
    """What it means, the form, and what this person opened before."""
    return await _show(request, actor_of(request), Entry())


@post(EMERGENCY)
async def open_case(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Opens one case for reading, for an hour."""
    actor, place, at, entry = actor_of(request), place_of(request), now(request), Entry(form)
    require_part(place, actor, Part.TENANT_ADMIN)
    reference = entry.line("kenmerk", limit=40, required="Vul het kenmerk van de zaak in.").upper()
    reason = entry.text("reden", limit=1_000, required="Schrijf waarom u deze zaak moet openen.")
    entry.flag("weet", required="Kruis aan dat u dit weet.")
    if not entry.errors:
        try:
            await break_glass.open_case(place, actor, reference, reason, at)
        except InvalidInput as problem:
            entry.errors.add(FIELDS.get(problem.field or "", "kenmerk"), problem.message)
        else:
            return Redirect(f"{DOSSIER}/{reference}", status_code=303)
    return await _show(request, actor, entry, status=422)


@post(f"{EMERGENCY}/{{number:int}}/beeindigen")
async def end(request: AnyRequest, number: FromPath[int]) -> Redirect:
    """Ends it early: whoever opened it, or whoever works on the case."""
    await break_glass.end(place_of(request), actor_of(request), number, now(request))
    return Redirect(WORK_LIST, status_code=303)


@post(f"{EMERGENCY}/{{number:int}}/gezien")
async def seen(request: AnyRequest, number: FromPath[int]) -> Redirect:
    """Takes the message off the work list."""
    await break_glass.mark_seen(place_of(request), actor_of(request), number, now(request))
    return Redirect(WORK_LIST, status_code=303)


async def _show(request: AnyRequest, actor: Actor, entry: Entry, status: int = 200) -> Response[Any]:
    place = place_of(request)
    require_part(place, actor, Part.TENANT_ADMIN)
    return desk_page(
        request,
        actor,
        "desk_emergency.html",
        status=status,
        entry=entry,
        opened=await break_glass.of_person(place, actor),
    )


HANDLERS = [ask, open_case, end, seen]
