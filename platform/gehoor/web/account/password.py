"""Changing one's password."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Response

from gehoor.errors import InvalidInput, NotAllowed
from gehoor.services import accounts, attempts, passwords
from gehoor.web.account.addresses import PASSWORD
from gehoor.web.account.device import known_device_of, remember_device
from gehoor.web.account.pages import account_page, own_account
from gehoor.web.account.waiting import wait_page
from gehoor.web.addresses import ACCOUNT
from gehoor.web.callers import caller_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.sessions import session_required


@get(PASSWORD)
async def password_page(request: AnyRequest) -> Response[Any]:
    """The form: the old password and the new one."""
    account = await own_account(request, session_required(request))
    return _page(request, Entry(), account.login)


@post(PASSWORD)
async def change(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Changes the password for who knows the old one, and signs out every other browser."""
    session, entry, at, secret = session_required(request), Entry(form), now(request), platform_of(request).secret
    account = await own_account(request, session)
    old, new = form.text("wachtwoord"), form.text("nieuw-wachtwoord")
    if not old:
        entry.errors.add("wachtwoord", "Vul uw oude wachtwoord in.")
    if not new:
        entry.errors.add("nieuw-wachtwoord", "Kies een nieuw wachtwoord.")
    if entry.errors:
        return _page(request, entry, account.login, status=422)
    device = await known_device_of(request, session.person_id)
    counters = attempts.sign_in_counters(account.login, caller_of(request), device)
    if wait := await attempts.begin(secret, counters, at):
        return wait_page(request, wait, PASSWORD)
    try:
        await accounts.change_password(
            place_of(request), session.person_id, old[: passwords.LONGEST], new, at, keep=session.handle
        )
    except NotAllowed as problem:
        entry.errors.add("wachtwoord", problem.message)
        return _page(request, entry, account.login, status=422)
    except InvalidInput as problem:
        await attempts.right(secret, counters)
        entry.errors.add("nieuw-wachtwoord", problem.message)
        return _page(request, entry, account.login, status=422)
    await attempts.right(secret, counters)
    await remember_device(request, session.person_id)
    return Redirect(f"{ACCOUNT}?gedaan=wachtwoord", status_code=303)


def _page(request: AnyRequest, entry: Entry, login: str, status: int = 200) -> Response[Any]:
    return account_page(
        request, "account_password.html", status=status, entry=entry, login=login, shortest=passwords.SHORTEST
    )


HANDLERS = [password_page, change]
