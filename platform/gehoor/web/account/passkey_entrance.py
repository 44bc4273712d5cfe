"""Signing in with a passkey, without a password."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from gehoor.errors import NotAllowed
from gehoor.services import attempts, passkeys
from gehoor.web.account.addresses import PASSKEY, onward
from gehoor.web.account.arrival import let_in
from gehoor.web.account.pages import account_page, site_of
from gehoor.web.account.waiting import wait_page
from gehoor.web.addresses import SIGN_IN
from gehoor.web.callers import caller_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.sessions import session_of


@get(PASSKEY)
async def passkey_page(request: AnyRequest, verder: FromQuery[str] = "") -> Response[Any]:
    """Asks the browser for a passkey of this site, whoever it belongs to."""
    if session_of(request) is not None:
        return Redirect(onward(verder), status_code=303)
    return await _page(request, Entry(values={"verder": verder}))


@post(PASSKEY)
async def check_passkey(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Signs in who showed a passkey; the authenticator has made sure who holds it, so it is the second step as well."""
    entry = Entry(form)
    try:
        account = await passkeys.shown(
            place_of(request), site_of(request), "", "", form.text("passkey"), now(request)
        )  # fmt: skip
    except NotAllowed as problem:
        entry.errors.add("passkey-knop", problem.message)
        return await _page(request, entry, status=422)
    return await let_in(request, account.person_id, form.text("verder"), means="passkey", whole=True)


async def _page(request: AnyRequest, entry: Entry, status: int = 200) -> Response[Any]:
    counters = [attempts.Counter(rule=attempts.OPENING, what=(caller_of(request),))]
    if wait := await attempts.begin(platform_of(request).secret, counters, now(request)):
        return wait_page(request, wait, SIGN_IN)
    options = await passkeys.options_to_show(site_of(request), "", "", now(request))
    return account_page(request, "account_passkey_entrance.html", status=status, entry=entry, options=options)


HANDLERS = [passkey_page, check_passkey]
