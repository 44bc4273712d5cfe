"""Keeps the operators of an installation in the control tables: their accounts and their sessions."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage.control import Control
from gehoor.storage.master_key import MasterKey
from gehoor.storage.rows import first, moment


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who keeps the installation running; `totp` is the key of the app, sealed with the master key."""

    login: str
    password_hash: str
    totp: bytes
    counter: int
    created_at: datetime


class OperatorSession(msgspec.Struct, frozen=True, kw_only=True):
    """A login that lasts until it expires, known only by the hash of its token."""

    token_hash: str
    login: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    csrf: str


def about(login: str) -> str:
    """What the key of an operator's app is sealed for; no tenant can have this name."""
    return f"operator:{login}"


async def add(control: Control, operator: Operator) -> bool:
    """Add an operator; no when there is one of this name already."""
    rows = await control.run(
        "INSERT INTO operator (login, password_hash, totp, counter, created_at) VALUES ({}, {}, {}, {}, {}) "
        "ON CONFLICT (login) DO NOTHING RETURNING login",
        *(operator.login, operator.password_hash, operator.totp, operator.counter, moment(operator.created_at)),
    )
    return bool(rows)


async def remove(control: Control, login: str) -> bool:
    """Take an operator away with every session; no when there is none of this name."""
    async with control.transaction():
        await control.run("DELETE FROM operator_session WHERE login = {}", login)
        rows = await control.run("DELETE FROM operator WHERE login = {} RETURNING login", login)
    return bool(rows)


async def of_login(control: Control, login: str) -> Operator | None:
    """The operator of this name."""
    return first(await control.run("SELECT * FROM operator WHERE login = {}", login), Operator)


async def logins(control: Control) -> list[str]:
    """The names of all operators."""
    return [str(row["login"]) for row in await control.run("SELECT login FROM operator ORDER BY login")]


async def advance(control: Control, login: str, counter: int) -> bool:
    """Note that a code of this later moment was accepted; no when that moment was used in the meantime."""
    rows = await control.run(
        "UPDATE operator SET counter = {} WHERE login = {} AND counter < {} RETURNING login", counter, login, counter
    )
    return bool(rows)


async def relock(control: Control, old: MasterKey, new: MasterKey) -> int:
    """Seal the keys of the apps with the new master key; gives how many it changed."""
    changed = 0
    for row in await control.run("SELECT login, totp FROM operator ORDER BY login"):
        login, sealed = str(row["login"]), bytes(row["totp"])
        if not new.locked(sealed):
            again = new.lock(old.unlock(sealed, about(login)), about(login))
            await control.run("UPDATE operator SET totp = {} WHERE login = {}", again, login)
            changed += 1
    return changed


async def add_session(control: Control, session: OperatorSession) -> None:
    """Begin a session, and forget those that have expired."""
    await control.run("DELETE FROM operator_session WHERE expires_at <= {}", moment(session.created_at))
    await control.run(
        "INSERT INTO operator_session (token_hash, login, created_at, seen_at, expires_at, csrf) "
        "VALUES ({}, {}, {}, {}, {}, {})",
        *(session.token_hash, session.login, moment(session.created_at), moment(session.seen_at)),
        *(moment(session.expires_at), session.csrf),
    )


async def session(control: Control, token_hash: str, at: datetime) -> OperatorSession | None:
    """The session of this token, unless it has expired by then or the operator is gone."""
    rows = await control.run(
        "SELECT operator_session.* FROM operator_session JOIN operator ON operator.login = operator_session.login "
        "WHERE token_hash = {} AND expires_at > {}",
        token_hash, moment(at),
    )  # fmt: skip
    return first(rows, OperatorSession)


async def touch_session(control: Control, token_hash: str, seen_at: datetime) -> None:
    """Write down when the session was last used."""
    await control.run("UPDATE operator_session SET seen_at = {} WHERE token_hash = {}", moment(seen_at), token_hash)


async def end_session(control: Control, token_hash: str) -> None:
    """End one session."""
    await control.run("DELETE FROM operator_session WHERE token_hash = {}", token_hash)
