"""Letters to a colleague who was not pointed out yet: they lie ready as soon as somebody says who it is."""

from __future__ import annotations

from datetime import datetime

from gehoor.services import sending
from gehoor.services.addressees import ACCUSED
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.storage import deliveries, letters, people
from gehoor.storage.deliveries import State


async def bring(place: Municipality, found: Dossier, actor: str, at: datetime) -> int:
    """Has what waited for the person complained about go to whoever that is now; gives how many letters went.

    Must run inside the transaction that says who it is.
    """
    if not found.case.complaint.accused.person:
        return 0
    party = await people.party_by_role(found.case_id, ACCUSED)
    plan = sending.plan_of(place, found, ACCUSED, party, place.day(at))
    count = 0
    for waiting in await deliveries.of_case(found.case_id):
        if waiting.state is not State.HELD or waiting.problem != sending.NO_PERSON:
            continue
        letter = await letters.letter(waiting.letter_id)
        if letter is not None and await deliveries.move(waiting, State.REPLACED, actor, at, sending.COLLEAGUE):
            await sending.start(place, found, letter, plan, actor, at)
            count += 1
    return count
