"""Makes a public page: what every one of them shows besides its own subject."""

from __future__ import annotations

from typing import Any

from litestar.response import Response

from gehoor.web.here import AnyRequest, place_of
from gehoor.web.public import addresses, dates
from gehoor.web.public.words import words_of
from gehoor.web.rendering import page

#: What a handler answers: a page, a file, or the way to another page.
Reply = Response[Any]


def public_page(request: AnyRequest, template: str, *, status: int = 200, **context: Any) -> Reply:
    """The page, with the addresses and words of the public pages and where to get help."""
    place = place_of(request)
    shared = {
        "public": addresses,
        "contact": place.tenant.file,
        "words": words_of(place),
        "date_words": dates.WORDS,
    }
    return page(request, template, status=status, **{**shared, **context})
