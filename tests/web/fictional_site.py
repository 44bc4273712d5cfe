"""A web application with two fictional municipalities and everything from outside replaced by memory."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from litestar import Litestar
from litestar.testing import TestClient
from litestar.types import ControllerRouterHandler

from gehoor.storage.sessions import Session
from gehoor.web.app import WebDependencies, create_app
from gehoor.web.tenancy import FooterLink, Here, Host, TenantContext
from gehoor.web.theme import Theme
from standing_clock import Clock

ZALTBOMMEL_HOST = "zaltbommel.localhost"
VOORBEELDSTAD_HOST = "voorbeeldstad.localhost"
CLOSED_HOST = "gesloten.localhost"
PAGES = Path(__file__).parent / "pages"
SECRET = b"a secret of at least thirty-two bytes"

TENANTS = {
    ZALTBOMMEL_HOST: TenantContext(
        slug="zaltbommel",
        name="Gemeente Zaltbommel",
        language="nl-NL",
        theme=Theme(accent="#1b4b8f", decoration="#c8102e"),
        time_zone="Europe/Amsterdam",
        footer_links=(
            FooterLink(title="Privacy", address="/privacy"),
            FooterLink(title="Toegankelijkheid", address="/toegankelijkheid"),
        ),
    ),
    VOORBEELDSTAD_HOST: TenantContext(
        slug="voorbeeldstad",
        name="Stad Voorbeeldstad",
        language="nl-BE",
        theme=Theme(accent="#17694a", decoration="#7fb539"),
        time_zone="Europe/Brussels",
        footer_links=(FooterLink(title="Privacy", address="/privacy"),),
    ),
}

current_tenant: ContextVar[str] = ContextVar("current_tenant", default="")


class MemorySessions:
    """A session store that remembers what was asked of it."""

    def __init__(self) -> None:
        self.rows: dict[str, Session] = {}
        self.touched = 0

    async def create(self, session: Session) -> None:
        self.rows[session.token_hash] = session

    async def get(self, token_hash: str) -> Session | None:
        return self.rows.get(token_hash)

    async def touch(self, token_hash: str, seen_at: datetime) -> None:
        self.touched += 1
        self.rows[token_hash] = msgspec.structs.replace(self.rows[token_hash], seen_at=seen_at)

    async def replace(self, token_hash: str, session: Session) -> None:
        if self.rows.pop(token_hash, None) is not None:
            self.rows[session.token_hash] = session

    async def delete(self, token_hash: str) -> None:
        self.rows.pop(token_hash, None)


class Site:
    """The application under test with the things around it that a test looks at."""

    def __init__(self, handlers: Sequence[ControllerRouterHandler] = (), *, https: bool = False) -> None:
        self.sessions = MemorySessions()
        self.clock = Clock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
        self.entered: list[str] = []
        self.left: list[str] = []
        dependencies = WebDependencies(
            resolve=self._resolve,
            enter=self._enter,
            clock=self.clock,
            secret=SECRET,
            sessions=self.sessions,
            https=https,
        )
        self.app: Litestar = create_app(
            dependencies,
            handlers,
            navigation=[("Een klacht indienen", "/stijl"), ("Uw klacht volgen", "/stijl/status")],
            more_pages=[PAGES],
        )

    async def _resolve(self, host: str) -> Host | None:
        if host == CLOSED_HOST:
            return Host(slug="gesloten", open=False)
        return Host(slug=TENANTS[host].slug) if host in TENANTS else None

    @asynccontextmanager
    async def _enter(self, slug: str) -> AsyncIterator[Here]:
        self.entered.append(slug)
        token = current_tenant.set(slug)
        try:
            yield Here(tenant=next(tenant for tenant in TENANTS.values() if tenant.slug == slug))
        finally:
            current_tenant.reset(token)
            self.left.append(slug)

    def client(self, host: str = ZALTBOMMEL_HOST, *, https: bool = False) -> TestClient[Litestar]:
        """A browser without pictures at one of the municipalities."""
        return TestClient(self.app, base_url=f"{'https' if https else 'http'}://{host}", raise_server_exceptions=False)


def hidden_token(html: str) -> str:
    """The token in the first form of a page."""
    found = re.search(r'name="_csrf" value="([^"]+)"', html)
    assert found, "the page has no form of ours"
    return found.group(1)
