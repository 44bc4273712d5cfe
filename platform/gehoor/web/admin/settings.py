"""The pages for the municipality itself, mail and signing in: fields that hold, and secrets that stay unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
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


@get(addresses.MUNICIPALITY)
async def municipality(request: AnyRequest) -> Response[Any]:
    """Name and contact as they are."""
    return await _shown(request, MUNICIPALITY)


@post(addresses.MUNICIPALITY)
async def change_municipality(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Another name or contact."""
    return await _changed(request, form, MUNICIPALITY)


@get(addresses.MAIL_SERVER)
async def mail(request: AnyRequest) -> Response[Any]:
    """The mail servers as they are."""
    return await _shown(request, MAIL)


@post(addresses.MAIL_SERVER)
async def change_mail(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Other mail servers, or another password for them."""
    return await _changed(request, form, MAIL)


@get(addresses.SIGN_IN)
async def sign_in(request: AnyRequest) -> Response[Any]:
    """How the staff signs in now."""
    return await _shown(request, SIGN_IN)


@post(addresses.SIGN_IN)
async def change_sign_in(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Another way to sign in."""
    return await _changed(request, form, SIGN_IN)


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


HANDLERS = [municipality, change_municipality, mail, change_mail, sign_in, change_sign_in]
