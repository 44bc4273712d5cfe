"""The first page of the administrator: what wants attention, and the way back to the file."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.errors import InvalidInput
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import configuration, stranded
from gehoor.services.municipality import Municipality
from gehoor.web.admin import addresses
from gehoor.web.admin.log_words import AREAS
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.proof import proof_first
from gehoor.web.admin.saving import in_plain_words
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of

ABOUT = {
    addresses.PEOPLE: "wie er werkt, uitnodigen, accounts aan- en uitzetten",
    addresses.OFFICES: "wie welk ambt heeft, van wanneer tot wanneer",
    addresses.UNITS: "de afdelingen van de gemeente",
    addresses.OPTIONS: "wat de regeling openlaat en het bestuur kiest",
    addresses.CLOSING_DAYS: "dagen waarop de kantoren dicht zijn",
    addresses.LOOK: "de kleuren van de pagina's en brieven",
    addresses.LETTERS: "de teksten van de brieven, met een voorbeeld",
    addresses.LETTERHEAD: "logo, afzender, kleur en ondertekening van brieven",
    addresses.REMINDERS: "wanneer iemand bericht krijgt dat iets bijna klaar moet zijn of te laat is",
    addresses.RETENTION: "wanneer en door wie zaken worden vernietigd",
    addresses.WORK: "wat het systeem op de achtergrond niet lukte",
    addresses.MUNICIPALITY: "naam, adres en telefoon",
    addresses.MAIL_SERVER: "de mailserver en het postvak",
    addresses.SIGN_IN: "wachtwoorden en de aanmelddienst",
    addresses.LOG: "wie wat wijzigde",
}


#: With another version of these somebody else comes in, or holds an office.
_LETS_PEOPLE_IN = (Area.PEOPLE, Area.OFFICES, Area.SIGN_IN)


@get(addresses.OVERVIEW)
async def overview(request: AnyRequest) -> Response[Any]:
    """What wants attention today, and what can be changed where."""
    actor, place = administrator_of(request), place_of(request)
    warnings, law_answers = _warnings(request, place)
    return await admin_page(
        request,
        actor,
        "admin_overview.html",
        "Beheer",
        warnings=warnings,
        law_answers=law_answers,
        stranded=(await stranded.stranded()).count,
        about=ABOUT,
        overridden=[AREAS[area] for area in await configuration.overridden()],
    )


@post(addresses.RELEASE)
async def release(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Takes the version of the browser away, so that the file stands again."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    chosen = entry.choice("gebied", [area.value for area in addresses.PAGE_OF])
    if not chosen:
        raise InvalidInput("Kies op een pagina van het beheer wat terug moet naar het bestand.")
    if chosen in _LETS_PEOPLE_IN and (elsewhere := await proof_first(request, entry, "gebied", addresses.OVERVIEW)):
        return elsewhere
    if entry.errors:
        raise InvalidInput(entry.errors.get("gebied") or "")
    try:
        await configuration.release(place, chosen, actor.person, now(request))
    except InvalidInput as problem:
        raise InvalidInput(in_plain_words(place, problem.message)) from None
    return back_to(addresses.PAGE_OF[Area(chosen)], "bestand")


def _warnings(request: AnyRequest, place: Municipality) -> tuple[list[str], bool]:
    try:
        return configuration.warnings(place, place.day(now(request))), True
    except RegulationFailed:
        # The offices the law needs cannot be told now; the rest of the page still can.
        return [], False


HANDLERS = [overview, release]
