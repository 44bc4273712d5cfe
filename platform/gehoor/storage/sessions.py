"""The logins that last, known only by the hash of the token that the browser holds."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage import tables
from gehoor.storage.rows import columns, first, moment


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A login that lasts until it expires."""

    token_hash: str
    person_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    csrf: str


async def add_session(session: Session) -> None:
    """Begin a session; the person must have an account."""
    await tables.Session.insert(tables.Session(**columns(session)))


async def session(token_hash: str, at: datetime) -> Session | None:
    """The session of this token, unless it has expired by then."""
    table = tables.Session
    query = table.select().where((table.token_hash == token_hash) & (table.expires_at > moment(at)))
    return first(await query, Session)


async def touch_session(token_hash: str, seen_at: datetime, expires_at: datetime) -> None:
    """Write down when the session was last used and until when it now lasts."""
    table = tables.Session
    update = table.update({table.seen_at: moment(seen_at), table.expires_at: moment(expires_at)})
    await update.where(table.token_hash == token_hash)


async def end_session(token_hash: str) -> None:
    """End one session."""
    await tables.Session.delete().where(tables.Session.token_hash == token_hash)


async def end_sessions_of(person_id: str) -> None:
    """End every session of somebody, for instance when the password changes."""
    await tables.Session.delete().where(tables.Session.person_id == person_id)


async def clear_expired_sessions(at: datetime) -> None:
    """Remove the sessions that have expired by then."""
    await tables.Session.delete().where(tables.Session.expires_at <= moment(at))
