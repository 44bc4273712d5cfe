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
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import access, break_glass, casefile, replacement, talks, timeline
from gehoor.services.asking import answered
from gehoor.services.handling import Work
from gehoor.web.addresses import WORK_LIST
from gehoor.web.desk import (
    acts_admission,
    acts_hearing,
    acts_judgement,
    acts_ombudsman,
    acts_planning,
    acts_representation,
    acts_sending,
    representative_form,
)
from gehoor.web.desk.actions import Action, Doing, Known, ShowAgain, StillWrong
from gehoor.web.desk.law_view import law_of
from gehoor.web.desk.notices import notice_of
from gehoor.web.desk.pages import DOSSIER, desk_page
from gehoor.web.desk.registry import ACTIONS, SECTIONS, offered
from gehoor.web.desk.trouble import refusal
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
    entry = Entry(form)
    try:
        found = await access.find(place, actor, reference, at)
    except RegulationFailed as failed:
        # Whoever had this page open still may read it, with everything that was typed.
        entry.errors.add(action.place_of(None), refusal(failed))
        return await _show(request, actor, reference, action.section, status=503, posted=action, entry=entry)
    if action.only:
        access.require_part(place, actor, *action.only)
    stand = form.text("stand")
    seen = int(stand) if stand.isascii() and stand.isdecimal() and len(stand) < 7 else None
    work = Work(place, actor, reference, at, seen)
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
    except RegulationFailed as failed:
        entry.errors.add(action.place_of(None), refusal(failed))
        status = 503
    except GehoorError as problem:
        entry.errors.add(action.place_of(problem.field), problem.message)
        status = 409 if isinstance(problem, ConcurrentChange) else 422
    else:
        may_look = answered(lambda: access.may_handle(after, actor), True)
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
    found, opening = await access.read_to_look(place, actor, reference, at, section)
    file, law = await casefile.open_file(found), law_of(place, found, at)
    known = Known(place, found, file, law, place.day(at))
    decides = answered(lambda: Work(place, actor, reference, at).decides(found), False)
    entries = {name: action.entry(known) for name, action in ACTIONS.items() if action.section == section}
    offers = offered(known, actor, decides=decides) if opening is None else frozenset[str]()
    if posted is not None and entry is not None:
        entries[posted.name] = entry
        offers |= {posted.name}
    coordinator = access.is_coordinator(place, actor) and opening is None
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
        "opening": opening,
        "openings": await break_glass.of_case(found) if opening is None else [],
        "missing": answered(lambda: replacement.missing(place, found, at), "") if opening is None else "",
        "base": f"{DOSSIER}/{found.reference}",
        "asks": acts_admission.asks,
        "parties": acts_hearing.NAMES,
        "mandate_seen": acts_representation.SEEN,
        "representative_kinds": representative_form.KINDS,
        "representative_seen": representative_form.SEEN_LATER,
        "parts_of": acts_judgement.parts_of,
        "parts_at_most": acts_judgement.PARTS_AT_MOST,
        "with_advice": acts_judgement.WITH_ADVICE,
        "following": acts_ombudsman.FOLLOWING,
        "minutes": acts_planning.MINUTES,
        "talk_with": talks.talk_with,
        "talk_moment": lambda planned: talks.talk_moment(place, planned),
        "measures": timeline.MEASURES,
        "open_measures": casefile.open_measures(found),
        "circumstances": acts_admission.circumstances(found),
    }
    if section == acts_sending.SECTION:
        context |= await acts_sending.shown(known)
    if section == OVERVIEW:
        context["moments"] = await timeline.happened(place, found, file)
        context["readers"] = await casefile.readers_of(found) if coordinator else []
    return desk_page(request, actor, f"desk_{section}.html", status=status, **context)


HANDLERS = [overview, section_page, take_step]
