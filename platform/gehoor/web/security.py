"""The headers that tell a browser what our pages may do, which is: very little."""

from __future__ import annotations

import secrets
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from gehoor.web.cookies import pending

_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'nonce-{nonce}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# The browser shows a PDF in a reader of its own, which a stricter policy would forbid to draw.
_PDF_POLICY = "frame-ancestors 'none'"
# What somebody sent us is only saved; if a browser shows it after all, it may do nothing and is from nowhere.
_SAVED_POLICY = f"{_FILE_POLICY}; sandbox"

_OWN_POLICY = "page_policy"

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # For browsers that do not know `frame-ancestors`.
    "X-Frame-Options": "DENY",
    # Another site learns nothing of where somebody came from. Not `no-referrer`: with that, browsers send our own
    # forms without their origin, by which `csrf.sent_from_our_page` knows them.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}


def use_policy(connection: ASGIConnection[Any, Any, Any, Any], policy: str) -> None:
    """Answer this request with another policy for pages, for a document that brings a style of its own."""
    connection.scope["state"][_OWN_POLICY] = policy


class SecurityHeaders(ASGIMiddleware):
    """Gives each request a nonce, and each answer its headers and waiting cookies."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, *, https: bool) -> None:
        self._https = https

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        nonce = secrets.token_urlsafe(16)
        scope["state"]["nonce"] = nonce

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(MutableScopeHeaders.from_message(message), scope, nonce)
            await send(message)

        await next_app(scope, receive, send_with_headers)

    def _dress(self, headers: MutableScopeHeaders, scope: Scope, nonce: str) -> None:
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        for name, value in _ALWAYS.items():
            headers[name] = value
        if self._https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if headers.get("content-disposition", "").strip().lower().startswith("attachment"):
            policy = _SAVED_POLICY
        elif media_type == "text/html":
            policy = scope["state"].get(_OWN_POLICY) or _PAGE_POLICY.format(nonce=nonce)
        else:
            policy = _PDF_POLICY if media_type == "application/pdf" else _FILE_POLICY
        headers["Content-Security-Policy"] = policy
        # Every page can hold personal data. Other files keep what their handler says, and it has to say it.
        if media_type == "text/html" or "cache-control" not in headers:
            headers["Cache-Control"] = "no-store"
        for cookie in pending(scope).values():
            headers.add("Set-Cookie", cookie.to_header(header=""))
