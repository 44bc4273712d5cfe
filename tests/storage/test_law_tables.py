"""What a law failed at is counted for the operator, and what it last said is kept for its tenant."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from gehoor.storage import law_answers, regulation_failures
from gehoor.storage.regulation_failures import RegulationFailure
from gehoor.storage.scope import Store, transaction
from storage.made_up import AT

pytestmark = pytest.mark.anyio
ONE = RegulationFailure(
    slug="zaltbommel",
    regulation="nl/zaltbommel/klachtenregeling",
    in_force=date(2008, 7, 1),
    edition="2026.1",
    hook="deadlines",
    kind="raised",
    error="ValueError",
    citation="artikel 9:11 lid 1 Awb",
    first_at=AT,
    last_at=AT,
    times=3,
)


async def test_the_same_failure_is_counted_on_and_keeps_its_first_moment(store: Store) -> None:
    later = AT + timedelta(hours=1)
    slug = (await store.tenants())[0].slug
    one = msgspec.structs.replace(ONE, slug=slug)
    await regulation_failures.add(store.control, one)
    again = msgspec.structs.replace(one, first_at=later, last_at=later, times=2, error="KeyError")
    await regulation_failures.add(store.control, again)
    await regulation_failures.add(store.control, msgspec.structs.replace(one, hook="duties"))
    kept = await regulation_failures.newest(store.control, slug)
    assert kept == [
        msgspec.structs.replace(one, last_at=later, times=5, error="KeyError"),
        msgspec.structs.replace(one, hook="duties"),
    ]
    assert await regulation_failures.newest(store.control, "elders") == []
    assert len(await regulation_failures.newest(store.control)) == 2
    await regulation_failures.clear(store.control, slug)
    assert await regulation_failures.newest(store.control) == []


async def test_a_failure_of_a_tenant_that_is_gone_is_let_go(store: Store) -> None:
    await regulation_failures.add(store.control, msgspec.structs.replace(ONE, slug="weg"))
    assert await regulation_failures.newest(store.control) == []


async def test_a_tenant_keeps_the_last_answer_of_its_own_law(store: Store) -> None:
    first, second = (tenant.slug for tenant in (await store.tenants())[:2])
    async with store.tenant(first):
        assert await law_answers.kept("offices") is None
        for answer in (b"[1]", b"[2]"):
            async with transaction():
                await law_answers.keep("offices", answer)
        assert await law_answers.kept("offices") == b"[2]"
        with pytest.raises(RuntimeError, match="transaction"):
            await law_answers.keep("offices", b"[3]")
    async with store.tenant(second):
        assert await law_answers.kept("offices") is None
