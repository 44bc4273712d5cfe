"""Builds the web application from what it is given: nothing here opens a database or reads a clock."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path

import msgspec
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware import ASGIMiddleware
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig
from litestar.types import ASGIApp, ControllerRouterHandler

from gehoor.web.assets import static_files, theme_css, theme_icon
from gehoor.web.cookies import CookieJar
from gehoor.web.csrf import FormProof, forms_must_be_ours
from gehoor.web.errors import LastResort, answer_error
from gehoor.web.form_reading import BODY_LIMIT, FormsClosed, read_form
from gehoor.web.rendering import environment
from gehoor.web.request_log import RequestLog
from gehoor.web.security import SecurityHeaders
from gehoor.web.sessions import Clock, Sessions, SessionStore
from gehoor.web.tenancy import Enter, Resolve, Tenancy


class WebDependencies(msgspec.Struct, frozen=True, kw_only=True):
    """What the web layer needs from outside."""

    resolve: Resolve
    enter: Enter
    clock: Clock
    secret: bytes
    sessions: SessionStore
    #: Whether people reach us over https; it decides the names of cookies and whether they need it.
    https: bool
    #: Whether the log gets a line for each request.
    log_requests: bool = False
    #: Where pages are kept once they are translated.
    compiled_pages: Path | None = None


def create_app(
    dependencies: WebDependencies,
    handlers: Sequence[ControllerRouterHandler] = (),
    *,
    navigation: Sequence[tuple[str, str]] = (),
    more_pages: Sequence[Path] = (),
    state: State | None = None,
) -> Litestar:
    """The application: `navigation` holds titles and addresses for the bar on citizens' pages.

    A handler gets the posted form as its argument `form: PostedForm`.
    """
    templates = environment(more_pages, navigation, dependencies.compiled_pages)
    cookies = CookieJar(https=dependencies.https)
    proof = FormProof(dependencies.secret, cookies)
    app = Litestar(
        [theme_css, theme_icon, static_files(), *handlers],
        guards=[forms_must_be_ours(proof)],
        dependencies={"form": Provide(read_form)},
        exception_handlers={Exception: answer_error},
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(templates)),
        state=State({**(state.dict() if state else {}), "form_proof": proof}),
        request_max_body_size=BODY_LIMIT,
        openapi_config=None,
        # Litestar would log addresses and the words of errors; `errors.log_unexpected` logs neither.
        logging_config=None,
    )
    # Litestar calls its own middleware only for addresses that exist. These stand around the whole application,
    # the first one outermost, so that also an unknown address and a failure have their headers and their number.
    around: list[ASGIMiddleware] = [
        RequestLog(each=dependencies.log_requests),
        SecurityHeaders(https=dependencies.https),
        LastResort(),
        Tenancy(dependencies.resolve, dependencies.enter),
        FormsClosed(),
        Sessions(dependencies.sessions, dependencies.clock, cookies),
    ]
    inner: ASGIApp = app.asgi_handler
    app.asgi_handler = reduce(lambda next_app, layer: layer(next_app), reversed(around), inner)
    return app
