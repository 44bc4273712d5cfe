"""Which people on the staff a case concerns: the accused, and who was involved in the conduct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from piccolo.columns.combination import WhereRaw

from gehoor.storage.scope import require_transaction
from gehoor.storage.tables import CaseView
from gehoor.storage.tables_wall import CasePerson

ACCUSED: Final = "accused"
INVOLVED: Final = "involved"


async def keep(case_id: str, people: Mapping[str, str]) -> None:
    """Put these people, each with how the case concerns them, in the place of who was there for this case."""
    require_transaction()
    await CasePerson.delete().where(CasePerson.case_id == case_id)
    if people:
        rows = (CasePerson(case_id=case_id, person_id=person, how=how) for person, how in sorted(people.items()))
        await CasePerson.insert(*rows)


async def of_case(case_id: str) -> dict[str, str]:
    """The people a case concerns, each with how."""
    rows = await CasePerson.select().where(CasePerson.case_id == case_id)
    return {row["person_id"]: row["how"] for row in rows}


async def cases_about(person_id: str) -> list[str]:
    """The cases in which this person is the accused, the newest first."""
    rows = await CasePerson.raw(
        "SELECT case_person.case_id FROM case_person JOIN case_view ON case_view.case_id = case_person.case_id "
        "WHERE case_person.person_id = {} AND case_person.how = {} "
        "ORDER BY case_view.received_on DESC, case_view.case_id",
        person_id, ACCUSED,
    )  # fmt: skip
    return [row["case_id"] for row in rows]


async def concerning(people: Iterable[str], *, open_only: bool = False) -> list[str]:
    """The cases that concern one of these people in whatever way."""
    wanted = sorted(set(people))
    if not wanted:
        return []
    rows = await CasePerson.select(CasePerson.case_id).where(CasePerson.person_id.is_in(wanted))
    found = sorted({row["case_id"] for row in rows})
    if not (open_only and found):
        return found
    still_open = WhereRaw("closed_on IS NULL")
    rows = await CaseView.select(CaseView.case_id).where(CaseView.case_id.is_in(found)).where(still_open)
    return sorted(row["case_id"] for row in rows)
