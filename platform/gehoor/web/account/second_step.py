"""The second step: after a password, and again before somebody changes the account."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from gehoor.errors import NotAllowed
from gehoor.services import attempts, passkeys, recovery, second_factor, totp
from gehoor.storage.credentials import Kind
from gehoor.storage.sessions import Session, Stage
from gehoor.web.account.addresses import SECOND_STEP, SECOND_STEP_PASSKEY, SET_UP, onward, with_next
from gehoor.web.account.device import known_device_of, remember_device
from gehoor.web.account.pages import account_page, site_of
from gehoor.web.account.waiting import wait_page
from gehoor.web.addresses import ACCOUNT
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.sessions import SignInNeeded, any_session_of, step_up

WRONG = "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app, of gebruik een herstelcode."


@get(SECOND_STEP)
async def second_step_page(request: AnyRequest, verder: FromQuery[str] = "") -> Response[Any]:
    """Asks for a code or a passkey."""
    session = _session(request)
    if session.stage is Stage.ENROLMENT:
        return Redirect(SET_UP, status_code=303)
    return await _page(request, session, Entry(values={"verder": verder}))


@post(SECOND_STEP)
async def check_code(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Takes a code of the app, or a recovery code, once."""
    session, entry, at = _session(request), Entry(form), now(request)
    typed = entry.line("beveiligingscode", limit=40, required="Vul de code in.")
    if entry.errors or session.stage is Stage.ENROLMENT:
        return await _page(request, session, entry, status=422)
    device, secret = await known_device_of(request, session.person_id), platform_of(request).secret
    counters = attempts.second_factor_counters(session.person_id, device)
    if wait := await attempts.begin(secret, counters, at):
        return wait_page(request, wait, with_next(SECOND_STEP, form.text("verder")))
    by_app = await totp.accepts(session.person_id, typed, at)
    if not by_app and not await recovery.accepts(session.person_id, typed, at):
        entry.errors.add("beveiligingscode", WRONG)
        return await _page(request, session, entry, status=422)
    await attempts.right(secret, counters)
    return await _on(request, session, form.text("verder"), recovered=not by_app)


@post(SECOND_STEP_PASSKEY)
async def check_passkey(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Takes a passkey of the person whose password was given."""
    session, entry = _session(request), Entry(form)
    try:
        await passkeys.shown(
            place_of(request), site_of(request), session.person_id, session.handle, form.text("passkey"), now(request)
        )
    except NotAllowed as problem:
        entry.errors.add("passkey-knop", problem.message)
        return await _page(request, session, entry, status=422)
    return await _on(request, session, form.text("verder"))


async def _on(request: AnyRequest, session: Session, further: str, *, recovered: bool = False) -> Redirect:
    signing_in = session.stage is not Stage.FULL
    await step_up(request, session)
    await remember_device(request, session.person_id)
    if recovered and signing_in:
        return Redirect(f"{ACCOUNT}?gedaan=herstelcode", status_code=303)
    return Redirect(onward(further), status_code=303)


async def _page(request: AnyRequest, session: Session, entry: Entry, status: int = 200) -> Response[Any]:
    factors = await second_factor.of(session.person_id)
    has_passkey = any(factor.kind is Kind.PASSKEY for factor in factors)
    options = ""
    if has_passkey:
        options = await passkeys.options_to_show(site_of(request), session.person_id, session.handle, now(request))
    return account_page(
        request,
        "account_second_step.html",
        status=status,
        entry=entry,
        kinds={factor.kind.value for factor in factors},
        options=options,
        codes_left=await recovery.left(session.person_id),
        contact=place_of(request).tenant.file,
    )


def _session(request: AnyRequest) -> Session:
    session = any_session_of(request)
    if session is None:
        raise SignInNeeded("Meld u aan om deze pagina te zien.")
    return session


HANDLERS = [second_step_page, check_code, check_passkey]
