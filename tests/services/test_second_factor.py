"""Codes of an app and recovery codes: each counts once, and none is kept in a form that can be read."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pyotp
import pytest

from gehoor.bootstrap import Platform
from gehoor.errors import InvalidInput, NotFound, Refused
from gehoor.services import accounts, admin_log, recovery, second_factor, totp
from gehoor.services.municipality import Municipality
from gehoor.storage import sealing, tables_sign_in
from gehoor.storage.people import Account
from gehoor.storage.sessions import Stage
from standing_clock import Clock

pytestmark = pytest.mark.anyio

PERSON, SESSION = "noor", "handvat"


async def account_of(place: Municipality, clock: Clock) -> Account:
    return await accounts.ensure(place, PERSON, clock.now)


async def with_app(place: Municipality, clock: Clock, session: str = SESSION, *, first: bool = True) -> pyotp.TOTP:
    """The app of a phone on which somebody has just set up this account."""
    account = await account_of(place, clock)
    setup = await totp.setup(place, account, session, clock.now)
    app = pyotp.TOTP(setup.key.replace(" ", ""))
    await totp.confirm(account, session, app.at(clock.now), "telefoon", clock.now, first=first)
    return app


async def test_an_app_that_is_set_up_gives_codes_that_count_once(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        app = await with_app(place, clock)
        assert not await totp.accepts(PERSON, app.at(clock.now), clock.now), "it was used for setting up"
        clock.forward(seconds=60)
        code = app.at(clock.now)
        assert await totp.accepts(PERSON, f"{code[:3]} {code[3:]}", clock.now)
        assert not await totp.accepts(PERSON, code, clock.now)
        assert not await totp.accepts("pim", code, clock.now)


async def test_a_code_of_before_the_last_one_does_not_count_any_more(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        app = await with_app(place, clock)
        clock.forward(seconds=90)
        before = app.at(clock.now - timedelta(seconds=30))
        assert await totp.accepts(PERSON, app.at(clock.now), clock.now)
        assert not await totp.accepts(PERSON, before, clock.now)


@pytest.mark.parametrize(("seconds", "counts"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
async def test_clocks_may_differ_by_one_step(platform: Platform, clock: Clock, seconds: int, counts: bool) -> None:
    async with platform.at("zaltbommel") as place:
        app = await with_app(place, clock)
        clock.forward(minutes=10)
        assert await totp.accepts(PERSON, app.at(clock.now + timedelta(seconds=seconds)), clock.now) is counts


async def test_of_two_who_use_a_code_at_once_one_is_refused(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        app = await with_app(place, clock)
        clock.forward(minutes=1)
        code = app.at(clock.now)
        answers = await asyncio.gather(*[totp.accepts(PERSON, code, clock.now) for _ in range(5)])
    assert sorted(answers) == [False] * 4 + [True]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12345\u0663"])
async def test_what_is_no_code_is_refused(platform: Platform, clock: Clock, typed: str) -> None:
    async with platform.at("zaltbommel") as place:
        await with_app(place, clock)
        assert not await totp.accepts(PERSON, typed, clock.now)


async def test_the_key_stays_the_same_until_it_is_confirmed_and_is_kept_sealed(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        account = await account_of(place, clock)
        setup = await totp.setup(place, account, SESSION, clock.now)
        assert (await totp.setup(place, account, SESSION, clock.now)).key == setup.key
        assert (await totp.setup(place, account, "andere sessie", clock.now)).key != setup.key
        key = setup.key.replace(" ", "")
        with pytest.raises(InvalidInput, match="klopt niet"):
            await totp.confirm(account, SESSION, "000000", "telefoon", clock.now, first=True)
        assert await second_factor.of(PERSON) == []
        await totp.confirm(account, SESSION, pyotp.TOTP(key).at(clock.now), "telefoon", clock.now, first=True)
        (kept,) = await second_factor.of(PERSON)
        assert key.encode() not in kept.secret
        assert sealing.current().unseal(kept.secret, f"totp:{PERSON}") == key.encode()
        rows = [*await tables_sign_in.Ceremony.select(), *await tables_sign_in.Credential.select()]
        assert key not in repr(rows)
        assert key not in repr(await admin_log.newest())


async def test_a_setting_up_that_takes_too_long_begins_again(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        account = await account_of(place, clock)
        setup = await totp.setup(place, account, SESSION, clock.now)
        clock.now += totp.SETUP_TIME
        code = pyotp.TOTP(setup.key.replace(" ", "")).at(clock.now)
        with pytest.raises(NotFound, match="duurde te lang"):
            await totp.confirm(account, SESSION, code, "telefoon", clock.now, first=True)


async def test_the_picture_holds_the_same_key_as_the_text(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        setup = await totp.setup(place, await account_of(place, clock), SESSION, clock.now)
    assert setup.qr.startswith("<svg")
    assert "style=" not in setup.qr
    assert "viewBox" in setup.qr, "a picture that cannot be scaled is cut off, and then no app can read it"
    assert len(setup.key.replace(" ", "")) == 32


async def test_who_came_no_further_than_the_password_cannot_add_a_second_factor_next_to_another(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        await with_app(place, clock)
        with pytest.raises(Refused, match="intussen een tweede stap"):
            await with_app(place, clock, "sessie van een ander")
        await with_app(place, clock, "ander", first=False)
        assert len(await second_factor.of(PERSON)) == 2


async def test_how_far_a_password_brings_somebody(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        await account_of(place, clock)
        assert await second_factor.stage_after_password(PERSON, demo=False) is Stage.ENROLMENT
        assert await second_factor.stage_after_password(PERSON, demo=True) is Stage.FULL
        await with_app(place, clock)
        assert await second_factor.stage_after_password(PERSON, demo=False) is Stage.SECOND_FACTOR
        assert await second_factor.stage_after_password(PERSON, demo=True) is Stage.SECOND_FACTOR


async def test_the_last_second_factor_stays_and_that_of_another_is_out_of_reach(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        await with_app(place, clock)
        (only,) = await second_factor.of(PERSON)
        with pytest.raises(Refused, match="enige tweede stap"):
            await second_factor.remove(PERSON, only.id, clock.now, may_be_last=False)
        with pytest.raises(NotFound):
            await second_factor.remove("pim", only.id, clock.now, may_be_last=True)
        await with_app(place, clock, "ander", first=False)
        await second_factor.remove(PERSON, only.id, clock.now, may_be_last=False)
        assert [factor.id for factor in await second_factor.of(PERSON)] != [only.id]


async def test_ten_recovery_codes_each_count_once(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        await account_of(place, clock)
        await recovery.new_set(PERSON, SESSION, clock.now)
        codes = await recovery.shown(SESSION, clock.now)
        assert len(set(codes)) == recovery.CODES == await recovery.left(PERSON)
        assert await recovery.accepts(PERSON, f" {codes[3].lower()} ", clock.now)
        assert not await recovery.accepts(PERSON, codes[3], clock.now)
        assert not await recovery.accepts("pim", codes[4], clock.now)
        assert await recovery.accepts(PERSON, codes[4].replace("-", ""), clock.now)
        assert await recovery.left(PERSON) == recovery.CODES - 2
        assert not await recovery.accepts(PERSON, "", clock.now)


async def test_of_two_who_use_a_recovery_code_at_once_one_is_refused(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        await account_of(place, clock)
        await recovery.new_set(PERSON, SESSION, clock.now)
        code = (await recovery.shown(SESSION, clock.now))[0]
        answers = await asyncio.gather(*[recovery.accepts(PERSON, code, clock.now) for _ in range(5)])
    assert sorted(answers) == [False] * 4 + [True]


async def test_a_new_set_ends_the_old_one_and_is_shown_for_a_short_time_in_one_session(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        await account_of(place, clock)
        await recovery.new_set(PERSON, SESSION, clock.now)
        old = await recovery.shown(SESSION, clock.now)
        await recovery.new_set(PERSON, SESSION, clock.now)
        new = await recovery.shown(SESSION, clock.now)
        assert not set(old) & set(new)
        assert not await recovery.accepts(PERSON, old[0], clock.now)
        assert await recovery.shown("andere sessie", clock.now) == []
        rows = [*await tables_sign_in.RecoveryCode.select(), *await tables_sign_in.Ceremony.select()]
        assert new[0].replace("-", "") not in repr(rows)
        assert await recovery.shown(SESSION, clock.now + recovery.SHOWN) == []
        await recovery.are_kept(SESSION, clock.now)
        assert await recovery.shown(SESSION, clock.now) == []
        assert await recovery.accepts(PERSON, new[0], clock.now)
