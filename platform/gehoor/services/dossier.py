"""Opens a case from the register and writes what happens to it: event, dates, letters and views in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from gehoor import logs
from gehoor.domain import events as ev
from gehoor.domain.case import Case, from_register
from gehoor.domain.events import Event, kind_of
from gehoor.domain.payloads import decode, encode
from gehoor.errors import ConcurrentChange, NotFound
from gehoor.regulation.replay import permitted
from gehoor.regulation.rulebook import RegulationFailed, Rulebook
from gehoor.services import composing, pending_change
from gehoor.services.municipality import Municipality
from gehoor.services.projection import (
    DATES,
    LETTERS,
    people_concerned,
    project,
    reckoned,
    same_answers,
    unanswered,
)
from gehoor.storage import case_people, cases, outbox, register
from gehoor.storage.register import NewEvent

RENDER, ASK_AGAIN = "render_letter", "ask_law_again"
ASK_AGAIN_AT_LEAST_EVERY = timedelta(minutes=30)
#: What the platform writes by itself, also while somebody reads the case.
BOOKKEEPING = (
    *(ev.Reckoned, ev.TermsRecomputed, ev.LetterQueued, ev.LetterStored),
    *(ev.LetterSent, ev.LetterReturned, ev.LetterFetched, ev.ChannelChosen),
)


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


class Keys(msgspec.Struct, frozen=True):
    """The hashes by which a new case is found again; they are on no event."""

    access_hash: str | None
    submission_key: str


class RenderJob(msgspec.Struct, frozen=True):
    """The outbox payload of a letter that is to become a PDF."""

    letter: int


class AskAgainJob(msgspec.Struct, frozen=True):
    """The outbox payload of a complaint whose law did not answer; `attempt` counts how often it was asked again."""

    case_id: str
    attempt: int


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
    logs.note(case=case_id)
    received, case = from_register(decode(event.payload) for event in stored)
    rulebook = place.pinned(received).remembering()
    return Dossier(case_id=case_id, received=received, case=case, seq=stored[-1].seq, rulebook=rulebook)


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
    keys: Keys | None = None,
) -> Dossier:
    """Puts a new case on the register, with what happened in the same moment.

    The caller holds the transaction and has kept names and texts already. A complaint comes in also when its law
    does not answer: what that owes is asked again later.
    """
    logs.note(case=case_id)
    law = rulebook.remembering()
    empty = Dossier(case_id=case_id, received=received, case=Case(complaint=received.complaint), seq=0, rulebook=law)
    queued: list[ev.LetterQueued] = []
    owed: tuple[str, ...] = ()
    try:
        queued = await _letters(place, empty, received, at)
    except RegulationFailed:
        owed = (LETTERS,)
    started = await _write(place, empty, [received], [*queued, *also], actor, at, owed, keys)
    if unanswered(started.case):
        await put_ask_again(case_id, 1, at)
    return started


async def ask_again(place: Municipality, dossier: Dossier, actor: str, at: datetime) -> Dossier:
    """Does what the law owed this complaint since it came in; nothing where it owes nothing.

    Must run inside a transaction; raises `RegulationFailed` where the law still does not answer.
    """
    owed = unanswered(dossier.case)
    if not owed:
        return dossier
    queued = await _letters(place, dossier, dossier.received, at) if LETTERS in owed else []
    return await _write(place, dossier, [], queued, actor, at, ())


async def record(place: Municipality, dossier: Dossier, happened: Sequence[Event], actor: str, at: datetime) -> Dossier:
    """Adds events the law permits, the letters that belong to them and the dates they change.

    Must run inside a transaction; raises `Refused` or `EventOutOfOrder`, and then nothing is written. Dates that a
    change of the law or of a setting moved before this step get their own event, with that cause.
    """
    case = dossier.case
    added: list[Event] = []
    moved = await pending_change.noticed(place, dossier, happened)
    for event in [moved, *happened] if moved is not None else happened:
        case = permitted(dossier.rulebook, case, event)
        queued = await _letters(place, replace(dossier, case=case), event, at)
        for entry in queued:
            case = case.after(entry)
        added += [event, *queued]
    still_owed = tuple(what for what in unanswered(dossier.case) if what == LETTERS)
    written = await _write(place, dossier, [], added, actor, at, still_owed)
    if moved is not None:
        await pending_change.tell(place, written, moved, at)
    return written


async def _write(
    place: Municipality,
    dossier: Dossier,
    first: Sequence[ev.Received],
    added: Sequence[Event],
    actor: str,
    at: datetime,
    owed: tuple[str, ...],
    keys: Keys | None = None,
) -> Dossier:
    case, written = dossier.case, [*first, *added]
    for event in added:
        case = case.after(event)
    on = place.day(at)
    try:
        now = reckoned(on, dossier.rulebook.deadlines(case, on), dossier.rulebook.duties(case, on), owed)
    except RegulationFailed:
        if not first:
            raise
        now = reckoned(on, [], [], (DATES, *owed))
    if not same_answers(case.last(ev.Reckoned), now):
        case = case.after(now)
        written.append(now)
    seq = await register.append(
        dossier.case_id,
        dossier.seq,
        [NewEvent(kind=kind_of(event), payload=encode(event), actor=actor) for event in written],
        at,
    )
    row, deadlines, duties = project(dossier.case_id, dossier.received, case, seq)
    if keys is not None:
        row = msgspec.structs.replace(row, access_hash=keys.access_hash, submission_key=keys.submission_key)
    await cases.write_views(row, deadlines, duties, new=bool(first))
    if any(isinstance(event, ev.FactsCorrected) for event in added) or (first and people_concerned(case)):
        await case_people.keep(dossier.case_id, people_concerned(case))
    return replace(dossier, case=case, seq=seq)


async def _letters(place: Municipality, dossier: Dossier, event: Event, at: datetime) -> list[ev.LetterQueued]:
    asked = dossier.rulebook.letters(dossier.case, kind_of(event))
    if not asked:
        return []
    drafts = await composing.compose(place, dossier, asked, event, at)
    queued = await composing.keep(place, dossier.case_id, drafts, at)
    for entry in queued:
        await put_render_job(entry.letter, at)
    return queued


async def put_render_job(letter: int, at: datetime) -> None:
    """Leaves the rendering of a letter to the worker, once, after the commit."""
    await outbox.put(RENDER, msgspec.json.encode(RenderJob(letter)), at, dedup=f"{RENDER}:{letter}")


async def put_ask_again(case_id: str, attempt: int, at: datetime) -> None:
    """Leaves it to the worker to ask the law again: soon at first, later each half hour."""
    when = at + min(timedelta(minutes=2 ** min(attempt - 1, 10)), ASK_AGAIN_AT_LEAST_EVERY)
    payload = msgspec.json.encode(AskAgainJob(case_id, attempt))
    await outbox.put(ASK_AGAIN, payload, when, dedup=f"{ASK_AGAIN}:{case_id}:{attempt}")
