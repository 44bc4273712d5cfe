"""The whole website of a platform: public pages, the desk, and what they need of the platform."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from litestar import Litestar
from litestar.datastructures import State

from gehoor.bootstrap import Clock, Platform, compiled_of
from gehoor.services.municipality import Municipality
from gehoor.storage import sessions as stored
from gehoor.storage.scope import transaction
from gehoor.storage.sessions import Session
from gehoor.storage.tenant_state import State as TenantState
from gehoor.web import account, admin, api, desk, operator, public
from gehoor.web.app import WebDependencies, create_app
from gehoor.web.tenancy import Here, Host, TenantContext
from gehoor.web.theme import Theme


def create_site(platform: Platform) -> Litestar:
    """The application that serves all municipalities of a platform, each under its own host."""

    async def resolve(host: str) -> Host | None:
        known = await platform.places.of_host(host)
        return Host(slug=known.slug, open=known.state is TenantState.ACTIVE) if known else None

    @asynccontextmanager
    async def enter(slug: str) -> AsyncIterator[Here]:
        async with platform.places.entered(slug) as place:
            yield Here(tenant=context_of(place), place=place)

    site = create_app(
        WebDependencies(
            resolve=resolve,
            enter=enter,
            clock=platform.clock,
            secret=platform.secret,
            sessions=StoredSessions(platform.clock),
            https=platform.settings.https,
            log_requests=platform.settings.log_requests,
            compiled_pages=compiled_of(platform.settings) / "pages",
        ),
        [*public.HANDLERS, *desk.HANDLERS, *account.HANDLERS, *admin.HANDLERS, *api.HANDLERS],
        navigation=public.NAVIGATION,
        state=State({"platform": platform, "demo": platform.settings.demo}),
    )
    operator.beside(site, platform)
    return site


def context_of(place: Municipality) -> TenantContext:
    """What the pages need to know of a municipality."""
    theme = place.tenant.file.theme
    return TenantContext(
        slug=place.tenant.slug,
        name=place.tenant.title,
        language=place.current.language,
        theme=Theme(accent=theme.accent, decoration=theme.decoration),
        time_zone=place.current.time_zone,
        footer_links=public.FOOTER_LINKS,
    )


class StoredSessions:
    """Keeps sessions in the database of the municipality of the request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def create(self, session: Session) -> None:
        """Keep a new session, and forget those that have expired."""
        await stored.clear_expired_sessions(session.created_at)
        await stored.add_session(session)

    async def get(self, token_hash: str) -> Session | None:
        """The session with this hash."""
        return await stored.session(token_hash, self._clock())

    async def touch(self, token_hash: str, seen_at: datetime) -> None:
        """Note that the session was used."""
        if (found := await stored.session(token_hash, seen_at)) is not None:
            await stored.touch_session(token_hash, seen_at, found.expires_at)

    async def replace(self, token_hash: str, session: Session) -> None:
        """Keep the session under another token: both or neither."""
        async with transaction():
            # A session that was ended in the meantime does not come back to life.
            if await stored.session(token_hash, self._clock()) is not None:
                await stored.end_session(token_hash)
                await stored.add_session(session)

    async def delete(self, token_hash: str) -> None:
        """Forget the session."""
        await stored.end_session(token_hash)
