"""Another name or login for somebody on the staff: old cases and the log show the new name, for they know the id."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor
from gehoor.domain.tenant import Person
from gehoor.services import accounts
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.people import list_page
from gehoor.web.admin.proof import require_proof
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, place_of

NAME, LOGIN, MAIL = "nieuwe-naam", "nieuwe-gebruikersnaam", "nieuw-mailadres"
_FIELDS = {"name": NAME, "login": LOGIN, "email": MAIL}


@post(addresses.RENAME, status_code=200)
async def rename(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Shows the form for whoever was chosen, and then saves it; by post, so that no address names anybody."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    person = accounts.person_of(place, form.text("persoon"))
    if person is None:
        entry.errors.add("mensen", "Kies bij iemand in de lijst wat er moet gebeuren.")
        return await list_page(request, actor, entry)
    if not form.text("opslaan"):
        values = {NAME: person.name, LOGIN: person.login, MAIL: person.email}
        return await _show(request, actor, Entry(values=values), person)
    name = entry.line(NAME, required="Vul de naam in.")
    login = entry.line(LOGIN, required="Vul in waarmee deze persoon zich aanmeldt.")
    email = entry.email(MAIL)
    again = await require_proof(request, entry, LOGIN, addresses.PEOPLE)
    if not entry.errors and await accounts.login_of_another(person.id, login):
        entry.errors.add(LOGIN, "Een ander account heeft deze gebruikersnaam. Kies een andere gebruikersnaam.")
    if not entry.errors:
        changed = msgspec.structs.replace(person, name=name, login=login, email=email)
        content = [changed if each.id == person.id else each for each in place.tenant.organisation.people]
        if await save(request, actor, entry, Area.PEOPLE, content, lambda path: _FIELDS.get(_last(path), LOGIN)):
            await accounts.follow(changed)
            return back_to(addresses.PEOPLE, "opgeslagen")
    return await _show(request, actor, entry, person, again)


def _last(path: str) -> str:
    return path.rpartition(".")[2]


async def _show(request: AnyRequest, actor: Actor, entry: Entry, person: Person, again: str = "") -> Response[Any]:
    return await admin_page(
        request, actor, "admin_person.html", f"{person.name} wijzigen",
        entry=entry, area=Area.PEOPLE, person=person, again=again, fields=(NAME, LOGIN, MAIL),
    )  # fmt: skip


HANDLERS = [rename]
