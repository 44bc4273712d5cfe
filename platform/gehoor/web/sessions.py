"""Who is signed in: a random token in a cookie, of which only the hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from gehoor.errors import GehoorError
from gehoor.web.addresses import PUBLIC_FILES
from gehoor.web.cookies import CookieJar

COOKIE = "gehoor"
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=10)
#: A session is marked as used at most once in this time, so that reading pages does not mean writing each time.
TOUCH_EVERY = timedelta(minutes=1)

Clock = Callable[[], datetime]
Connection = ASGIConnection[Any, Any, Any, Any]


class SignInNeeded(GehoorError):
    """This page is for people who are signed in."""

    code = "sign_in_needed"


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table `session`: whoever holds the token of this hash is this person."""

    token_hash: str
    person_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    #: What the hidden field in this session's forms is made from.
    csrf: str

    def is_alive(self, at: datetime) -> bool:
        """Whether neither the idle limit nor the absolute limit has been reached."""
        return at < self.expires_at and at - self.seen_at < IDLE_LIMIT


class SessionStore(Protocol):
    """Where sessions are kept, for the municipality of the running request."""

    async def create(self, session: Session) -> None:
        """Keep a new session."""

    async def get(self, token_hash: str) -> Session | None:
        """The session with this hash, whether alive or not."""

    async def touch(self, token_hash: str, seen_at: datetime) -> None:
        """Note that the session was used."""

    async def delete(self, token_hash: str) -> None:
        """Forget the session; nothing happens when there is none."""


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions(ASGIMiddleware):
    """Finds the session of each request, and begins and ends sessions for the handlers."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, store: SessionStore, clock: Clock, cookies: CookieJar) -> None:
        self._store = store
        self._clock = clock
        self._cookies = cookies

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        state = scope["state"]
        state["sessions"] = self
        state["session"] = None
        state["session_ended"] = False
        if not scope["path"].startswith(PUBLIC_FILES):
            token = ASGIConnection[Any, Any, Any, Any](scope).cookies.get(self._cookies.name(COOKIE))
            if token:
                state["session"] = await self._find(token)
                if state["session"] is None:
                    state["session_ended"] = True
                    self._cookies.forget(scope, COOKIE)
        await next_app(scope, receive, send)

    async def _find(self, token: str) -> Session | None:
        session = await self._store.get(hash_of(token))
        if session is None:
            return None
        now = self._clock()
        if not session.is_alive(now):
            await self._store.delete(session.token_hash)
            return None
        if now - session.seen_at >= TOUCH_EVERY:
            await self._store.touch(session.token_hash, now)
        return session

    async def begin(self, connection: Connection, person_id: str) -> Session:
        """Begin a session with a new token; one that was there already ends, so a planted token is worth nothing."""
        await self._drop(connection)
        token = secrets.token_urlsafe(32)
        now = self._clock()
        session = Session(
            token_hash=hash_of(token),
            person_id=person_id,
            created_at=now,
            seen_at=now,
            expires_at=now + ABSOLUTE_LIMIT,
            csrf=secrets.token_urlsafe(32),
        )
        await self._store.create(session)
        connection.scope["state"]["session"] = session
        self._cookies.set(connection.scope, COOKIE, token)
        return session

    async def end(self, connection: Connection) -> None:
        """End the session here and in the browser."""
        await self._drop(connection)
        self._cookies.forget(connection.scope, COOKIE)

    async def _drop(self, connection: Connection) -> None:
        session = session_of(connection)
        if session is not None:
            await self._store.delete(session.token_hash)
            connection.scope["state"]["session"] = None


def session_of(connection: Connection) -> Session | None:
    """The session of this request, if somebody is signed in."""
    session: Session | None = connection.scope["state"].get("session")
    return session


def session_required(connection: Connection) -> Session:
    """The session of this request; without one the person is sent to the page for signing in."""
    session = session_of(connection)
    if session is None:
        raise SignInNeeded("Meld u aan om deze pagina te zien.")
    return session


async def sign_in(connection: Connection, person_id: str) -> Session:
    """Sign somebody in after the password has been checked; the new cookie goes out with the answer."""
    sessions: Sessions = connection.scope["state"]["sessions"]
    return await sessions.begin(connection, person_id)


async def sign_out(connection: Connection) -> None:
    """Sign the person of this request out."""
    sessions: Sessions = connection.scope["state"]["sessions"]
    await sessions.end(connection)
