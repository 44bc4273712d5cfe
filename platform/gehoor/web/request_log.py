"""Gives each request a number by which its lines in the log are found, and may log one line for each request."""

from __future__ import annotations

import secrets
import time
from typing import Final

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from gehoor import logs

_log = logs.of(__name__)
#: Whoever sends a request chooses its method; a word that is none of these is not repeated.
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def request_id_of(scope: Scope) -> str:
    """The number of this request."""
    number: str = scope["state"]["request_id"]
    return number


def method_of(scope: Scope) -> str:
    """The method of this request as it may stand in the log."""
    method = str(scope.get("method"))
    return method if method in _METHODS else "(other)"


def route_of(scope: Scope) -> str:
    """The route of this request, with the names of its parameters and not what is in them."""
    template: str = scope.get("path_template") or "(no route)"
    return template


class RequestLog(ASGIMiddleware):
    """Stands around everything else; the address itself is never logged, for it can name a case or a file."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, *, each: bool) -> None:
        self._each = each

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        number = scope["state"]["request_id"] = secrets.token_hex(5)
        begun, status = time.perf_counter(), 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with logs.about(request=number):
            try:
                await next_app(scope, receive, watch)
            finally:
                if self._each:
                    took = round((time.perf_counter() - begun) * 1000, 1)
                    fields = logs.more(method=method_of(scope), route=route_of(scope), status=status, ms=took)
                    _log.info("request", extra=fields)
