"""What removing a municipality takes, and what is left of it afterwards."""

from __future__ import annotations

from functools import partial
from typing import Any

import asyncpg
import pytest

from gehoor.bootstrap import Platform, open_platform, open_store
from gehoor.errors import NotFound
from gehoor.services import hosting
from gehoor.services.removal import Removing
from gehoor.settings import Settings
from gehoor.storage import files, register
from gehoor.storage.destruction import destroy_file, destroy_rows
from gehoor.storage.postgres_address import Address
from standing_clock import Clock

NL, VL = "zaltbommel", "voorbeeldstad"


class Cut(BaseException):
    """The process ends here, without a chance to tidy up."""


def tools_of(settings: Settings, clock: Clock) -> Removing:
    destroy: Any = partial(destroy_file, settings.data)
    if settings.database_owner is not None:
        destroy = partial(destroy_rows, Address(settings.database_owner.value, "GEHOOR_DATABASE_OWNER"))
    return Removing(open=partial(open_store, settings), destroy=destroy, clock=clock)


async def assert_gone(settings: Settings, clock: Clock) -> None:
    """Nothing of it is left, and the other municipality is as it was."""
    platform: Platform = await open_platform(settings, clock)
    try:
        assert [each.slug for each in await hosting.listed(platform.store)] == [VL]
        assert await platform.places.of_host("zaltbommel.localhost") is None
        with pytest.raises(NotFound):
            async with platform.at(NL):
                raise AssertionError
        keys = await platform.store.control.run("SELECT slug FROM tenant_key ORDER BY slug")
        assert [row["slug"] for row in keys] == [VL]
        async with platform.at(VL):
            assert len(await register.all_cases()) == 1
            assert await files.content_of((await files.attachments_of((await register.all_cases())[0]))[0])
    finally:
        await platform.aclose()
    if settings.database_owner is not None:
        assert await rows_left(settings.database_owner.value) == 0
    else:
        assert [path.name for path in sorted((settings.data / "tenants").glob("*.sqlite*"))] == [f"{VL}.sqlite"]


async def rows_left(owner: str) -> int:
    """How many rows of the municipality PostgreSQL still has, in whatever table."""
    connection = await asyncpg.connect(owner)
    try:
        await connection.execute("SELECT set_config('app.tenant', $1, false)", NL)
        walled = await connection.fetch("SELECT oid::regclass::text AS name FROM pg_class WHERE relrowsecurity")
        assert len(walled) > 20
        return sum([await connection.fetchval(f"SELECT count(*) FROM {row['name']}") for row in walled])
    finally:
        await connection.close()
