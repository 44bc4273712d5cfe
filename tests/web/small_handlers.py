"""Handlers of the smallest kind, to see what the layers around them do."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from gehoor.errors import ConcurrentChange, GehoorError, InvalidInput, NotAllowed, NotFound, Refused
from gehoor.web.form_reading import PostedForm, read_form
from gehoor.web.forms import Entry
from gehoor.web.rendering import page
from gehoor.web.sessions import session_of, session_required, sign_in, sign_out
from gehoor.web.tenancy import tenant_of
from web.fictional_site import current_tenant

AnyRequest = Request[Any, Any, Any]
ERRORS: dict[str, Exception] = {
    "invalid": InvalidInput("Dit kan niet."),
    "not-found": NotFound("Deze klacht is er niet."),
    "not-allowed": NotAllowed("Alleen de coördinator ziet dit."),
    "refused": Refused("De termijn is al verlengd."),
    "concurrent": ConcurrentChange("Laad de pagina opnieuw."),
    "other": GehoorError("Iets lukte niet."),
    "unexpected": KeyError("Jan Geheim, Geheimstraat 1"),
}


@get("/")
async def home(request: AnyRequest) -> Template:
    """A page with a form, as the sign-in page is."""
    return page(request, "small_form.html", entry=Entry())


@get("/wie")
async def who(request: AnyRequest) -> dict[str, str]:
    """What the layers around say of the request."""
    session = session_of(request)
    return {
        "tenant": tenant_of(request).slug,
        "entered": current_tenant.get(),
        "person": session.person_id if session else "",
    }


@get("/bureau")
async def desk(request: AnyRequest) -> str:
    """A page for people who are signed in."""
    return session_required(request).person_id


@post("/aanmelden")
async def begin(request: AnyRequest, form: PostedForm) -> Redirect:
    """Sign in without a password."""
    await sign_in(request, form.text("naam"))
    return Redirect("/wie", status_code=303)


@post("/afmelden")
async def end(request: AnyRequest) -> Redirect:
    """Sign out."""
    await sign_out(request)
    return Redirect("/wie", status_code=303)


@post("/echo", status_code=200)
async def echo(request: AnyRequest, form: PostedForm) -> dict[str, Any]:
    """What arrived, and whether whoever asks gets the same form."""
    return {
        "texts": {name: values for name, values in form.texts.items() if name != "_csrf"},
        "files": [[upload.field, upload.filename, upload.size, len(upload.content())] for upload in form.uploads],
        "same": form is await read_form(request),
    }


@post("/los", status_code=200)
async def careless() -> str:
    """A handler that forgets to look at the form."""
    return "gedaan"


@get("/fout/{kind:str}")
async def fail(kind: FromPath[str]) -> str:
    """Fail in a chosen way."""
    try:
        int(f"invoer van {kind}")
    except ValueError:
        raise ERRORS[kind]  # noqa: B904  # An error behind the error is what the log test looks for.
    return ""


@get("/brief.pdf")
async def letter() -> Response[bytes]:
    """A file and not a page."""
    return Response(b"%PDF-1.7", media_type="application/pdf")


HANDLERS = [home, who, desk, begin, end, echo, careless, fail, letter]
