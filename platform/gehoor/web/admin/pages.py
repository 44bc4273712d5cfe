"""A page of the administrator: who may see it, and where the settings on it come from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar.response import Redirect, Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor
from gehoor.regulation.answers import Part
from gehoor.services import configuration
from gehoor.services.municipality import Municipality
from gehoor.services.sight import require_part
from gehoor.storage.settings_rows import Source
from gehoor.web.admin import addresses
from gehoor.web.desk.pages import desk_page
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, actor_of, place_of

#: What a page says after a step, by the code in its address.
DONE = {
    "opgeslagen": "Uw wijziging is opgeslagen en geldt meteen.",
    "toegevoegd": "Toegevoegd. Dit geldt meteen.",
    "beeindigd": "De laatste dag is opgeslagen.",
    "weggehaald": "Weggehaald.",
    "bestand": "Wat in het bestand staat, geldt nu weer.",
    "uitgezet": "Het account staat uit. Deze persoon is overal afgemeld.",
    "aangezet": "Het account staat weer aan.",
    "account-weg": "Het account is weggehaald. De persoon staat nog in de lijst.",
    "ingetrokken": "De uitnodiging is ingetrokken. De link werkt niet meer.",
    "opnieuw": "De tweede stap is weggehaald. Deze persoon stelt bij het aanmelden een nieuwe in.",
    "opnieuw-geprobeerd": "Het werk staat weer in de wachtrij. Het systeem probeert het nu opnieuw.",
    "gemaild": "De uitnodiging gaat met de mail mee.",
}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A version of an area in words."""

    at: datetime
    who: str
    from_browser: bool
    #: From here on the file stood again.
    released: bool
    why: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Which version of an area stands, and all before it."""

    area: Area
    number: int
    from_browser: bool
    versions: tuple[Told, ...]


def administrator_of(request: AnyRequest) -> Actor:
    """Who is signed in and administers this municipality today; raises `NotAllowed` for anybody else."""
    actor = actor_of(request)
    require_part(place_of(request), actor, Part.TENANT_ADMIN)
    return actor


async def standing_of(place: Municipality, area: Area) -> Standing:
    """Where what holds now comes from."""
    now = await configuration.in_force(area)
    versions = [
        Told(
            at=version.at,
            who=place.tenant.person_name(version.person_id),
            from_browser=version.source is Source.BROWSER,
            released=version.content is None,
            why=version.why,
        )
        for version in await configuration.history(area)
    ]
    return Standing(
        area=area,
        number=now.id if now else 0,
        from_browser=now is not None and now.source is Source.BROWSER,
        versions=tuple(versions),
    )


async def admin_page(
    request: AnyRequest,
    actor: Actor,
    template: str,
    title: str,
    *,
    entry: Entry | None = None,
    area: Area | None = None,
    **context: Any,
) -> Response[Any]:
    """A page of the administrator; with errors in the form it is an answer with status 422."""
    entry = entry or Entry()
    place = place_of(request)
    return desk_page(
        request,
        actor,
        template,
        status=422 if entry.errors else 200,
        title=title,
        entry=entry,
        places=addresses,
        done="" if entry.errors else DONE.get(request.query_params.get("gedaan", ""), ""),
        standing=await standing_of(place, area) if area else None,
        **context,
    )


def back_to(address: str, done: str) -> Redirect:
    """Back to a page, which says what was done."""
    return Redirect(f"{address}?gedaan={done}", status_code=303)
