"""Whoever keeps guessing waits longer and longer, whoever made a mistake hardly waits, and nobody is locked out."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from gehoor.bootstrap import Platform
from gehoor.services import accounts, attempts
from gehoor.services.attempts import ACCESS_CODE, SIGN_IN, Counter, sign_in_counters
from gehoor.storage import tables_sign_in
from standing_clock import Clock

pytestmark = pytest.mark.anyio

NONE = timedelta()
SECRET = b"a secret of at least thirty-two bytes"


async def tries(amount: int, counters: list[Counter], clock: Clock) -> list[timedelta]:
    return [await attempts.begin(SECRET, counters, clock.now) for _ in range(amount)]


async def test_the_first_mistakes_cost_nothing_and_then_the_wait_doubles(platform: Platform, clock: Clock) -> None:
    counters = sign_in_counters("noor", "plaats", "")
    async with platform.at("zaltbommel"):
        assert await tries(SIGN_IN.free, counters, clock) == [NONE] * SIGN_IN.free
        waits = []
        for _ in range(7):
            (wait,) = await tries(1, counters, clock)
            waits.append(wait)
            clock.now += wait
            assert await tries(1, counters, clock) == [NONE]
    assert waits[:3] == [SIGN_IN.first_wait, SIGN_IN.first_wait * 2, SIGN_IN.first_wait * 4]
    assert max(waits) == SIGN_IN.longest_wait


async def test_mistakes_are_forgotten_after_a_quiet_time_and_after_something_right(
    platform: Platform, clock: Clock
) -> None:
    counters = sign_in_counters("noor", "plaats", "")
    async with platform.at("zaltbommel"):
        await tries(SIGN_IN.free, counters, clock)
        clock.now += SIGN_IN.window
        assert await tries(SIGN_IN.free, counters, clock) == [NONE] * SIGN_IN.free
        await attempts.right(SECRET, counters)
        assert await tries(1, counters, clock) == [NONE]


async def test_many_at_once_gain_nothing(platform: Platform, clock: Clock) -> None:
    counters = sign_in_counters("noor", "plaats", "")
    async with platform.at("zaltbommel"):
        waits = await asyncio.gather(*[attempts.begin(SECRET, counters, clock.now) for _ in range(20)])
    assert waits.count(NONE) == SIGN_IN.free


async def test_mistakes_from_many_addresses_slow_unknown_browsers_and_not_the_one_that_is_known(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel"):
        for number in range(attempts.SIGN_IN_ANYWHERE.free):
            assert await tries(1, sign_in_counters("noor", f"plaats {number}", ""), clock) == [NONE]
        (stranger,) = await tries(1, sign_in_counters("noor", "nog een plaats", ""), clock)
        (known,) = await tries(1, sign_in_counters("noor", "plaats 1", "token van de browser"), clock)
        (colleague,) = await tries(1, sign_in_counters("pim", "plaats 1", ""), clock)
    assert stranger > NONE
    assert known == colleague == NONE


async def test_a_known_browser_has_a_budget_of_its_own(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel"):
        waits = await tries(SIGN_IN.free + 1, sign_in_counters("noor", "plaats", "token"), clock)
        assert waits[-1] > NONE
        assert await tries(1, sign_in_counters("noor", "plaats", "andere token"), clock) == [NONE]


async def test_one_address_cannot_try_a_password_on_everybody(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel"):
        for number in range(attempts.SIGN_IN_ADDRESS.free):
            assert await tries(1, sign_in_counters(f"naam {number}", "plaats", ""), clock) == [NONE]
        (wait,) = await tries(1, sign_in_counters("een naam", "plaats", ""), clock)
        assert wait == attempts.SIGN_IN_ADDRESS.window
        assert await tries(1, sign_in_counters("een naam", "elders", ""), clock) == [NONE]


async def test_signing_in_oneself_does_not_clear_what_an_address_tried_on_others(
    platform: Platform, clock: Clock
) -> None:
    own = sign_in_counters("eigen naam", "plaats", "")
    async with platform.at("zaltbommel"):
        for number in range(attempts.SIGN_IN_ADDRESS.free - 1):
            await tries(1, sign_in_counters(f"naam {number}", "plaats", ""), clock)
        assert await tries(1, own, clock) == [NONE]
        await attempts.right(SECRET, own)
        assert await tries(1, sign_in_counters("nog een", "plaats", ""), clock) == [NONE]
        assert (await tries(1, sign_in_counters("en nog een", "plaats", ""), clock))[0] > NONE


async def test_a_busy_town_hall_is_never_kept_out_by_what_it_did_right(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel"):
        for number in range(3 * attempts.SIGN_IN_ADDRESS.free):
            counters = sign_in_counters(f"naam {number}", "stadhuis", "")
            assert await tries(1, counters, clock) == [NONE]
            await attempts.right(SECRET, counters)
        shared = [Counter(rule=attempts.OPENING, what=("stadhuis",))]
        for _ in range(3 * attempts.OPENING.free):
            clock.forward(seconds=20)
            assert await tries(1, shared, clock) == [NONE]


async def test_what_is_counted_holds_no_name_and_no_address(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel"):
        await tries(1, sign_in_counters("noor.verbeek", "192.0.2.7", ""), clock)
        rows = await tables_sign_in.Attempt.select()
    assert len(rows) == 3
    assert "noor" not in repr(rows)
    assert "192.0.2.7" not in repr(rows)


async def test_one_municipality_does_not_count_for_another(platform: Platform, clock: Clock) -> None:
    counters = sign_in_counters("noor", "plaats", "")
    async with platform.at("zaltbommel"):
        await tries(SIGN_IN.free, counters, clock)
    async with platform.at("voorbeeldstad"):
        assert await tries(1, counters, clock) == [NONE]


async def test_a_browser_token_that_was_never_given_out_is_not_taken_over(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        await accounts.ensure(place, "noor", clock.now)
        given = await attempts.remember("gekozen-door-een-ander", "noor", clock.now)
        assert given != "gekozen-door-een-ander"
        assert not await attempts.is_known("gekozen-door-een-ander", "noor", clock.now)
        assert await attempts.is_known(given, "noor", clock.now)
        assert not await attempts.is_known(given, "pim", clock.now)
        assert await attempts.remember(given, "noor", clock.now) == given
        clock.now += attempts.DEVICE_KEPT + timedelta(seconds=1)
        assert not await attempts.is_known(given, "noor", clock.now)


async def test_ten_wrong_access_codes_close_a_place_until_the_first_is_a_quarter_old(
    platform: Platform, clock: Clock
) -> None:
    here, there = (Counter(rule=ACCESS_CODE, what=(place,)) for place in ("hier", "daar"))
    async with platform.at("zaltbommel"):
        assert await attempts.wait_for(SECRET, here, clock.now) == NONE
        first = clock.now
        assert await tries(ACCESS_CODE.free, [here], clock) == [NONE] * ACCESS_CODE.free
        clock.now += timedelta(minutes=5)
        assert await attempts.wait_for(SECRET, here, clock.now) == first + ACCESS_CODE.window - clock.now
        assert await attempts.wait_for(SECRET, there, clock.now) == NONE
        # What is asked while waiting makes the wait no longer.
        await tries(3, [here], clock)
        clock.now = first + ACCESS_CODE.window
        assert await attempts.wait_for(SECRET, here, clock.now) == NONE
