"""The status page: in with the access code, where the complaint stands, the letters, and out again."""

from __future__ import annotations

import re

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from gehoor.errors import InvalidInput, NotFound
from gehoor.services import attempts, channel, following, mail, sending
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.public import addresses
from gehoor.web.public.access_cookie import forget, keep_code, visit_of
from gehoor.web.public.complaint_form import LETTERS
from gehoor.web.public.downloads import send_letter
from gehoor.web.public.letters_shown import may_read, readable
from gehoor.web.public.opening import Opened, code_counter, open_with, opened
from gehoor.web.public.pages import Reply, public_page
from gehoor.web.public.status_view import status_view
from gehoor.web.public.waiting import wait_page

CODE, LETTERS_FIELD = "toegangscode", "brieven"
_LETTER_FILE = re.compile(r"([0-9]{1,12})\.pdf", re.ASCII)
#: Said of every code that opens nothing, whatever is wrong with it.
UNKNOWN = (
    "Met deze code vinden wij geen klacht. Kijk of u alle tekens hebt overgenomen. In een code staan geen nul, geen"
    " één, geen letter I en geen letter O."
)


@get(addresses.STATUS)
async def ask_code(request: AnyRequest) -> Reply:
    """Asks for the access code."""
    who = await opened(request)
    return _ask(request, Entry(), reference=who.found.reference if who else "")


@post(addresses.STATUS)
async def enter_code(request: AnyRequest, form: NamedDependency[Form]) -> Reply:
    """Opens the complaint with this code; after too many wrong ones nobody gets in from there for a while."""
    at, entry = now(request), Entry(form)
    if wait := await attempts.wait_for(platform_of(request).secret, code_counter(request), at):
        return wait_page(request, "public_wait.html", wait)
    code = entry.line(CODE, required="Vul uw toegangscode in.")
    who = await open_with(request, code) if code else None
    if who is not None:
        keep_code(request, who.code)
        return Redirect(addresses.CASE, status_code=303)
    entry.errors.add(CODE, UNKNOWN)
    return _ask(request, entry, status=422)


@get(addresses.CASE)
async def stand(request: AnyRequest) -> Reply:
    """Where the complaint stands."""
    who = await opened(request)
    if who is None:
        return Redirect(addresses.STATUS, status_code=303)
    return await _case(request, who, Entry())


@post(addresses.WAY)
async def choose_way(request: AnyRequest, form: NamedDependency[Form]) -> Reply:
    """Keeps how this person wants letters from now on."""
    who, entry = await opened(request), Entry(form)
    if who is None:
        return Redirect(addresses.STATUS, status_code=303)
    way = entry.choice(LETTERS_FIELD, [key for key, *_ in LETTERS], required="Kies hoe u onze brieven wilt krijgen.")
    if way:
        electronic, role = way == channel.ELECTRONIC, who.follower.role
        try:
            await channel.choose(
                place_of(request), who.found, role, "citizen", now(request),
                electronic=electronic, how=channel.BY_STATUS_PAGE,
            )  # fmt: skip
        except InvalidInput:
            entry.errors.add(
                LETTERS_FIELD, "Wij kennen uw e-mailadres niet. Geef het aan ons door. Daarna kunt u digitaal kiezen."
            )
    if entry.errors:
        return await _case(request, who, entry, status=422)
    return Redirect(addresses.CASE, status_code=303)


async def _case(request: AnyRequest, who: Opened, entry: Entry, status: int = 200) -> Reply:
    view = await status_view(place_of(request), who, now(request))
    if not entry.errors and view.way.chosen:
        entry = Entry(values={LETTERS_FIELD: channel.ELECTRONIC if view.way.electronic else channel.POST})
    return public_page(request, "public_case.html", status=status, view=view, entry=entry, letters=LETTERS)


@get(f"{addresses.LETTERS}/{{file:str}}")
async def letter_as_pdf(request: AnyRequest, file: FromPath[str]) -> Reply:
    """A letter to whoever complains; of any other letter nobody hears here whether it exists."""
    who = await opened(request)
    if who is None:
        return Redirect(addresses.STATUS, status_code=303)
    number = _LETTER_FILE.fullmatch(file)
    if number is None or not await may_read(who, int(number[1])):
        raise NotFound("Deze brief is niet gevonden. Kijk op de statuspagina welke brieven er zijn.")
    answer = await send_letter(request, who.found, int(number[1]), "brief.pdf")
    if answer.status_code == 200:
        # Proof that the letter was read (Awb 2:25), which the register keeps once.
        await sending.fetched(place_of(request), int(number[1]), readable(who), now(request))
    return answer


@post(addresses.LEAVE)
async def leave(request: AnyRequest, form: NamedDependency[Form]) -> Reply:
    """Closes the status page in this browser, for whoever uses the computer of somebody else."""
    if visit := visit_of(request):
        await following.leave(visit)
    forget(request)
    return public_page(request, "public_left.html")


def _ask(request: AnyRequest, entry: Entry, *, reference: str = "", status: int = 200) -> Reply:
    can_mail = mail.ready(place_of(request), platform_of(request).settings)
    return public_page(
        request, "public_status.html", status=status, entry=entry, field=CODE, reference=reference, can_mail=can_mail
    )
