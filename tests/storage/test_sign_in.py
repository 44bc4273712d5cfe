"""What signing in keeps, on both databases: links and codes that count once, and attempts that are counted together."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from gehoor.errors import Refused
from gehoor.storage import attempts, ceremonies, credentials, invitations, people, provider_subjects, sessions
from gehoor.storage.attempts import Tried
from gehoor.storage.credentials import Kind
from gehoor.storage.invitations import Invitation
from gehoor.storage.scope import Store, transaction
from gehoor.storage.sessions import Session, Stage
from storage.made_up import AT

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)


def invitation(token: str, person: str = "p-1") -> Invitation:
    return Invitation(token_hash=token, person_id=person, made_by="p-9", made_at=AT, expires_at=AT + HOUR)


def session(token: str, handle: str, **more: object) -> Session:
    facts = {"person_id": "p-1", "created_at": AT, "seen_at": AT, "expires_at": AT + HOUR, "csrf": "csrf", **more}
    return Session(token_hash=token, handle=handle, **facts)  # type: ignore[arg-type]  # Facts of the right kind.


async def some_people() -> None:
    await people.add_account("p-1", "j.verzonnen", "J. Verzonnen", "", AT)
    await people.add_account("p-2", "k.verzonnen", "K. Verzonnen", "", AT)


async def test_an_invitation_is_used_once_also_when_many_try_at_once(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        async with transaction():
            await invitations.put(invitation("a"))
        used = await asyncio.gather(*[invitations.use("a", AT) for _ in range(5)])
        assert sorted(used, key=str) == [None] * 4 + ["p-1"]
        assert await invitations.open_by_token("a", AT) is None


async def test_a_newer_invitation_takes_the_place_of_an_older_one_of_the_same_person(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        async with transaction():
            for made in (invitation("a"), invitation("b", "p-2"), invitation("c")):
                await invitations.put(made)
        assert [await invitations.use(token, AT) for token in "abc"] == [None, "p-2", "p-1"]
        assert await invitations.use("a", AT) is None
        assert await invitations.open_of("p-1", AT) is None


async def test_an_expired_invitation_is_not_used(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        async with transaction():
            await invitations.put(invitation("a"))
        assert await invitations.use("a", AT + HOUR) is None
        assert await invitations.use("a", AT + HOUR - timedelta(seconds=1)) == "p-1"


async def test_a_second_factor_is_kept_and_counts_up_only(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        far = 2**32 - 1
        assert await credentials.add("p-1", Kind.TOTP, "telefoon", b"\0\1", AT, credential_id=None, counter=7)
        assert await credentials.add("p-1", Kind.PASSKEY, "laptop", b"\2", AT, credential_id="c-1", counter=far)
        assert not await credentials.add("p-2", Kind.PASSKEY, "laptop", b"\2", AT, credential_id="c-1", counter=0)
        app, passkey = await credentials.of("p-1")
        assert (app.kind, app.secret, app.counter, app.used_at) == (Kind.TOTP, b"\0\1", 7, None)
        assert passkey == await credentials.by_credential_id("c-1")
        assert passkey.counter == far
        advanced = await asyncio.gather(*[credentials.advance(app, 8, AT) for _ in range(4)])
        assert sorted(advanced) == [False] * 3 + [True]
        assert not await credentials.advance(app, 7, AT)
        await credentials.used(passkey, 3, AT)
        assert (await credentials.of("p-1"))[1].counter == 3


async def test_a_second_factor_is_taken_away_by_its_own_person_only(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        await credentials.add("p-1", Kind.TOTP, "telefoon", b"\0", AT, credential_id=None, counter=0)
        (app,) = await credentials.of("p-1")
        assert await credentials.remove("p-2", app.id) is None
        assert await credentials.remove("p-1", app.id) == app
        assert await credentials.of("p-1") == []


async def test_recovery_codes_are_replaced_as_a_set_and_used_once(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        async with transaction():
            await credentials.put_recovery_codes("p-1", ["a", "b"], AT)
            await credentials.put_recovery_codes("p-1", ["c", "d"], AT)
        assert not await credentials.use_recovery_code("p-1", "a")
        assert not await credentials.use_recovery_code("p-2", "c")
        used = await asyncio.gather(*[credentials.use_recovery_code("p-1", "c") for _ in range(3)])
        assert sorted(used) == [False, False, True]
        assert await credentials.recovery_codes_left("p-1") == 1


async def test_a_step_is_remembered_for_its_owner_until_it_is_taken_or_too_old(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await ceremonies.put("k", "oidc", b"\0\1", AT, AT + HOUR, owner="o")
        assert await ceremonies.look("k", "oidc", AT, owner="o") == b"\0\1"
        assert await ceremonies.take("k", "oidc", AT, owner="ander") is None
        assert await ceremonies.take("k", "passkey", AT, owner="o") is None
        assert await ceremonies.take("k", "oidc", AT + HOUR, owner="o") is None
        taken = await asyncio.gather(*[ceremonies.take("k", "oidc", AT, owner="o") for _ in range(3)])
        assert (taken.count(None), taken.count(b"\0\1")) == (2, 1)
        assert await ceremonies.look("k", "oidc", AT, owner="o") is None


async def test_attempts_at_once_are_counted_one_by_one(store: Store) -> None:
    async def one_more() -> int:
        async with store.tenant("zaltbommel"), transaction():
            tried = await attempts.lock("rule", "key", AT)
            await attempts.write("rule", "key", Tried(tried.times + 1, AT))
            return tried.times

    assert sorted(await asyncio.gather(*[one_more() for _ in range(8)])) == list(range(8))
    async with store.tenant("zaltbommel"):
        await attempts.give_back("rule", "key")
        async with transaction():
            assert await attempts.lock("rule", "key", AT) == Tried(7, AT)
        await attempts.forget("rule", "key")
        async with transaction():
            assert await attempts.lock("rule", "key", AT) == Tried(0, AT)


async def test_a_browser_is_known_for_the_people_who_signed_in_in_it(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        async with transaction():
            await attempts.put_device("d", "p-1", AT, AT - HOUR)
            await attempts.put_device("d", "p-1", AT + HOUR, AT)
            await attempts.put_device("d", "p-2", AT + HOUR, AT)
        assert await attempts.known_device("d", "p-1", AT + HOUR)
        assert not await attempts.known_device("d", "p-1", AT + 2 * HOUR)
        assert not await attempts.known_device("ander", "p-1", AT)
        await attempts.forget_devices("p-1")
        assert not await attempts.known_device("d", "p-1", AT)
        assert await attempts.is_device("d")


async def test_a_subject_at_a_provider_is_one_person(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        assert await provider_subjects.link("https://a.example", "s", "p-1", AT)
        assert not await provider_subjects.link("https://a.example", "s", "p-2", AT)
        assert await provider_subjects.link("https://b.example", "s", "p-2", AT)
        assert await provider_subjects.person_of("https://a.example", "s") == "p-1"
        await provider_subjects.unlink("p-1")
        assert await provider_subjects.person_of("https://a.example", "s") is None


async def test_sessions_are_listed_and_ended_by_their_handle(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        first = session("a", "h-1", stage=Stage.ENROLMENT, device="Firefox op Linux")
        await sessions.add_session(first)
        await sessions.add_session(session("b", "h-2", seen_at=AT + timedelta(minutes=1), proven_at=AT))
        await sessions.add_session(session("c", "h-3", person_id="p-2"))
        assert await sessions.session("a", AT) == first
        assert [one.handle for one in await sessions.sessions_of("p-1", AT)] == ["h-2", "h-1"]
        await sessions.end_session_by_handle("p-2", "h-1")
        assert await sessions.session("a", AT) == first
        await sessions.end_sessions_of("p-1", but="h-2")
        assert [one.handle for one in await sessions.sessions_of("p-1", AT)] == ["h-2"]
        assert await sessions.session("c", AT) is not None


async def test_a_shut_account_has_no_session_whatever_is_kept(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        await sessions.add_session(session("a", "h-1"))
        await people.set_enabled("p-1", False)
        assert await sessions.session("a", AT) is None
        account = await people.account("p-1")
        assert account is not None
        assert account.enabled is False
        await people.set_enabled("p-1", True)
        assert await sessions.session("a", AT) is not None


async def test_a_login_can_change_but_not_into_that_of_somebody_else(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        await people.set_login("p-1", " Nieuw.Verzonnen ", "N. Verzonnen")
        assert (await people.account_by_login("nieuw.verzonnen")) == await people.account("p-1")
        with pytest.raises(Refused, match="al van iemand anders"):
            await people.set_login("p-1", "K.Verzonnen", "N. Verzonnen")


async def test_with_an_account_goes_everything_of_signing_in(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        await sessions.add_session(session("a", "h-1"))
        await credentials.add("p-1", Kind.TOTP, "telefoon", b"\0", AT, credential_id=None, counter=0)
        async with transaction():
            await invitations.put(invitation("a"))
            await credentials.put_recovery_codes("p-1", ["a"], AT)
            await attempts.put_device("d", "p-1", AT, AT)
            assert await people.lock_account("p-1") is not None
        await people.remove_account("p-1")
        assert await credentials.of("p-1") == []
        assert await credentials.recovery_codes_left("p-1") == 0
        assert not await attempts.is_device("d")
        assert await invitations.use("a", AT) is None


async def test_nothing_of_signing_in_is_seen_by_another_tenant(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await some_people()
        await sessions.add_session(session("a", "h-1"))
        await ceremonies.put("k", "oidc", b"\0", AT, AT + HOUR)
        async with transaction():
            await invitations.put(invitation("a"))
    async with store.tenant("neerdam"):
        assert await sessions.session("a", AT) is None
        assert await ceremonies.take("k", "oidc", AT) is None
        assert await invitations.use("a", AT) is None
