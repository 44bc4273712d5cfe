"""When the staff is reminded of a date, who hears of what is late, and which mails leave."""

from __future__ import annotations

import re
from typing import Any, Final

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.calendar import WEEKDAYS
from gehoor.domain.organisation import Actor
from gehoor.services.reminders import offices_of
from gehoor.services.staff_mail import address_of_person
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of

_HOURS: Final = [(str(hour), f"{hour}.00 uur") for hour in range(24)]
_DAYS: Final = [("0", "Nooit"), *((str(number), name.capitalize()) for number, name in enumerate(WEEKDAYS, start=1))]
_FIELDS: Final = {"up_after": "na", "up_to": "ambt", "hour": "uur", "weekly_on": "week"}
_MOST: Final = 10


@get(addresses.REMINDERS)
async def shown(request: AnyRequest) -> Response[Any]:
    """What holds now."""
    actor, chosen = administrator_of(request), place_of(request).tenant.file.reminders
    values = {
        "dagen": ", ".join(str(days) for days in chosen.days_before),
        "na": str(chosen.up_after),
        "ambt": chosen.up_to,
        "uur": str(chosen.hour),
        "dagmail": "ja" if chosen.daily else "",
        "week": str(chosen.weekly_on),
    }
    return await _show(request, actor, Entry(values=values))


@post(addresses.REMINDERS)
async def choose(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Other days, another office or another hour."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    days_before = _numbers(entry)
    up_after = _number(entry, "na", entry.line("na", limit=10, required="Vul een aantal dagen in."), 1)
    office = entry.choice("ambt", [each.key for each in place.offices])
    hour = entry.choice("uur", [value for value, _ in _HOURS], required="Kies een uur.")
    week = entry.choice("week", [value for value, _ in _DAYS], required="Kies een dag.")
    daily = entry.flag("dagmail")
    if not entry.errors:
        content = {
            "days_before": days_before, "up_after": up_after, "up_to": office, "hour": int(hour), "daily": daily,
            "weekly_on": int(week),
        }  # fmt: skip
        if await save(request, actor, entry, Area.REMINDERS, content, lambda path: _FIELDS.get(path, "dagen")):
            return back_to(addresses.REMINDERS, "opgeslagen")
    return await _show(request, actor, entry)


def _numbers(entry: Entry) -> list[int]:
    """Numbers of days as somebody types them: "7, 2" or "7 en 2"; nothing: no reminders."""
    typed = [part for part in re.split(r"[\s,;]+|\ben\b", entry.line("dagen", limit=100)) if part]
    if len(typed) > _MOST:
        entry.errors.add("dagen", f"Dit zijn er meer dan {_MOST}. Kies er minder.")
        return []
    found = [_number(entry, "dagen", part, 0) for part in typed]
    return sorted(set(found), reverse=True)


def _number(entry: Entry, field: str, typed: str, least: int) -> int:
    if typed and not (re.fullmatch(r"\d{1,3}", typed, re.ASCII) and least <= int(typed) <= 365):
        entry.errors.add(field, f"'{typed}' is geen aantal dagen van {least} tot en met 365. Schrijf een heel getal.")
        return least
    return int(typed or least)


async def _show(request: AnyRequest, actor: Actor, entry: Entry) -> Response[Any]:
    place = place_of(request)
    told = offices_of(place)
    today = place.tenant.holdings(place.day(now(request)))
    readers = {each.person for each in today if each.office in (*told.coordinators, *told.above)}
    return await admin_page(
        request,
        actor,
        "admin_reminders.html",
        "Herinneringen",
        entry=entry,
        area=Area.REMINDERS,
        hours=_HOURS,
        days=_DAYS,
        offices=[(office.key, office.title) for office in place.offices],
        above=[place.office_title(office) for office in told.above],
        without_address=sorted(
            place.tenant.person_name(person) for person in readers if not address_of_person(place, person)
        ),
    )


HANDLERS = [shown, choose]
