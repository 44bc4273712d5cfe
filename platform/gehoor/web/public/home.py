"""The first page: what a complaint is, what it is not and where that goes, and how a complaint is handled."""

from __future__ import annotations

from litestar import get

from gehoor.web.addresses import HOME
from gehoor.web.here import AnyRequest, now, place_of
from gehoor.web.public.outlook import outlook
from gehoor.web.public.pages import Reply, public_page


@get(HOME)
async def home(request: AnyRequest) -> Reply:
    """The law in plain words, as it is for somebody who complains today."""
    place = place_of(request)
    return public_page(request, "public_home.html", outlook=outlook(place, now(request)))
