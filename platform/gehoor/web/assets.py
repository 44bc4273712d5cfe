"""The style sheet, the municipality's colours and its icon."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from litestar import Request, Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from gehoor.web.addresses import ICON, STATIC, THEME
from gehoor.web.tenancy import tenant_of
from gehoor.web.theme import Theme

_FOLDER = Path(__file__).parent / "static"
# The addresses carry a version, so a browser may keep the files for as long as it likes.
_KEEP = CacheControlHeader(public=True, max_age=31_536_000, immutable=True)
_KEEP_HEADERS = {"Cache-Control": _KEEP.to_header()}


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@lru_cache(maxsize=16)
def static_address(name: str) -> str:
    """The address of a static file, with its version."""
    return f"{STATIC}/{name}?v={_version((_FOLDER / name).read_bytes())}"


@lru_cache(maxsize=512)
def theme_address(theme: Theme) -> str:
    """The address of the colours, which changes with them."""
    return f"{THEME}?v={_version(theme.css().encode())}"


@lru_cache(maxsize=512)
def icon_address(theme: Theme) -> str:
    """The address of the icon, which changes with its colours."""
    return f"{ICON}?v={_version(theme.icon().encode())}"


@get(THEME, sync_to_thread=False)
def theme_css(request: Request[Any, Any, Any]) -> Response[str]:
    """The colours of the municipality."""
    return Response(tenant_of(request).theme.css(), media_type="text/css", headers=_KEEP_HEADERS)


@get(ICON, sync_to_thread=False)
def theme_icon(request: Request[Any, Any, Any]) -> Response[str]:
    """The icon of the municipality."""
    return Response(tenant_of(request).theme.icon(), media_type="image/svg+xml", headers=_KEEP_HEADERS)


def static_files() -> Router:
    """The files that are the same for every municipality."""
    return create_static_files_router(path=STATIC, directories=[_FOLDER], cache_control=_KEEP)
