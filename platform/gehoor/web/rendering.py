"""Turns a template and what a handler found into a page of this municipality."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request
from litestar.response import Template

from gehoor.domain.calendar import written
from gehoor.letters.compiled import CompiledTemplates
from gehoor.web import addresses, uploads
from gehoor.web.assets import icon_address, static_address, theme_address
from gehoor.web.csrf import FormProof
from gehoor.web.forms import counted
from gehoor.web.sessions import session_of
from gehoor.web.tenancy import TenantContext, tenant_of

_PAGES = Path(__file__).parent / "pages"


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, as the top of a desk page shows it; the desk's handlers put it in `request.state.viewer`."""

    name: str
    office: str


def environment(
    more_pages: Sequence[Path] = (), navigation: Sequence[tuple[str, str]] = (), compiled: Path | None = None
) -> Environment:
    """The templates. A name that a template uses and nobody gave is an error and never an empty place.

    `compiled` is the folder in which they are kept once they are translated, for the next start.
    """
    templates = Environment(
        loader=FileSystemLoader([_PAGES, *more_pages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(compiled) if compiled is not None else None,
    )
    templates.filters["datum"] = written
    templates.filters["getal"] = counted
    templates.globals.update(
        addresses=addresses,
        navigation=navigation,
        stylesheet=static_address("gehoor.css"),
        desk_stylesheet=static_address("desk.css"),
        accepted_files=uploads.ACCEPT,
        accepted_kinds=uploads.KINDS_IN_WORDS,
    )
    return templates


def page(request: Request[Any, Any, Any], template: str, *, status: int = 200, **context: Any) -> Template:
    """The answer to a request: a template with what every page needs and what this one gives."""
    tenant = tenant_of(request)
    state = request.scope["state"]
    proof: FormProof = request.app.state.form_proof

    def moment(at: datetime) -> str:
        return in_local_time(at, tenant)

    shared = {
        "tenant": tenant,
        "viewer": state.get("viewer"),
        "session": session_of(request),
        "nonce": state["nonce"],
        "demo": request.app.state.get("demo", False),
        "path": request.scope["path"],
        "csrf_field": lambda: proof.field(request),
        "moment": moment,
        "theme_address": theme_address(tenant.theme),
        "icon_address": icon_address(tenant.theme),
    }
    return Template(template, context={**shared, **context}, status_code=status, media_type="text/html")


def in_local_time(at: datetime, tenant: TenantContext) -> str:
    """A moment on the municipality's clock: "maandag 4 januari 2027 om 9.05 uur"."""
    local = at.astimezone(ZoneInfo(tenant.time_zone))
    return f"{written(local.date())} om {local.hour}.{local.minute:02d} uur"
