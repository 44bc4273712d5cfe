"""The note that goes with a yearly report to whoever it is for, with the figures behind it, as a document."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.errors import NotFound
from gehoor.services import labels
from gehoor.services.composing import base_context
from gehoor.services.municipality import Municipality
from gehoor.services.report_tables import Report


def note_of(place: Municipality, report: Report, at: datetime) -> str:
    """The HTML of the note; raises `NotFound` where the law of this municipality brings none."""
    section = report.section
    if not section.note:
        raise NotFound("Bij dit rapport hoort geen begeleidende nota.")
    holders = [h for h in place.tenant.holdings(place.day(at)) if h.office == section.by and not h.deputy]
    to = labels.RECIPIENTS.get(section.to, section.to)
    context = {
        **base_context(place, section.title, f"Klachten {report.year}", at),
        "addressee_lines": [place.tenant.file.title, f"{to[:1].upper()}{to[1:]}"],
        "signature": {
            "office": place.office_title(section.by),
            "on_behalf_of": None,
            "name": place.tenant.person_name(holders[0].person) if len(holders) == 1 else None,
        },
        "enclosures": [],
        "copies": [],
        "report": {
            "year": report.year,
            "hides_small": report.hides_small,
            "basis": [citation.label for citation in section.basis if citation.article],
            "tables": [msgspec.structs.asdict(table) for table in report.tables],
            "notes": list(report.notes),
        },
    }
    return place.templates.render(section.note, context)
