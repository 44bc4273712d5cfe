"""Fictional cases and the rows that go with them, for the tests of the storage."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gehoor.storage import cases, outbox, register
from gehoor.storage.cases import CaseRow, DeadlineRow, DutyRow
from gehoor.storage.register import NewEvent
from gehoor.storage.scope import transaction

AT = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
TENANTS = ("zaltbommel", "neerdam", "oosterhage")


def tenant_file(root: Path, slug: str = "zaltbommel") -> Path:
    return root / "data" / "tenants" / f"{slug}.sqlite"


def direct(path: Path) -> sqlite3.Connection:
    """The file as somebody sees it who goes round the platform."""
    return sqlite3.connect(path, isolation_level=None)


def event(kind: str = "received", payload: bytes = b'{"type":"received"}', actor: str = "p-1") -> NewEvent:
    return NewEvent(kind=kind, payload=payload, actor=actor)


def case_row(case_id: str = "c-1", last_seq: int = 1, **changes: Any) -> CaseRow:
    values: dict[str, Any] = {
        "case_id": case_id,
        "reference": f"K-{case_id}",
        "status": "received",
        "channel": "written",
        "received_on": date(2025, 3, 3),
        "regulation": "made_up_law",
        "in_force": date(2008, 1, 1),
        "edition": "1",
        "last_seq": last_seq,
    }
    return CaseRow(**(values | changes))


def deadline(case_id: str = "c-1", key: str = "settlement", due: date = date(2025, 4, 14)) -> DeadlineRow:
    return DeadlineRow(
        case_id=case_id, key=key, due=due, nominal=due, kind="law", provisional=False, answer=b'{"weeks":6}'
    )


def duty(case_id: str = "c-1", key: str = "acknowledge", due: date | None = date(2025, 3, 10)) -> DutyRow:
    return DutyRow(case_id=case_id, key=key, who="coordinator", due=due, answer=b"{}")


async def record(case_id: str, seen: int = 0, events: int = 1, **changes: Any) -> int:
    """What a service does: events, their view and the work that follows, in one transaction."""
    async with transaction():
        last = await register.append(case_id, seen, [event() for _ in range(events)], AT)
        await cases.write_views(case_row(case_id, last, **changes), [deadline(case_id)], [duty(case_id)])
        await outbox.put("letter", b"{}", AT, dedup=f"letter {case_id} {last}")
    return last
