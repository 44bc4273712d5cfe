"""A process that writes without end and says so after each commit; the tests kill it."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from gehoor.storage.scope import open_store
from storage.made_up import AT, record


async def write_without_end(root: Path, slug: str) -> None:
    store = await open_store(root, os.environ.get("GEHOOR_DATABASE", ""))
    await store.add_tenant(slug, "made_up_law", slug, [], AT)
    async with store.tenant(slug):
        number = 0
        while True:
            case_id, seen = f"c-{number // 3}", number % 3
            await record(case_id, seen)
            print(case_id, seen + 1, flush=True)
            number += 1


if __name__ == "__main__":
    asyncio.run(write_without_end(Path(sys.argv[1]), sys.argv[2]))
