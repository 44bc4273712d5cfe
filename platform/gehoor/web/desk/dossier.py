"""The dossier: its pages, and the steps that are taken on them."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from gehoor.domain import events as ev
from gehoor.domain.organisation import Actor
from gehoor.errors import ConcurrentChange, GehoorError, NotAllowed, NotFound
from gehoor.regulation.answers import Sight
from gehoor.services import access, casefile, timeline
from gehoor.services.access import COORDINATOR
from gehoor.services.handling import Work
from gehoor.web.addresses import WORK_LIST
from gehoor.web.desk import acts_admission, acts_hearing, acts_judgement
from gehoor.web.desk.actions import Action, Doing, Known, ShowAgain, StillWrong
from gehoor.web.desk.law_view import law_of
from gehoor.web.desk.notices import notice_of
from gehoor.web.desk.pages import DOSSIER, desk_page
from gehoor.web.desk.registry import ACTIONS, SECTIONS, offered
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, actor_of, now, place_of

OVERVIEW = "dossier"


@get(f"{DOSSIER}/{{reference:str}}")
async def overview(request: AnyRequest, reference: FromPath[str], gedaan: FromQuery[str] = "") -> Response[Any]:
    """The first page of a dossier: what is to be done, when, why, and what happened."""
    return await _show(request, actor_of(request), reference, OVERVIEW, done=notice_of(gedaan))


@get(f"{DOSSIER}/{{reference:str}}/{{section:str}}")
async def section_page(
    request: AnyRequest, reference: FromPath[str], section: FromPath[str], gedaan: FromQuery[str] = ""
) -> Response[Any]:
    """Another page of a dossier; the address of a step leads to the page that has its form."""
    actor = actor_of(request)
    if section in ACTIONS:
        return Redirect(f"{DOSSIER}/{reference}/{ACTIONS[section].section}", status_code=303)
    if section not in SECTIONS:
        raise NotFound("Deze pagina is er niet. Begin bij de werkvoorraad.")
    return await _show(request, actor, reference, section, done=notice_of(gedaan))


@post(f"{DOSSIER}/{{reference:str}}/{{step:str}}")
async def take_step(
    request: AnyRequest, form: NamedDependency[Form], reference: FromPath[str], step: FromPath[str]
) -> Response[Any]:
    """Carries out a step, or shows its form again with what is wrong and everything that was typed."""
    actor, place, at = actor_of(request), place_of(request), now(request)
    action = ACTIONS.get(step)
    if action is None:
        raise NotFound("Deze stap is er niet. Begin bij de werkvoorraad.")
    found = await access.find(place, actor, reference)
    stand = form.text("stand")
    seen = int(stand) if stand.isascii() and stand.isdecimal() and len(stand) < 7 else None
    work, entry = Work(place, actor, reference, at, seen), Entry(form)
    doing = Doing(step, place, actor, found, work, form, entry, place.day(at))
    status = 422
    try:
        after = await action.carry_out(doing)
    except ShowAgain:
        status = 200
    except StillWrong:
        pass
    except (NotFound, NotAllowed):
        raise
    except GehoorError as problem:
        entry.errors.add(action.place_of(problem.field), problem.message)
        status = 409 if isinstance(problem, ConcurrentChange) else 422
    else:
        may_look = access.sight_of(after, actor).sight in (Sight.ALL, Sight.ASSIGNED)
        back = f"{DOSSIER}/{reference}/{action.section}" if may_look else WORK_LIST
        return Redirect(f"{back}?gedaan={step}", status_code=303)
    return await _show(request, actor, reference, action.section, status=status, posted=action, entry=entry)


async def _show(
    request: AnyRequest,
    actor: Actor,
    reference: str,
    section: str,
    *,
    status: int = 200,
    done: str = "",
    posted: Action | None = None,
    entry: Entry | None = None,
) -> Response[Any]:
    place, at = place_of(request), now(request)
    found = await access.read(place, actor, reference, at, section)
    file, law = await casefile.open_file(found), law_of(place, found, at)
    known = Known(place, found, file, law, place.day(at))
    decides = Work(place, actor, reference, at).decides(found)
    entries = {name: action.entry(known) for name, action in ACTIONS.items() if action.section == section}
    offers = offered(known, actor, decides=decides)
    if posted is not None and entry is not None:
        entries[posted.name] = entry
        offers |= {posted.name}
    coordinator = COORDINATOR in actor.offices
    context = {
        "known": known,
        "found": found,
        "case": found.case,
        "complaint": found.case.complaint,
        "file": file,
        "law": law,
        "ev": ev,
        "section": section,
        "sections": SECTIONS,
        "offers": offers,
        "entries": entries,
        "posted": posted.name if posted else "",
        "done": done,
        "decides": decides,
        "is_coordinator": coordinator,
        "base": f"{DOSSIER}/{found.reference}",
        "asks": acts_admission.asks,
        "parties": acts_hearing.NAMES,
        "parts_of": acts_judgement.parts_of,
        "parts_at_most": acts_judgement.PARTS_AT_MOST,
        "measures": timeline.MEASURES,
        "open_measures": casefile.open_measures(found),
        "circumstances": acts_admission.circumstances(found),
    }
    if section == OVERVIEW:
        context["moments"] = await timeline.happened(place, found, file)
        context["readers"] = await casefile.readers_of(found) if coordinator else []
    return desk_page(request, actor, f"desk_{section}.html", status=status, **context)


HANDLERS = [overview, section_page, take_step]
