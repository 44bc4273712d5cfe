"""A fresh second factor before somebody is let in, starts over with a second step, or gets or loses an office."""

from __future__ import annotations

from typing import Final

from litestar.response import Redirect

from gehoor.services import second_factor
from gehoor.web.account.addresses import SECOND_STEP, with_next
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, now, platform_of
from gehoor.web.sessions import session_required

_TYPED: Final = (
    "Uw tweede stap is langer dan tien minuten geleden. Toon die eerst opnieuw. Wat u invulde, staat hieronder nog."
)
_AT_PROVIDER: Final = (
    "U meldde zich langer dan tien minuten geleden aan bij uw organisatie. Meld u af en weer aan, en doe dit dan"
    " opnieuw."
)


async def proof_first(request: AnyRequest, entry: Entry, field: str, back: str) -> Redirect | None:
    """Where to show a second factor when that was too long ago; for a button, with which nothing was typed.

    Whoever has none here, because the identity provider asks for it, gets a message at the field instead.
    """
    if not await _is_too_long_ago(request):
        return None
    if await second_factor.of(session_required(request).person_id):
        return Redirect(with_next(SECOND_STEP, back), status_code=303)
    entry.errors.add(field, _AT_PROVIDER)
    return None


async def require_proof(request: AnyRequest, entry: Entry, field: str, back: str) -> str:
    """Adds a message to the form when the second factor was too long ago; gives where to show it again.

    Nothing that was typed is lost: the form stays on the page, and the way to the second step stands beside it.
    """
    if not await _is_too_long_ago(request):
        return ""
    if await second_factor.of(session_required(request).person_id):
        entry.errors.add(field, _TYPED)
        return with_next(SECOND_STEP, back)
    entry.errors.add(field, _AT_PROVIDER)
    return ""


async def _is_too_long_ago(request: AnyRequest) -> bool:
    """Never in a demonstration, in which people have no second factor."""
    if platform_of(request).settings.demo:
        return False
    return not second_factor.is_recent(session_required(request).proven_at, now(request))
