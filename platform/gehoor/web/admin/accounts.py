"""What an administrator does with somebody's account: shutting it, opening it, starting over, taking it away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.response import Response

from gehoor.errors import GehoorError
from gehoor.services import accounts, invitations
from gehoor.web.admin import addresses
from gehoor.web.admin.pages import admin_page, administrator_of, back_to
from gehoor.web.admin.people import list_page
from gehoor.web.admin.proof import proof_first
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be done with an account. With a question it is asked once more before it is done."""

    carry_out: Callable[[str, str, datetime], Awaitable[None]]
    done: str
    title: str = ""
    question: str = ""
    sure: str = ""
    #: Whether a second factor must have been shown lately.
    proof: bool = False


STEPS = {
    "intrekken": Step(carry_out=invitations.withdraw, done="ingetrokken"),
    "aanzetten": Step(carry_out=accounts.enable, done="aangezet"),
    "uitzetten": Step(
        carry_out=accounts.disable,
        done="uitgezet",
        title="Account uitzetten",
        question="Deze persoon wordt meteen overal afgemeld en kan zich niet meer aanmelden. U kunt het account later"
        " weer aanzetten. De ambten blijven zoals ze zijn: beëindig die apart.",
        sure="Ja, zet dit account uit",
    ),
    "opnieuw": Step(
        carry_out=accounts.start_over,
        done="opnieuw",
        title="Opnieuw beginnen met de tweede stap",
        question="De tweede stap en de herstelcodes verdwijnen. Met alleen het wachtwoord kan iemand dan een nieuwe"
        " tweede stap instellen. Kijk dus eerst na wie dit vraagt: bel zelf, of spreek elkaar.",
        sure="Ja, ik weet zeker wie dit vraagt",
        proof=True,
    ),
    "weghalen": Step(
        carry_out=accounts.remove,
        done="account-weg",
        title="Account weghalen",
        question="Het account, het wachtwoord en de tweede stap verdwijnen. De persoon blijft in de lijst staan, want"
        " oude zaken noemen de naam. Met een nieuwe uitnodiging begint deze persoon opnieuw.",
        sure="Ja, haal dit account weg",
    ),
}


@post(addresses.ACCOUNT)
async def act(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Does what the button says, or asks whether it is meant."""
    actor, place, entry = administrator_of(request), place_of(request), Entry(form)
    person = accounts.person_of(place, form.text("persoon"))
    step = STEPS.get(form.text("doe"))
    if person is None or step is None:
        entry.errors.add("mensen", "Kies bij iemand in de lijst wat er moet gebeuren.")
    elif person.id == actor.person:
        entry.errors.add("mensen", "Dit is uw eigen account. Vraag een andere beheerder om dit te doen.")
    elif step.proof and (elsewhere := await proof_first(request, entry, "mensen", addresses.PEOPLE)):
        return elsewhere
    elif entry.errors:
        pass
    elif step.question and not form.text("zeker"):
        return await admin_page(
            request, actor, "admin_sure.html", step.title, step=step, person=person, doing=form.text("doe")
        )
    else:
        try:
            await step.carry_out(person.id, actor.person, now(request))
        except GehoorError as problem:
            entry.errors.add("mensen", problem.message.replace(f"'{person.id}'", person.name))
        else:
            return back_to(addresses.PEOPLE, step.done)
    return await list_page(request, actor, entry)


HANDLERS = [act]
