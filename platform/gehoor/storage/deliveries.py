"""How each letter goes out, step by step: a row that moves on, and a log to which is only added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from gehoor.storage.rows import facts, first, moment
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_deliveries import DeliveryEvent, LetterDelivery


class Way(StrEnum):
    """How a letter goes to its addressee."""

    POST = "post"
    ELECTRONIC = "electronic"
    #: Laid ready for a colleague on the platform itself.
    INTERNAL = "internal"


class State(StrEnum):
    """Where a delivery stands."""

    TO_PRINT = "to_print"
    PRINTED = "printed"
    POSTED = "posted"
    TO_MAIL = "to_mail"
    MAILED = "mailed"
    HANDED = "handed_to_server"
    FETCHED = "fetched"
    RETURNED = "returned"
    FAILED = "failed"
    #: There is no address of the needed sort: a person has to decide.
    HELD = "held"
    #: Somebody had the letter sent in another way after all.
    REPLACED = "replaced"


#: Somebody has to look at these.
PROBLEMS = (State.RETURNED, State.FAILED, State.HELD)


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which one letter goes, or went, to its addressee; `why` says what decided the way."""

    id: int
    case_id: str
    letter_id: int
    number: int
    role: str
    person: str | None
    way: Way
    why: str
    state: State
    pdf_sha256: str
    made_at: datetime
    changed_at: datetime
    run_id: int | None
    mail_id: int | None
    message_id: str | None
    problem: str | None


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the log of a delivery."""

    id: int
    delivery_id: int
    at: datetime
    what: str
    actor: str
    detail: str


async def add(
    case_id: str, letter_id: int, role: str, way: Way, why: str, pdf_sha256: str, actor: str, at: datetime,
    *, person: str = "", problem: str = "",
) -> Delivery:  # fmt: skip
    """The next delivery of a letter; with a problem it is held until somebody decides."""
    require_transaction()
    number = 1 + len(await of_letter(letter_id))
    start = {Way.POST: State.TO_PRINT, Way.ELECTRONIC: State.TO_MAIL, Way.INTERNAL: State.HANDED}[way]
    row = LetterDelivery(
        case_id=case_id, letter_id=letter_id, number=number, role=role, person=person or None, way=way.value,
        why=why, state=(State.HELD if problem else start).value, pdf_sha256=pdf_sha256, made_at=moment(at),
        changed_at=moment(at), run_id=None, mail_id=None, message_id=None, problem=problem or None,
    )  # fmt: skip
    made = int((await LetterDelivery.insert(row))[0]["id"])
    await log(made, State.HELD.value if problem else start.value, actor, at, problem or why)
    found = await by_id(made)
    if found is None:
        raise RuntimeError("A delivery that was made just now is not there.")
    return found


async def log(delivery: int, what: str, actor: str, at: datetime, detail: str = "") -> None:
    """Add to the log of a delivery; details are codes and numbers, never an address."""
    require_transaction()
    await DeliveryEvent.insert(
        DeliveryEvent(delivery_id=delivery, at=moment(at), what=what, actor=actor, detail=detail)
    )


async def move(
    delivery: Delivery, to: State, actor: str, at: datetime, detail: str = "", *, problem: str = "", **also: Any
) -> bool:
    """Put a delivery in another state and on the log; no when it is no longer in the state it was seen in."""
    require_transaction()
    table = LetterDelivery
    changes: dict[Any, Any] = {
        table.state: to.value,
        table.changed_at: moment(at),
        table.problem: problem or None,
        **{getattr(table, name): value for name, value in also.items()},
    }
    seen = (table.id == delivery.id) & (table.state == delivery.state.value)
    if not await table.update(changes).where(seen).returning(table.id):
        return False
    await log(delivery.id, to.value, actor, at, detail or problem)
    return True


async def note_mail(delivery: int, mail_id: int, message_id: str) -> bool:
    """A mail tells a colleague that a letter lies ready; no when another one does so already."""
    table = LetterDelivery
    update = table.update({table.mail_id: mail_id, table.message_id: message_id})
    return bool(await update.where((table.id == delivery) & table.mail_id.is_null()).returning(table.id))


async def by_id(delivery: int) -> Delivery | None:
    """The delivery with this number."""
    return first(await LetterDelivery.select().where(LetterDelivery.id == delivery), Delivery)


async def of_letter(letter_id: int) -> list[Delivery]:
    """The deliveries of a letter, the first one first."""
    table = LetterDelivery
    return facts(await table.select().where(table.letter_id == letter_id).order_by(table.number), Delivery)


async def of_case(case_id: str) -> list[Delivery]:
    """The deliveries of a case, in the order in which they were made."""
    table = LetterDelivery
    return facts(await table.select().where(table.case_id == case_id).order_by(table.id), Delivery)


async def of_run(run: int) -> list[Delivery]:
    """The deliveries in a print run, in the order of its letters."""
    table = LetterDelivery
    return facts(await table.select().where(table.run_id == run).order_by(table.id), Delivery)


async def of_mail(*, mail_id: int | None = None, message_id: str | None = None) -> Delivery | None:
    """The delivery that went with this mail."""
    table = LetterDelivery
    known = (table.mail_id == mail_id) if mail_id is not None else (table.message_id == message_id)
    return first(await table.select().where(known), Delivery)


async def waiting(states: Collection[State], limit: int = 500) -> list[Delivery]:
    """The deliveries in one of these states, oldest first."""
    table = LetterDelivery
    wanted = table.state.is_in([state.value for state in states])
    return facts(await table.select().where(wanted).order_by(table.id).limit(limit), Delivery)


async def logs_of(found: Sequence[Delivery]) -> dict[int, list[Logged]]:
    """The log of each of these deliveries, oldest entry first."""
    told: dict[int, list[Logged]] = {delivery.id: [] for delivery in found}
    if told:
        table = DeliveryEvent
        rows = await table.select().where(table.delivery_id.is_in(list(told))).order_by(table.id)
        for entry in facts(rows, Logged):
            told[entry.delivery_id].append(entry)
    return told


async def made_between(start: datetime, end: datetime) -> list[Delivery]:
    """The deliveries that were made in this time, oldest first."""
    table = LetterDelivery
    within = (table.made_at >= moment(start)) & (table.made_at < moment(end))
    return facts(await table.select().where(within).order_by(table.id), Delivery)
