"""The work list: what is due first at the top."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromQuery
from litestar.response import Response

from gehoor.regulation.answers import Part
from gehoor.services import break_glass, catching_up, replacement, worklist
from gehoor.services.access import has_part, sees_register
from gehoor.web.addresses import WORK_LIST
from gehoor.web.desk.notices import notice_of
from gehoor.web.desk.pages import desk_page
from gehoor.web.here import AnyRequest, actor_of, now, place_of, platform_of


@get(WORK_LIST)
async def work_list(
    request: AnyRequest, toon: FromQuery[str] = "", na: FromQuery[str] = "", gedaan: FromQuery[str] = ""
) -> Response[Any]:
    """The cases of whoever asks: all for who keeps the register, one's own for a handler, none for others."""
    actor, place, at = actor_of(request), place_of(request), now(request)
    show_all, administers = toon == "alle", has_part(place, actor, Part.TENANT_ADMIN)
    listed = await worklist.page_of(place, actor, at, na, open_only=not show_all)
    sees_all = sees_register(place, actor, at)
    law_fails = bool(platform_of(request).health.of(place.tenant.slug))
    return desk_page(
        request,
        actor,
        "desk_worklist.html",
        listed=listed,
        show_all=show_all,
        started=na,
        sees_all=sees_all,
        without_date=await catching_up.waiting() if sees_all and law_fails else [],
        front_desk_only=bool(actor.offices) and actor.offices <= place.offices_with(Part.FRONT_DESK),
        told=await break_glass.untold(place, actor, at),
        without_coordinator=await replacement.cases_without_coordinator(place, at) if administers else [],
        done=notice_of(gedaan),
    )


HANDLERS = [work_list]
