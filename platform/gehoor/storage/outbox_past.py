"""Throws away work that was done long ago, and never a key that could come back.

A key keeps the same work from being put twice. Most keys hold a number or a moment that comes once. The others come
from the work before in a chain of the same kind: a day puts the next day, an attempt the next attempt. That work is
the only one that puts such a key, also when it is done again after a crash. So what was done stays as long as work of
its kind that was put earlier is not done: whoever could put its key again has then ended for good.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from gehoor.storage.rows import moment
from gehoor.storage.scope import transaction
from gehoor.storage.tables import Outbox

#: So much is thrown away at a time, so that nobody waits long to write.
PORTION: Final = 500
# Each part has an index of its own, which holds nothing that is done.
_OPEN: Final = (
    "SELECT kind, MIN(id) AS first FROM ("
    "SELECT kind, id FROM outbox WHERE state = 'queued' "
    "UNION ALL SELECT kind, id FROM outbox WHERE state = 'running' "
    "UNION ALL SELECT kind, id FROM outbox WHERE state = 'dead') AS unfinished GROUP BY kind"
)


async def throw_away(before: datetime) -> int:
    """Throws away what was done and due before this moment, in portions, and gives how much that was."""
    # What is put later than this is asked for has a higher number, and what is done never becomes undone.
    unfinished = {str(row["kind"]): int(row["first"]) for row in await Outbox.raw(_OPEN)}
    count, after = 0, 0
    while True:
        rows = await Outbox.raw(
            "SELECT id, kind FROM outbox WHERE state = 'done' AND run_at < {} AND id > {} ORDER BY id LIMIT {}",
            moment(before), after, PORTION,
        )  # fmt: skip
        old = [row["id"] for row in rows if row["id"] < unfinished.get(row["kind"], row["id"] + 1)]
        if old:
            async with transaction():
                await Outbox.delete().where(Outbox.id.is_in(old))
            count += len(old)
        if len(rows) < PORTION:
            return count
        after = rows[-1]["id"]
