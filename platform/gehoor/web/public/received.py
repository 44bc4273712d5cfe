"""What somebody gets after sending a complaint: the number, the access code, the dates and a copy."""

from __future__ import annotations

from litestar import get
from litestar.params import FromQuery
from litestar.response import Redirect

from gehoor.errors import NotFound
from gehoor.services.intake import RECEIPT_COPY
from gehoor.services.projection import DATES, unanswered
from gehoor.storage import letters
from gehoor.web.here import AnyRequest
from gehoor.web.public import addresses
from gehoor.web.public.dates import dates_to_come
from gehoor.web.public.downloads import send_letter
from gehoor.web.public.letters_shown import readable
from gehoor.web.public.opening import opened
from gehoor.web.public.pages import Reply, public_page


@get(addresses.RECEIVED)
async def confirmation(request: AnyRequest, al: FromQuery[str] = "") -> Reply:
    """The confirmation at once, which the law asks for; `al` says that this complaint was sent before."""
    who = await opened(request)
    if who is None:
        return Redirect(addresses.STATUS, status_code=303)
    if not who.code:
        # Whoever came by a link has no code to be shown.
        return Redirect(addresses.CASE, status_code=303)
    acts = who.found.case.complaint.representation
    return public_page(
        request,
        "public_received.html",
        reference=who.found.reference,
        received_on=who.found.received.on,
        code=who.code,
        deadlines=dates_to_come(who.found.case),
        dates_follow=DATES in unanswered(who.found.case),
        sent_before=bool(al),
        represents=who.represents,
        mandate_missing=acts is not None and not acts.proven,
    )


@get(addresses.COPY)
async def copy_of_what_was_entered(request: AnyRequest) -> Reply:
    """The copy of what was entered, as PDF."""
    who = await opened(request)
    if who is None:
        return Redirect(addresses.STATUS, status_code=303)
    for letter in await letters.letters_of(who.found.case_id):
        if letter.key == RECEIPT_COPY and letter.recipient_role in readable(who):
            return await send_letter(request, who.found, letter.id, "afschrift.pdf")
    raise NotFound("Van deze klacht is geen kopie gemaakt. Vraag ons om een kopie en noem uw kenmerk.")
