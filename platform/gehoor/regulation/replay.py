"""Takes events one by one and lets the law refuse those it does not permit on their day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from gehoor.domain.calendar import written
from gehoor.domain.case import Case, check_order
from gehoor.domain.complaint import Complaint
from gehoor.domain.events import Event, Extended, FurtherExtensionAgreed, FurtherExtensionAsked, kind_of
from gehoor.errors import Refused
from gehoor.regulation.order_of_steps import check_steps_before
from gehoor.regulation.rulebook import Rulebook


class ExtensionRefused(Refused):
    """The law does not permit this extension on this day; the message gives the reason and the article."""

    code = "extension_refused"


def permitted(rulebook: Rulebook, case: Case, event: Event) -> Case:
    """The case with this event; raises `EventOutOfOrder`, or `Refused` with the reason, often that of the law."""
    check_order(case, event)
    check_steps_before(case, event)
    if isinstance(event, Extended | FurtherExtensionAgreed):
        check_extension(rulebook, case, event)
    elif isinstance(event, FurtherExtensionAsked):
        check_request(rulebook, case, event)
    return case.after(event)


def check_extension(rulebook: Rulebook, case: Case, event: Extended | FurtherExtensionAgreed) -> None:
    """Raises `ExtensionRefused` unless the law permits this extension on its day and up to the day it asks."""
    kind = kind_of(event)
    answer = next((e for e in rulebook.extensions(case, event.on) if e.key == kind), None)
    if answer is None:
        raise ExtensionRefused(f"{rulebook.regulation.title} kent geen verlenging '{kind}'.", field=kind)
    if not answer.allowed:
        raise ExtensionRefused(f"{answer.refused_because} ({answer.basis[0].label}).", field=kind)
    if isinstance(event, FurtherExtensionAgreed) and not event.in_writing:
        raise ExtensionRefused(
            f"De klager moet schriftelijk instemmen met verder uitstel ({answer.basis[0].label}).",
            field="in_writing",
        )
    with_event = next((d for d in rulebook.deadlines(case.after(event), event.on) if d.key == "settlement"), None)
    if with_event is None:
        return
    nominal = with_event.reckoning.nominal
    before = next(d for d in rulebook.deadlines(case, event.on) if d.key == "settlement").reckoning.nominal
    if answer.latest is not None and nominal > max(answer.latest, _longest(rulebook, case, event)):
        raise ExtensionRefused(
            f"De gevraagde datum {nominal.isoformat()} ligt te laat: uiterlijk {answer.latest.isoformat()}"
            f" ({answer.basis[0].label}).",
            field=kind,
        )
    if nominal <= before:
        raise ExtensionRefused(
            f"De nieuwe datum {nominal.isoformat()} ligt niet na de huidige {before.isoformat()}."
            " Geef een latere datum.",
            field=kind,
        )


def check_request(rulebook: Rulebook, case: Case, event: FurtherExtensionAsked) -> None:
    """Raises `ExtensionRefused` unless the complainant could agree on this day to the end that is asked for."""
    due = next((d.due for d in rulebook.deadlines(case, event.on) if d.key == "settlement"), None)
    if event.reply_by is not None and not (event.on < event.reply_by and (due is None or event.reply_by <= due)):
        raise ExtensionRefused(
            f"Kies een dag na vandaag, uiterlijk op {written(due or event.until)}: na het einde van de termijn kan de"
            " klager niet meer instemmen.",
            field="reply_by",
        )
    try:
        check_extension(rulebook, case, FurtherExtensionAgreed(on=event.on, until=event.until))
    except ExtensionRefused as refused:
        raise ExtensionRefused(refused.message, field=kind_of(event)) from None


def _longest(rulebook: Rulebook, case: Case, event: Extended | FurtherExtensionAgreed) -> date:
    """For an end that was asked as a day: where the longest extension ends once its end has been moved."""
    if event.until is None:
        return date.min
    whole = case.after(msgspec.structs.replace(event, until=None))
    return next(d.due for d in rulebook.deadlines(whole, event.on) if d.key == "settlement")


def replay(rulebook: Rulebook, complaint: Complaint, happened: Iterable[Event]) -> Case:
    """The case after all events, each permitted on its day by the law."""
    case = Case(complaint=complaint)
    for event in happened:
        case = permitted(rulebook, case, event)
    return case
