"""A process that writes without end and says so after each commit; the tests kill it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from gehoor.storage.scope import Store
from storage.made_up import AT, record


async def write_without_end(root: Path) -> None:
    store = await Store.open(root)
    await store.add_tenant("zaltbommel", "made_up_law", "Gemeente Zaltbommel", [], AT)
    async with store.tenant("zaltbommel"):
        number = 0
        while True:
            case_id, seen = f"c-{number // 3}", number % 3
            await record(case_id, seen)
            print(case_id, seen + 1, flush=True)
            number += 1


if __name__ == "__main__":
    asyncio.run(write_without_end(Path(sys.argv[1])))
