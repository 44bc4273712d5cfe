"""A passkey counts for this site, this person and this question only, and only when the person was verified."""

from __future__ import annotations

import asyncio
import json

import pytest

from authenticator import Authenticator, raw, text
from gehoor.bootstrap import Platform
from gehoor.errors import InvalidInput, NotAllowed, Refused
from gehoor.services import accounts, passkeys, second_factor
from gehoor.services.municipality import Municipality
from gehoor.services.passkeys import Site
from standing_clock import Clock

pytestmark = pytest.mark.anyio

SITE = Site(host="zaltbommel.localhost", origin="http://zaltbommel.localhost:8000")
PERSON, SESSION = "noor", "handvat"


def device() -> Authenticator:
    return Authenticator(SITE.origin, SITE.host)


async def set_up(
    place: Municipality, clock: Clock, key: Authenticator, person: str = PERSON, *, first: bool = True
) -> None:
    account = await accounts.ensure(place, person, clock.now)
    options = await passkeys.options_to_set_up(place, SITE, account, SESSION, clock.now)
    await passkeys.set_up(SITE, account, SESSION, key.make(options), "laptop", clock.now, first=first)


async def show(
    place: Municipality, clock: Clock, key: Authenticator, person: str = PERSON, session: str = SESSION
) -> str:
    options = await passkeys.options_to_show(SITE, person, session, clock.now)
    shown = await passkeys.shown(place, SITE, person, session, key.show(options), clock.now)
    return shown.person_id


async def test_a_passkey_is_set_up_and_shown_as_second_factor_and_without_a_password(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        await set_up(place, clock, key)
        assert await show(place, clock, key) == PERSON
        assert await show(place, clock, key, person="", session="") == PERSON
        (kept,) = await second_factor.of(PERSON)
        assert (kept.counter, kept.title, kept.used_at) == (2, "laptop", clock.now)


async def test_an_answer_counts_once_and_not_long(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        await set_up(place, clock, key)
        answer = key.show(await passkeys.options_to_show(SITE, PERSON, SESSION, clock.now))
        answers = await asyncio.gather(
            *[passkeys.shown(place, SITE, PERSON, SESSION, answer, clock.now) for _ in range(3)],
            return_exceptions=True,
        )
        assert [type(one) for one in answers].count(NotAllowed) == 2
        late = key.show(await passkeys.options_to_show(SITE, PERSON, SESSION, clock.now))
        clock.now += passkeys.CHALLENGE_TIME
        with pytest.raises(NotAllowed):
            await passkeys.shown(place, SITE, PERSON, SESSION, late, clock.now)


async def test_a_question_of_one_session_is_not_answered_in_another(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        await set_up(place, clock, key)
        answer = key.show(await passkeys.options_to_show(SITE, "", "", clock.now))
        with pytest.raises(NotAllowed):
            await passkeys.shown(place, SITE, PERSON, SESSION, answer, clock.now)


async def test_the_passkey_of_a_colleague_is_no_second_factor(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        mine, theirs = device(), device()
        await set_up(place, clock, mine)
        await set_up(place, clock, theirs, "pim")
        with pytest.raises(NotAllowed):
            await show(place, clock, theirs)
        assert await show(place, clock, theirs, "pim") == "pim"


async def test_who_is_not_verified_or_at_another_site_is_refused(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        key.verifies = False
        with pytest.raises(InvalidInput, match="niet bewaard"):
            await set_up(place, clock, key)
        key.verifies = True
        await set_up(place, clock, key)
        key.verifies = False
        with pytest.raises(NotAllowed):
            await show(place, clock, key)
        key.verifies, key.origin = True, "https://zaltbommel.example"
        with pytest.raises(NotAllowed):
            await show(place, clock, key)
        key.origin, key.host = SITE.origin, "voorbeeldstad.localhost"
        with pytest.raises(NotAllowed):
            await show(place, clock, key)
        key.host = SITE.host
        assert await show(place, clock, key) == PERSON


async def test_a_copied_passkey_is_noticed_by_its_counter(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        await set_up(place, clock, key)
        for _ in range(3):
            await show(place, clock, key)
        key.used = 1
        with pytest.raises(NotAllowed):
            await show(place, clock, key)


async def test_the_signature_of_another_key_is_refused(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        key, thief = device(), device()
        await set_up(place, clock, key)
        thief.id = key.id
        with pytest.raises(NotAllowed):
            await show(place, clock, thief)


@pytest.mark.parametrize("answer", ["", "[]", "{}", '{"response": 3}', '{"response": {"clientDataJSON": "!"}}', "\x00"])
async def test_what_is_no_passkey_is_refused_without_a_fault(platform: Platform, clock: Clock, answer: str) -> None:
    async with platform.at("zaltbommel") as place:
        account = await accounts.ensure(place, PERSON, clock.now)
        with pytest.raises(NotAllowed):
            await passkeys.shown(place, SITE, "", "", answer, clock.now)
        with pytest.raises(InvalidInput):
            await passkeys.set_up(SITE, account, SESSION, answer, "laptop", clock.now, first=True)


async def test_a_right_question_with_nonsense_behind_it_is_refused_without_a_fault(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        await set_up(place, clock, key)
        for broken in ("authenticatorData", "signature"):
            answer = json.loads(key.show(await passkeys.options_to_show(SITE, PERSON, SESSION, clock.now)))
            answer["response"][broken] = text(raw(answer["response"][broken])[:7])
            with pytest.raises(NotAllowed):
                await passkeys.shown(place, SITE, PERSON, SESSION, json.dumps(answer), clock.now)


async def test_a_stranger_is_asked_for_a_passkey_without_being_told_of_any(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        await set_up(place, clock, device())
        asked = json.loads(await passkeys.options_to_show(SITE, "", "", clock.now))
        assert asked["allowCredentials"] == []
        assert asked["userVerification"] == "required"
        mine = json.loads(await passkeys.options_to_show(SITE, PERSON, SESSION, clock.now))
        assert len(mine["allowCredentials"]) == 1


async def test_the_same_passkey_is_not_kept_twice(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        await set_up(place, clock, key)
        with pytest.raises(Refused, match="al ingesteld"):
            await set_up(place, clock, key, first=False)


async def test_who_is_shut_out_does_not_come_in_with_a_passkey(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        key = device()
        await set_up(place, clock, key)
        await accounts.disable(PERSON, "iris", clock.now)
        with pytest.raises(NotAllowed):
            await show(place, clock, key, person="", session="")
