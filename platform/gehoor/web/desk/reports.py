"""The yearly reports: which there are, one of them as tables on a page, and the same for a spreadsheet."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from gehoor.services import report_notes, report_tables, reports
from gehoor.web.addresses import REPORTS
from gehoor.web.desk.pages import desk_page
from gehoor.web.here import AnyRequest, actor_of, now, place_of, platform_of

_CSV, _NOTE = ".csv", "-nota.pdf"
#: What the address says for the numbers as they are, in a report that leaves small ones out.
EXACT = "precies"


@get(REPORTS)
async def listed(request: AnyRequest, jaar: FromQuery[str] = "") -> Response[Any]:
    """The reports about one year, the year before this one unless another is chosen."""
    actor, place, at = actor_of(request), place_of(request), now(request)
    known = await reports.years(place, actor, at)
    asked = next((year for year in known if str(year) == jaar), known[min(1, len(known) - 1)])
    return desk_page(
        request,
        actor,
        "desk_reports.html",
        years=known,
        year=asked,
        sections=reports.sections(place, actor, asked, at),
    )


@get(f"{REPORTS}/{{year:int}}/{{name:str}}")
async def shown(
    request: AnyRequest, year: FromPath[int], name: FromPath[str], aantallen: FromQuery[str] = ""
) -> Response[Any]:
    """One report: `gemeenteraad` is the page, `gemeenteraad.csv` a spreadsheet, `gemeenteraad-nota.pdf` its note."""
    actor, place, at = actor_of(request), place_of(request), now(request)
    key, exact = name.removesuffix(_CSV).removesuffix(_NOTE), aantallen == EXACT
    found = await reports.report(place, actor, year, key, at, exact=exact)
    if name.endswith(_CSV):
        headers = {"Content-Disposition": f'attachment; filename="rapport-{year}-{found.section.key}.csv"'}
        return Response(report_tables.as_csv(found), media_type="text/csv; charset=utf-8", headers=headers)
    if name.endswith(_NOTE):
        pdf = await platform_of(request).renderer.render(report_notes.note_of(place, found, at))
        headers = {"Content-Disposition": f'inline; filename="nota-{year}-{found.section.key}.pdf"'}
        return Response(pdf, media_type="application/pdf", headers=headers)
    return desk_page(
        request,
        actor,
        "desk_report.html",
        report=found,
        base=f"{REPORTS}/{year}/{found.section.key}",
        exact=exact,
        exact_query=f"?aantallen={EXACT}",
        back=f"{REPORTS}?jaar={year}",
    )


HANDLERS = [listed, shown]
