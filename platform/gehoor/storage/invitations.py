"""Links with which somebody chooses a password: known by the hash of their token, and worth something once."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage import tables_sign_in as tables
from gehoor.storage.rows import columns, first, moment


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """A link for one person; whoever has used it cannot use it again."""

    token_hash: str
    person_id: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


async def put(invitation: Invitation) -> None:
    """Keep a new link; an earlier one of the same person that nobody used is worth nothing from now on."""
    await withdraw(invitation.person_id)
    await tables.Invitation.insert(tables.Invitation(**columns(invitation)))


async def open_by_token(token_hash: str, at: datetime) -> Invitation | None:
    """The invitation with this token, while it can be used."""
    table = tables.Invitation
    query = table.select().where((table.token_hash == token_hash) & (table.expires_at > moment(at)))
    return first(await query.where(table.used_at.is_null()), Invitation)


async def open_of(person_id: str, at: datetime) -> Invitation | None:
    """The invitation this person can use now, to show that there is one."""
    table = tables.Invitation
    query = table.select().where((table.person_id == person_id) & (table.expires_at > moment(at)))
    return first(await query.where(table.used_at.is_null()), Invitation)


async def use(token_hash: str, at: datetime) -> str | None:
    """Mark the link as used and say for whom it was; of two who do this at once, one gets nothing."""
    rows = await tables.Invitation.raw(
        "UPDATE invitation SET used_at = {} WHERE token_hash = {} AND used_at IS NULL AND expires_at > {} "
        "RETURNING person_id",
        moment(at), token_hash, moment(at),
    )  # fmt: skip
    return str(rows[0]["person_id"]) if rows else None


async def withdraw(person_id: str) -> None:
    """Take back the link of somebody who has not used it."""
    table = tables.Invitation
    await table.delete().where((table.person_id == person_id) & table.used_at.is_null())
