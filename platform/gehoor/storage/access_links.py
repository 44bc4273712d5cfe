"""Links that open a case once for a short time, and the visits they opened."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage.rows import first, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_following import AccessLink


class Follower(msgspec.Struct, frozen=True):
    """Somebody outside who may see a case, and as whom."""

    case_id: str
    role: str


async def put(token_hash: str, follower: Follower | None, at: datetime, expires_at: datetime) -> None:
    """Keep a link by its hash; without a follower it opens nothing."""
    require_transaction()
    row = AccessLink(
        token_hash=token_hash,
        case_id=follower.case_id if follower else None,
        role=follower.role if follower else None,
        made_at=moment(at), expires_at=moment(expires_at), used_at=None, visit_hash=None, visit_until=None,
    )  # fmt: skip
    await AccessLink.insert(row)


async def use(token_hash: str, visit_hash: str, at: datetime, visit_until: datetime) -> Follower | None:
    """Turn a link into a visit; nothing when it is unknown, too old or used before.

    One statement, so that of two who use it at once only one gets in.
    """
    rows = await (
        AccessLink.update(
            {
                AccessLink.used_at: moment(at),
                AccessLink.visit_hash: visit_hash,
                AccessLink.visit_until: moment(visit_until),
            }
        )
        .where(
            (AccessLink.token_hash == token_hash)
            & AccessLink.used_at.is_null()
            & AccessLink.case_id.is_not_null()
            & (AccessLink.expires_at > moment(at))
        )
        .returning(AccessLink.case_id, AccessLink.role)
    )
    return first(rows, Follower)


async def visit(visit_hash: str, at: datetime) -> Follower | None:
    """Who is on this visit; nothing when it is over."""
    going_on = (AccessLink.visit_hash == visit_hash) & (AccessLink.visit_until > moment(at))
    return first(await AccessLink.select(AccessLink.case_id, AccessLink.role).where(going_on), Follower)


async def end_visit(visit_hash: str) -> None:
    """End a visit."""
    await AccessLink.delete().where(AccessLink.visit_hash == visit_hash)


async def end_all(follower: Follower) -> None:
    """End the links and visits of whoever has this role in the case."""
    require_transaction()
    await AccessLink.delete().where((AccessLink.case_id == follower.case_id) & (AccessLink.role == follower.role))


async def forget_before(at: datetime) -> None:
    """Forget links that ended before this moment, unless the visit they opened still goes on."""
    over = AccessLink.visit_until.is_null() | (AccessLink.visit_until < moment(at))
    await AccessLink.delete().where((AccessLink.expires_at <= moment(at)) & over)
