"""Processes that start or run beside one another keep to the same keys."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gehoor.storage import keyring, tenant_state
from gehoor.storage.master_key import FILE_NAME, new_file
from gehoor.storage.sealing import Damaged
from storage.keyed import opened, sealed_in, unsealed_in
from storage.made_up import TENANTS

pytestmark = pytest.mark.anyio
OPENER = """
import asyncio, sys
from pathlib import Path
from gehoor.storage import sealing
from gehoor.storage.operators import Operator
from gehoor.storage.scope import Store
from storage.made_up import AT

async def work(root):
    store = await Store.open(root)
    await store.add_tenant("zaltbommel", "made_up_law", "Gemeente Zaltbommel", ["zaltbommel.example"], AT)
    async with store.tenant("zaltbommel"):
        print(sealing.current().seal(b"geheim", "proef").hex())
    await store.aclose()

print("ready", flush=True)
sys.stdin.readline()
asyncio.run(work(Path(sys.argv[1])))
"""


def started(root: Path, count: int) -> list[str]:
    """What so many processes say that open the same new folder at once."""
    command = [sys.executable, "-c", OPENER, str(root)]
    places = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    starting = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=places)
        for _ in range(count)
    ]
    for process in starting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate()[0].strip() for process in starting]
    assert [process.returncode for process in starting] == [0] * count
    return said


async def test_processes_that_start_at_once_make_one_master_key_and_one_key(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    said = started(tmp_path / "data", 4)
    async with opened(tmp_path) as store:
        assert [await unsealed_in(store, bytes.fromhex(sealed)) for sealed in said] == [b"geheim"] * 4
    assert [path.name for path in (tmp_path / "data").glob("master*")] == [FILE_NAME]


READER = """
import asyncio, sys
from pathlib import Path
from gehoor.storage import register
from gehoor.storage.operators import Operator
from gehoor.storage.scope import Store

async def work(root):
    store = await Store.open(root)
    await store.keys.check()
    async with store.tenant("zaltbommel"):
        await register.all_cases()
    await store.aclose()

asyncio.run(work(Path(sys.argv[1])))
print("cryptography" in sys.modules)
"""


def read_by_another_process(root: Path) -> str:
    command = [sys.executable, "-c", READER, str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


async def test_a_process_that_seals_nothing_does_not_load_the_library_for_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await sealed_in(store)
    assert read_by_another_process(tmp_path / "data") == "False"


async def test_a_running_process_goes_on_after_the_master_key_in_its_file_was_changed(tmp_path: Path) -> None:
    async with opened(tmp_path) as running:
        sealed = await sealed_in(running)
        path, old = tmp_path / "data" / FILE_NAME, await running.keys.master()
        path.unlink()
        new_file(path)
        async with opened(tmp_path) as other:
            await keyring.rotate(other.control, old, await other.keys.master())
        known = await tenant_state.of_slug(running.control, "zaltbommel")
        assert known is not None
        running.keys.notice("zaltbommel", known.wrapped)
        assert running.keys.known("zaltbommel") is None
        assert await unsealed_in(running, sealed) == b"geheim"
        # A tenant this process had not opened before comes with the new master key too.
        assert await unsealed_in(running, await sealed_in(running, TENANTS[1]), TENANTS[1]) == b"geheim"


async def test_a_running_process_seals_nothing_with_a_key_that_was_made_anew_elsewhere(tmp_path: Path) -> None:
    async with opened(tmp_path) as running:
        old = await sealed_in(running)
        await running.control.run("DELETE FROM tenant_key WHERE slug = {}", "zaltbommel")
        async with opened(tmp_path) as other:
            await sealed_in(other)
            known = await tenant_state.of_slug(running.control, "zaltbommel")
            assert known is not None
            running.keys.notice("zaltbommel", known.wrapped)
            assert await unsealed_in(other, await sealed_in(running)) == b"geheim"
        with pytest.raises(Damaged):
            await unsealed_in(running, old)
