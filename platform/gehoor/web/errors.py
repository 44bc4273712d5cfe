"""What people see when something goes wrong, and what the log may know about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.middleware import ASGIMiddleware
from litestar.response import Redirect
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from gehoor import logs
from gehoor.errors import ConcurrentChange, GehoorError, InvalidInput, NotAllowed, NotFound, Refused
from gehoor.regulation.guard import RegulationFailed
from gehoor.web.addresses import SIGN_IN
from gehoor.web.csrf import FIELD, FormNotRecognised, sent_from_our_page
from gehoor.web.form_reading import KEPT_LIMIT, form_already_read
from gehoor.web.rendering import page
from gehoor.web.request_log import method_of, request_id_of, route_of
from gehoor.web.sessions import SignInNeeded
from gehoor.web.tenancy import answer_plainly
from gehoor.web.uploads import megabytes

_log = logs.of("gehoor.web")
_JSON = ("application/json", "application/problem+json")
#: What is typed in fields with these names is never sent back to the browser.
SECRET_FIELDS = frozenset({"wachtwoord", "nieuw-wachtwoord", "beveiligingscode", "passkey", "toegangscode"})


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is told about an error: a status for machines, a heading and an explanation for people."""

    status: int
    title: str
    #: What people read; empty means that the error brings its own words.
    text: str = ""


_UNEXPECTED = Fault(
    status=500,
    title="Er ging bij ons iets mis",
    text="Dit ligt niet aan u. Wat u het laatst deed is misschien niet opgeslagen. Wacht een paar minuten en probeer"
    " het opnieuw.",
)
#: The most particular type comes first in Python's order of types, so each finds its own line.
_BY_TYPE: dict[type[BaseException], Fault] = {
    InvalidInput: Fault(status=422, title="Hier kunnen wij niet mee verder"),
    NotFound: Fault(status=404, title="Deze pagina is er niet"),
    NotAllowed: Fault(status=403, title="U hebt geen toegang tot deze pagina"),
    RegulationFailed: Fault(
        status=503,
        title="De regels zijn nu niet te raadplegen",
        text="Daarom kan deze pagina nu niet worden gemaakt. Datums die al vastliggen, blijven gelden. De beheerder van"
        " het platform ziet dit ook. Probeer het later opnieuw.",
    ),
    Refused: Fault(status=409, title="Dit kan nu niet"),
    ConcurrentChange: Fault(status=409, title="Iemand anders was u net voor"),
    FormNotRecognised: Fault(status=403, title="Uw formulier is nog niet verstuurd"),
    SignInNeeded: Fault(status=401, title="Meld u eerst aan"),
    GehoorError: Fault(status=400, title="Dit is niet gelukt"),
}
_BY_STATUS = {
    400: Fault(
        status=400,
        title="Wij konden dit niet lezen",
        text="Uw browser stuurde iets wat wij niet begrijpen. Ga terug naar de vorige pagina en probeer het opnieuw.",
    ),
    404: Fault(
        status=404,
        title="Deze pagina is er niet",
        text="Misschien is het adres veranderd of staat er een typfout in. Kijk het adres na, of begin op de"
        " beginpagina.",
    ),
    405: Fault(
        status=405,
        title="Deze pagina kunt u zo niet openen",
        text="Dit adres hoort bij een formulier. Begin op de beginpagina en open van daaruit het formulier.",
    ),
    413: Fault(
        status=413,
        title="Wat u stuurde is te groot",
        text=f"Er is niets opgeslagen. Bestanden mogen samen hoogstens {megabytes(KEPT_LIMIT)} zijn. Ga terug naar de"
        " vorige pagina en kies kleinere of minder bestanden.",
    ),
    500: _UNEXPECTED,
}


def fault_of(problem: BaseException) -> Fault:
    """What to tell about an error; anything unknown is ours to solve and tells nothing of the inside."""
    if isinstance(problem, HTTPException):
        return _BY_STATUS.get(problem.status_code) or _BY_STATUS[400 if problem.status_code < 500 else 500]
    for kind in type(problem).__mro__:
        if kind in _BY_TYPE:
            return _BY_TYPE[kind]
    return _UNEXPECTED


def answer_error(request: Request[Any, Any, Any], problem: Exception) -> Response[Any]:
    """The answer to a request that failed: a page, or problem+json for a program that asks for it."""
    fault = fault_of(problem)
    if fault.status >= 500:
        log_unexpected(request.scope, problem)
    text = fault.text or (problem.message if isinstance(problem, GehoorError) else "")
    headers = {k: v for k, v in (getattr(problem, "headers", None) or {}).items() if k.lower() == "allow"}
    if request.accept.best_match(["text/html", *_JSON]) in _JSON:
        code = problem.code if isinstance(problem, GehoorError) else f"http_{fault.status}"
        body = {"type": "about:blank", "title": fault.title, "status": fault.status, "detail": text, "code": code}
        return Response(body, status_code=fault.status, media_type="application/problem+json", headers=headers)
    if isinstance(problem, SignInNeeded):
        query = {"verder": request.scope["path"]} if request.method == "GET" else {}
        return Redirect(f"{SIGN_IN}?{urlencode(query)}" if query else SIGN_IN, status_code=303)
    if isinstance(problem, FormNotRecognised):
        return _offer_to_send_again(request, fault)
    number = request_id_of(request.scope) if fault.status >= 500 else ""
    answer = page(request, "error.html", status=fault.status, title=fault.title, text=text, number=number)
    answer.headers.update(headers)
    return answer


def _offer_to_send_again(request: Request[Any, Any, Any], fault: Fault) -> Response[Any]:
    """A page that shows what was typed, with a good hidden field, so that nothing has to be typed again."""
    form = form_already_read(request)
    ours = sent_from_our_page(request) and not SECRET_FIELDS & form.texts.keys()
    texts = [(name, value) for name, values in form.texts.items() for value in values if name != FIELD]
    query = request.scope["query_string"].decode("latin-1")
    return page(
        request,
        "send_again.html",
        status=fault.status,
        title=fault.title,
        texts=texts if ours else [],
        file_fields=sorted({upload.field for upload in form.uploads}) if ours else [],
        address=request.scope["path"] + (f"?{query}" if query else ""),
        signed_out=request.scope["state"]["session_ended"],
    )


def log_unexpected(scope: Scope, problem: BaseException) -> None:
    """Log where it went wrong and nothing of what people sent: messages of errors often quote that."""
    fields = logs.more(method=method_of(scope), route=route_of(scope), trail=list(logs.trail(problem)))
    _log.error("a request failed", extra=fields)


class LastResort(ASGIMiddleware):
    """Answers when even the page about an error cannot be made."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await next_app(scope, receive, watch)
        except Exception as problem:
            log_unexpected(scope, problem)
            if started:
                # Half an answer must not look like a whole one; the server now breaks the connection.
                raise
            await answer_plainly(send, 500, f"{_UNEXPECTED.title}. {_UNEXPECTED.text}")
