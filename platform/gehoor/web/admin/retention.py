"""When the list of cases to destroy is drawn up, and who approves it."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.calendar import MONTHS
from gehoor.domain.organisation import Actor
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, place_of

_MONTHS = [(str(number), name) for number, name in enumerate(MONTHS, start=1)]


@get(addresses.RETENTION)
async def shown(request: AnyRequest) -> Response[Any]:
    """What holds now."""
    actor, retention = administrator_of(request), place_of(request).tenant.file.retention
    values = {"maand": str(retention.list_month), "ambt": retention.approving_office}
    return await _show(request, actor, Entry(values=values))


@post(addresses.RETENTION)
async def choose(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Another month or another office."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    month = entry.choice("maand", [value for value, _ in _MONTHS], required="Kies een maand.")
    office = entry.choice("ambt", [each.key for each in place.offices])
    if not entry.errors:
        content = {"list_month": int(month), "approving_office": office}
        fields = {"approving_office": "ambt"}
        if await save(request, actor, entry, Area.RETENTION, content, lambda path: fields.get(path, "maand")):
            return back_to(addresses.RETENTION, "opgeslagen")
    return await _show(request, actor, entry)


async def _show(request: AnyRequest, actor: Actor, entry: Entry) -> Response[Any]:
    place = place_of(request)
    return await admin_page(
        request,
        actor,
        "admin_retention.html",
        "Bewaren en vernietigen",
        entry=entry,
        area=Area.RETENTION,
        months=_MONTHS,
        offices=[(office.key, office.title) for office in place.offices],
    )


HANDLERS = [shown, choose]
