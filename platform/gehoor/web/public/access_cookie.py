"""The cookie that opens one complaint until the browser closes: it holds the access code, or the visit of a link."""

from __future__ import annotations

from gehoor.web.cookies import CookieJar
from gehoor.web.here import AnyRequest, platform_of

COOKIE = "klacht"
#: No access code begins like this.
_VISIT = "bezoek."


def _jar(request: AnyRequest) -> CookieJar:
    return CookieJar(https=platform_of(request).settings.https)


def code_of(request: AnyRequest) -> str:
    """The access code this browser holds; empty without one."""
    held = _held(request)
    return "" if held.startswith(_VISIT) else held


def visit_of(request: AnyRequest) -> str:
    """The visit that a link opened in this browser; empty without one."""
    held = _held(request)
    return held.removeprefix(_VISIT) if held.startswith(_VISIT) else ""


def keep_code(request: AnyRequest, code: str) -> None:
    """Let this browser see the complaint with this code."""
    _jar(request).set(request.scope, COOKIE, code)


def keep_visit(request: AnyRequest, visit: str) -> None:
    """Let this browser see the complaint that a link opened."""
    _jar(request).set(request.scope, COOKIE, f"{_VISIT}{visit}")


def forget(request: AnyRequest) -> None:
    """Let this browser see no complaint any more."""
    _jar(request).forget(request.scope, COOKIE)


def _held(request: AnyRequest) -> str:
    return request.cookies.get(_jar(request).name(COOKIE), "")
