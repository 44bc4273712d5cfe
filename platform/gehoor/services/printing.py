"""Print runs: letters for the post are gathered, printed as one file, and marked as posted by a person."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

import msgspec

from gehoor.domain.organisation import Actor
from gehoor.errors import GehoorError, InvalidInput, NotAllowed, NotFound, Refused
from gehoor.letters import binding
from gehoor.letters.binding import Piece
from gehoor.letters.failure import LetterFailed
from gehoor.regulation.answers import Part
from gehoor.services import delivery_log, print_sheets, sending
from gehoor.services import dossier as dossiers
from gehoor.services.addressees import addressee_of
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.print_sheets import Enclosure, Sheet
from gehoor.services.sending import Render
from gehoor.services.sight import has_part
from gehoor.storage import access_log, deliveries, files, letters, people, print_runs
from gehoor.storage.deliveries import Delivery, State
from gehoor.storage.print_runs import PRINT_RUN, PrintRunJob, Run
from gehoor.storage.scope import transaction

__all__ = ["LARGEST_RUN", "PRINT_RUN", "again", "begin", "file_of", "give_up", "make_file", "mark_posted", "run_of"]

#: The whole of a run goes through the memory of one process; what waits longer comes in the next.
LARGEST_RUN: Final = 200
#: The file of a run that was posted stays this long; each letter itself stays with its case.
_KEPT: Final = timedelta(days=30)
#: Enclosures of one run together; what comes after that is printed by hand.
_ENCLOSED_BYTES: Final = 40 << 20
_PICTURES: Final = ("image/jpeg", "image/png")


class Tools(Protocol):
    """What making a file needs besides the data of the municipality."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """The moment."""

    @property
    def render(self) -> Render:
        """Makes a PDF of a document."""


@dataclass(frozen=True)
class _Enclosed:
    name: str
    pdf: bytes | None


async def begin(place: Municipality, actor: Actor, at: datetime) -> int:
    """Begins a run of all letters for the post in cases that are open to this person; raises `Refused`."""
    _require_opens(place, actor)
    # Opening so many cases takes a while, in which everybody else can write; what was taken meanwhile is left out.
    opened = await delivery_log.open_to(place, actor, await _waiting())
    async with transaction():
        await print_runs.forget_before(at - _KEPT)
        mine = [delivery for delivery in await _waiting() if delivery.case_id in opened][:LARGEST_RUN]
        if not mine:
            raise Refused(
                "Er liggen geen brieven klaar om te printen. Misschien maakte een collega net een printronde."
            )
        run = await print_runs.add(actor.person, at)
        for delivery in mine:
            await deliveries.move(delivery, State.PRINTED, actor.person, at, f"printronde {run}", run_id=run)
    return run


async def _waiting() -> list[Delivery]:
    return await deliveries.waiting([State.TO_PRINT], limit=LARGEST_RUN * 5)


async def run_of(place: Municipality, number: int) -> Run:
    """The run with this number; raises `NotFound`."""
    run = await print_runs.by_id(number)
    if run is None:
        raise NotFound("Deze printronde is niet gevonden.")
    return run


async def file_of(place: Municipality, actor: Actor, number: int, at: datetime) -> bytes:
    """The file of a run, for whoever may open every case in it; that it was opened is logged for each case."""
    _require_opens(place, actor)
    run = await run_of(place, number)
    inside = await deliveries.of_run(run.id)
    opened = await delivery_log.open_to(place, actor, inside)
    if any(delivery.case_id not in opened for delivery in inside):
        raise NotAllowed(
            "In deze printronde zit een brief uit een zaak die voor u gesloten is. Vraag uw vervanger om te printen."
        )
    pdf = await print_runs.pdf_of(run.id)
    if pdf is None:
        raise NotFound(
            "Het bestand van deze printronde is er niet, of niet meer. De brieven zelf staan in het dossier."
        )
    for case_id in dict.fromkeys(delivery.case_id for delivery in inside):
        await access_log.log_access(actor.person, case_id, "printronde", at, "")
    return pdf


async def mark_posted(
    place: Municipality, actor: Actor, number: int, on: date | None, only: Collection[int], at: datetime
) -> int:
    """These letters of a run, or all, went into the post on that day; doing it again changes nothing."""
    async with transaction():
        run = await run_of(place, number)
        if run.state == "posted":
            return 0
        if run.state != "ready":
            raise Refused("Het bestand van deze printronde is nog niet klaar. Print eerst de brieven.")
        if on is None or on > place.day(at) or on < place.day(run.made_at):
            raise InvalidInput("Kies een dag vanaf de dag van de printronde tot en met vandaag.", field="on")
        inside = [each for each in await deliveries.of_run(run.id) if each.state is State.PRINTED]
        chosen = [each for each in inside if not only or each.id in only]
        count = await sending.posted(place, chosen, on, actor.person, at)
        if len(chosen) == len(inside):
            await print_runs.posted(run.id, on)
    return count


async def give_up(place: Municipality, actor: Actor, number: int, at: datetime) -> None:
    """The letters of a run that were not posted wait for the next one; raises `Refused`."""
    _require_opens(place, actor)
    async with transaction():
        run = await run_of(place, number)
        if not await print_runs.give_up(run.id):
            raise Refused("Deze printronde is al verstuurd of vervallen.")
        for delivery in await deliveries.of_run(run.id):
            if delivery.state is State.PRINTED:
                detail = f"printronde {run.id} vervallen"
                await deliveries.move(delivery, State.TO_PRINT, actor.person, at, detail, run_id=None)


async def again(place: Municipality, actor: Actor, number: int, at: datetime) -> None:
    """The file of a run that could not be made is made again; raises `Refused`."""
    _require_opens(place, actor)
    async with transaction():
        run = await run_of(place, number)
        if not await print_runs.again(run.id):
            raise Refused("Het bestand van deze printronde is er al, of wordt gemaakt.")
        await print_runs.put_job(run.id, int(at.timestamp()), at)


async def make_file(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Makes the one file of a run; a run that has it, or was given up, is left as it is."""
    run = await print_runs.by_id(msgspec.json.decode(payload, type=PrintRunJob).run)
    if run is None or run.state not in ("queued", "failed"):
        return
    try:
        pdf, pages = await _file(place, run, tools.render)
    except GehoorError as failure:
        # Also a law that does not answer now, or a letter that is damaged: whoever waits for the file must see it.
        await print_runs.failed(run.id, failure.message)
        raise
    async with transaction():
        await print_runs.ready(run.id, pdf, pages, tools.clock())


async def _file(place: Municipality, run: Run, render: Render) -> tuple[bytes, int]:
    inside = [each for each in await deliveries.of_run(run.id) if each.state is State.PRINTED]
    opened = {case_id: await dossiers.by_id(place, case_id) for case_id in {each.case_id: None for each in inside}}
    titles = await delivery_log.titles_of(inside)
    pdfs: list[bytes] = []
    enclosed: list[list[_Enclosed]] = []
    left = _ENCLOSED_BYTES
    for delivery in inside:
        pdfs.append(await letters.pdf_of(delivery.letter_id) or b"")
        enclosed.append(await _enclosures(opened[delivery.case_id], delivery, render, left))
        left -= sum(len(each.pdf or b"") for each in enclosed[-1])
    extra = [each.pdf for group in enclosed for each in group if each.pdf]
    counts = await binding.page_counts([*pdfs, *extra])
    sheets, pieces, at = [], [Piece(len(pdfs) + len(extra))], len(pdfs)
    for number, delivery in enumerate(inside):
        pieces += [Piece(len(pdfs) + len(extra) + 1, number, number + 1), Piece(number)]
        shown = []
        for each in enclosed[number]:
            if each.pdf:
                pieces.append(Piece(at))
                shown.append(Enclosure(each.name, counts[at]))
                at += 1
            else:
                shown.append(Enclosure(each.name, 0))
        if not counts[number]:
            raise LetterFailed(f"De PDF van brief {delivery.letter_id} is niet leesbaar. Waarschuw de beheerder.")
        found, title = opened[delivery.case_id], titles[delivery.letter_id]
        sheets.append(await _sheet(place, found, delivery, title, counts[number], shown))
    addresses = await render(print_sheets.list_html(run.id, sheets))
    covers = await render(print_sheets.sheets_html(run.id, sheets))
    if await binding.page_counts([covers]) != [len(sheets)]:
        raise LetterFailed("De voorbladen van deze printronde passen niet op één bladzijde. Waarschuw de beheerder.")
    return await binding.joined([*pdfs, *extra, addresses, covers], pieces, f"Printronde {run.id}")


async def _sheet(
    place: Municipality, found: Dossier, delivery: Delivery, title: str, pages: int, enclosures: Sequence[Enclosure]
) -> Sheet:
    parties = {party.role: party for party in await people.parties_of(delivery.case_id)}
    facts = {role: parties.get(role) for role in ("complainant", "representative", "accused")}
    address = addressee_of(place, found, facts, delivery.role, place.day(delivery.made_at)).lines
    return Sheet(found.reference, title, address, pages, enclosures, inside=delivery.why == sending.COLLEAGUE)


async def _enclosures(opened: Dossier, delivery: Delivery, render: Render, left: int) -> list[_Enclosed]:
    """The files that go with a letter, as PDF where that can be."""
    queued = sending.queued_of(opened.case, delivery)
    found = []
    for number in queued.enclosed if queued else ():
        attached = await files.attachment(number)
        if attached is None or attached.case_id != delivery.case_id:
            continue
        pdf = None
        if attached.size <= left and attached.media_type in ("application/pdf", *_PICTURES):
            pdf = await _as_pdf(attached, render)
        left -= len(pdf or b"")
        found.append(_Enclosed(attached.name, pdf))
    return found


async def _as_pdf(attached: files.Attachment, render: Render) -> bytes | None:
    try:
        content = await files.content_of(attached)
    except GehoorError:
        # It is damaged, or held until a scanner has looked at it: the sheet says that somebody sees to it.
        return None
    try:
        if attached.media_type in _PICTURES:
            encoded = base64.b64encode(content).decode()
            return await render(print_sheets.picture_html(attached.name, attached.media_type, encoded))
        return content if await binding.pages_from_outside(content) else None
    except LetterFailed:
        # What makes its reader work too hard comes from outside: it must not keep the other letters from the post.
        return None


def _require_opens(place: Municipality, actor: Actor) -> None:
    if not has_part(place, actor, Part.COORDINATOR, Part.DIRECTOR):
        raise NotAllowed("Uw functie geeft geen toegang tot brieven. De klachtencoördinator maakt printrondes.")
