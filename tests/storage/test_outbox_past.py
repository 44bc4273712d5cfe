"""What was done long ago is thrown away, and no work can come back by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.storage import outbox, outbox_past
from gehoor.storage.outbox import Job
from gehoor.storage.scope import Store, transaction
from gehoor.storage.tables import Outbox
from storage.made_up import AT, TENANTS

pytestmark = pytest.mark.anyio

LEASE, LATER = timedelta(minutes=1), AT + timedelta(days=40)


async def put(kind: str, dedup: str) -> bool:
    async with transaction():
        return await outbox.put(kind, b"{}", AT, dedup=dedup)


async def claimed() -> Job:
    job = await outbox.claim(AT, LEASE)
    assert job is not None
    return job


async def kept() -> list[str]:
    return [row["dedup"] for row in await Outbox.select(Outbox.dedup).order_by(Outbox.id)]


async def test_only_what_was_done_before_that_moment_goes_in_portions(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_past, "PORTION", 3)
    async with store.tenant("zaltbommel"):
        for number in range(10):
            await put("letter", f"letter:{number}")
            assert await outbox.done(await claimed())
        await put("mail", "mail:waits")
        async with transaction():
            await outbox.put("later", b"{}", LATER, dedup="later")
        assert await outbox_past.throw_away(AT) == 0
        assert await outbox_past.throw_away(AT + LEASE) == 10
        assert await kept() == ["mail:waits", "later"]
        assert await outbox_past.throw_away(AT + LEASE) == 0


async def test_a_key_stays_as_long_as_earlier_work_of_its_kind_could_put_it_again(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        await put("ask", "ask:1")
        first = await claimed()
        # The first puts the second and is cut off before it is done; the second is done long since.
        await put("ask", "ask:2")
        await put("mail", "mail:1")
        for _ in range(2):
            assert await outbox.done(await claimed())
        assert await outbox.dead(first, "no: nee", AT)
        assert await outbox_past.throw_away(LATER) == 1
        assert await kept() == ["ask:1", "ask:2"]
        async with transaction():
            assert await outbox.try_again(first.id, AT) == "ask"
        again = await claimed()
        assert not await put("ask", "ask:2"), "the second is not done twice"
        assert await outbox.done(again)
        assert await outbox_past.throw_away(LATER) == 2


async def test_a_neighbour_keeps_its_own(store: Store) -> None:
    for slug in TENANTS[:2]:
        async with store.tenant(slug):
            await put("mail", "mail:1")
            assert await outbox.done(await claimed())
    async with store.tenant("zaltbommel"):
        assert await outbox_past.throw_away(LATER) == 1
    async with store.tenant(TENANTS[1]):
        assert await kept() == ["mail:1"]
