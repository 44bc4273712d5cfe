"""What holds when processes start together, end by themselves or are killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import anyio

from gehoor.storage import cases, outbox, register, tables
from gehoor.storage.scope import open_store
from gehoor.storage.verify import verify_chain
from storage.opener import MORE

HERE = Path(__file__).parent
PATIENCE = 60


def start(address: str, program: str, *args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(HERE / program), *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE.parent), "GEHOOR_DATABASE": address},
    )


def test_what_a_killed_process_said_it_kept_is_there_once_and_whole(tmp_path: Path, address: str) -> None:
    said: list[tuple[str, int]] = []
    for slug in ("zaltbommel", "neerdam"):
        with start(address, "writer.py", tmp_path, slug) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(40)]
            writer.kill()
            lines += writer.stdout.readlines()
        said = [(line.split()[0], int(line.split()[1])) for line in lines if line.endswith("\n")]
        assert len(said) >= 40
        anyio.run(_everything_is_there, tmp_path, address, slug, said)


async def _everything_is_there(root: Path, address: str, slug: str, said: list[tuple[str, int]]) -> None:
    store = await open_store(root, address)
    try:
        async with store.tenant(slug):
            stored: Counter[tuple[str, int]] = Counter()
            for case_id in await register.all_cases():
                events = await register.events_of(case_id)
                stored.update((event.case_id, event.seq) for event in events)
                views = await cases.read_views(case_id)
                assert views is not None
                assert views.case.last_seq == events[-1].seq
                assert len(views.deadlines) == len(views.duties) == 1
            assert {stored[event] for event in said} == {1}
            assert len(stored) - len(said) in {0, 1}
            assert set(stored.values()) == {1}
            assert await verify_chain() == []
            assert await outbox.next_moment() is not None
            assert await tables.Outbox.count() == len(stored)
    finally:
        await store.aclose()


def test_processes_that_start_at_once_share_one_chain_and_end_by_themselves(tmp_path: Path, address: str) -> None:
    processes = [start(address, "opener.py", tmp_path, f"c-{number}") for number in range(3)]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate(timeout=PATIENCE)[0] for process in processes]
    finally:
        for process in processes:
            process.kill()
    assert said == ["threads 1\n"] * 3
    assert [process.returncode for process in processes] == [0] * 3
    anyio.run(_one_chain_of, tmp_path, address, 3 * (1 + MORE))


async def _one_chain_of(root: Path, address: str, events: int) -> None:
    store = await open_store(root, address)
    try:
        async with store.tenant("zaltbommel"):
            assert len(await cases.all_ids()) == 3
            assert (await register.head()).position == events
            assert await verify_chain() == []
    finally:
        await store.aclose()
