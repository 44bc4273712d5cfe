"""The cookie that opens one complaint: it holds the access code and is gone when the browser closes."""

from __future__ import annotations

from gehoor.web.cookies import CookieJar
from gehoor.web.here import AnyRequest, platform_of

COOKIE = "klacht"


def _jar(request: AnyRequest) -> CookieJar:
    return CookieJar(https=platform_of(request).settings.https)


def code_of(request: AnyRequest) -> str:
    """The access code this browser holds; empty without one."""
    return request.cookies.get(_jar(request).name(COOKIE), "")


def keep_code(request: AnyRequest, code: str) -> None:
    """Let this browser see the complaint with this code."""
    _jar(request).set(request.scope, COOKIE, code)


def forget_code(request: AnyRequest) -> None:
    """Let this browser see no complaint any more."""
    _jar(request).forget(request.scope, COOKIE)
