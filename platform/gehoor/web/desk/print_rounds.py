"""Letters for the post: gathered into print runs, printed, and marked as posted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput, Refused
from gehoor.services import delivery_log, printing
from gehoor.services.municipality import Municipality
from gehoor.services.sight import has_part, require_part
from gehoor.storage import deliveries, print_runs
from gehoor.storage.deliveries import PROBLEMS, Delivery, State
from gehoor.storage.print_runs import Run
from gehoor.web.addresses import PRINT_RUNS
from gehoor.web.desk.pages import MAY_POST, MAY_SEE_SENT, desk_page
from gehoor.web.form_reading import Form
from gehoor.web.forms import DATE_PARTS, Entry
from gehoor.web.here import AnyRequest, actor_of, now, place_of

#: The field with the day of posting, and the boxes of single letters.
DAY, LETTERS = "dag", "brief"
DONE = {
    "gemaakt": "De printronde wordt gemaakt. Ververs deze pagina over een minuut; dan staat het bestand er.",
    "gepost": "Vastgelegd dat de brieven op de post zijn.",
    "vervallen": "De printronde is vervallen. De brieven wachten op de volgende.",
    "opnieuw": "Het bestand wordt opnieuw gemaakt.",
}
_STATES = {
    "queued": ("wordt gemaakt", "info"),
    "ready": ("klaar om te printen", "warning"),
    "failed": ("mislukt", "error"),
    "posted": ("op de post", "success"),
    "given_up": ("vervallen", "neutral"),
}


@get(PRINT_RUNS)
async def overview(request: AnyRequest, gedaan: FromQuery[str] = "") -> Response[Any]:
    """What waits to be printed, what needs a decision, and the latest runs."""
    return await _overview(request, actor_of(request), Entry(), done=DONE.get(gedaan, ""))


@post(f"{PRINT_RUNS}/maken")
async def make(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Begins a run of everything that waits."""
    actor, entry = actor_of(request), Entry(form)
    try:
        await printing.begin(place_of(request), actor, now(request))
    except Refused as problem:
        entry.errors.add("maken", problem.message)
        return await _overview(request, actor, entry, status=409)
    return Redirect(f"{PRINT_RUNS}?gedaan=gemaakt", status_code=303)


@get(f"{PRINT_RUNS}/{{number:int}}")
async def one(request: AnyRequest, number: FromPath[int]) -> Response[Any]:
    """One run: its file, and the form that says when it was posted."""
    actor, place = actor_of(request), place_of(request)
    require_part(place, actor, *MAY_POST)
    run = await printing.run_of(place, number)
    today = place.day(now(request))
    values = dict(zip(DATE_PARTS, (today.day, today.month, today.year), strict=True))
    return await _one(request, actor, run, Entry(values={f"{DAY}-{part}": str(each) for part, each in values.items()}))


@get(f"{PRINT_RUNS}/{{number:int}}/bestand.pdf")
async def file(request: AnyRequest, number: FromPath[int]) -> Response[bytes]:
    """The one file of a run."""
    pdf = await printing.file_of(place_of(request), actor_of(request), number, now(request))
    headers = {"Content-Disposition": f'inline; filename="printronde-{number}.pdf"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)


@post(f"{PRINT_RUNS}/{{number:int}}/gepost")
async def posted(request: AnyRequest, form: NamedDependency[Form], number: FromPath[int]) -> Response[Any]:
    """The letters of a run, or those that were ticked, went into the post."""
    actor, place, entry = actor_of(request), place_of(request), Entry(form)
    require_part(place, actor, *MAY_POST)
    run = await printing.run_of(place, number)
    inside = {str(each.id): each.id for each in await deliveries.of_run(run.id)}
    on = entry.date(DAY, required="Vul in op welke dag de brieven op de post gingen.")
    only = [inside[key] for key in entry.choices(LETTERS, inside)]
    if not entry.errors:
        try:
            await printing.mark_posted(place, actor, number, on, only, now(request))
        except (InvalidInput, Refused) as problem:
            entry.errors.add(DAY, problem.message)
    if entry.errors:
        return await _one(request, actor, run, entry, status=422)
    return Redirect(f"{PRINT_RUNS}?gedaan=gepost", status_code=303)


@post(f"{PRINT_RUNS}/{{number:int}}/vervallen")
async def give_up(request: AnyRequest, form: NamedDependency[Form], number: FromPath[int]) -> Response[Any]:
    """A run is not posted after all."""
    return await _change(request, Entry(form), number, again=False)


@post(f"{PRINT_RUNS}/{{number:int}}/opnieuw")
async def again(request: AnyRequest, form: NamedDependency[Form], number: FromPath[int]) -> Response[Any]:
    """The file of a run that could not be made is made again."""
    return await _change(request, Entry(form), number, again=True)


async def _change(request: AnyRequest, entry: Entry, number: int, *, again: bool) -> Response[Any]:
    actor, place = actor_of(request), place_of(request)
    try:
        if again:
            await printing.again(place, actor, number, now(request))
        else:
            await printing.give_up(place, actor, number, now(request))
    except Refused as problem:
        entry.errors.add(DAY, problem.message)
        return await _one(request, actor, await printing.run_of(place, number), entry, status=409)
    return Redirect(f"{PRINT_RUNS}?gedaan={'opnieuw' if again else 'vervallen'}", status_code=303)


async def _overview(
    request: AnyRequest, actor: Actor, entry: Entry, *, status: int = 200, done: str = ""
) -> Response[Any]:
    place = place_of(request)
    require_part(place, actor, *MAY_POST)
    opens = has_part(place, actor, *MAY_SEE_SENT)
    waiting = await deliveries.waiting([State.TO_PRINT, *PROBLEMS]) if opens else []
    lines = await _lines(place, actor, waiting)
    return desk_page(
        request,
        actor,
        "desk_print_runs.html",
        status=status,
        entry=entry,
        done=done,
        opens=opens,
        to_print=[line for line in lines if line[0].state is State.TO_PRINT],
        stuck=[line for line in lines if line[0].state in PROBLEMS],
        most=printing.LARGEST_RUN,
        runs=await print_runs.newest(),
        states=_STATES,
    )


async def _one(request: AnyRequest, actor: Actor, run: Run, entry: Entry, status: int = 200) -> Response[Any]:
    place = place_of(request)
    opens = has_part(place, actor, *MAY_SEE_SENT)
    inside = await deliveries.of_run(run.id)
    lines = await _lines(place, actor, inside if opens else [])
    return desk_page(
        request,
        actor,
        "desk_print_run.html",
        status=status,
        entry=entry,
        run=run,
        states=_STATES,
        lines=lines,
        count=len(inside),
        opens=opens and len(lines) == len(inside),
        opens_some=opens,
    )


async def _lines(place: Municipality, actor: Actor, found: Sequence[Delivery]) -> list[tuple[Delivery, str, str]]:
    """The deliveries of cases that are open to this person, each with the case and the title of its letter."""
    cases = await delivery_log.open_to(place, actor, found)
    mine = [each for each in found if each.case_id in cases]
    titles = await delivery_log.titles_of(mine)
    return [(each, cases[each.case_id].reference, titles[each.letter_id]) for each in mine]


HANDLERS = [overview, make, one, file, posted, give_up, again]
