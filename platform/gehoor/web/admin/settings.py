"""The pages for the municipality itself, mail and signing in: fields that hold, and secrets that stay unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response

from gehoor.domain.areas import Area, areas_of
from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput
from gehoor.services import secrets
from gehoor.services.municipality import Municipality
from gehoor.web.admin import addresses, setting_fields, setting_forms
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.proof import require_proof
from gehoor.web.admin.saving import save
from gehoor.web.admin.setting_forms import Group
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of

#: A box behind a secret, by which it is taken away.
AWAY: Final = "weg"
_LONGEST_SECRET: Final = 1_000


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of settings."""

    area: Area
    address: str
    title: str
    lead: str
    groups: Callable[[Municipality], tuple[Group, ...]]
    #: Who signs in how lets people in, so a second factor must have been shown lately.
    proof: bool = False


MUNICIPALITY: Final = Page(
    area=Area.MUNICIPALITY,
    address=addresses.MUNICIPALITY,
    title="Gemeente",
    lead="De naam en het contact staan op de website en op brieven.",
    groups=setting_fields.municipality,
)
MAIL: Final = Page(
    area=Area.MAIL,
    address=addresses.MAIL_SERVER,
    title="Mailserver",
    lead="Langs welke weg mail vertrekt en binnenkomt. Wachtwoorden worden versleuteld bewaard en nergens getoond.",
    groups=setting_fields.mail,
)
SIGN_IN: Final = Page(
    area=Area.SIGN_IN,
    address=addresses.SIGN_IN,
    title="Aanmelden",
    lead="Hoe medewerkers zich aanmelden. Een fout hier kan iedereen buitensluiten: kijk na of u zelf nog binnenkomt.",
    groups=setting_fields.sign_in,
    proof=True,
)


def _handlers_of(page: Page) -> list[HTTPRouteHandler]:
    @get(page.address)
    async def shown(request: AnyRequest) -> Response[Any]:
        """The settings as they are."""
        return await _shown(request, page)

    @post(page.address)
    async def change(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
        """Other settings, or another password that goes with them."""
        return await _changed(request, form, page)

    return [shown, change]


async def _shown(request: AnyRequest, page: Page) -> Response[Any]:
    actor, place = administrator_of(request), place_of(request)
    groups = page.groups(place)
    return await _page(request, actor, page, groups, setting_forms.filled_in(_fields(groups), _document(place, page)))


async def _changed(request: AnyRequest, form: Form, page: Page) -> Response[Any]:
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    groups = page.groups(place)
    fields = _fields(groups)
    content = setting_forms.read(entry, fields, _document(place, page))
    for group in groups:
        if group.secret and len(form.text(group.secret.name)) > _LONGEST_SECRET:
            entry.errors.add(group.secret.name, f"Dit is langer dan {_LONGEST_SECRET} tekens. Kijk na wat u plakte.")
    again = await require_proof(request, entry, fields[0].name, page.address) if page.proof else ""
    if not entry.errors and await save(
        request, actor, entry, page.area, content, lambda path: setting_forms.field_of(fields, path)
    ):
        await _keep_secrets(request, form, actor, groups)
        return back_to(page.address, "opgeslagen")
    return await _page(request, actor, page, groups, entry, again)


async def _keep_secrets(request: AnyRequest, form: Form, actor: Actor, groups: tuple[Group, ...]) -> None:
    """A field that stays empty keeps the secret there was."""
    for group in groups:
        if group.secret is None:
            continue
        if typed := form.text(group.secret.name):
            await secrets.keep(group.secret.key, typed, actor.person, now(request))
        elif form.text(f"{group.secret.name}-{AWAY}"):
            await secrets.remove(group.secret.key, actor.person, now(request))


def _fields(groups: tuple[Group, ...]) -> tuple[setting_forms.Field, ...]:
    return tuple(field for group in groups for field in group.fields)


def _document(place: Municipality, page: Page) -> dict[str, Any]:
    document = areas_of(place.tenant)[page.area]
    if not isinstance(document, dict):
        raise InvalidInput("Deze instellingen hebben geen velden.")
    return document


async def _page(
    request: AnyRequest, actor: Actor, page: Page, groups: tuple[Group, ...], entry: Entry, again: str = ""
) -> Response[Any]:
    return await admin_page(
        request,
        actor,
        "admin_settings.html",
        page.title,
        entry=entry,
        area=page.area,
        page=page,
        groups=groups,
        kept={kept.name: kept.at for kept in await secrets.kept()},
        away=AWAY,
        again=again,
    )


HANDLERS = [handler for page in (MUNICIPALITY, MAIL, SIGN_IN) for handler in _handlers_of(page)]
