"""Signing in at the identity provider of the municipality: going there, coming back, and signing out there too."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from gehoor.errors import GehoorError, NotAllowed, NotFound
from gehoor.services import attempts, oidc
from gehoor.services.oidc_provider import ProviderFailed
from gehoor.web.account.addresses import PROVIDER, PROVIDER_BACK, PROVIDER_OUT, onward
from gehoor.web.account.arrival import let_in
from gehoor.web.account.pages import account_page, address_here, loopback_of
from gehoor.web.account.waiting import wait_page
from gehoor.web.addresses import SIGN_IN
from gehoor.web.callers import caller_of
from gehoor.web.cookies import CookieJar
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.sessions import session_of

#: Ties what comes back to the browser that went; gone when somebody is back.
COOKIE = "gehoor_organisatie"


@get(PROVIDER)
async def go(request: AnyRequest, verder: FromQuery[str] = "") -> Response[Any]:
    """Sends the browser to the provider.

    It is a link and no form: the policy of our pages forbids a form to end up at another site.
    """
    if session_of(request) is not None:
        return Redirect(onward(verder), status_code=303)
    counters = [attempts.Counter(rule=attempts.OPENING, what=(caller_of(request),))]
    if wait := await attempts.begin(platform_of(request).secret, counters, now(request)):
        return wait_page(request, wait, SIGN_IN)
    try:
        leaving = await oidc.depart(
            place_of(request), address_here(request, PROVIDER_BACK), onward(verder), now(request),
            loopback=loopback_of(request),
        )  # fmt: skip
    except ProviderFailed as problem:
        return _refused(request, problem, status=503)
    _jar(request).set(request.scope, COOKIE, leaving.browser, max_age=int(oidc.AWAY.total_seconds()))
    return Redirect(leaving.address, status_code=303)


@get(PROVIDER_BACK)
async def back(request: AnyRequest) -> Response[Any]:
    """Signs in who came back; everything that is not right gets one of two plain refusals."""
    jar, place = _jar(request), place_of(request)
    browser = request.cookies.get(jar.name(COOKIE), "")
    jar.forget(request.scope, COOKIE)
    answer = {name: request.query_params.get(name, "")[:4000] for name in ("state", "code", "iss")}
    try:
        arrival = await oidc.arrive(place, answer, browser, now(request), loopback=loopback_of(request))
    except NotAllowed as problem:
        return _refused(request, problem, status=403)
    except ProviderFailed as problem:
        return _refused(request, problem, status=503)
    vouched = place.tenant.file.sign_in.second_factor_at_provider
    return await let_in(request, arrival.account.person_id, arrival.further, means="provider", whole=vouched)


@get(PROVIDER_OUT)
async def out(request: AnyRequest) -> Response[Any]:
    """Sends who has signed out here to the provider to sign out there."""
    after = address_here(request, f"{SIGN_IN}?af=1")
    try:
        address = await oidc.way_out(place_of(request), after, now(request), loopback=loopback_of(request))
    except ProviderFailed as problem:
        return _refused(request, problem, status=503)
    if address is None:
        raise NotFound("De aanmelddienst van uw organisatie heeft geen pagina om af te melden. Sluit uw browser.")
    return Redirect(address, status_code=303)


def _refused(request: AnyRequest, problem: GehoorError, *, status: int) -> Response[Any]:
    return account_page(request, "account_provider_refused.html", status=status, why=problem.message)


def _jar(request: AnyRequest) -> CookieJar:
    return CookieJar(https=platform_of(request).settings.https)


HANDLERS = [go, back, out]
