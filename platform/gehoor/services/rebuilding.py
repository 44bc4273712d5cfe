"""Makes the lists of a municipality again from its register: after a new list came, or when one was spoilt."""

from __future__ import annotations

from gehoor.domain.case import from_register
from gehoor.domain.payloads import decode
from gehoor.services.projection import people_concerned, project
from gehoor.storage import case_people, cases, register
from gehoor.storage.scope import transaction


async def rebuild() -> int:
    """Writes what every case shows again, one case at a time so that nobody waits long; gives how many there are.

    The law is not asked: the dates and duties are those that stand on the register. Nothing is added to the register.
    """
    names = await register.all_cases()
    for case_id in names:
        async with transaction():
            stored = await register.events_of(case_id)
            received, case = from_register(decode(event.payload) for event in stored)
            await cases.write_views(*project(case_id, received, case, stored[-1].seq))
            await case_people.keep(case_id, people_concerned(case))
    return len(names)
