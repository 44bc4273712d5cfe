"""The notices for whoever is signed in, and taking one off the list."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from gehoor.services import digests, notices
from gehoor.services.staff_mail import address_of_person
from gehoor.web.addresses import NOTICES
from gehoor.web.desk.pages import desk_page
from gehoor.web.form_reading import Form
from gehoor.web.here import AnyRequest, actor_of, now, place_of

#: What the page says after a step, by the code in its address.
DONE = {"gezien": "De melding is van de lijst.", "mail": "Uw keuze is opgeslagen."}


@get(NOTICES)
async def listed(request: AnyRequest, gedaan: FromQuery[str] = "") -> Response[Any]:
    """What this person has not seen yet, the newest first."""
    actor, place = actor_of(request), place_of(request)
    shown = await notices.unseen(place, actor)
    return desk_page(
        request,
        actor,
        "desk_notices.html",
        shown=shown,
        done=DONE.get(gedaan, ""),
        most=notices.PAGE,
        daily=place.tenant.file.reminders.daily and bool(address_of_person(place, actor.person)),
        wanted=await digests.wanted(actor.person),
    )


@post(f"{NOTICES}/{{number:int}}/gezien")
async def seen(request: AnyRequest, number: FromPath[int]) -> Redirect:
    """Takes a notice off the list, for everybody who holds the office it was for."""
    await notices.see(place_of(request), actor_of(request), number, now(request))
    return Redirect(f"{NOTICES}?gedaan=gezien", status_code=303)


@post(f"{NOTICES}/mail")
async def mail(request: AnyRequest, form: NamedDependency[Form]) -> Redirect:
    """Whether this person gets a mail on a day with something new."""
    actor, place = actor_of(request), place_of(request)
    await digests.want(actor.person, place.day(now(request)), wanted=form.text("mail") == "ja")
    return Redirect(f"{NOTICES}?gedaan=mail", status_code=303)


HANDLERS = [listed, seen, mail]
