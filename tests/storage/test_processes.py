"""What holds when processes start together, end by themselves or are killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import anyio

from gehoor.storage import cases, outbox, register
from gehoor.storage.scope import Store
from gehoor.storage.verify import verify_chain
from storage.made_up import direct

HERE = Path(__file__).parent
PATIENCE = 60


def start(program: str, *args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(HERE / program), *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
    )


def test_what_a_killed_process_said_it_kept_is_there_once_and_whole(tmp_path: Path) -> None:
    said: list[tuple[str, int]] = []
    for _ in range(2):
        root = tmp_path / str(len(said))
        with start("writer.py", root) as writer:
            assert writer.stdout is not None
            lines = [writer.stdout.readline() for _ in range(40)]
            writer.kill()
            lines += writer.stdout.readlines()
        said = [(line.split()[0], int(line.split()[1])) for line in lines if line.endswith("\n")]
        assert len(said) >= 40
        anyio.run(_everything_is_there, root, said)


async def _everything_is_there(root: Path, said: list[tuple[str, int]]) -> None:
    store = await Store.open(root)
    try:
        async with store.tenant("zaltbommel"):
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
    finally:
        await store.aclose()
    connection = direct(root / "tenants" / "zaltbommel.sqlite")
    assert connection.execute("SELECT COUNT(*) FROM outbox").fetchone() == (len(stored),)
    connection.close()


def test_processes_that_start_at_once_share_new_files_and_end_by_themselves(tmp_path: Path) -> None:
    processes = [start("opener.py", tmp_path, f"c-{number}") for number in range(3)]
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
    connection = direct(tmp_path / "tenants" / "zaltbommel.sqlite")
    assert connection.execute("SELECT COUNT(*) FROM case_view").fetchone() == (3,)
    connection.close()
