"""What a handler needs of the platform: the municipality of the request, who is signed in, and the moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request

from gehoor.bootstrap import Platform
from gehoor.domain.organisation import Actor
from gehoor.services import labels
from gehoor.services.municipality import Municipality
from gehoor.web.rendering import Viewer
from gehoor.web.sessions import session_required

AnyRequest = Request[Any, Any, Any]


def platform_of(request: AnyRequest) -> Platform:
    """The platform that serves this request."""
    platform: Platform = request.app.state.platform
    return platform


def place_of(request: AnyRequest) -> Municipality:
    """The municipality this request is for, as its settings were when the request came in."""
    place: Municipality = request.scope["state"]["place"]
    return place


def now(request: AnyRequest) -> datetime:
    """The moment of this request, by the clock of the platform."""
    return platform_of(request).clock()


def actor_of(request: AnyRequest) -> Actor:
    """Who is signed in, with the offices of today; also puts the name at the top of the page.

    Raises `SignInNeeded`, which leads to the sign-in page and back.
    """
    session = session_required(request)
    place, at = place_of(request), now(request)
    actor = place.actor(session.person_id, place.day(at))
    offices = ", ".join(labels.OFFICES.get(office) or place.office_title(office) for office in sorted(actor.offices))
    request.scope["state"]["viewer"] = Viewer(name=place.tenant.person_name(actor.person), office=offices)
    return actor
