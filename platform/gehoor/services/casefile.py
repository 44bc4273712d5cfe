"""What the desk reads in one dossier: the people, the newest texts, the attachments and the letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from gehoor.domain import events as ev
from gehoor.errors import NotFound
from gehoor.services.dossier import Dossier
from gehoor.services.intake import RECEIPT_COPY
from gehoor.storage import access_log, file_checks, files, letters, narratives, people
from gehoor.storage.access_log import Access
from gehoor.storage.file_checks import Check
from gehoor.storage.files import Attachment, DamagedFile
from gehoor.storage.letters import Letter
from gehoor.storage.people import Party
from gehoor.storage.scope import snapshot

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class Paper:
    """A letter with the title it bears."""

    letter: Letter
    title: str


@dataclass(frozen=True)
class CaseFile:
    """The papers of one case; `newest` holds the newest text of each kind, `texts` every text by its id."""

    parties: Mapping[str, Party]
    newest: Mapping[str, str]
    texts: Mapping[int, str]
    attachments: Sequence[Attachment]
    papers: Sequence[Paper]
    #: Hash of an attachment -> what the scanner says of it; without a scanner there is nothing.
    checks: Mapping[str, Check]

    def text(self, number: int | None) -> str:
        """The text with this id; empty when there is none, or when it was destroyed."""
        return self.texts.get(number, "") if number else ""


async def open_file(found: Dossier) -> CaseFile:
    """Everything that is kept with a case beside its events, as it was at one moment."""
    async with snapshot():
        texts = await narratives.narratives_of(found.case_id)
        parties = await people.parties_of(found.case_id)
        attachments = await files.attachments_of(found.case_id)
        checks = await file_checks.checks_of({each.sha256 for each in attachments})
        papers = await papers_of(found)
    return CaseFile(
        parties={party.role: party for party in parties},
        newest={text.kind: text.text for text in texts},
        texts={text.id: text.text for text in texts},
        attachments=attachments,
        papers=papers,
        checks=checks,
    )


async def papers_of(found: Dossier) -> list[Paper]:
    """The letters of a case with their titles, in the order in which they were made."""
    htmls = await letters.htmls_of(found.case_id)
    return [
        Paper(letter, _title_in(letter, htmls.get(letter.id))) for letter in await letters.letters_of(found.case_id)
    ]


async def title_of(letter: Letter) -> str:
    """The title as it stands in the letter itself, which is fixed."""
    try:
        return _title_in(letter, await letters.html_of(letter.id) or "")
    except DamagedFile:
        return _title_in(letter, None)


def _title_in(letter: Letter, html: str | None) -> str:
    """The title in these words; a damaged letter must not hide the dossier."""
    if html is None:
        return f"{letter.key} (beschadigd)"
    found = _TITLE.search(html)
    return unescape(found[1]).strip() if found else letter.key


async def attachment_of(found: Dossier, number: int) -> tuple[Attachment, bytes]:
    """An attachment of this case with its bytes; raises `NotFound`."""
    attached = await files.attachment(number)
    if attached is None or attached.case_id != found.case_id:
        raise NotFound("Deze bijlage is niet gevonden.")
    return attached, await files.content_of(attached)


async def readers_of(found: Dossier) -> list[Access]:
    """Who looked at this case, the latest first."""
    return list(reversed(await access_log.accesses_of(found.case_id)))


async def receipt_copy_of(case_id: str) -> int:
    """The letter that holds the copy of what was entered; raises `NotFound`."""
    for letter in await letters.letters_of(case_id):
        if letter.key == RECEIPT_COPY:
            return letter.id
    raise NotFound("Van deze klacht is geen kopie gevonden.")


def open_measures(found: Dossier) -> list[ev.MeasureAdded]:
    """The measures that were decided and not yet carried out."""
    done = {event.measure for event in found.case.all(ev.MeasureDone)}
    return [measure for measure in found.case.all(ev.MeasureAdded) if measure.text not in done]
