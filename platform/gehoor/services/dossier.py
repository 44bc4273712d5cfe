"""Opens a case from the register and writes what happens to it: event, dates, letters and views in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case, from_register
from gehoor.domain.events import Event, kind_of
from gehoor.domain.payloads import decode, encode
from gehoor.errors import ConcurrentChange, NotFound
from gehoor.letters.failure import LetterFailed
from gehoor.regulation.replay import permitted
from gehoor.regulation.rulebook import Rulebook
from gehoor.services import composing
from gehoor.services.municipality import Municipality
from gehoor.services.projection import project, reckoned, same_answers
from gehoor.storage import cases, outbox, register
from gehoor.storage.register import NewEvent

log = logging.getLogger(__name__)
RENDER = "render_letter"
#: What the platform writes by itself, also while somebody reads the case.
BOOKKEEPING = (ev.Reckoned, ev.LetterQueued, ev.LetterStored)


@dataclass(frozen=True)
class Dossier:
    """A case as it is now, with the law it falls under; `seq` is the number of its last event."""

    case_id: str
    received: ev.Received
    case: Case
    seq: int
    rulebook: Rulebook

    @property
    def reference(self) -> str:
        """The number people quote."""
        return self.received.reference

    @property
    def stand(self) -> int:
        """How many steps people took in this case; a letter that is ready meanwhile is none."""
        return sum(not isinstance(event, BOOKKEEPING) for event in self.case.events)


class RenderJob(msgspec.Struct, frozen=True):
    """The outbox payload of a letter that is to become a PDF."""

    letter: int


async def by_reference(place: Municipality, reference: str) -> Dossier:
    """The dossier with this reference; raises `NotFound`."""
    row = await cases.by_reference(reference)
    if row is None:
        raise NotFound("Deze zaak is niet gevonden.")
    return await by_id(place, row.case_id)


async def by_id(place: Municipality, case_id: str) -> Dossier:
    """The dossier with this id; raises `NotFound`."""
    stored = await register.events_of(case_id)
    if not stored:
        raise NotFound("Deze zaak is niet gevonden.")
    received, case = from_register(decode(event.payload) for event in stored)
    return Dossier(case_id=case_id, received=received, case=case, seq=stored[-1].seq, rulebook=place.pinned(received))


def require_unchanged(found: Dossier, seen: int | None) -> None:
    """Raises `ConcurrentChange` where somebody took a step since the page was made; None does not ask."""
    if seen is not None and seen != found.stand:
        raise ConcurrentChange(
            "Er is intussen iets vastgelegd in deze zaak. Dit is daarom nog niet opgeslagen. Kijk bij het verloop wat"
            " er is gebeurd en verstuur het formulier opnieuw als het nog nodig is."
        )


async def start(
    place: Municipality,
    case_id: str,
    received: ev.Received,
    rulebook: Rulebook,
    actor: str,
    at: datetime,
    also: Sequence[Event] = (),
) -> Dossier:
    """Puts a new case on the register, with what happened in the same moment.

    The caller holds the transaction and has kept names and texts already.
    """
    empty = Dossier(
        case_id=case_id, received=received, case=Case(complaint=received.complaint), seq=0, rulebook=rulebook
    )
    queued = await _letters(place, empty, received, at)
    return await _write(place, empty, [received], [*queued, *also], actor, at)


async def record(place: Municipality, dossier: Dossier, happened: Sequence[Event], actor: str, at: datetime) -> Dossier:
    """Adds events the law permits, the letters that belong to them and the dates they change.

    Must run inside a transaction; raises `Refused` or `EventOutOfOrder`, and then nothing is written.
    """
    case = dossier.case
    added: list[Event] = []
    for event in happened:
        case = permitted(dossier.rulebook, case, event)
        queued = await _letters(place, replace(dossier, case=case), event, at)
        for entry in queued:
            case = case.after(entry)
        added += [event, *queued]
    return await _write(place, dossier, [], added, actor, at)


async def _write(
    place: Municipality,
    dossier: Dossier,
    first: Sequence[ev.Received],
    added: Sequence[Event],
    actor: str,
    at: datetime,
) -> Dossier:
    case, written = dossier.case, [*first, *added]
    for event in added:
        case = case.after(event)
    on = place.day(at)
    now = reckoned(on, dossier.rulebook.deadlines(case, on), dossier.rulebook.duties(case, on))
    if not same_answers(case.last(ev.Reckoned), now):
        case = case.after(now)
        written.append(now)
    seq = await register.append(
        dossier.case_id,
        dossier.seq,
        [NewEvent(kind=kind_of(event), payload=encode(event), actor=actor) for event in written],
        at,
    )
    await cases.write_views(*project(dossier.case_id, dossier.received, case, seq))
    return replace(dossier, case=case, seq=seq)


async def _letters(place: Municipality, dossier: Dossier, event: Event, at: datetime) -> list[ev.LetterQueued]:
    queued: list[ev.LetterQueued] = []
    for letter in dossier.rulebook.letters(dossier.case, kind_of(event)):
        try:
            composed = await composing.compose(place, dossier, letter, event, at)
        except LetterFailed as failure:
            if not isinstance(event, ev.Received):
                raise
            # A complaint is taken in even when its letter cannot be made: the duty to acknowledge stays open.
            log.error("letter %s of %s was not composed: %s", letter.key, dossier.reference, failure.message)
            continue
        for entry in composed:
            queued.append(entry)
            await put_render_job(entry.letter, at)
    return queued


async def put_render_job(letter: int, at: datetime) -> None:
    """Leaves the rendering of a letter to the worker, once, after the commit."""
    await outbox.put(RENDER, msgspec.json.encode(RenderJob(letter)), at, dedup=f"{RENDER}:{letter}")
