"""An invitation works once, for a week, for one person; and passwords that are easy to guess are refused."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta

import pytest

from gehoor.bootstrap import Platform
from gehoor.errors import InvalidInput, NotAllowed, NotFound, Refused
from gehoor.services import accounts, admin_log, invitations, passwords
from gehoor.services.invitations import OVER, VALID
from gehoor.storage import people, sessions, tables_sign_in
from gehoor.storage.sessions import Session
from standing_clock import Clock

pytestmark = pytest.mark.anyio

GOOD = "fietsbel kamille drempel"


async def test_an_invitation_gives_a_password_once(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        token = await invitations.invite(place, "noor", "iris", clock.now)
        assert len(token) >= 43
        with pytest.raises(NotAllowed):
            await accounts.sign_in(place, "coordinator", "")
        account = await invitations.accept(place, token, GOOD, clock.now)
        assert account.person_id == "noor"
        assert (await accounts.sign_in(place, "coordinator", GOOD)).person_id == "noor"
        with pytest.raises(NotFound, match="werkt niet"):
            await invitations.accept(place, token, "een heel ander wachtwoord", clock.now)
        assert (await accounts.sign_in(place, "coordinator", GOOD)).person_id == "noor"


async def test_only_the_hash_of_the_link_is_kept(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        token = await invitations.invite(place, "noor", "iris", clock.now)
        (row,) = await tables_sign_in.Invitation.select()
        assert row["token_hash"] == hashlib.sha256(token.encode()).hexdigest()
        assert token not in repr(row)
        assert token not in repr(await admin_log.newest())


async def test_of_two_who_use_a_link_at_once_one_is_refused(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        token = await invitations.invite(place, "noor", "iris", clock.now)
        choices = (GOOD, "zonnebloem ladder tafelzout")
        answers = await asyncio.gather(
            *[invitations.accept(place, token, choice, clock.now) for choice in choices], return_exceptions=True
        )
        refused = [answer for answer in answers if isinstance(answer, NotFound)]
        assert len(refused) == 1
        won = choices[0 if refused[0] is answers[1] else 1]
        assert (await accounts.sign_in(place, "coordinator", won)).person_id == "noor"


async def test_a_link_ends_after_a_week_when_withdrawn_and_when_there_is_a_newer_one(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        first = await invitations.invite(place, "noor", "iris", clock.now)
        second = await invitations.invite(place, "noor", "iris", clock.now)
        answers = []
        for token, at in ((first, clock.now), (second, clock.now + VALID), ("nooit-gegeven", clock.now)):
            with pytest.raises(NotFound) as refused:
                await invitations.whose(place, token, at)
            answers.append(refused.value.message)
        assert answers == [OVER] * 3
        assert (await invitations.whose(place, second, clock.now + VALID - timedelta(seconds=1))).person_id == "noor"
        assert await invitations.open_invitation("noor", clock.now) is not None
        await invitations.withdraw("noor", "iris", clock.now)
        with pytest.raises(NotFound):
            await invitations.whose(place, second, clock.now)


async def test_a_new_password_by_link_ends_all_sessions_and_keeps_the_old_password_until_then(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        await accounts.set_password("noor", "coordinator", "Noor Verbeek", "het oude geheim hier", clock.now)
        await sessions.add_session(session("noor", clock))
        token = await invitations.invite(place, "noor", "iris", clock.now)
        assert (await accounts.sign_in(place, "coordinator", "het oude geheim hier")).person_id == "noor"
        assert len(await sessions.sessions_of("noor", clock.now)) == 1
        await invitations.accept(place, token, GOOD, clock.now)
        assert await sessions.sessions_of("noor", clock.now) == []
        with pytest.raises(NotAllowed):
            await accounts.sign_in(place, "coordinator", "het oude geheim hier")


async def test_nobody_from_outside_and_nobody_who_is_shut_out_is_invited(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        with pytest.raises(NotFound, match="'niemand' staat niet bij de medewerkers"):
            await invitations.invite(place, "niemand", "iris", clock.now)
        token = await invitations.invite(place, "noor", "iris", clock.now)
        await accounts.disable("noor", "iris", clock.now)
        with pytest.raises(Refused, match="staat uit"):
            await invitations.invite(place, "noor", "iris", clock.now)
        await accounts.enable("noor", "iris", clock.now)
        with pytest.raises(NotFound):
            await invitations.whose(place, token, clock.now)


async def test_a_link_of_one_municipality_is_none_in_another(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        token = await invitations.invite(place, "noor", "iris", clock.now)
    async with platform.at("voorbeeldstad") as place:
        with pytest.raises(NotFound):
            await invitations.whose(place, token, clock.now)


@pytest.mark.parametrize(
    "password",
    [
        *("te kort", "elf tekens1", "wachtwoord123", "Wachtwoord 2026!", "welkom welkom", "Welkom01Welkom"),
        *("1234567890123", "qwertyuiop123", "aaaaaaaaaaaaa", "abababababab", "noorverbeek2026", "Coordinator123!"),
        *("zaltbommel2026", "Gemeente Zaltbommel", "abcdefghijklmnop", "September2026!"),
    ],
)
async def test_a_password_that_is_easy_to_guess_is_refused_and_the_link_stays_good(
    platform: Platform, clock: Clock, password: str
) -> None:
    async with platform.at("zaltbommel") as place:
        token = await invitations.invite(place, "noor", "iris", clock.now)
        with pytest.raises(InvalidInput):
            await invitations.accept(place, token, password, clock.now)
        assert (await invitations.whose(place, token, clock.now)).person_id == "noor"


@pytest.mark.parametrize(
    "password",
    [
        *("fietsbel kamille drempel", "correcthorsebattery", "849302847561", "noor houdt van groene thee"),
        *("Xk9#vQ2$mL7p", "onze kat slaapt op de winterjas", "éénhoornwolkje"),
    ],
)
def test_a_good_password_needs_no_capitals_digits_or_signs(password: str) -> None:
    passwords.check_choice(password, ("Noor Verbeek", "coordinator", "Gemeente Zaltbommel"))


async def test_an_old_kind_of_hash_is_replaced_when_somebody_signs_in(platform: Platform, clock: Clock) -> None:
    from argon2 import PasswordHasher

    async with platform.at("zaltbommel") as place:
        await accounts.set_password("noor", "coordinator", "Noor Verbeek", GOOD, clock.now)
        weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD)
        await people.set_password("noor", weak)
        await accounts.sign_in(place, "coordinator", GOOD)
        account = await people.account("noor")
        assert account is not None
        assert "m=19456,t=2,p=1" in account.password_hash
        assert (await accounts.sign_in(place, "coordinator", GOOD)).person_id == "noor"


async def test_shutting_an_account_ends_its_sessions_at_once(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        await accounts.set_password("noor", "coordinator", "Noor Verbeek", GOOD, clock.now)
        await sessions.add_session(session("noor", clock))
        await accounts.disable("noor", "iris", clock.now)
        assert await sessions.sessions_of("noor", clock.now) == []
        # A session that was begun at the very moment of the shutting is none either.
        await sessions.add_session(session("noor", clock))
        assert await sessions.session("token", clock.now) is None
        with pytest.raises(NotAllowed, match="klopt niet"):
            await accounts.sign_in(place, "coordinator", GOOD)
        await accounts.enable("noor", "iris", clock.now)
        assert (await accounts.sign_in(place, "coordinator", GOOD)).person_id == "noor"
        await accounts.remove("noor", "iris", clock.now)
        assert await sessions.session("token", clock.now) is None


async def test_everything_that_happens_to_an_account_is_on_the_admin_log(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        before = {entry.id for entry in await admin_log.entries()}
        token = await invitations.invite(place, "noor", "iris", clock.now)
        await invitations.accept(place, token, GOOD, clock.now)
        await accounts.change_password(place, "noor", GOOD, "zonnebloem ladder tafelzout", clock.now)
        await accounts.disable("noor", "iris", clock.now)
        await accounts.enable("noor", "iris", clock.now)
        await accounts.start_over("noor", "iris", clock.now)
        await accounts.remove("noor", "iris", clock.now)
        written = [entry for entry in await admin_log.entries() if entry.id not in before]
    assert [(entry.person_id, entry.action) for entry in written] == [
        ("iris", "invitation_made"),
        ("noor", "password_chosen"),
        ("noor", "password_changed"),
        ("iris", "account_disabled"),
        ("iris", "account_enabled"),
        ("iris", "second_factor_reset"),
        ("iris", "account_removed"),
    ]
    assert {entry.subject for entry in written} == {"account:noor"}
    assert "Verbeek" not in repr(written)


def session(person: str, clock: Clock) -> Session:
    return Session(
        token_hash="token", person_id=person, handle="handvat", created_at=clock.now, seen_at=clock.now,
        expires_at=clock.now + timedelta(hours=10), csrf="csrf",
    )  # fmt: skip
