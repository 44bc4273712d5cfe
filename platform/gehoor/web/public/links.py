"""The second way in: a link by mail for whoever lost the access code, and another code."""

from __future__ import annotations

import re

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from gehoor.services import following, mail
from gehoor.services.following import LINK_VALID
from gehoor.web.callers import caller_of
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.public import addresses
from gehoor.web.public.access_cookie import keep_code, keep_visit
from gehoor.web.public.opening import opened
from gehoor.web.public.pages import Reply, public_page
from gehoor.web.public.waiting import wait_page

REFERENCE, EMAIL, TOKEN = "kenmerk", "email", "link"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_MINUTES = int(LINK_VALID.total_seconds()) // 60


@get(addresses.LINK, sync_to_thread=False)
def ask(request: AnyRequest) -> Reply:
    """Asks for the number of the complaint and the address that is known with it."""
    return _form(request, Entry())


@post(addresses.LINK)
async def send(request: AnyRequest, form: NamedDependency[Form]) -> Reply:
    """Mails a link where number and address fit; the answer and the work are the same for everybody."""
    place, platform, at, entry = place_of(request), platform_of(request), now(request), Entry(form)
    reference = entry.line(REFERENCE, limit=40, required="Vul uw kenmerk in.")
    email = entry.email(EMAIL, required="Vul uw e-mailadres in.")
    if entry.errors or not mail.ready(place, platform.settings):
        return _form(request, entry, status=422)
    wait = await following.may_ask(platform.secret, caller_of(request), at)
    if wait:
        return wait_page(request, "public_wait_link.html", wait)
    await following.ask_link(place, platform.secret, _site(request), addresses.OPEN, reference, email, at)
    return Redirect(addresses.LINK_SENT, status_code=303)


@get(addresses.LINK_SENT, sync_to_thread=False)
def sent(request: AnyRequest) -> Reply:
    """What everybody reads who asked for a link."""
    return public_page(request, "public_link_sent.html", minutes=_MINUTES)


@get(f"{addresses.OPEN}/{{token:str}}", sync_to_thread=False)
def arrive(request: AnyRequest, token: FromPath[str]) -> Reply:
    """A page with a button: what only fetches the page, such as a scanner of mail, does not use the link up."""
    return public_page(request, "public_link_open.html", token=token if _TOKEN.fullmatch(token) else "", name=TOKEN)


@post(addresses.OPEN)
async def use(request: AnyRequest, form: NamedDependency[Form]) -> Reply:
    """Opens the complaint, once for each link."""
    token = form.text(TOKEN)
    visit = await following.open_link(token, now(request)) if _TOKEN.fullmatch(token) else None
    if visit is None:
        return public_page(request, "public_link_over.html", status=410, minutes=_MINUTES)
    keep_visit(request, visit)
    return Redirect(addresses.CASE, status_code=303)


@get(addresses.NEW_CODE)
async def ask_new_code(request: AnyRequest) -> Reply:
    """Tells what another code means, with the button that makes one."""
    if await opened(request) is None:
        return Redirect(addresses.STATUS, status_code=303)
    return public_page(request, "public_new_code.html", code="", reference="")


@post(addresses.NEW_CODE)
async def make_new_code(request: AnyRequest, form: NamedDependency[Form]) -> Reply:
    """Makes another code; the old one ends at once."""
    who = await opened(request)
    if who is None:
        return Redirect(addresses.STATUS, status_code=303)
    keep_code(request, await following.new_code(who.follower))
    return Redirect(addresses.NEW_CODE_MADE, status_code=303)


@get(addresses.NEW_CODE_MADE)
async def new_code(request: AnyRequest) -> Reply:
    """Shows the code that this browser holds."""
    who = await opened(request)
    if who is None or not who.code:
        return Redirect(addresses.STATUS, status_code=303)
    return public_page(request, "public_new_code.html", code=who.code, reference=who.found.reference)


def _form(request: AnyRequest, entry: Entry, status: int = 200) -> Reply:
    can_mail = mail.ready(place_of(request), platform_of(request).settings)
    return public_page(
        request,
        "public_link.html",
        status=status if can_mail else 200,
        entry=entry,
        can_mail=can_mail,
        reference=REFERENCE,
        email=EMAIL,
        minutes=_MINUTES,
    )


def _site(request: AnyRequest) -> str:
    """The address of this website as the browser knows it; the host is one of this municipality, or nobody is here."""
    host = request.headers["host"]
    return f"https://{host.partition(':')[0]}" if platform_of(request).settings.https else f"http://{host}"


HANDLERS = [ask, send, sent, arrive, use, ask_new_code, make_new_code, new_code]
