"""Proves a register: the chain holds, and every list a page reads follows from the events."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from gehoor.domain.case import from_register
from gehoor.domain.payloads import decode
from gehoor.errors import GehoorError
from gehoor.services.municipality import Municipality
from gehoor.services.projection import people_concerned, project
from gehoor.storage import case_people, cases, register
from gehoor.storage.verify import verify_chain


@dataclass(frozen=True)
class Report:
    """What was proved: how many cases and events, the head of the chain, and what is wrong, each in a sentence."""

    cases: int
    events: int
    head: str
    problems: list[str]


async def verify(place: Municipality) -> Report:
    """Checks the register of one municipality; changes nothing."""
    problems = [
        f"positie {finding.position}, zaak {finding.case_id or 'onbekend'}: {finding.detail}"
        for finding in await verify_chain()
    ]
    try:
        return await _compared(problems)
    except Exception as error:
        if not problems:
            raise
        # What somebody spoilt cannot always be read; the places where they did are known already.
        problems.append(f"de overzichten zijn niet met het register te vergelijken ({type(error).__name__})")
        return Report(cases=0, events=0, head="onbekend", problems=problems)


async def _compared(problems: list[str]) -> Report:
    """Adds where the lists do not follow from the events."""
    names = await register.all_cases()
    for case_id in names:
        problems += await _views_of(case_id)
    known = set(names)
    problems += [
        f"zaak {case_id}: staat in de overzichten, maar niet in het register"
        for case_id in await cases.all_ids()
        if case_id not in known
    ]
    head = await register.head()
    return Report(cases=len(names), events=head.position, head=head.hash, problems=problems)


async def _views_of(case_id: str) -> list[str]:
    stored = await register.events_of(case_id)
    try:
        received, case = from_register(decode(event.payload) for event in stored)
    except (GehoorError, msgspec.MsgspecError) as error:
        return [f"zaak {case_id}: de gebeurtenissen zijn niet te lezen ({type(error).__name__})"]
    views = await cases.read_views(case_id)
    if views is None:
        return [f"zaak {case_id}: ontbreekt in de overzichten"]
    row, deadlines, duties = project(case_id, received, case, stored[-1].seq)
    keys = msgspec.structs.replace(row, access_hash=views.case.access_hash, submission_key=views.case.submission_key)
    wrong = []
    if keys != views.case:
        differs = [name for name in row.__struct_fields__ if getattr(keys, name) != getattr(views.case, name)]
        wrong.append(f"zaak {case_id}: het overzicht wijkt af in {', '.join(differs)}")
    if {d.key: d for d in deadlines} != {d.key: d for d in views.deadlines}:
        wrong.append(f"zaak {case_id}: de datums in het overzicht wijken af van het register")
    if {d.key: d for d in duties} != {d.key: d for d in views.duties}:
        wrong.append(f"zaak {case_id}: de taken in het overzicht wijken af van het register")
    if await case_people.of_case(case_id) != people_concerned(case):
        wrong.append(f"zaak {case_id}: wie de zaak aangaat wijkt af van het register")
    return wrong
