"""The logins that last, known only by the hash of the token that the browser holds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from gehoor.storage import tables
from gehoor.storage.prepared import Prepared
from gehoor.storage.rows import columns, facts, first, moment


class Stage(StrEnum):
    """How far somebody has come with signing in."""

    #: Everything of the offices of this person is open.
    FULL = "full"
    #: The password was right; only the page that asks for the second factor is open.
    SECOND_FACTOR = "second_factor"
    #: The password was right and there is no second factor yet; only the pages to set one up are open.
    ENROLMENT = "enrolment"


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A login that lasts until it expires."""

    token_hash: str
    person_id: str
    #: Names the session on a page, where its token or hash never stands.
    handle: str
    stage: Stage = Stage.FULL
    #: How this person signed in: "password", "passkey" or "provider".
    means: str = "password"
    #: The browser in a few words, to recognise it by.
    device: str = ""
    created_at: datetime
    seen_at: datetime
    #: When a second factor was last shown.
    proven_at: datetime | None = None
    expires_at: datetime
    csrf: str


async def add_session(session: Session) -> None:
    """Begin a session; the person must have an account."""
    values = {**columns(session), "stage": session.stage.value}
    await tables.Session.insert(tables.Session(**values))


async def session(token_hash: str, at: datetime) -> Session | None:
    """The session of this token, unless it has expired by then or the account is shut."""
    return first(await _SESSION.run(token_hash, moment(at)), Session)


async def sessions_of(person_id: str, at: datetime) -> list[Session]:
    """The sessions of somebody that have not expired by then, the last used first."""
    table = tables.Session
    query = table.select().where((table.person_id == person_id) & (table.expires_at > moment(at)))
    return facts(await query.order_by(table.seen_at, ascending=False), Session)


async def touch_session(token_hash: str, seen_at: datetime, expires_at: datetime) -> None:
    """Write down when the session was last used and until when it now lasts."""
    table = tables.Session
    update = table.update({table.seen_at: moment(seen_at), table.expires_at: moment(expires_at)})
    await update.where(table.token_hash == token_hash)


async def end_session(token_hash: str) -> None:
    """End one session."""
    await tables.Session.delete().where(tables.Session.token_hash == token_hash)


async def end_session_by_handle(person_id: str, handle: str) -> None:
    """End one session of somebody, by the name it has on a page."""
    table = tables.Session
    await table.delete().where((table.person_id == person_id) & (table.handle == handle))


async def end_sessions_of(person_id: str, *, but: str = "") -> None:
    """End every session of somebody, for instance when the password changes; `but` is the handle of one that stays."""
    table = tables.Session
    await table.delete().where((table.person_id == person_id) & (table.handle != but))


async def clear_expired_sessions(at: datetime) -> None:
    """Remove the sessions that have expired by then."""
    await tables.Session.delete().where(tables.Session.expires_at <= moment(at))


_SESSION: Final = Prepared(
    2,
    lambda token_hash, at: tables.Session.raw(
        "SELECT session.* FROM session JOIN account ON account.person_id = session.person_id "
        "WHERE session.token_hash = {} AND session.expires_at > {} AND account.enabled",
        token_hash,
        at,
    ),
)
