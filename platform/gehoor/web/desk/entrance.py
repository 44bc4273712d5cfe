"""Signing in and out."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from gehoor.errors import NotAllowed
from gehoor.services import accounts
from gehoor.web import addresses
from gehoor.web.callers import caller_of
from gehoor.web.desk.throttle import Throttle
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of
from gehoor.web.rendering import page
from gehoor.web.sessions import session_of, sign_in, sign_out

#: Nobody's login or password is longer; a longer one is a mistake or an attack.
LONGEST = 200


@get(addresses.SIGN_IN, sync_to_thread=False)
def sign_in_page(request: AnyRequest, verder: FromQuery[str] = "") -> Response[Any]:
    """The page to sign in; who is signed in already goes on."""
    if session_of(request) is not None:
        return Redirect(_next(verder), status_code=303)
    return _form(request, Entry(values={"verder": verder}))


@post(addresses.SIGN_IN)
async def check_password(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Signs in, or tells with one and the same message that it did not work."""
    entry, at = Entry(form), now(request)
    login = entry.line("login", limit=LONGEST, required="Vul uw gebruikersnaam in.")
    password = form.text("wachtwoord")
    if not password:
        entry.errors.add("wachtwoord", "Vul uw wachtwoord in.")
    if entry.errors:
        return _form(request, entry, status=422)
    throttle, key = throttle_of(request), (caller_of(request), login.lower())
    if wait := throttle.wait(key, at):
        return _too_often(request, wait)
    try:
        account = await accounts.sign_in(login, password[: LONGEST * 5])
    except NotAllowed as mistake:
        throttle.mistake(key, at)
        entry.errors.add("login", mistake.message)
        return _form(request, entry, status=422)
    throttle.right(key)
    await sign_in(request, account.person_id)
    return Redirect(_next(form.text("verder")), status_code=303)


@post(addresses.SIGN_OUT)
async def leave(request: AnyRequest) -> Redirect:
    """Ends the session."""
    await sign_out(request)
    return Redirect(f"{addresses.SIGN_IN}?af=1", status_code=303)


def throttle_of(request: AnyRequest) -> Throttle:
    """The mistakes this application knows of."""
    state = request.app.state
    if "sign_in_throttle" not in state:
        state["sign_in_throttle"] = Throttle()
    throttle: Throttle = state["sign_in_throttle"]
    return throttle


def _form(request: AnyRequest, entry: Entry, status: int = 200) -> Response[Any]:
    contact = place_of(request).tenant.file
    return page(
        request,
        "desk_sign_in.html",
        status=status,
        entry=entry,
        signed_out=request.query_params.get("af") == "1" and status == 200,
        contact=contact,
    )


def _too_often(request: AnyRequest, wait: timedelta) -> Response[Any]:
    seconds = math.ceil(wait.total_seconds())
    minutes = math.ceil(seconds / 60)
    in_words = f"{seconds} seconden" if seconds < 60 else "1 minuut" if minutes == 1 else f"{minutes} minuten"
    answer = page(request, "desk_wait.html", status=429, wait=in_words)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _next(further: str) -> str:
    """Where somebody wanted to go; signing in leads to the work list and never back to the entrance."""
    wanted = addresses.within_this_site(further)
    entrance = wanted == addresses.HOME or wanted.startswith((addresses.SIGN_IN, addresses.SIGN_OUT))
    return addresses.WORK_LIST if entrance else wanted


HANDLERS = [sign_in_page, check_password, leave]
