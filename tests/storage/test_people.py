"""Parties, accounts, sessions and the access log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.errors import Refused
from gehoor.storage import access_log, people, sessions, tables
from gehoor.storage.scope import RuleBroken, Store
from gehoor.storage.sessions import Session
from storage.made_up import AT

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)


async def test_a_party_is_kept_by_role_and_can_be_corrected(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        party_id = await people.put_party("c-1", "complainant", "Null", email="null@example.org")
        assert await people.put_party("c-1", "complainant", "A. Null", phone="0600000000") == party_id
        await people.put_party("c-1", "accused", "B. Verzonnen", address="Markt 1")
        await people.put_party("c-2", "complainant", "Iemand Anders")
        complainant = await people.party_by_role("c-1", "complainant")
        assert complainant == people.Party(
            id=party_id, case_id="c-1", role="complainant", name="A. Null", phone="0600000000"
        )
        assert await people.party(party_id) == complainant
        assert [party.role for party in await people.parties_of("c-1")] == ["complainant", "accused"]


async def test_a_forgotten_party_is_gone_and_its_id_is_not_used_again(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        party_id = await people.put_party("c-1", "complainant", "A. Verzonnen")
        await people.forget_parties("c-1")
        assert await people.parties_of("c-1") == []
        assert await people.party(party_id) is None
        assert await people.put_party("c-2", "complainant", "C. Verzonnen") > party_id


async def test_an_account_is_found_by_its_login_whatever_the_capitals(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        added = await people.add_account("p-1", " J.Verzonnen ", "J. Verzonnen", "hash", AT)
        assert added.login == "j.verzonnen"
        assert await people.account_by_login("J.VERZONNEN") == added
        assert await people.account("p-1") == added
        await people.set_password("p-1", "other")
        changed = await people.account("p-1")
        assert changed is not None
        assert changed.password_hash == "other"
        assert await people.accounts() == [changed]


@pytest.mark.parametrize(("person", "login"), [("p-2", "J.Verzonnen"), ("p-1", "anders")])
async def test_a_second_account_for_a_person_or_a_login_is_refused(store: Store, person: str, login: str) -> None:
    async with store.tenant("zaltbommel"):
        await people.add_account("p-1", "j.verzonnen", "J. Verzonnen", "hash", AT)
        with pytest.raises(Refused, match="Er is al een account"):
            await people.add_account(person, login, "K. Verzonnen", "hash", AT)
        assert len(await people.accounts()) == 1


def a_session(token: str, person: str = "p-1") -> Session:
    return Session(
        token_hash=token, handle=token, person_id=person, created_at=AT, seen_at=AT, expires_at=AT + HOUR, csrf="csrf"
    )


async def test_a_session_lasts_until_it_expires(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await people.add_account("p-1", "j", "J. Verzonnen", "hash", AT)
        await sessions.add_session(a_session("t-1"))
        assert await sessions.session("t-1", AT) == a_session("t-1")
        assert await sessions.session("t-1", AT + HOUR) is None
        await sessions.touch_session("t-1", AT + HOUR / 2, AT + 2 * HOUR)
        touched = await sessions.session("t-1", AT + HOUR)
        assert touched is not None
        assert touched.seen_at == AT + HOUR / 2
        await sessions.clear_expired_sessions(AT + HOUR)
        assert await sessions.session("t-1", AT) is not None
        await sessions.clear_expired_sessions(AT + 2 * HOUR)
        assert await sessions.session("t-1", AT) is None


async def test_sessions_end_alone_together_or_with_the_account(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        for person in ("p-1", "p-2"):
            await people.add_account(person, person, "Iemand", "hash", AT)
        for token, person in (("t-1", "p-1"), ("t-2", "p-1"), ("t-3", "p-1"), ("t-4", "p-2")):
            await sessions.add_session(a_session(token, person))
        await sessions.end_session("t-1")
        assert await _live() == {"t-2", "t-3", "t-4"}
        await sessions.end_sessions_of("p-1")
        assert await _live() == {"t-4"}
        await people.remove_account("p-2")
        assert await _live() == set()


async def _live() -> set[str]:
    return {row["token_hash"] for row in await tables.Session.select(tables.Session.token_hash)}


async def test_the_access_log_only_grows(store: Store, kind: str) -> None:
    async with store.tenant("zaltbommel"):
        await access_log.log_access("p-1", "c-1", "case page", AT)
        await access_log.log_access("p-2", "c-1", "attachment 3", AT + HOUR)
        await access_log.log_access("p-2", "c-2", "case page", AT)
        replace = (
            "INSERT OR REPLACE INTO access_log SELECT id, at, 'p-9', case_id, what, why FROM access_log"
            if kind == "sqlite"
            else "INSERT INTO access_log SELECT * FROM access_log"
        )
        for statement in ("UPDATE access_log SET person_id = 'p-9'", "DELETE FROM access_log", replace):
            with pytest.raises(RuleBroken, match=r"access.log"):
                await tables.AccessLog.raw(statement)
        entries = await access_log.accesses_of("c-1")
        assert [(entry.person_id, entry.what, entry.at) for entry in entries] == [
            ("p-1", "case page", AT),
            ("p-2", "attachment 3", AT + HOUR),
        ]
