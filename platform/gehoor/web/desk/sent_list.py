"""The delivery log: everything that was sent in some days, on a page and as a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput
from gehoor.services import delivery_log
from gehoor.web.addresses import DELIVERY_LOG
from gehoor.web.desk.pages import desk_page
from gehoor.web.form_reading import Form
from gehoor.web.forms import DATE_PARTS, Entry
from gehoor.web.here import AnyRequest, actor_of, now, place_of

FORMATS = {"csv": "csv", "json": "json"}
#: How many lines a page shows; a file has them all.
SHOWN = 200
_MONTH = timedelta(days=30)


@get(DELIVERY_LOG)
async def newest(request: AnyRequest) -> Response[Any]:
    """The last month."""
    place = place_of(request)
    today = place.day(now(request))
    return await _show(request, actor_of(request), _filled(today - _MONTH, today), today - _MONTH, today)


@post(DELIVERY_LOG, status_code=200)
async def looked_for(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Other days; with a format chosen, the same as a file."""
    actor, place, at, entry = actor_of(request), place_of(request), now(request), Entry(form)
    delivery_log.require_reader(place, actor)
    since = entry.date("vanaf", required="Vul de eerste dag in.")
    until = entry.date("tot", required="Vul de laatste dag in.")
    kind = entry.choice("bestand", FORMATS)
    if since is None or until is None:
        return await _show(request, actor, entry, None, None)
    if not kind:
        return await _show(request, actor, entry, since, until)
    try:
        content, media_type = await delivery_log.exported(place, actor, since, until, kind, at)
    except InvalidInput as problem:
        entry.errors.add("vanaf", problem.message)
        return await _show(request, actor, entry, None, None)
    name = f"verzendlog-{since.isoformat()}-{until.isoformat()}.{FORMATS[kind]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


async def _show(
    request: AnyRequest, actor: Actor, entry: Entry, since: date | None, until: date | None
) -> Response[Any]:
    place = place_of(request)
    delivery_log.require_reader(place, actor)
    found: list[delivery_log.Entry] = []
    count = 0
    if since is not None and until is not None:
        try:
            found, count = await delivery_log.of_days(place, actor, since, until, newest=SHOWN)
        except InvalidInput as problem:
            entry.errors.add("vanaf", problem.message)
    return desk_page(
        request,
        actor,
        "desk_sent_list.html",
        status=422 if entry.errors else 200,
        entry=entry,
        found=found[::-1],
        count=count,
    )


def _filled(since: date, until: date) -> Entry:
    values: dict[str, str] = {}
    for name, day in (("vanaf", since), ("tot", until)):
        numbers = (day.day, day.month, day.year)
        values |= {f"{name}-{part}": str(number) for part, number in zip(DATE_PARTS, numbers, strict=True)}
    return Entry(values=values)


HANDLERS = [newest, looked_for]
