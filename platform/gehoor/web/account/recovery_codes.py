"""Recovery codes: shown once after they are made, and a new set on demand."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.response import Redirect, Response

from gehoor.services import recovery
from gehoor.web.account.addresses import CODES, CODES_KEPT
from gehoor.web.account.pages import account_page, proof_first
from gehoor.web.addresses import ACCOUNT
from gehoor.web.here import AnyRequest, now
from gehoor.web.sessions import session_required


@get(CODES)
async def codes_page(request: AnyRequest) -> Response[Any]:
    """The codes that were just made, or how many are left."""
    session = session_required(request)
    return account_page(
        request,
        "account_codes.html",
        codes=await recovery.shown(session.handle, now(request)),
        left=await recovery.left(session.person_id),
    )


@post(CODES)
async def new_codes(request: AnyRequest) -> Response[Any]:
    """Makes a new set, after a recent proof of a second factor."""
    session = session_required(request)
    if elsewhere := proof_first(request, session, CODES):
        return elsewhere
    await recovery.new_set(session.person_id, session.handle, now(request))
    return Redirect(CODES, status_code=303)


@post(CODES_KEPT)
async def codes_kept(request: AnyRequest) -> Redirect:
    """Whoever has written them down does not need them on the screen any more."""
    await recovery.are_kept(session_required(request).handle, now(request))
    return Redirect(f"{ACCOUNT}?gedaan=codes", status_code=303)


HANDLERS = [codes_page, new_codes, codes_kept]
