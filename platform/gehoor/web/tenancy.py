"""Which municipality a request is for: the host name decides, and nothing is served to an unknown one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import msgspec
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from gehoor import logs
from gehoor.services.municipality import Municipality
from gehoor.web.theme import Theme

HEALTH_PATH = "/gezond"
#: It tells no name: a host that is closed says nothing about who is behind it or why.
CLOSED = "Deze website is tijdelijk niet bereikbaar. Probeer het later opnieuw, of bel of schrijf uw gemeente."


class FooterLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link at the foot of every public page, such as the privacy statement."""

    title: str
    address: str


class TenantContext(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages know about the municipality they are served for."""

    slug: str
    name: str
    #: "nl-NL" or "nl-BE"; it stands on the page for screen readers.
    language: str
    theme: Theme
    time_zone: str
    footer_links: tuple[FooterLink, ...] = ()


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """The municipality behind a host name, and whether it is open to visitors now."""

    slug: str
    open: bool = True


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """The municipality of a request: for its pages, and for its use cases."""

    tenant: TenantContext
    place: Municipality | None = None


Resolve = Callable[[str], Awaitable[Host | None]]
Enter = Callable[[str], AbstractAsyncContextManager[Here]]


def tenant_of(connection: ASGIConnection[Any, Any, Any, Any]) -> TenantContext:
    """The municipality of this request; every handler has one, for a request without gets no further."""
    tenant: TenantContext = connection.scope["state"]["tenant"]
    return tenant


def host_of(scope: Scope) -> str:
    """The host name asked for, in lower case and without the port; empty when there is none or more than one."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1:
        return ""
    host = hosts[0].decode("latin-1").strip().lower()
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


async def answer_plainly(send: Send, status: int, text: str) -> None:
    """Send a line of plain text without anything that tells about the application."""
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class Tenancy(ASGIMiddleware):
    """Enters the municipality for the whole of a request and leaves it again after the answer."""

    def __init__(self, resolve: Resolve, enter: Enter) -> None:
        self._resolve = resolve
        self._enter = enter

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] != ScopeType.HTTP:
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        if scope["path"] == HEALTH_PATH:
            await answer_plainly(send, 200, "In orde.")
            return
        host = host_of(scope)
        found = await self._resolve(host) if host else None
        if found is None:
            await answer_plainly(send, 404, "Onbekend adres.")
            return
        logs.note(tenant=found.slug)
        if not found.open:
            await answer_plainly(send, 503, CLOSED)
            return
        async with self._enter(found.slug) as here:
            scope["state"]["tenant"] = here.tenant
            scope["state"]["place"] = here.place
            await next_app(scope, receive, send)
