"""Who follows a complaint from outside: with an access code, or with a link that comes by mail."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from gehoor.services import attempts, intake, mail
from gehoor.services.attempts import Counter, Rule
from gehoor.services.municipality import Municipality
from gehoor.services.tokens import hash_of, new_token
from gehoor.storage import access_links, cases, people, representatives
from gehoor.storage.access_links import Follower
from gehoor.storage.people import Party
from gehoor.storage.representatives import REPRESENTATIVE
from gehoor.storage.scope import transaction

COMPLAINANT: Final = "complainant"
LINK_VALID: Final = timedelta(minutes=30)
#: A browser forgets a visit when it closes; this is for one that stays open.
VISIT_VALID: Final = timedelta(hours=8)
_KEPT: Final = timedelta(days=1)
#: How often somebody may ask for a link from one address, right or wrong.
ASKING: Final = Rule(name="access_link", free=10, right_forgets=False)
#: Mails about one case to one person within an hour; more only fill a mailbox.
MAILS: Final = Rule(
    name="access_link_mail",
    free=3,
    window=timedelta(hours=1),
    first_wait=timedelta(hours=1),
    longest_wait=timedelta(hours=1),
    right_forgets=False,
)


async def of_code(code: str) -> Follower | None:
    """Whose access code this is; spaces, hyphens and lower case make no difference."""
    hashed = intake.access_hash_of(code)
    row = await cases.by_access_hash(hashed)
    if row is not None:
        return Follower(row.case_id, COMPLAINANT)
    party = await representatives.by_access_hash(hashed)
    return Follower(party.case_id, REPRESENTATIVE) if party is not None else None


async def may_ask(secret: bytes, caller: str, at: datetime) -> timedelta:
    """Counts that somebody asks for a link; gives how long to wait instead, when that happened too often."""
    return await attempts.begin(secret, [Counter(rule=ASKING, what=(caller,))], at)


async def ask_link(
    place: Municipality, secret: bytes, site: str, path: str, reference: str, address: str, at: datetime
) -> None:
    """Mails a link to whoever follows the case with this reference, where the address is the one that is known.

    Whatever is true, the same is looked up and the same is written, so that nobody outside can tell.
    """
    row = await cases.by_reference(reference.strip().upper())
    known = await people.parties_of(row.case_id if row is not None else "")
    follower = _whose(address, known)
    counted = (follower.case_id, follower.role) if follower else ("", reference.upper(), address.lower())
    wait = await attempts.begin(secret, [Counter(rule=MAILS, what=counted)], at)
    if wait:
        follower = None
    token, until = new_token(), at + LINK_VALID
    async with transaction():
        await access_links.forget_before(at - _KEPT)
        await access_links.put(hash_of(token), follower, at, until)
        await mail.link(place, address, f"{site}{path}/{token}", follower, at, until)


async def open_link(token: str, at: datetime) -> str | None:
    """Uses a link, once; gives the token of the visit it opens."""
    visit = new_token()
    follower = await access_links.use(hash_of(token), hash_of(visit), at, at + VISIT_VALID)
    return visit if follower is not None else None


async def of_visit(visit: str, at: datetime) -> Follower | None:
    """Who is on this visit."""
    return await access_links.visit(hash_of(visit), at)


async def leave(visit: str) -> None:
    """Ends a visit."""
    await access_links.end_visit(hash_of(visit))


async def new_code(follower: Follower) -> str:
    """Another access code; the old one, and every link and visit of this person, end at once."""
    code = intake.new_access_code()
    hashed = intake.access_hash_of(code)
    async with transaction():
        await access_links.end_all(follower)
        if follower.role == REPRESENTATIVE:
            await representatives.set_access_hash(follower.case_id, hashed)
        else:
            await cases.set_access_hash(follower.case_id, hashed)
    return code


def _whose(address: str, parties: Sequence[Party]) -> Follower | None:
    """Whose address this is: the complainant's, or that of a representative who may follow the case."""
    by_role = {party.role: party for party in parties}
    found = None
    for role in (COMPLAINANT, REPRESENTATIVE):
        party = by_role.get(role)
        same = _same(address, (party.email if party else None) or "")
        follows = party is not None and (role == COMPLAINANT or party.access_hash is not None)
        if same and follows and party is not None and found is None:
            found = Follower(party.case_id, role)
    return found


def _same(one: str, other: str) -> bool:
    """Compared in equal time; an empty address is nobody's."""
    plain = [each.strip().casefold().encode() for each in (one, other)]
    return hmac.compare_digest(*plain) and bool(plain[0])
