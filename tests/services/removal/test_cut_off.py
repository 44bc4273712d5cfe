"""A removal that is cut off or called off ends well, and destroys nothing before everything is kept."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gehoor.bootstrap import open_platform, open_store
from gehoor.errors import NotFound, Refused
from gehoor.services import export, hosting, removal
from gehoor.services.export import ExportFailed
from gehoor.services.removal import StillBusy, remove
from gehoor.settings import Settings
from gehoor.storage import keyring, register, removals, tables
from gehoor.storage.scope import transaction
from services.removal.outcome import NL, Cut, assert_gone, tools_of
from standing_clock import Clock

pytestmark = pytest.mark.anyio
STAGES = [
    (export, "write"),
    (export, "read_back"),
    (removals, "certify"),
    (keyring, "destroy"),
    (removal, "_write"),
    (removals, "finish"),
]


@pytest.mark.parametrize(("module", "name"), STAGES, ids=[name for _, name in STAGES])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_cut_off_anywhere_the_same_command_ends_well(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, after: bool
) -> None:
    whole = getattr(module, name)

    def cut(*args: Any, **kwargs: Any) -> Any:
        if not asyncio.iscoroutinefunction(whole):
            if after:
                whole(*args, **kwargs)
            raise Cut

        async def slow() -> None:
            if after:
                await whole(*args, **kwargs)
            raise Cut

        return slow()

    with monkeypatch.context() as patch:
        patch.setattr(module, name, cut)
        with pytest.raises(Cut):
            await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
    if (name, after) == ("finish", True):
        await assert_gone(filled, clock)
        return
    # Meanwhile nobody is served.
    platform = await open_platform(filled, clock)
    with pytest.raises(NotFound):
        async with platform.at(NL):
            raise AssertionError
    await platform.aclose()
    clock.forward(minutes=5)
    done = await remove(tools_of(filled, clock), NL, "somebody else", tmp_path / "another folder")
    await assert_gone(filled, clock)
    assert done.person == "root"
    assert export.read_back(tmp_path / "exports" / done.export).rows == done.rows
    assert done.rows["register_event"] > 0


async def test_cut_off_while_the_data_is_destroyed_the_same_command_ends_well(
    filled: Settings, clock: Clock, tmp_path: Path
) -> None:
    tools = tools_of(filled, clock)

    async def halfway(slug: str) -> None:
        if filled.database is None:
            os.truncate(filled.data / "tenants" / f"{slug}.sqlite", 0)
        else:
            await tools.destroy(slug)
        raise Cut

    with pytest.raises(Cut):
        await remove(msgspec.structs.replace(tools, destroy=halfway), NL, "root", tmp_path / "exports")
    await remove(tools, NL, "root", tmp_path / "exports")
    await assert_gone(filled, clock)


async def test_a_removal_that_destroyed_nothing_yet_can_be_called_off(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise ExportFailed("vol")

    with monkeypatch.context() as patch:
        patch.setattr(export, "read_back", full)
        with pytest.raises(ExportFailed):
            await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
    platform = await open_platform(filled, clock)
    try:
        with pytest.raises(Refused, match="wordt verwijderd"):
            await hosting.suspend(platform.store, NL, "x", "root", clock())
        await hosting.resume(platform.store, NL, "root", clock())
        async with platform.at(NL):
            assert len(await register.all_cases()) == 1
    finally:
        await platform.aclose()


async def test_once_the_certificate_is_written_down_it_cannot_be_called_off(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cut(*args: Any) -> None:
        raise Cut

    monkeypatch.setattr(keyring, "destroy", cut)
    with pytest.raises(Cut):
        await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
    store = await open_store(filled)
    try:
        with pytest.raises(Refused, match="Maak dat eerst af"):
            await hosting.resume(store, NL, "root", clock())
    finally:
        await store.aclose()


async def test_whoever_still_writes_stops_the_removal_before_anything_is_destroyed(
    filled: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = export.write

    async def somebody_writes(*args: Any, **kwargs: Any) -> Any:
        made = await whole(*args, **kwargs)
        async with transaction():
            await tables.Narrative.insert(
                tables.Narrative(case_id="x", kind=f"k{made.rows['narrative']}", seq=1, text="Nog iets", at="nu")
            )
        return made

    monkeypatch.setattr(export, "write", somebody_writes)
    with pytest.raises(StillBusy, match="niets vernietigd"):
        await remove(tools_of(filled, clock), NL, "root", tmp_path / "exports")
