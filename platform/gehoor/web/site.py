"""The whole website of a platform: public pages, the desk, and what they need of the platform."""

from __future__ import annotations

from datetime import datetime

from litestar import Litestar
from litestar.datastructures import State

from gehoor.bootstrap import Clock, Platform
from gehoor.storage import sessions as stored
from gehoor.web import desk, public
from gehoor.web.app import WebDependencies, create_app
from gehoor.web.sessions import Session
from gehoor.web.tenancy import TenantContext
from gehoor.web.theme import Theme


def create_site(platform: Platform) -> Litestar:
    """The application that serves all municipalities of a platform, each under its own host."""
    contexts = {
        slug: TenantContext(
            slug=slug,
            name=place.tenant.title,
            language=place.current.language,
            theme=Theme(accent=place.tenant.file.theme.accent, decoration=place.tenant.file.theme.decoration),
            time_zone=place.current.time_zone,
            footer_links=public.FOOTER_LINKS,
        )
        for slug, place in platform.municipalities.items()
    }

    async def resolve(host: str) -> TenantContext | None:
        slug = await platform.store.tenant_of_host(host)
        return contexts.get(slug) if slug else None

    return create_app(
        WebDependencies(
            resolve=resolve,
            enter=platform.store.tenant,
            clock=platform.clock,
            secret=platform.secret,
            sessions=StoredSessions(platform.clock),
            https=platform.settings.https,
        ),
        [*public.HANDLERS, *desk.HANDLERS],
        navigation=public.NAVIGATION,
        state=State({"platform": platform}),
    )


class StoredSessions:
    """Keeps sessions in the database of the municipality of the request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def create(self, session: Session) -> None:
        """Keep a new session, and forget those that have expired."""
        await stored.clear_expired_sessions(session.created_at)
        await stored.add_session(
            stored.Session(
                token_hash=session.token_hash,
                person_id=session.person_id,
                created_at=session.created_at,
                seen_at=session.seen_at,
                expires_at=session.expires_at,
                csrf=session.csrf,
            )
        )

    async def get(self, token_hash: str) -> Session | None:
        """The session with this hash."""
        found = await stored.session(token_hash, self._clock())
        return Session(**{name: getattr(found, name) for name in Session.__struct_fields__}) if found else None

    async def touch(self, token_hash: str, seen_at: datetime) -> None:
        """Note that the session was used."""
        if (found := await stored.session(token_hash, seen_at)) is not None:
            await stored.touch_session(token_hash, seen_at, found.expires_at)

    async def delete(self, token_hash: str) -> None:
        """Forget the session."""
        await stored.end_session(token_hash)
