"""Who is signed in: a random token in a cookie, of which only the hash is kept."""

from __future__ import annotations

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
from gehoor.services.municipality import Municipality
from gehoor.services.tokens import hash_of, new_token
from gehoor.storage.sessions import Session, Stage
from gehoor.web.addresses import PUBLIC_FILES
from gehoor.web.cookies import CookieJar

COOKIE = "gehoor"
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=10)
#: A session is marked as used at most once in this time, so that reading pages does not mean writing each time.
TOUCH_EVERY = timedelta(minutes=1)
#: Whoever has given a password and no second factor yet has this long to do so.
HALFWAY_LIMIT = timedelta(minutes=15)

Clock = Callable[[], datetime]
Connection = ASGIConnection[Any, Any, Any, Any]


class SignInNeeded(GehoorError):
    """This page is for people who are signed in."""

    code = "sign_in_needed"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody comes in: how far, by what, and in which browser."""

    stage: Stage = Stage.FULL
    means: str = "password"
    device: str = ""


class SessionStore(Protocol):
    """Where sessions are kept, for the municipality of the running request."""

    async def create(self, session: Session) -> None:
        """Keep a new session."""

    async def get(self, token_hash: str) -> Session | None:
        """The session with this hash, whether alive or not."""

    async def touch(self, token_hash: str, seen_at: datetime) -> None:
        """Note that the session was used."""

    async def replace(self, token_hash: str, session: Session) -> None:
        """Keep a session under another token in the place of the one with this hash."""

    async def delete(self, token_hash: str) -> None:
        """Forget the session; nothing happens when there is none."""


def is_alive(session: Session, at: datetime) -> bool:
    """Whether neither the idle limit nor the absolute limit has been reached."""
    return at < session.expires_at and at - session.seen_at < IDLE_LIMIT


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
                state["session"] = await self._find(token, state.get("place"))
                if state["session"] is None:
                    state["session_ended"] = True
                    self._cookies.forget(scope, COOKIE)
        await next_app(scope, receive, send)

    async def _find(self, token: str, place: Municipality | None) -> Session | None:
        session = await self._store.get(hash_of(token))
        if session is None:
            return None
        now = self._clock()
        if not is_alive(session, now) or not _works_here(session.person_id, place):
            await self._store.delete(session.token_hash)
            return None
        if now - session.seen_at >= TOUCH_EVERY:
            await self._store.touch(session.token_hash, now)
        return session

    async def begin(self, connection: Connection, person_id: str, entry: Entry) -> Session:
        """Begin a session with a new token; one that was there already ends, so a planted token is worth nothing."""
        await self._drop(connection)
        now, token = self._clock(), new_token()
        full = entry.stage is Stage.FULL
        session = Session(
            token_hash=hash_of(token),
            person_id=person_id,
            handle=secrets.token_urlsafe(12),
            stage=entry.stage,
            means=entry.means,
            device=entry.device,
            created_at=now,
            seen_at=now,
            proven_at=now if full else None,
            expires_at=now + (ABSOLUTE_LIMIT if full else HALFWAY_LIMIT),
            csrf=new_token(),
        )
        await self._store.create(session)
        self._take(connection, session, token)
        return session

    async def step_up(self, connection: Connection, session: Session) -> Session:
        """The session after a second factor was shown, with everything open, under a new token."""
        now, token = self._clock(), new_token()
        risen = msgspec.structs.replace(
            session,
            token_hash=hash_of(token),
            stage=Stage.FULL,
            proven_at=now,
            seen_at=now,
            expires_at=session.created_at + ABSOLUTE_LIMIT,
            csrf=new_token(),
        )
        await self._store.replace(session.token_hash, risen)
        self._take(connection, risen, token)
        return risen

    def _take(self, connection: Connection, session: Session, token: str) -> None:
        connection.scope["state"]["session"] = session
        self._cookies.set(connection.scope, COOKIE, token)

    async def end(self, connection: Connection) -> None:
        """End the session here and in the browser."""
        await self._drop(connection)
        self._cookies.forget(connection.scope, COOKIE)

    async def _drop(self, connection: Connection) -> None:
        session = any_session_of(connection)
        if session is not None:
            await self._store.delete(session.token_hash)
            connection.scope["state"]["session"] = None


def any_session_of(connection: Connection) -> Session | None:
    """The session of this request, also of somebody who is halfway signing in."""
    session: Session | None = connection.scope["state"].get("session")
    return session


def session_of(connection: Connection) -> Session | None:
    """The session of this request, if somebody is signed in."""
    session = any_session_of(connection)
    return session if session is not None and session.stage is Stage.FULL else None


def session_required(connection: Connection) -> Session:
    """The session of this request; without one the person is sent to the page for signing in."""
    session = session_of(connection)
    if session is None:
        raise SignInNeeded("Meld u aan om deze pagina te zien.")
    return session


async def sign_in(connection: Connection, person_id: str, entry: Entry | None = None) -> Session:
    """Sign somebody in after what was shown has been checked; the new cookie goes out with the answer."""
    sessions: Sessions = connection.scope["state"]["sessions"]
    return await sessions.begin(connection, person_id, entry or Entry())


async def step_up(connection: Connection, session: Session) -> Session:
    """Open everything after a second factor has been checked; the token changes."""
    sessions: Sessions = connection.scope["state"]["sessions"]
    return await sessions.step_up(connection, session)


async def sign_out(connection: Connection) -> None:
    """Sign the person of this request out."""
    sessions: Sessions = connection.scope["state"]["sessions"]
    await sessions.end(connection)


def _works_here(person_id: str, place: Municipality | None) -> bool:
    """Whether this person is still on the staff: whoever is taken out of the settings is out at once."""
    return place is None or any(person.id == person_id for person in place.tenant.organisation.people)
