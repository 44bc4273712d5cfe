"""Keeps the operators' sessions in the control tables; how long they last is as for everybody."""

from __future__ import annotations

from datetime import datetime

from gehoor.bootstrap import Clock
from gehoor.storage import operators as stored
from gehoor.storage.control import Control
from gehoor.storage.operators import OperatorSession
from gehoor.storage.sessions import Session
from gehoor.web.here import AnyRequest
from gehoor.web.rendering import Viewer
from gehoor.web.sessions import session_required


def operator_of(request: AnyRequest) -> str:
    """The operator who is signed in, whose name goes at the top of the page; others are sent to sign in."""
    login = session_required(request).person_id
    request.scope["state"]["viewer"] = Viewer(name=login, office="beheerder van het platform")
    return login


class OperatorSessions:
    """The sessions of operators, as `gehoor.web.sessions` asks for them."""

    def __init__(self, control: Control, clock: Clock) -> None:
        self._control, self._clock = control, clock

    async def create(self, session: Session) -> None:
        """Keep a new session."""
        await stored.add_session(self._control, _kept(session))

    async def get(self, token_hash: str) -> Session | None:
        """The session with this hash, of an operator who is still there."""
        found = await stored.session(self._control, token_hash, self._clock())
        return _read(found) if found else None

    async def touch(self, token_hash: str, seen_at: datetime) -> None:
        """Note that the session was used."""
        await stored.touch_session(self._control, token_hash, seen_at)

    async def replace(self, token_hash: str, session: Session) -> None:
        """Keep the session under another token: both or neither."""
        async with self._control.transaction():
            if await stored.session(self._control, token_hash, self._clock()) is not None:
                await stored.end_session(self._control, token_hash)
                await stored.add_session(self._control, _kept(session))

    async def delete(self, token_hash: str) -> None:
        """Forget the session."""
        await stored.end_session(self._control, token_hash)


def _kept(session: Session) -> OperatorSession:
    return OperatorSession(
        token_hash=session.token_hash,
        login=session.person_id,
        created_at=session.created_at,
        seen_at=session.seen_at,
        expires_at=session.expires_at,
        csrf=session.csrf,
    )


def _read(kept: OperatorSession) -> Session:
    return Session(
        token_hash=kept.token_hash,
        person_id=kept.login,
        # Operators have no page that lists sessions, so a session needs no name for one.
        handle="",
        created_at=kept.created_at,
        seen_at=kept.seen_at,
        proven_at=kept.created_at,
        expires_at=kept.expires_at,
        csrf=kept.csrf,
    )
