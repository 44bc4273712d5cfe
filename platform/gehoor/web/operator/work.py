"""The work and the storage of the municipalities on one page of the list, and trying again what was given up."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response

from gehoor.errors import NotFound
from gehoor.services import installation
from gehoor.web.form_reading import Form
from gehoor.web.here import AnyRequest, now, platform_of
from gehoor.web.operator.addresses import TRY_AGAIN, WORK, number_in, numbered
from gehoor.web.operator.sessions import operator_of
from gehoor.web.operator.words import STATES, size_in_words
from gehoor.web.rendering import page


@get(WORK)
async def work_page(request: AnyRequest) -> Response[Any]:
    """What waits and what was given up; only the municipalities of this page are opened for it."""
    operator_of(request)
    platform = platform_of(request)
    found = await installation.page_of(platform.store.control, number_in(request.query_params.get("pagina", "")))
    works = [await installation.work_of(platform.store, platform.settings.data, tenant) for tenant in found.tenants]
    return page(
        request,
        "operator_work.html",
        found=found,
        works=works,
        states=STATES,
        size_in_words=size_in_words,
        address=WORK,
        try_again=TRY_AGAIN,
        numbered=numbered,
    )


@post(TRY_AGAIN)
async def try_again(request: AnyRequest, form: NamedDependency[Form]) -> Redirect:
    """Puts work that was given up back in the queue."""
    operator_of(request)
    slug, number = form.text("gemeente"), form.text("nummer")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise NotFound("Dit werk is er niet. Begin opnieuw bij de lijst.")
    await installation.try_again(platform_of(request).store, slug, int(number), now(request))
    return Redirect(numbered(WORK, number_in(form.text("pagina"))), status_code=303)


HANDLERS = [work_page, try_again]
