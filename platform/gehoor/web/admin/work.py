"""Work that was given up: what kind, since when and why, and trying it again."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.errors import InvalidInput
from gehoor.services import stranded
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.work_words import in_words
from gehoor.web.form_reading import Form
from gehoor.web.here import AnyRequest, now


@get(addresses.WORK)
async def listed(request: AnyRequest) -> Response[Any]:
    """The oldest first; nothing of what the work is about."""
    actor = administrator_of(request)
    found = await stranded.stranded()
    return await admin_page(
        request, actor, "admin_work.html", "Werk dat is blijven liggen", found=found, in_words=in_words
    )


@post(addresses.TRY_AGAIN)
async def try_again(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Gives work that was given up a new series of tries."""
    actor, number = administrator_of(request), form.text("nummer")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise InvalidInput("Het formulier noemt geen werk. Begin opnieuw bij de lijst.", field="nummer")
    await stranded.try_again(int(number), actor.person, now(request))
    return back_to(addresses.WORK, "opnieuw-geprobeerd")


HANDLERS = [listed, try_again]
