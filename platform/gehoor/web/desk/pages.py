"""A desk page: what every template of the desk may use besides what its handler gives."""

from __future__ import annotations

from typing import Any

from litestar.response import Template

from gehoor.domain.organisation import Actor
from gehoor.regulation.answers import Part
from gehoor.services import labels
from gehoor.services.municipality import Municipality
from gehoor.services.sight import has_part, reads_reports
from gehoor.web.desk import words
from gehoor.web.desk.trouble import trouble_of
from gehoor.web.here import AnyRequest, now, place_of
from gehoor.web.rendering import page

RECORDING = "/mondeling"
DOSSIER = "/zaak"
MAY_RECORD = (Part.COORDINATOR, Part.FRONT_DESK)
MAY_SEE_SENT = (Part.COORDINATOR, Part.DIRECTOR)
MAY_POST = (*MAY_SEE_SENT, Part.FRONT_DESK)
MAY_INSPECT = (Part.COORDINATOR, Part.PRIVACY_OFFICER)


def desk_page(request: AnyRequest, actor: Actor, template: str, *, status: int = 200, **context: Any) -> Template:
    """A page for somebody who is signed in."""
    place = place_of(request)
    shared = {
        "today": place.day(now(request)),
        "this_moment": now(request),
        "labels": labels,
        "words": words,
        "unit_title": place.tenant.unit_title,
        "person_name": place.tenant.person_name,
        "office_title": lambda office: _office_title(place, office),
        "may_record": has_part(place, actor, *MAY_RECORD),
        "may_inspect": has_part(place, actor, *MAY_INSPECT),
        "may_open_in_emergency": has_part(place, actor, Part.TENANT_ADMIN),
        "may_report": reads_reports(place, actor, now(request)),
        "may_post": has_part(place, actor, *MAY_POST),
        "may_see_sent": has_part(place, actor, *MAY_SEE_SENT),
        "recording_address": RECORDING,
        "dossier_address": DOSSIER,
        "law_trouble": trouble_of(request, actor),
        "short_moment": lambda at: words.short_moment(at, place.zone),
    }
    return page(request, template, status=status, **{**shared, **context})


def _office_title(place: Municipality, office: str) -> str:
    """An office as this regulation calls it, or a role that is no office."""
    known = any(each.key == office for each in place.offices)
    return place.office_title(office) if known else words.office_title(office)
