"""What the wall keeps: whom a case concerns, who opened one in an emergency, and the access log as a list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gehoor.storage import access_log, break_glass, case_people, cases
from gehoor.storage.access_log import Wanted
from gehoor.storage.scope import RuleBroken, Store, transaction
from gehoor.storage.tables_wall import BreakGlass, BreakGlassNote
from storage.made_up import AT, case_row

pytestmark = pytest.mark.anyio
HOUR = timedelta(hours=1)


async def test_people_of_a_case_take_the_place_of_who_was_there(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            await case_people.keep("c-1", {"p-1": case_people.ACCUSED, "p-2": case_people.INVOLVED})
            await case_people.keep("c-1", {"p-3": case_people.ACCUSED})
            await case_people.keep("c-2", {})
        assert await case_people.of_case("c-1") == {"p-3": "accused"}
        assert await case_people.of_case("c-2") == {}


async def test_cases_about_somebody_come_newest_first_and_involvement_is_not_accusation(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            for number, how in (("c-1", "accused"), ("c-2", "accused"), ("c-3", "involved")):
                await cases.write_views(case_row(number, received_on=date(2025, 3, int(number[-1]))), [], [])
                await case_people.keep(number, {"p-1": how})
        assert await case_people.cases_about("p-1") == ["c-2", "c-1"]
        assert await case_people.concerning(["p-1", "p-9"]) == ["c-1", "c-2", "c-3"]
        assert await case_people.concerning([]) == []
        async with transaction():
            await cases.write_views(case_row("c-2", closed_on=date(2025, 4, 1)), [], [])
        assert await case_people.concerning(["p-1"], open_only=True) == ["c-1", "c-3"]


async def test_another_municipality_knows_nothing_of_it(store: Store) -> None:
    async with store.tenant("zaltbommel"), transaction():
        await case_people.keep("c-1", {"p-1": case_people.ACCUSED})
        await break_glass.add("p-1", "c-1", 7, AT, AT + HOUR)
    async with store.tenant("neerdam"):
        assert await case_people.of_case("c-1") == {}
        assert await break_glass.newest(10) == []


async def test_an_opening_ends_once_is_seen_once_and_stays(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        async with transaction():
            number = await break_glass.add("p-1", "c-1", 7, AT, AT + HOUR)
            await break_glass.add("p-2", "c-2", 8, AT, AT + HOUR)
        opened = await break_glass.opening(number)
        assert opened is not None
        assert [opened.open_at(AT + timedelta(minutes=m)) for m in (-1, 0, 59, 60)] == [False, True, True, False]
        for person, minutes in (("p-8", 5), ("p-9", 6)):
            await break_glass.note(number, break_glass.ENDED, person, AT + timedelta(minutes=minutes))
        opened = await break_glass.opening(number)
        assert opened is not None
        assert (opened.ended_by, opened.ended_at) == ("p-8", AT + timedelta(minutes=5))
        assert not opened.open_at(AT + timedelta(minutes=10))
        assert [each.id for each in await break_glass.unseen()] == [number, number + 1]
        await break_glass.note(number, break_glass.SEEN, "p-8", AT)
        assert [each.id for each in await break_glass.unseen()] == [number + 1]
        assert [each.case_id for each in await break_glass.newest(10)] == ["c-2", "c-1"]
        assert [each.id for each in await break_glass.of_case("c-1")] == [number]
        assert [each.id for each in await break_glass.of_person("p-1", 5)] == [number]
        for table, name in ((BreakGlass, "break_glass"), (BreakGlassNote, "break_glass_note")):
            for statement in (f"UPDATE {name} SET person_id = 'p-3'", f"DELETE FROM {name}"):
                with pytest.raises(RuleBroken, match=r"emergency opening|break_glass"):
                    await table.raw(statement)


async def test_the_access_log_is_found_by_person_case_and_period_and_goes_on(store: Store) -> None:
    async with store.tenant("zaltbommel"):
        for number in range(6):
            person, case = f"p-{number % 2}", f"c-{number % 3}"
            await access_log.log_access(person, case, f"{number}", AT + number * HOUR, "artikel 1")

        async def found(limit: int = 10, below: int | None = None, **wanted: object) -> list[str]:
            entries = await access_log.entries(Wanted(**wanted), limit, below)  # type: ignore[arg-type]  # As asked.
            return [entry.what for entry in entries]

        assert await found() == ["5", "4", "3", "2", "1", "0"]
        assert await found(person_id="p-1") == ["5", "3", "1"]
        assert await found(case_id="c-0") == ["3", "0"]
        assert await found(since=AT + 2 * HOUR, before=AT + 4 * HOUR) == ["3", "2"]
        assert await found(without=("c-0", "c-1")) == ["5", "2"]
        page = await access_log.entries(Wanted(), 2)
        assert await found(2, page[-1].id) == ["3", "2"]
        assert page[0].why == "artikel 1"
