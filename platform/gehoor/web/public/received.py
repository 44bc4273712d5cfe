"""What somebody gets after sending a complaint: the number, the access code, the dates and a copy."""

from __future__ import annotations

from litestar import get
from litestar.params import FromQuery
from litestar.response import Redirect

from gehoor.errors import NotFound
from gehoor.services.intake import RECEIPT_COPY
from gehoor.storage import letters
from gehoor.web.here import AnyRequest
from gehoor.web.public import addresses
from gehoor.web.public.access_cookie import code_of
from gehoor.web.public.dates import dates_to_come
from gehoor.web.public.downloads import send_letter
from gehoor.web.public.letters_shown import COMPLAINANT
from gehoor.web.public.opening import as_written, opened
from gehoor.web.public.pages import Reply, public_page


@get(addresses.RECEIVED)
async def confirmation(request: AnyRequest, al: FromQuery[str] = "") -> Reply:
    """The confirmation at once, which the law asks for; `al` says that this complaint was sent before."""
    found = await opened(request)
    if found is None:
        return Redirect(addresses.STATUS, status_code=303)
    return public_page(
        request,
        "public_received.html",
        reference=found.reference,
        received_on=found.received.on,
        code=as_written(code_of(request)),
        deadlines=dates_to_come(found.case),
        sent_before=bool(al),
    )


@get(addresses.COPY)
async def copy_of_what_was_entered(request: AnyRequest) -> Reply:
    """The copy of what was entered, as PDF."""
    found = await opened(request)
    if found is None:
        return Redirect(addresses.STATUS, status_code=303)
    for letter in await letters.letters_of(found.case_id):
        if letter.key == RECEIPT_COPY and letter.recipient_role == COMPLAINANT:
            return await send_letter(request, found, letter.id, "afschrift.pdf")
    raise NotFound("Van deze klacht is geen kopie gemaakt. Vraag ons om een kopie en noem uw kenmerk.")
