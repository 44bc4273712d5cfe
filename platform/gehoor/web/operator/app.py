"""Builds the operator's application: the same layers around it as around the site, and no municipality within."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

from jinja2 import ChoiceLoader, DictLoader
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig
from litestar.types import ASGIApp, Receive, Scope, Send

from gehoor.bootstrap import Platform
from gehoor.web.assets import static_files, theme_css, theme_icon
from gehoor.web.cookies import CookieJar
from gehoor.web.csrf import FormProof, forms_must_be_ours
from gehoor.web.errors import LastResort, answer_error
from gehoor.web.form_reading import MEGABYTE, FormsClosed, read_form
from gehoor.web.operator import entrance, health, overview, work
from gehoor.web.operator.sessions import OperatorSessions
from gehoor.web.rendering import environment
from gehoor.web.request_log import RequestLog
from gehoor.web.security import SecurityHeaders
from gehoor.web.sessions import Sessions
from gehoor.web.tenancy import HEALTH_PATH, TenantContext, answer_plainly
from gehoor.web.theme import Theme

_PAGES = Path(__file__).parents[1] / "pages"
#: Pages that the site shares with this application, such as those about an error, stand here in another frame.
_INSTEAD = {
    "layout.html": "operator_layout.html",
    "layout_desk.html": "operator_layout.html",
    "error.html": "operator_error.html",
}
#: What the pages and the proof of a form need in the place of a municipality; no slug is written like this.
HERE = TenantContext(
    slug="(operator)",
    name="Gehoor",
    language="nl-NL",
    theme=Theme(accent="#2b3a55"),
    time_zone="Europe/Amsterdam",
)
HANDLERS = [*entrance.HANDLERS, *overview.HANDLERS, *work.HANDLERS, *health.HANDLERS]


class OperatorCookies(CookieJar):
    """Cookies under names of their own, so that none of a municipality is ever read here."""

    def name(self, name: str) -> str:
        """The full name of a cookie."""
        return super().name(f"{name}_beheer")


class NoMunicipality(ASGIMiddleware):
    """Gives each request what stands in the place of its municipality."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] != ScopeType.HTTP:
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        if scope["path"] == HEALTH_PATH:
            await answer_plainly(send, 200, "In orde.")
            return
        scope["state"]["tenant"] = HERE
        scope["state"]["place"] = None
        await next_app(scope, receive, send)


def create_operator_app(platform: Platform) -> Litestar:
    """The application that serves the operator's host."""
    templates = environment()
    own = DictLoader({name: (_PAGES / file).read_text(encoding="utf-8") for name, file in _INSTEAD.items()})
    templates.loader = ChoiceLoader([own, *([templates.loader] if templates.loader else [])])
    cookies = OperatorCookies(https=platform.settings.https)
    proof = FormProof(platform.secret, cookies)
    app = Litestar(
        [theme_css, theme_icon, static_files(), *HANDLERS],
        guards=[forms_must_be_ours(proof)],
        dependencies={"form": Provide(read_form)},
        exception_handlers={Exception: answer_error},
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(templates)),
        state=State({"form_proof": proof, "platform": platform, "demo": platform.settings.demo}),
        request_max_body_size=MEGABYTE,
        openapi_config=None,
        # Litestar would log addresses and the words of errors; `errors.log_unexpected` logs neither.
        logging_config=None,
    )
    around: list[ASGIMiddleware] = [
        RequestLog(each=platform.settings.log_requests),
        SecurityHeaders(https=platform.settings.https),
        LastResort(),
        NoMunicipality(),
        FormsClosed(),
        Sessions(OperatorSessions(platform.store.control, platform.clock), platform.clock, cookies),
    ]
    inner: ASGIApp = app.asgi_handler
    app.asgi_handler = reduce(lambda next_app, layer: layer(next_app), reversed(around), inner)
    return app
