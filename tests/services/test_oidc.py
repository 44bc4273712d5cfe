"""Signing in at an identity provider, against a real one in a process of its own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from gehoor.bootstrap import Platform
from gehoor.errors import NotAllowed, NotFound
from gehoor.services import accounts, configuration, oidc, oidc_provider, oidc_token, secrets
from gehoor.services.municipality import Municipality
from gehoor.services.oidc_provider import ProviderFailed
from gehoor.storage import tables, tables_sign_in
from identity_provider import TOKEN_SECONDS, IdentityProvider, provider
from standing_clock import Clock

pytestmark = pytest.mark.anyio

CLIENT, BACK = "gehoor-test", "http://zaltbommel.localhost:8000/aanmelden/organisatie/terug"
PEOPLE: dict[str, dict[str, Any]] = {
    "s-noor": {"email": "Coordinator", "email_verified": True},
    "s-pim": {"email": "vervanger", "email_verified": False},
    "s-vreemd": {"email": "niemand@voorbeeld.example", "email_verified": True},
    "s-upn": {"upn": "balie"},
}


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentityProvider]:
    with provider(tmp_path_factory.mktemp("provider"), PEOPLE) as running:
        yield running


@pytest.fixture(autouse=True)
def moment(clock: Clock) -> None:
    # The provider has a clock of its own, which shows the real time.
    clock.now = datetime.now(UTC)
    oidc_provider.forget("zaltbommel")
    oidc_provider.forget("voorbeeldstad")


async def set_up(
    platform: Platform, clock: Clock, idp: IdentityProvider, slug: str = "zaltbommel", **more: Any
) -> None:
    """The settings of a municipality with this provider, and accounts for two people."""
    async with platform.at(slug) as place:
        setting = {"issuer": idp.issuer, "client_id": CLIENT, **more}
        await configuration.change(place, "sign_in", setting, "iris", clock.now)
        await secrets.keep(secrets.OIDC_CLIENT_SECRET, "een geheim", "iris", clock.now)
    async with platform.at(slug) as place:
        for person in place.tenant.organisation.people[:3]:
            await accounts.ensure(place, person.id, clock.now)


async def go(place: Municipality, clock: Clock) -> oidc.Departure:
    return await oidc.depart(place, BACK, "/werkvoorraad", clock.now, loopback=True)


async def come_back(place: Municipality, clock: Clock, answer: dict[str, str], browser: str) -> tuple[str, str]:
    arrival = await oidc.arrive(place, answer, browser, clock.now, loopback=True)
    return arrival.account.person_id, arrival.further


def with_query(address: str, **changes: str) -> str:
    """The address with other values in its query."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return parts._replace(query=urlencode({**query, **changes})).geturl()


async def test_who_is_known_by_a_verified_address_signs_in(
    platform: Platform, clock: Clock, idp: IdentityProvider
) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        query = parse_qs(urlsplit(leaving.address).query)
        assert query["code_challenge_method"] == ["S256"]
        assert query["redirect_uri"] == [BACK]
        assert set(query["scope"][0].split()) >= {"openid", "email"}
        answer = idp.say_yes(leaving.address, "s-noor")
        assert await come_back(place, clock, answer, leaving.browser) == ("noor", "/werkvoorraad")


async def test_the_proof_key_belongs_to_the_question(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp)
    sent: list[dict[str, str]] = []
    exchange = oidc_provider.exchange

    async def watched(found: Any, form: dict[str, str], client_id: str, secret: str | None) -> str:
        sent.append({**form, "secret": secret or ""})
        return await exchange(found, form, client_id, secret)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(oidc_provider, "exchange", watched)
        async with platform.at("zaltbommel") as place:
            leaving = await go(place, clock)
            await come_back(place, clock, idp.say_yes(leaving.address, "s-noor"), leaving.browser)
    digest = hashlib.sha256(sent[0]["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert parse_qs(urlsplit(leaving.address).query)["code_challenge"] == [challenge]
    assert sent[0]["secret"] == "een geheim"


@pytest.mark.parametrize("person", ["s-pim", "s-vreemd", "s-upn", "s-nooit-gezien"])
async def test_who_is_unknown_or_not_verified_gets_one_refusal_and_no_account_is_made(
    platform: Platform, clock: Clock, idp: IdentityProvider, person: str
) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        before = await tables.Account.count()
        leaving = await go(place, clock)
        with pytest.raises(NotAllowed) as refused:
            await come_back(place, clock, idp.say_yes(leaving.address, person), leaving.browser)
        assert refused.value.message == oidc.UNKNOWN
        assert await tables.Account.count() == before


async def test_who_is_shut_out_gets_the_same_refusal(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        await accounts.disable("noor", "iris", clock.now)
        leaving = await go(place, clock)
        with pytest.raises(NotAllowed) as refused:
            await come_back(place, clock, idp.say_yes(leaving.address, "s-noor"), leaving.browser)
        assert refused.value.message == oidc.UNKNOWN


async def test_a_subject_can_be_linked_by_hand_and_unlinked(
    platform: Platform, clock: Clock, idp: IdentityProvider
) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        await oidc.link(place, "pim", "s-vreemd", "iris", clock.now)
        leaving = await go(place, clock)
        answer = idp.say_yes(leaving.address, "s-vreemd")
        assert (await come_back(place, clock, answer, leaving.browser))[0] == "pim"
        await oidc.unlink("pim", "iris", clock.now)
        leaving = await go(place, clock)
        with pytest.raises(NotAllowed):
            await come_back(place, clock, idp.say_yes(leaving.address, "s-vreemd"), leaving.browser)


async def test_another_claim_can_name_the_login(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp, claim="upn")
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        assert (await come_back(place, clock, idp.say_yes(leaving.address, "s-upn"), leaving.browser))[0] == "sara"


async def test_an_answer_counts_once(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        answer = idp.say_yes(leaving.address, "s-noor")
        await come_back(place, clock, answer, leaving.browser)
        with pytest.raises(NotAllowed) as refused:
            await come_back(place, clock, answer, leaving.browser)
        assert refused.value.message == oidc.FAILED


async def test_an_answer_counts_in_the_browser_that_went_only(
    platform: Platform, clock: Clock, idp: IdentityProvider
) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving, other = await go(place, clock), await go(place, clock)
        answer = idp.say_yes(leaving.address, "s-noor")
        for browser in (other.browser, ""):
            with pytest.raises(NotAllowed):
                await come_back(place, clock, answer, browser)


async def test_a_nonce_of_another_question_is_refused(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        answer = idp.say_yes(with_query(leaving.address, nonce="van-een-ander"), "s-noor")
        with pytest.raises(NotAllowed) as refused:
            await come_back(place, clock, answer, leaving.browser)
        assert refused.value.message == oidc.FAILED


async def test_a_code_for_another_client_is_refused(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        answer = idp.say_yes(with_query(leaving.address, client_id="een-ander"), "s-noor")
        with pytest.raises((NotAllowed, ProviderFailed)):
            await come_back(place, clock, answer, leaving.browser)


async def test_a_token_that_is_too_old_is_refused(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        answer = idp.say_yes(leaving.address, "s-noor")
        clock.forward(seconds=TOKEN_SECONDS + oidc_token.LEEWAY.total_seconds() + 5)
        with pytest.raises(NotAllowed) as refused:
            await come_back(place, clock, answer, leaving.browser)
        assert refused.value.message == oidc.FAILED


async def test_who_stays_away_too_long_begins_again(platform: Platform, clock: Clock, idp: IdentityProvider) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        answer = idp.say_yes(leaving.address, "s-noor")
        clock.now += oidc.AWAY
        with pytest.raises(NotAllowed):
            await come_back(place, clock, answer, leaving.browser)


async def test_an_answer_for_one_municipality_is_none_for_another(
    platform: Platform, clock: Clock, idp: IdentityProvider
) -> None:
    await set_up(platform, clock, idp)
    await set_up(platform, clock, idp, "voorbeeldstad")
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
    answer = idp.say_yes(leaving.address, "s-noor")
    async with platform.at("voorbeeldstad") as place:
        with pytest.raises(NotAllowed):
            await come_back(place, clock, answer, leaving.browser)
    async with platform.at("zaltbommel") as place:
        assert (await come_back(place, clock, answer, leaving.browser))[0] == "noor"


async def test_an_answer_that_names_another_provider_is_refused(
    platform: Platform, clock: Clock, idp: IdentityProvider
) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        answer = idp.say_yes(leaving.address, "s-noor")
        with pytest.raises(NotAllowed):
            await come_back(place, clock, {**answer, "iss": "https://kwaad.example"}, leaving.browser)


async def test_while_somebody_is_away_nothing_readable_is_kept(
    platform: Platform, clock: Clock, idp: IdentityProvider
) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        leaving = await go(place, clock)
        rows = repr(await tables_sign_in.Ceremony.select())
        query = parse_qs(urlsplit(leaving.address).query)
        assert query["state"][0] not in rows
        assert query["nonce"][0] not in rows
        assert leaving.browser not in rows


async def test_signing_out_at_the_provider_names_nobody(
    platform: Platform, clock: Clock, idp: IdentityProvider
) -> None:
    await set_up(platform, clock, idp)
    async with platform.at("zaltbommel") as place:
        address = await oidc.way_out(place, "http://zaltbommel.localhost/aanmelden", clock.now, loopback=True)
    assert address is not None
    assert address.startswith(f"{idp.issuer}/oauth2/end_session?")
    assert set(parse_qs(urlsplit(address).query)) == {"client_id", "post_logout_redirect_uri"}


async def test_without_a_provider_there_is_nowhere_to_go(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        assert not oidc.is_offered(place)
        with pytest.raises(NotFound):
            await go(place, clock)
