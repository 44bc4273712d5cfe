"""The page behind the link of an invitation: somebody chooses a password."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from gehoor.errors import InvalidInput, NotFound
from gehoor.services import attempts, invitations, passwords
from gehoor.storage.people import Account
from gehoor.web.account.addresses import INVITATION
from gehoor.web.account.arrival import let_in
from gehoor.web.account.pages import account_page
from gehoor.web.account.waiting import wait_page
from gehoor.web.callers import caller_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of


@get(f"{INVITATION}/{{token:str}}")
async def invitation_page(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    """The form to choose a password; looking at it does not use the link up."""
    return await _answered(request, token, None)


@post(f"{INVITATION}/{{token:str}}")
async def choose_password(request: AnyRequest, token: FromPath[str], form: NamedDependency[Form]) -> Response[Any]:
    """Uses the link: the password counts from now on, and what is left is the second step."""
    return await _answered(request, token, form)


async def _answered(request: AnyRequest, token: str, form: Form | None) -> Response[Any]:
    counters = [attempts.Counter(rule=attempts.INVITATION, what=(caller_of(request),))]
    secret, place, at = platform_of(request).secret, place_of(request), now(request)
    if wait := await attempts.begin(secret, counters, at):
        return wait_page(request, wait, request.scope["path"])
    try:
        account = await invitations.whose(place, token[:200], at)
        await attempts.right(secret, counters)
        if form is None or not place.tenant.file.sign_in.passwords:
            return _page(request, Entry(), account)
        return await _chosen(request, token[:200], account, form)
    except NotFound as problem:
        return account_page(request, "account_link_over.html", status=404, why=problem.message)


async def _chosen(request: AnyRequest, token: str, account: Account, form: Form) -> Response[Any]:
    entry, password = Entry(form), form.text("wachtwoord")
    if not password:
        entry.errors.add("wachtwoord", "Kies een wachtwoord.")
    elif form.text("nieuw-wachtwoord") != password:
        entry.errors.add("nieuw-wachtwoord", "De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw.")
    if not entry.errors:
        try:
            await invitations.accept(place_of(request), token, password, now(request))
        except InvalidInput as problem:
            entry.errors.add("wachtwoord", problem.message)
    if entry.errors:
        return _page(request, entry, account, status=422)
    return await let_in(request, account.person_id, "")


def _page(request: AnyRequest, entry: Entry, account: Account, status: int = 200) -> Response[Any]:
    return account_page(
        request,
        "account_invitation.html",
        status=status,
        entry=entry,
        account=account,
        by_provider_only=not place_of(request).tenant.file.sign_in.passwords,
        shortest=passwords.SHORTEST,
    )


HANDLERS = [invitation_page, choose_password]
