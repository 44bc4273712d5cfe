"""The page to send a complaint, and what happens with what was sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from gehoor.services import channel, intake
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.public import addresses
from gehoor.web.public.access_cookie import keep_code
from gehoor.web.public.complaint_form import (
    FILES,
    KEY,
    LETTERS,
    LONG,
    MANDATE,
    TYPED,
    choices_of,
    read_complaint,
    submission_key,
)
from gehoor.web.public.opening import opened
from gehoor.web.public.outlook import intake_law, mandate_law, outlook
from gehoor.web.public.pages import Reply, public_page

ACTOR = "klager"


@get(addresses.FORM)
async def empty_form(request: AnyRequest) -> Reply:
    """The form, with a key of its own, so that sending it twice makes one complaint."""
    earlier = await opened(request)
    entry = Entry(values={KEY: intake.new_submission_key()})
    return _form(request, entry, earlier=earlier.found.reference if earlier else "")


@post(addresses.FORM)
async def send(request: AnyRequest, form: NamedDependency[Form]) -> Reply:
    """Files the complaint once, or shows the form again with a message beside each field that needs one."""
    place, at, entry = place_of(request), now(request), Entry(form)
    complaint = read_complaint(entry, place, place.day(at))
    key = submission_key(entry)
    if entry.errors:
        return _form(request, entry, key=key, status=422)
    filed = await intake.file_complaint(place, complaint, key, platform_of(request).secret, ACTOR, at)
    keep_code(request, filed.access_code)
    if not filed.already_there:
        return Redirect(addresses.RECEIVED, status_code=303)
    if filed.differs:
        shown = intake.entries_of(place, complaint)
        return public_page(request, "public_sent_twice.html", status=409, shown=shown, **_typed_again(entry, filed))
    return Redirect(addresses.RECEIVED_BEFORE, status_code=303)


def _form(request: AnyRequest, entry: Entry, *, key: str = "", earlier: str = "", status: int = 200) -> Reply:
    place, at = place_of(request), now(request)
    return public_page(
        request,
        "public_complaint.html",
        status=status,
        entry=entry,
        key_field=KEY,
        key=key or entry.value(KEY),
        earlier=earlier,
        choices=choices_of(place),
        long=LONG,
        example_day=_example_day(place.day(at)),
        outlook=outlook(place, at),
        law=intake_law(place, at),
        mandate_asked=mandate_law(place, at),
        letters=LETTERS,
        letter_rule=channel.rule_of(place.rulebook(place.day(at))),
    )


def _example_day(today: date) -> str:
    """A day in the last month, in the way of the three fields."""
    day = today - timedelta(days=20)
    return f"{day.day} {day.month} {day.year}"


def _typed_again(entry: Entry, filed: intake.Filed) -> dict[str, Any]:
    """What was typed the second time, to be read and ready to be sent as a complaint of its own."""
    return {
        "reference": filed.reference,
        "key_field": KEY,
        "key": intake.new_submission_key(),
        "entry": entry,
        "hidden": [(name, entry.value(name)) for name in TYPED if entry.value(name)],
        "has_files": bool(entry.filenames(FILES) or entry.filenames(MANDATE)),
    }
