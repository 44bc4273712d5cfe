"""Cookies under the strictest name the connection allows, sent with whatever answer the request gets."""

from __future__ import annotations

from litestar.datastructures import Cookie
from litestar.types import Scope

_PENDING = "pending_cookies"


class CookieJar:
    """Names and makes our cookies: `__Host-` and Secure where https is used, plain names in development."""

    def __init__(self, *, https: bool) -> None:
        self._https = https

    def name(self, name: str) -> str:
        """The full name of a cookie."""
        return f"__Host-{name}" if self._https else name

    def set(self, scope: Scope, name: str, value: str, *, max_age: int | None = None) -> None:
        """Send a cookie with the answer to this request; a later one of the same name takes its place."""
        full_name = self.name(name)
        pending(scope)[full_name] = Cookie(
            key=full_name,
            value=value,
            max_age=max_age,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self._https,
        )

    def forget(self, scope: Scope, name: str) -> None:
        """Ask the browser to throw a cookie away."""
        self.set(scope, name, "", max_age=0)


def pending(scope: Scope) -> dict[str, Cookie]:
    """The cookies that wait for the answer to this request."""
    waiting: dict[str, Cookie] = scope["state"].setdefault(_PENDING, {})
    return waiting
