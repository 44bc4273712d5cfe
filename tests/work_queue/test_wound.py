"""A worker makes the clock of each municipality go once, and again of one that went away and came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import anyio
import pytest

from gehoor.bootstrap import Platform
from gehoor.errors import NotFound
from gehoor.services import clock as clocks
from gehoor.storage.scope import Store
from gehoor.worker import Worker
from work_queue.conftest import OTHER, SLUG

pytestmark = pytest.mark.anyio


async def wound(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, passes: Sequence[Sequence[str] | None]
) -> list[int]:
    """In which pass a clock was wound, where these municipalities are listed; with nothing the list cannot be read."""
    listed, found, over = iter(passes), [], anyio.Event()
    number = -1

    async def slugs() -> Sequence[str]:
        nonlocal number
        names = next(listed, ())
        number += 1
        if number == len(passes):
            over.set()
            await anyio.sleep_forever()
        if names is None:
            raise OSError("de lijst is er even niet")
        return names

    async def wind(at: datetime) -> bool:
        found.append(number)
        return True

    async def pause(seconds: float) -> None:
        await anyio.lowlevel.checkpoint()

    monkeypatch.setattr(platform.places, "slugs", slugs)
    monkeypatch.setattr(clocks, "wind", wind)
    with anyio.fail_after(60):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(Worker(platform, pause=pause).run)
            await over.wait()
            tasks.cancel_scope.cancel()
    return found


async def test_a_clock_is_wound_once_also_where_the_list_could_not_be_read(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await wound(platform, monkeypatch, [[SLUG], [SLUG, OTHER], None, [SLUG, OTHER]]) == [0, 1]


async def test_a_clock_is_wound_again_when_its_municipality_was_removed_and_made_again(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await wound(platform, monkeypatch, [[SLUG], [], [SLUG], [SLUG]]) == [0, 2]


async def test_a_clock_is_wound_again_when_its_municipality_was_away_between_two_lists(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant, visits = Store.tenant, 0

    def away_once(store: Store, slug: str) -> object:
        nonlocal visits
        visits += 1
        if visits == 2:
            raise NotFound("Deze gemeente is er niet.")
        return tenant(store, slug)

    monkeypatch.setattr(Store, "tenant", away_once)
    assert await wound(platform, monkeypatch, [[SLUG], [SLUG], [SLUG], [SLUG]]) == [0, 2]
