"""The pages of the operator of this installation, on a host of their own and in an application of their own."""

from __future__ import annotations

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from gehoor.bootstrap import Platform
from gehoor.storage.control import bare_host
from gehoor.web.operator.app import create_operator_app
from gehoor.web.tenancy import host_of


def beside(site: Litestar, platform: Platform) -> None:
    """Serve the operator's pages on their host, and the site on every other; the two share no route and no session."""
    if platform.settings.operator_host:
        site.asgi_handler = _by_host(platform.settings.operator_host, create_operator_app(platform), site.asgi_handler)


def _by_host(host: str, operator: ASGIApp, municipalities: ASGIApp) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == ScopeType.HTTP and bare_host(host_of(scope)) == host
        await (operator if ours else municipalities)(scope, receive, send)

    return answer
