"""Signing in with a password, and signing out."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from gehoor.errors import NotAllowed
from gehoor.services import accounts, attempts, oidc, passwords
from gehoor.web import addresses
from gehoor.web.account.addresses import PASSKEY, PROVIDER, PROVIDER_OUT, with_next
from gehoor.web.account.arrival import let_in, next_page
from gehoor.web.account.device import known_device_of
from gehoor.web.account.waiting import wait_page
from gehoor.web.callers import caller_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.rendering import page
from gehoor.web.sessions import any_session_of, sign_out

#: Nobody's login is longer; a longer one is a mistake or an attack.
LONGEST = 200


@get(addresses.SIGN_IN, sync_to_thread=False)
def sign_in_page(request: AnyRequest, verder: FromQuery[str] = "") -> Response[Any]:
    """The page to sign in; who is signed in already goes on, and who is halfway goes to the second step."""
    session = any_session_of(request)
    if session is not None:
        return Redirect(next_page(session, verder), status_code=303)
    return _form(request, Entry(values={"verder": verder}))


@post(addresses.SIGN_IN)
async def check_password(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Lets in as far as a password brings somebody, or tells with one and the same message that it did not work."""
    entry, at, place, secret = Entry(form), now(request), place_of(request), platform_of(request).secret
    login = entry.line("login", limit=LONGEST, required="Vul uw gebruikersnaam in.")
    password = form.text("wachtwoord")
    if not password:
        entry.errors.add("wachtwoord", "Vul uw wachtwoord in.")
    if not place.tenant.file.sign_in.passwords:
        entry.errors.add("login", "Bij deze gemeente meldt u zich aan via uw organisatie of met een passkey.")
    if entry.errors:
        return _form(request, entry, status=422)
    person = accounts.person_with_login(place, login)
    device = await known_device_of(request, person.id if person else "")
    counters = attempts.sign_in_counters(login, caller_of(request), device)
    if wait := await attempts.begin(secret, counters, at):
        return wait_page(request, wait, addresses.SIGN_IN)
    try:
        account = await accounts.sign_in(place, login, password[: passwords.LONGEST])
    except NotAllowed as mistake:
        entry.errors.add("login", mistake.message)
        return _form(request, entry, status=422)
    await attempts.right(secret, counters)
    return await let_in(request, account.person_id, form.text("verder"))


@post(addresses.SIGN_OUT)
async def leave(request: AnyRequest) -> Redirect:
    """Ends the session."""
    session = any_session_of(request)
    at_provider = session is not None and session.means == "provider"
    await sign_out(request)
    return Redirect(f"{addresses.SIGN_IN}?af={'organisatie' if at_provider else '1'}", status_code=303)


def _form(request: AnyRequest, entry: Entry, status: int = 200) -> Response[Any]:
    place, out = place_of(request), request.query_params.get("af", "")
    offered = oidc.is_offered(place)
    return page(
        request,
        "desk_sign_in.html",
        status=status,
        entry=entry,
        signed_out=out in ("1", "organisatie") and status == 200,
        provider_out=PROVIDER_OUT if out == "organisatie" and offered else "",
        contact=place.tenant.file,
        passwords=place.tenant.file.sign_in.passwords,
        provider=with_next(PROVIDER, entry.value("verder")) if offered else "",
        provider_title=place.tenant.file.sign_in.title or "uw organisatie",
        passkey=with_next(PASSKEY, entry.value("verder")),
    )


HANDLERS = [sign_in_page, check_password, leave]
