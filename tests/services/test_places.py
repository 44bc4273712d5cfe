"""So many municipalities stay in memory as is chosen, and what is let go leaves nothing behind."""

from __future__ import annotations

import gc
import tracemalloc

import msgspec
import pytest

from gehoor.bootstrap import Platform
from gehoor.services import configuration
from gehoor.services.places import Places
from gehoor.services.tenants import read_tenants
from services.conftest import TENANTS
from standing_clock import Clock

pytestmark = pytest.mark.anyio
#: How many municipalities stay in memory here.
FEW = 30


@pytest.mark.files
async def test_so_many_municipalities_stay_in_memory_and_no_more(platform: Platform, clock: Clock) -> None:
    template = read_tenants(TENANTS, platform.library)["zaltbommel"]
    places = Places(platform.store, platform.library, TENANTS, loaded=FEW)
    for number in range(FEW + 40):
        file = msgspec.structs.replace(template.file, hosts=(f"g{number}.example",), title=f"Gemeente {number}")
        await configuration.apply(
            platform.store, msgspec.structs.replace(template, slug=f"g{number}", file=file), clock()
        )
    for number in range(FEW):
        async with places.at(f"g{number}") as place:
            assert place.tenant.title == f"Gemeente {number}"
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(FEW, FEW + 40):
            async with places.at(f"g{number}") as place:
                assert place.tenant.title == f"Gemeente {number}"
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    # The first ones made room; a further municipality leaves next to nothing behind, at most 20 KiB.
    assert grown < 40 * 20 * 1024
    assert len(places._loaded) == FEW
