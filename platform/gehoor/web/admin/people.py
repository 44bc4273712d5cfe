"""The people of the municipality: the list, somebody new, and inviting."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor
from gehoor.errors import GehoorError, NotFound
from gehoor.services import invitations, mail, staff
from gehoor.web.account.addresses import INVITATION
from gehoor.web.account.pages import address_here
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.proof import proof_first
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of

STATES = {
    staff.State.NONE: ("nog niet uitgenodigd", "neutral"),
    staff.State.INVITED: ("uitgenodigd", "info"),
    staff.State.ACTIVE: ("actief", "success"),
    staff.State.DISABLED: ("uit", "warning"),
}


@get(addresses.PEOPLE)
async def listed(request: AnyRequest) -> Response[Any]:
    """Everybody on the staff."""
    return await list_page(request, administrator_of(request), Entry())


@post(addresses.ADD_PERSON)
async def add(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Puts somebody on the list; an office and an invitation come after."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    name = entry.line("naam", required="Vul de naam in.")
    login = entry.line("gebruikersnaam", required="Vul in waarmee deze persoon zich aanmeldt.")
    if not entry.errors:
        person = {"id": await staff.new_key(Area.PEOPLE, "id", name, "persoon"), "name": name, "login": login}
        known = msgspec.to_builtins(place.tenant.organisation.people)

        def field_of(path: str) -> str:
            return "gebruikersnaam" if path.endswith(".login") else "naam"

        if await save(request, actor, entry, Area.PEOPLE, [*known, person], field_of):
            return back_to(addresses.PEOPLE, "toegevoegd")
    return await list_page(request, actor, entry)


@post(addresses.INVITE, status_code=200)
async def invite(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Makes a link and shows it on this page only: it is kept nowhere."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    person = form.text("persoon")
    if elsewhere := await proof_first(request, entry, "mensen", addresses.PEOPLE):
        return elsewhere
    if entry.errors:
        return await list_page(request, actor, entry)
    try:
        token = await invitations.invite(place, person[:100], actor.person, now(request))
    except GehoorError as problem:
        entry.errors.add("mensen", problem.message)
        return await list_page(request, actor, entry)
    return await _link_page(request, actor, Entry(), token)


@post(addresses.MAIL)
async def send(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Mails the link that was just shown."""
    actor, place, at, entry = administrator_of(request), place_of(request), now(request), Entry(form)
    token = form.text("link")[:200]
    try:
        await invitations.whose(place, token, at)
    except NotFound as problem:
        entry.errors.add("mensen", problem.message)
        return await list_page(request, actor, entry)
    if not mail.ready(place, platform_of(request).settings):
        entry.errors.add("mensen", "Er is geen mailserver ingesteld. Geef de link op een andere manier.")
        return await list_page(request, actor, entry)
    address = entry.email("email", required="Vul het e-mailadres in.")
    if entry.errors:
        return await _link_page(request, actor, entry, token)
    await mail.invitation(place, address, address_here(request, f"{INVITATION}/{token}"), at)
    return back_to(addresses.PEOPLE, "gemaild")


async def list_page(request: AnyRequest, actor: Actor, entry: Entry) -> Response[Any]:
    """The list with its forms."""
    place = place_of(request)
    today = place.day(now(request))
    return await admin_page(
        request,
        actor,
        "admin_people.html",
        "Mensen",
        entry=entry,
        area=Area.PEOPLE,
        members=await staff.members(place, now(request)),
        states=STATES,
        kinds=staff.State,
        own=actor.person,
        offices_of=lambda person: sorted(place.office_title(o) for o in place.tenant.offices_of(person, today)),
    )


async def _link_page(request: AnyRequest, actor: Actor, entry: Entry, token: str) -> Response[Any]:
    place = place_of(request)
    account = await invitations.whose(place, token, now(request))
    return await admin_page(
        request,
        actor,
        "admin_invitation.html",
        "De uitnodiging is klaar",
        entry=entry if entry.errors else Entry(values={"email": account.login if "@" in account.login else ""}),
        name=account.name,
        token=token,
        link=address_here(request, f"{INVITATION}/{token}"),
        until=now(request) + invitations.VALID,
        can_mail=mail.ready(place, platform_of(request).settings),
    )


HANDLERS = [listed, add, invite, send]
