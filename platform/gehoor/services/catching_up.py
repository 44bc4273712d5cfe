"""Asks the law again about a complaint that came in while it did not answer, until it does."""

from __future__ import annotations

from datetime import datetime

from gehoor.regulation.rulebook import RegulationFailed
from gehoor.services import dossier as dossiers
from gehoor.services.correspondence import SYSTEM
from gehoor.services.dossier import AskAgainJob
from gehoor.services.municipality import Municipality
from gehoor.storage import cases
from gehoor.storage.scope import transaction

#: How many cases without a date a page tells.
SHOWN = 25


async def waiting() -> list[str]:
    """Open cases without a date, by reference: among them what came in while the law did not answer."""
    return await cases.without_date(SHOWN)


async def catch_up(place: Municipality, job: AskAgainJob, at: datetime) -> bool:
    """Writes the dates and the letters that the law owed, once; whether it answered. It is asked again where not."""
    try:
        async with transaction():
            found = await dossiers.by_id(place, job.case_id)
            await dossiers.ask_again(place, found, SYSTEM, at)
    except RegulationFailed:
        async with transaction():
            await dossiers.put_ask_again(job.case_id, job.attempt + 1, at)
        return False
    return True
