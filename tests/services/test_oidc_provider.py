"""What an identity provider says is asked for safely, kept for a while, and kept for each municipality by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gehoor.services import oidc_provider
from gehoor.services.oidc_provider import ProviderFailed
from identity_provider import IdentityProvider, provider
from standing_clock import Clock

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IdentityProvider]:
    with provider(tmp_path_factory.mktemp("provider"), {}) as running:
        yield running


@pytest.fixture(autouse=True)
def moment(clock: Clock) -> None:
    clock.now = datetime.now(UTC)
    oidc_provider.forget("zaltbommel")
    oidc_provider.forget("voorbeeldstad")


async def test_what_a_provider_says_is_kept_for_each_municipality_by_itself(
    clock: Clock, idp: IdentityProvider
) -> None:
    await oidc_provider.metadata("zaltbommel", idp.issuer, clock.now, loopback=True)
    asked: list[str] = []
    get = oidc_provider._get

    async def watched(address: str) -> Any:
        asked.append(address)
        return await get(address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(oidc_provider, "_get", watched)
        await oidc_provider.metadata("zaltbommel", idp.issuer, clock.now, loopback=True)
        assert asked == []
        await oidc_provider.metadata("voorbeeldstad", idp.issuer, clock.now, loopback=True)
        assert len(asked) == 1
        await oidc_provider.metadata("zaltbommel", idp.issuer, clock.now + oidc_provider.KEPT, loopback=True)
        assert len(asked) == 2


async def test_new_keys_are_asked_for_once_a_minute_at_most(clock: Clock, idp: IdentityProvider) -> None:
    asked: list[str] = []
    get = oidc_provider._get

    async def watched(address: str) -> Any:
        asked.append(address)
        return await get(address)

    await oidc_provider.keys("zaltbommel", idp.issuer, clock.now, loopback=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(oidc_provider, "_get", watched)
        for seconds in (0, 30, 59, 60, 61):
            at = clock.now + timedelta(seconds=seconds)
            await oidc_provider.keys("zaltbommel", idp.issuer, at, loopback=True, fresh=True)
    assert len(asked) == 1


async def test_a_provider_that_calls_itself_something_else_is_refused(clock: Clock, idp: IdentityProvider) -> None:
    other_name = idp.issuer.replace("127.0.0.1", "localhost") + "/"
    with pytest.raises(ProviderFailed):
        await oidc_provider.metadata("zaltbommel", other_name, clock.now, loopback=True)


async def test_a_provider_that_is_not_there_is_a_clear_refusal(clock: Clock) -> None:
    with pytest.raises(ProviderFailed, match="geen goed antwoord"):
        await oidc_provider.metadata("zaltbommel", "http://127.0.0.1:1", clock.now, loopback=True)


@pytest.mark.parametrize(
    ("address", "loopback", "fine"),
    [
        ("https://login.example", False, True),
        ("http://login.example", True, False),
        ("http://127.0.0.1:9000", True, True),
        ("http://127.0.0.1:9000", False, False),
        ("file:///etc/passwd", True, False),
        ("https://user@login.example", False, False),
        ("https://", False, False),
        ("http://[::1", True, False),
    ],
)
def test_only_safe_addresses_are_asked(address: str, loopback: bool, fine: bool) -> None:
    if fine:
        assert oidc_provider.check_address(address, loopback=loopback) == address
    else:
        with pytest.raises(ProviderFailed):
            oidc_provider.check_address(address, loopback=loopback)
