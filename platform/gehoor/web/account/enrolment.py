"""Setting up a second step: an app that makes codes, or a passkey."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response

from gehoor.errors import InvalidInput, NotFound
from gehoor.services import passkeys, recovery, second_factor, totp
from gehoor.storage.sessions import Session, Stage
from gehoor.web.account.addresses import CODES, SET_UP, SET_UP_APP, SET_UP_PASSKEY, TAKE_AWAY
from gehoor.web.account.device import remember_device
from gehoor.web.account.pages import account_page, enrolling, own_account, proof_first, site_of
from gehoor.web.addresses import ACCOUNT
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.sessions import session_required, step_up


@get(SET_UP)
async def choose(request: AnyRequest) -> Response[Any]:
    """The ways there are for the second step."""
    session = enrolling(request)
    if elsewhere := proof_first(request, session, SET_UP):
        return elsewhere
    return account_page(request, "account_set_up.html", first=session.stage is Stage.ENROLMENT)


@get(SET_UP_APP)
async def app_page(request: AnyRequest) -> Response[Any]:
    """The key for the app, as a picture and to type."""
    session = enrolling(request)
    if elsewhere := proof_first(request, session, SET_UP_APP):
        return elsewhere
    return await _app_page(request, session, Entry())


@post(SET_UP_APP)
async def confirm_app(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Keeps the app when it shows the right code."""
    session, entry = enrolling(request), Entry(form)
    if elsewhere := proof_first(request, session, SET_UP_APP):
        return elsewhere
    code = entry.line("beveiligingscode", limit=20, required="Vul de code in die nu in de app staat.")
    title = entry.line("naam", limit=60) or "App met codes"
    if not entry.errors:
        try:
            await totp.confirm(
                await own_account(request, session), session.handle, code, title, now(request), first=_first(session)
            )
        except (InvalidInput, NotFound) as problem:
            entry.errors.add("beveiligingscode", problem.message)
    if entry.errors:
        return await _app_page(request, session, entry, status=422)
    return await _done(request, session)


@get(SET_UP_PASSKEY)
async def passkey_page(request: AnyRequest) -> Response[Any]:
    """What the browser needs to make a passkey."""
    session = enrolling(request)
    if elsewhere := proof_first(request, session, SET_UP_PASSKEY):
        return elsewhere
    return await _passkey_page(request, session, Entry())


@post(SET_UP_PASSKEY)
async def keep_passkey(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Keeps the passkey that the browser made."""
    session, entry = enrolling(request), Entry(form)
    if elsewhere := proof_first(request, session, SET_UP_PASSKEY):
        return elsewhere
    title = entry.line("naam", limit=60) or "Passkey"
    if not entry.errors:
        try:
            await passkeys.set_up(
                site_of(request), await own_account(request, session), session.handle, form.text("passkey"), title,
                now(request), first=_first(session),
            )  # fmt: skip
        except InvalidInput as problem:
            entry.errors.add("passkey-knop", problem.message)
    if entry.errors:
        return await _passkey_page(request, session, entry, status=422)
    return await _done(request, session)


@post(TAKE_AWAY)
async def take_away(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Takes a second factor away, after a recent proof of one."""
    session = session_required(request)
    if elsewhere := proof_first(request, session, ACCOUNT):
        return elsewhere
    number = form.text("stap")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise NotFound("Deze tweede stap is er niet of niet meer. Laad de pagina opnieuw.")
    elsewhere_asked = place_of(request).tenant.file.sign_in.second_factor_at_provider
    await second_factor.remove(
        session.person_id, int(number), now(request),
        may_be_last=platform_of(request).settings.demo or elsewhere_asked,
    )  # fmt: skip
    return Redirect(f"{ACCOUNT}?gedaan=weg", status_code=303)


def _first(session: Session) -> bool:
    return session.stage is Stage.ENROLMENT


async def _done(request: AnyRequest, session: Session) -> Redirect:
    if _first(session):
        await step_up(request, session)
        await remember_device(request, session.person_id)
    if await recovery.left(session.person_id):
        return Redirect(f"{ACCOUNT}?gedaan=stap", status_code=303)
    await recovery.new_set(session.person_id, session.handle, now(request))
    return Redirect(CODES, status_code=303)


async def _app_page(request: AnyRequest, session: Session, entry: Entry, status: int = 200) -> Response[Any]:
    account = await own_account(request, session)
    setup = await totp.setup(place_of(request), account, session.handle, now(request))
    return account_page(
        request, "account_app.html", status=status, entry=entry, setup=setup, login=account.login, first=_first(session)
    )


async def _passkey_page(request: AnyRequest, session: Session, entry: Entry, status: int = 200) -> Response[Any]:
    options = await passkeys.options_to_set_up(
        place_of(request), site_of(request), await own_account(request, session), session.handle, now(request)
    )
    return account_page(
        request, "account_passkey.html", status=status, entry=entry, options=options, first=_first(session)
    )


HANDLERS = [choose, app_page, confirm_app, passkey_page, keep_passkey, take_away]
