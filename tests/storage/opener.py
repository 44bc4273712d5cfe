"""A process that waits for a line, opens a store with one tenant, and ends by itself."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from pathlib import Path

from gehoor.storage import cases
from gehoor.storage.scope import open_store
from storage.made_up import AT, record

#: How many events come after the first one.
MORE = 20


async def open_and_close(root: Path, case_id: str) -> None:
    store = await open_store(root, os.environ.get("GEHOOR_DATABASE", ""))
    await store.add_tenant("zaltbommel", "made_up_law", "Gemeente Zaltbommel", ["zaltbommel.example"], AT)
    async with store.tenant("zaltbommel"):
        await record(case_id)
        for seen in range(1, MORE + 1):
            await record(case_id, seen)
        await asyncio.gather(*(cases.by_id(case_id) for _ in range(10)))
    await store.aclose()


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    asyncio.run(open_and_close(Path(sys.argv[1]), sys.argv[2]))
    print("threads", threading.active_count(), flush=True)
