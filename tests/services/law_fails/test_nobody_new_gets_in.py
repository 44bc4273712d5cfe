"""While a law does not say who may see a case, its last answer stands, and nobody new gets in."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from failing_law import RAISING, failing
from gehoor.bootstrap import Platform, open_platform
from services.law_fails.conftest import BANNER, BROKEN, Site, filed_at
from standing_clock import Clock

pytestmark = pytest.mark.anyio


async def test_nobody_new_gets_in_while_the_law_does_not_say_who_may(platform: Platform, site: Site) -> None:
    read, unread = await filed_at(platform, BROKEN, "key-1"), await filed_at(platform, BROKEN, "key-2")
    coordinator = await site.signed_in(BROKEN, "coordinator")
    deputy, handler = await site.signed_in(BROKEN, "vervanger"), await site.signed_in(BROKEN, "burgerzaken")
    administrator = await site.signed_in(BROKEN, "ict")
    await coordinator.open(f"/zaak/{read}")
    with failing("register_access", RAISING["error"]):
        # The coordinator had read it, nothing happened since: the last answer of the law stands.
        await coordinator.open(f"/zaak/{read}")
        assert "Petra Proefpersoon" in coordinator.text
        # Of what nobody read, the coordinators hear that it is there, and nothing of what is in it.
        await coordinator.open(f"/zaak/{unread}", status=503)
        assert "Petra" not in coordinator.text
        await coordinator.open("/werkvoorraad")
        assert read in coordinator.text
        assert unread in coordinator.text
        await deputy.open(f"/zaak/{read}", status=503)
        assert "Petra" not in deputy.text
        # To everybody else the case is not there.
        for other in (handler, administrator):
            await other.open(f"/zaak/{read}", status=404)
            await other.open("/werkvoorraad")
            assert read not in other.text


async def test_who_read_a_case_does_not_go_on_after_a_step_that_may_have_changed_the_answer(
    platform: Platform, site: Site, clock: Clock
) -> None:
    reference = await filed_at(platform, BROKEN)
    coordinator, deputy = await site.signed_in(BROKEN, "coordinator"), await site.signed_in(BROKEN, "vervanger")
    await deputy.open(f"/zaak/{reference}")
    clock.forward(minutes=1)
    await coordinator.open(f"/zaak/{reference}/beoordelen")
    await coordinator.send(f"/zaak/{reference}/feiten", {"feiten-functie": "ambtenaar"})
    with failing("register_access", RAISING["error"]):
        await coordinator.open(f"/zaak/{reference}")
        await deputy.open(f"/zaak/{reference}", status=503)


async def test_the_coordinator_stays_coordinator_when_a_new_process_meets_a_law_that_is_silent(
    platform: Platform, site: Site
) -> None:
    reference = await filed_at(platform, BROKEN)
    await (await site.signed_in(BROKEN, "coordinator")).open(f"/zaak/{reference}")
    with failing("*", RAISING["error"]):
        again = await open_platform(platform.settings, platform.clock)
        try:
            async with AsyncExitStack() as stack:
                here = await Site(again, stack).signed_in(BROKEN, "coordinator")
                await here.open("/werkvoorraad")
                assert reference in here.text
                await here.open(f"/zaak/{reference}")
                assert BANNER in here.text
        finally:
            await again.aclose()
