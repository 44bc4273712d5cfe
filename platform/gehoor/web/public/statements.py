"""The pages at the foot: who can use this website, and what happens with personal data."""

from __future__ import annotations

from litestar import get

from gehoor.domain.organisation import Actor
from gehoor.regulation.answers import Part
from gehoor.services.asking import answered
from gehoor.web.here import AnyRequest, now, place_of
from gehoor.web.public import addresses
from gehoor.web.public.outlook import outlook, retentions
from gehoor.web.public.pages import Reply, public_page


@get(addresses.ACCESSIBILITY)
async def accessibility(request: AnyRequest) -> Reply:
    """What was tested, what was not, and what to do when something does not work."""
    return public_page(request, "public_accessibility.html")


@get(addresses.PRIVACY)
async def privacy(request: AnyRequest) -> Reply:
    """What is kept, who sees it and for how long, as the law of this municipality says it today."""
    place, at = place_of(request), now(request)
    coordinator = Actor(person="", offices=place.offices_with(Part.COORDINATOR))
    return public_page(
        request,
        "public_privacy.html",
        outlook=outlook(place, at),
        register=answered(lambda: place.rulebook(place.day(at)).register_access(coordinator), None),
        retentions=retentions(place, at),
    )
