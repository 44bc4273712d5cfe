"""The municipalities of this installation, a page at a time; none is opened for it."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Response

from gehoor.services import installation
from gehoor.web import addresses
from gehoor.web.here import AnyRequest, now, platform_of
from gehoor.web.operator.addresses import number_in, numbered
from gehoor.web.operator.sessions import operator_of
from gehoor.web.operator.words import STATES
from gehoor.web.rendering import page


@get(addresses.HOME)
async def tenants_page(request: AnyRequest) -> Response[Any]:
    """The municipalities with their state, their hosts and the version of their regulation that holds today."""
    operator_of(request)
    platform = platform_of(request)
    found = await installation.page_of(platform.store.control, number_in(request.query_params.get("pagina", "")))
    return page(
        request,
        "operator_tenants.html",
        found=found,
        lines=installation.lines(platform.library, found.tenants, now(request)),
        states=STATES,
        address=addresses.HOME,
        numbered=numbered,
    )


HANDLERS = [tenants_page]
