"""The tray: mail that came in and waits for somebody, and what this person makes of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Channel, Complainant, Complaint
from gehoor.errors import ConcurrentChange, GehoorError, InvalidInput, NotAllowed, NotFound, Refused
from gehoor.services import incoming_tray as tray
from gehoor.services.asking import answered
from gehoor.services.file_kinds import megabytes
from gehoor.storage.messages import Message
from gehoor.web.addresses import INCOMING
from gehoor.web.desk.pages import desk_page
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, actor_of, now, place_of, platform_of

MESSAGE = f"{INCOMING}/{{number:int}}"
#: What was done, as the page says afterwards; {} is the case.
DONE = {
    "zaak": "Het bericht staat nu bij zaak {}.",
    "twijfel": "De klacht is vastgelegd als {}. De dag waarop de mail kwam, blijft de dag van ontvangst.",
    "geen-klacht": "Vastgelegd dat dit geen klacht is. Het bericht blijft bewaard bij Opzij gelegd.",
    "terug": "Het bericht staat weer in de lijst.",
}
_KINDS = {
    "automatic": "Automatisch bericht",
    "auto_reply": "Automatisch antwoord",
    "bounce": "Mail die niet aankwam",
}
_TROUBLE = {
    "sign_in": "Het postvak weigert de aanmelding. De beheerder kan de naam en het wachtwoord nakijken.",
    "folder": "De map in het postvak bestaat niet. De beheerder kan de instelling nakijken.",
}
_OTHER_TROUBLE = "Het postvak is nu niet bereikbaar. Wij proberen het steeds opnieuw. Er gaat geen mail verloren."


@get(INCOMING)
async def listed(request: AnyRequest, lijst: FromQuery[str] = "", na: FromQuery[str] = "") -> Response[Any]:
    """The mails that wait, or with `lijst=opzij` those that were put aside."""
    actor, place = actor_of(request), place_of(request)
    aside = lijst == "opzij"
    found = await tray.page_of(place, actor, aside=aside, after=int(na) if na.isdecimal() and len(na) < 13 else None)
    return desk_page(
        request,
        actor,
        "desk_incoming.html",
        found=found,
        aside=aside,
        started=bool(na),
        days_since=lambda at: (place.day(now(request)) - place.day(at)).days,
        kinds=_KINDS,
        trouble=_TROUBLE.get(found.trouble.error or "", _OTHER_TROUBLE) if found.trouble else "",
        base=INCOMING,
    )


@get(MESSAGE)
async def message(request: AnyRequest, number: FromPath[int], gedaan: FromQuery[str] = "") -> Response[Any]:
    """One mail, with what can be made of it."""
    return await _show(request, number, Entry(), done=gedaan)


@get(f"{MESSAGE}/bijlage/{{which:int}}")
async def attachment(request: AnyRequest, number: FromPath[int], which: FromPath[int]) -> Response[bytes]:
    """A file that came with a mail, to be saved and never opened as a page of this site."""
    file = await tray.file_of(place_of(request), actor_of(request), number, which)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"}
    return Response(file.content, media_type=file.media_type, headers=headers)


@get(f"{MESSAGE}/bericht.txt")
async def raw(request: AnyRequest, number: FromPath[int]) -> Response[bytes]:
    """The mail itself, byte for byte, to be saved as plain text: no program opens it by itself."""
    content = await tray.raw_of(place_of(request), actor_of(request), number)
    headers = {"Content-Disposition": f'attachment; filename="bericht-{number}.txt"'}
    return Response(content, media_type="text/plain", headers=headers)


@post(f"{MESSAGE}/zaak")
async def join(request: AnyRequest, form: NamedDependency[Form], number: FromPath[int]) -> Response[Any]:
    """The mail belongs to a case."""
    actor, entry = actor_of(request), Entry(form)
    reference = entry.line("kenmerk", limit=40, required="Vul het kenmerk van de zaak in.")
    if not entry.errors:
        try:
            await tray.join_case(place_of(request), actor, number, reference, now(request))
        except InvalidInput as problem:
            entry.errors.add("kenmerk", problem.message)
        else:
            return _back(number, "zaak")
    return await _show(request, number, entry, status=422)


@post(f"{MESSAGE}/geen-klacht")
async def no_complaint(request: AnyRequest, form: NamedDependency[Form], number: FromPath[int]) -> Response[Any]:
    """The mail is no complaint; it stays, with the reason."""
    actor, entry = actor_of(request), Entry(form)
    reason = entry.text("reden", limit=tray.REASON_LIMIT, required="Schrijf waarom dit geen klacht is.")
    if entry.errors:
        return await _show(request, number, entry, status=422)
    await tray.set_aside(place_of(request), actor, number, reason, now(request))
    return _back(number, "geen-klacht")


@post(f"{MESSAGE}/terug")
async def take_back(request: AnyRequest, number: FromPath[int]) -> Response[Any]:
    """The mail waits again."""
    await tray.take_back(place_of(request), actor_of(request), number, now(request))
    return _back(number, "terug")


@post(f"{MESSAGE}/twijfel")
async def doubt(request: AnyRequest, number: FromPath[int]) -> Response[Any]:
    """Registers the mail with its moment of receipt and asks its sender to use the form."""
    actor = actor_of(request)
    try:
        await tray.register_in_doubt(place_of(request), actor, number, platform_of(request).secret, now(request))
    except (NotFound, NotAllowed, Refused, ConcurrentChange):
        raise
    except GehoorError as problem:
        entry = Entry()
        entry.errors.add("twijfel", problem.message)
        return await _show(request, number, entry, status=422)
    return _back(number, "twijfel")


async def _show(request: AnyRequest, number: int, entry: Entry, *, done: str = "", status: int = 200) -> Response[Any]:
    actor, place = actor_of(request), place_of(request)
    found = await tray.opened(place, actor, number)
    return desk_page(
        request,
        actor,
        "desk_message.html",
        status=status,
        entry=entry,
        found=found,
        message=found.message,
        mail=found.words,
        kind=_KINDS.get(found.message.kind, ""),
        done=DONE.get(done, "").format(found.reference),
        days=(place.day(now(request)) - place.day(found.message.received_at)).days,
        late=_came_later(found.message),
        open=found.message.state in (*tray.WAITING, *tray.ASIDE),
        aside=found.message.state in tray.ASIDE,
        asks_for_form=answered(lambda: _asks_for_form(request, found.message), False),
        megabytes=megabytes,
        base=f"{INCOMING}/{number}",
        back=INCOMING,
    )


def _came_later(found: Message) -> bool:
    """The mail lay somewhere for a day or more before it came to us, which the term does not wait for."""
    return (found.stored_at - found.received_at).days >= 1


def _asks_for_form(request: AnyRequest, found: Message) -> bool:
    """Whether the law has a letter that asks the sender to use the form."""
    place = place_of(request)
    on = place.day(found.received_at)
    complaint = Complaint(received_on=on, channel=Channel.EMAIL, complainant=Complainant())
    case = Case(complaint=complaint).after(ev.AuthenticityDoubted(on=on))
    return bool(place.rulebook(on).letters(case, "authenticity_doubted"))


def _back(number: int, done: str) -> Redirect:
    return Redirect(f"{INCOMING}/{number}?gedaan={done}", status_code=303)


HANDLERS = [listed, message, attachment, raw, join, no_complaint, take_back, doubt]
