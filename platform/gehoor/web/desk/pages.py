"""A desk page: what every template of the desk may use besides what its handler gives."""

from __future__ import annotations

from typing import Any

from litestar.response import Template

from gehoor.domain.organisation import Actor
from gehoor.services import labels
from gehoor.services.access import COORDINATOR, FRONT_DESK
from gehoor.web.desk import words
from gehoor.web.here import AnyRequest, now, place_of
from gehoor.web.rendering import page

RECORDING = "/mondeling"
DOSSIER = "/zaak"
MAY_RECORD = frozenset({COORDINATOR, FRONT_DESK})


def desk_page(request: AnyRequest, actor: Actor, template: str, *, status: int = 200, **context: Any) -> Template:
    """A page for somebody who is signed in."""
    place = place_of(request)
    shared = {
        "today": place.day(now(request)),
        "labels": labels,
        "words": words,
        "unit_title": place.tenant.unit_title,
        "person_name": place.tenant.person_name,
        "may_record": bool(actor.offices & MAY_RECORD),
        "recording_address": RECORDING,
        "dossier_address": DOSSIER,
        "short_moment": lambda at: words.short_moment(at, place.zone),
    }
    return page(request, template, status=status, **{**shared, **context})
