"""What was sent is never changed, the log only grows, and a letter is in one run: the same on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gehoor.storage import deliveries, letters, print_runs
from gehoor.storage.deliveries import Delivery, State, Way
from gehoor.storage.scope import RuleBroken, Store, transaction
from gehoor.storage.tables import Letter
from gehoor.storage.tables_deliveries import DeliveryEvent, LetterDelivery, PrintRun
from storage.made_up import AT

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"
HASH = "a" * 64


async def made(way: Way = Way.POST, problem: str = "") -> Delivery:
    async with transaction():
        letter = await letters.queue_letter("c-1", "closing", "complainant", "<p>Brief</p>", AT)
        await letters.store_rendered(letter, b"%PDF-", AT)
        return await deliveries.add("c-1", letter, "complainant", way, "law", HASH, "platform", AT, problem=problem)


async def moved(delivery: Delivery, to: State) -> Delivery:
    async with transaction():
        assert await deliveries.move(delivery, to, "noor", AT)
    found = await deliveries.by_id(delivery.id)
    assert found is not None
    return found


async def test_a_delivery_moves_on_with_its_log(store: Store) -> None:
    async with store.tenant(SLUG):
        delivery = await moved(await moved(await made(), State.PRINTED), State.POSTED)
        told = (await deliveries.logs_of([delivery]))[delivery.id]
    assert [entry.what for entry in told] == ["to_print", "printed", "posted"]
    assert [entry.actor for entry in told] == ["platform", "noor", "noor"]


async def test_of_two_who_saw_the_same_state_only_one_moves_it(store: Store) -> None:
    async with store.tenant(SLUG):
        delivery = await made()
        await moved(delivery, State.PRINTED)
        async with transaction():
            assert not await deliveries.move(delivery, State.PRINTED, "pim", AT)
        assert len((await deliveries.logs_of([delivery]))[delivery.id]) == 2


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (LetterDelivery.letter_id, 99),
        (LetterDelivery.pdf_sha256, "b" * 64),
        (LetterDelivery.role, "accused"),
        (LetterDelivery.way, "electronic"),
        (LetterDelivery.made_at, "2020-01-01T00:00:00.000000Z"),
    ],
    ids=["letter", "pdf", "role", "way", "moment"],
)
async def test_what_was_sent_cannot_be_changed(store: Store, column: object, value: object) -> None:
    async with store.tenant(SLUG):
        delivery = await made()
        with pytest.raises(RuleBroken):
            await LetterDelivery.update({column: value}).where(LetterDelivery.id == delivery.id)  # type: ignore[dict-item]  # A column.


async def test_what_was_posted_does_not_come_back_to_be_printed(store: Store) -> None:
    async with store.tenant(SLUG):
        delivery = await moved(await made(), State.POSTED)
        with pytest.raises(RuleBroken):
            await LetterDelivery.update({LetterDelivery.state: "to_print"}).where(LetterDelivery.id == delivery.id)
        assert (await moved(delivery, State.FETCHED)).state is State.FETCHED


async def test_a_sent_letter_keeps_its_words_and_its_pdf(store: Store) -> None:
    async with store.tenant(SLUG):
        delivery = await moved(await made(), State.POSTED)
        for change in ({Letter.html: "<p>Anders</p>"}, {Letter.pdf_sha256: None}, {Letter.state: "queued"}):
            with pytest.raises(RuleBroken):
                await Letter.update(change).where(Letter.id == delivery.letter_id)


async def test_the_log_only_grows(store: Store) -> None:
    async with store.tenant(SLUG):
        await made()
        with pytest.raises(RuleBroken):
            await DeliveryEvent.update({DeliveryEvent.what: "posted"}, force=True)
        with pytest.raises(RuleBroken):
            await DeliveryEvent.delete(force=True)


async def test_a_delivery_cannot_be_deleted(store: Store) -> None:
    async with store.tenant(SLUG):
        await made()
        with pytest.raises(RuleBroken):
            await LetterDelivery.delete(force=True)


async def test_a_run_whose_bytes_are_gone_is_left_alone(store: Store, kind: str) -> None:
    marks = {
        "sqlite": "SELECT total_changes() AS mark",
        "postgresql": "SELECT string_agg(xmin::text, ' ') AS mark FROM print_run",
    }
    async with store.tenant(SLUG):
        async with transaction():
            for _ in range(2):
                run = await print_runs.add("noor", AT)
                assert await print_runs.ready(run, b"%PDF-run", 3, AT)
            assert await print_runs.posted(run, AT.date())
        async with transaction():
            await print_runs.forget_before(AT + timedelta(days=1))
        assert [await print_runs.pdf_of(number) for number in (run - 1, run)] == [b"%PDF-run", None]
        async with transaction():
            before = await PrintRun.raw(marks[kind])
            await print_runs.forget_before(AT + timedelta(days=1))
            assert await PrintRun.raw(marks[kind]) == before


async def test_a_problem_stands_with_what_needs_a_decision_and_with_nothing_else(store: Store) -> None:
    async with store.tenant(SLUG):
        held = await made(problem="no_address")
        assert (held.state, held.problem) == (State.HELD, "no_address")
        replaced = await moved(held, State.REPLACED)
        assert replaced.problem is None
        with pytest.raises(RuleBroken):
            async with transaction():
                await deliveries.move(await made_inside(), State.RETURNED, "noor", AT)


async def made_inside() -> Delivery:
    return await deliveries.add("c-2", 77, "complainant", Way.POST, "law", HASH, "platform", AT)


async def test_the_next_delivery_of_a_letter_has_the_next_number(store: Store) -> None:
    async with store.tenant(SLUG):
        first = await made(problem="no_address")
        async with transaction():
            again = await deliveries.add("c-1", first.letter_id, "complainant", Way.POST, "by_hand", HASH, "noor", AT)
        assert (first.number, again.number) == (1, 2)
        assert [each.id for each in await deliveries.of_letter(first.letter_id)] == [first.id, again.id]


async def test_the_file_of_a_run_is_sealed_and_gone_once_it_is_given_up(store: Store) -> None:
    async with store.tenant(SLUG):
        async with transaction():
            run = await print_runs.add("noor", AT)
            assert await print_runs.ready(run, b"%PDF-run", 3, AT)
            assert not await print_runs.ready(run, b"%PDF-other", 3, AT)
        rows = await PrintRun.select(PrintRun.sealed)
        assert b"%PDF-run" not in bytes(rows[0]["sealed"])
        assert await print_runs.pdf_of(run) == b"%PDF-run"
        async with transaction():
            assert await print_runs.give_up(run)
            assert not await print_runs.give_up(run)
        assert await print_runs.pdf_of(run) is None


async def test_a_neighbour_sees_no_delivery(store: Store) -> None:
    async with store.tenant(SLUG):
        delivery = await made()
    async with store.tenant("neerdam"):
        assert await deliveries.by_id(delivery.id) is None
        assert await deliveries.waiting(list(State)) == []
