"""Makes the PDF of a composed letter, once, and shows letters to whoever may see them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from gehoor.domain import events as ev
from gehoor.errors import NotFound
from gehoor.letters.failure import LetterFailed
from gehoor.services import dossier as dossiers
from gehoor.services import sending
from gehoor.services.municipality import Municipality
from gehoor.services.register_entries import add_to
from gehoor.storage import letters
from gehoor.storage.scope import transaction

Render = Callable[[str], Awaitable[bytes]]
SYSTEM = "platform"


async def make_pdf(place: Municipality, letter_id: int, render: Render, at: datetime) -> None:
    """Renders a letter and stores it with its hash on the register; a letter made before is left as it is.

    Raises `LetterFailed`, and then the letter shows why.
    """
    letter = await letters.letter(letter_id)
    if letter is None or letter.state == "rendered":
        return
    try:
        pdf = await render(await letters.html_of(letter_id) or "")
    except LetterFailed as failure:
        await letters.mark_failed(letter_id, failure.message)
        raise
    async with transaction():
        if not await letters.store_rendered(letter_id, pdf, at):
            return
        stored = await letters.letter(letter_id)
        found = await dossiers.by_id(place, letter.case_id)
        event = ev.LetterStored(
            on=place.day(at), letter=letter_id, pdf_sha256=(stored.pdf_sha256 if stored else None) or ""
        )
        await add_to(found, [event], SYSTEM, at)
        if stored is not None:
            await sending.after_rendering(place, stored, at)


async def pdf_of(place: Municipality, case_id: str, letter_id: int, render: Render, at: datetime) -> bytes:
    """The PDF of a letter of this case, made now where the worker has not come to it; raises `NotFound`."""
    letter = await letters.letter(letter_id)
    if letter is None or letter.case_id != case_id:
        raise NotFound("Deze brief is niet gevonden.")
    await make_pdf(place, letter_id, render, at)
    pdf = await letters.pdf_of(letter_id)
    if pdf is None:
        raise NotFound("Deze brief is niet gevonden.")
    return pdf


async def preview_of(case_id: str, letter_id: int) -> str:
    """The HTML of a letter of this case, as it was fixed; raises `NotFound`."""
    letter = await letters.letter(letter_id)
    html = await letters.html_of(letter_id)
    if letter is None or letter.case_id != case_id or html is None:
        raise NotFound("Deze brief is niet gevonden.")
    return html
