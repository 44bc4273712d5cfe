"""The log of what administrators and account holders changed."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Response

from gehoor.services import admin_log
from gehoor.web.admin import addresses, log_words
from gehoor.web.admin.pages import admin_page, administrator_of
from gehoor.web.here import AnyRequest, place_of

_PER_PAGE = 50


@get(addresses.LOG)
async def listed(request: AnyRequest) -> Response[Any]:
    """The newest first, a page at a time."""
    actor, place = administrator_of(request), place_of(request)
    typed = request.query_params.get("voor", "")
    before = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 16 else None
    found = await admin_log.newest(_PER_PAGE + 1, before)
    lines = log_words.lines_of(place, found[:_PER_PAGE])
    return await admin_page(
        request,
        actor,
        "admin_log.html",
        "Logboek",
        lines=lines,
        continued=before is not None,
        next_before=found[_PER_PAGE - 1].id if len(found) > _PER_PAGE else None,
    )


HANDLERS = [listed]
