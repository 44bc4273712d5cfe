"""Signing in as an operator, with a password and a code at once, and signing out."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response

from gehoor.errors import NotAllowed
from gehoor.services import operators
from gehoor.web import addresses
from gehoor.web.account.waiting import wait_page
from gehoor.web.callers import network_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, platform_of
from gehoor.web.rendering import page
from gehoor.web.sessions import session_of, sign_in, sign_out

_LONGEST_LOGIN = 200
_LONGEST_CODE = 20


@get(addresses.SIGN_IN, sync_to_thread=False)
def sign_in_page(request: AnyRequest) -> Response[Any]:
    """The page to sign in; who is signed in already goes on."""
    if session_of(request) is not None:
        return Redirect(addresses.HOME, status_code=303)
    return _form(request, Entry())


@post(addresses.SIGN_IN)
async def check(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Lets in, or tells with one and the same message that it did not work."""
    entry, at, platform = Entry(form), now(request), platform_of(request)
    login = entry.line("login", limit=_LONGEST_LOGIN, required="Vul uw gebruikersnaam in.")
    code = entry.line("code", limit=_LONGEST_CODE, required="Vul de code uit uw app in.")
    password = form.text("wachtwoord")
    if not password:
        entry.errors.add("wachtwoord", "Vul uw wachtwoord in.")
    if entry.errors:
        return _form(request, entry, status=422)
    control, caller = platform.store.control, network_of(request)
    if wait := await operators.begin(control, platform.secret, login, caller, at):
        return wait_page(request, wait, addresses.SIGN_IN)
    try:
        known = await operators.sign_in(control, await platform.store.keys.master(), login, password, code, at)
    except NotAllowed as mistake:
        entry.errors.add("login", mistake.message)
        return _form(request, entry, status=422)
    await operators.right(control, platform.secret, login, caller)
    await sign_in(request, known)
    return Redirect(addresses.HOME, status_code=303)


@post(addresses.SIGN_OUT)
async def leave(request: AnyRequest) -> Redirect:
    """Ends the session."""
    await sign_out(request)
    return Redirect(addresses.SIGN_IN, status_code=303)


def _form(request: AnyRequest, entry: Entry, status: int = 200) -> Response[Any]:
    return page(request, "operator_sign_in.html", status=status, entry=entry)


HANDLERS = [sign_in_page, check, leave]
