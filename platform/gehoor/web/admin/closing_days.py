"""The days on which the offices are closed, year by year, each year with the decision that says so."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Actor
from gehoor.domain.tenant import ClosingDays
from gehoor.services.options import counts_closing_days
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.saving import save
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry, FieldError, parse_date
from gehoor.web.here import AnyRequest, place_of

_YEARS = range(2000, 2101)


@get(addresses.CLOSING_DAYS)
async def listed(request: AnyRequest) -> Response[Any]:
    """All years; with a year in the address that one stands in the form."""
    actor, place = administrator_of(request), place_of(request)
    asked = request.query_params.get("jaar", "")
    found = next((year for year in place.tenant.file.closing_days if str(year.year) == asked), None)
    values = {}
    if found is not None:
        lines = "\n".join(f"{day.day}-{day.month}-{day.year}" for day in found.days)
        values = {"jaar": str(found.year), "besluit": found.decision, "dagen": lines}
    return await _show(request, actor, Entry(values=values))


@post(addresses.CLOSING_DAYS)
async def put(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """The days of a year, in the place of what stood there for that year."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    year = _year(entry)
    decision = entry.line("besluit", limit=200, required="Vul in wie dit besloot en wanneer.")
    days = _days(entry)
    if not entry.errors:
        others = [each for each in place.tenant.file.closing_days if each.year != year]
        content = sorted([*others, ClosingDays(year=year, decision=decision, days=days)], key=lambda each: each.year)
        if await save(request, actor, entry, Area.CLOSING_DAYS, content, _field_of):
            return back_to(addresses.CLOSING_DAYS, "opgeslagen")
    return await _show(request, actor, entry)


@post(addresses.REMOVE_YEAR)
async def remove(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Takes a year away."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    known = place.tenant.file.closing_days
    chosen = entry.choice("weg", [str(each.year) for each in known])
    if not chosen:
        entry.errors.add("jaren", "Kies bij een jaar in de lijst dat het weg moet.")
    content = [each for each in known if str(each.year) != chosen]
    if await save(request, actor, entry, Area.CLOSING_DAYS, content, lambda path: "jaren"):
        return back_to(addresses.CLOSING_DAYS, "weggehaald")
    return await _show(request, actor, entry)


def _field_of(path: str) -> str:
    return "besluit" if path.endswith(".decision") else "jaar" if path.endswith(".year") else "dagen"


def _year(entry: Entry) -> int:
    typed = entry.line("jaar", limit=40, required="Vul het jaar in.")
    if typed and not (re.fullmatch(r"\d{4}", typed, re.ASCII) and int(typed) in _YEARS):
        entry.errors.add("jaar", f"'{typed}' is geen jaar van {_YEARS[0]} tot en met {_YEARS[-1]}. Kijk het jaar na.")
        return 0
    return int(typed or 0)


def _days(entry: Entry) -> tuple[date, ...]:
    """One day on each line: 24-12-2027 or 24 december 2027."""
    found: list[date] = []
    for line in entry.text("dagen", limit=5_000, required="Vul minstens één dag in.").splitlines():
        parts = [part for part in re.split(r"[\s./-]+", line.strip()) if part]
        if not parts:
            continue
        try:
            day = parse_date(*parts) if len(parts) == 3 else None
        except FieldError as problem:
            entry.errors.add("dagen", f"Bij '{line.strip()}': {problem.message}")
            continue
        if day is None:
            entry.errors.add("dagen", f"'{line.strip()}' is geen dag. Schrijf op elke regel één dag, als 24-12-2027.")
        else:
            found.append(day)
    return tuple(sorted(found))


async def _show(request: AnyRequest, actor: Actor, entry: Entry) -> Response[Any]:
    place = place_of(request)
    return await admin_page(
        request,
        actor,
        "admin_closing_days.html",
        "Sluitingsdagen",
        entry=entry,
        area=Area.CLOSING_DAYS,
        years=place.tenant.file.closing_days,
        counts=counts_closing_days(place.library, place.tenant.file.regulation),
    )


HANDLERS = [listed, put, remove]
