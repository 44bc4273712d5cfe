"""Whether a form that is sent for the second time says something else than the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gehoor.services.dossier import Dossier
from gehoor.services.representation import MANDATE, Representative
from gehoor.storage import files, narratives, people
from gehoor.storage.people import Party
from gehoor.storage.representatives import REPRESENTATIVE

if TYPE_CHECKING:
    from gehoor.services.intake import Entry

_TEXTS = ("what_happened", "when_text", "about", "already_done")


async def says_something_else(first: Dossier, entry: Entry) -> bool:
    """Whether anything that was filled in now is not in the complaint as it was received first."""
    complaint = first.received.complaint
    if (complaint.channel, complaint.complainant.kind, complaint.conduct_on, complaint.entity) != (
        *(entry.channel, entry.kind, entry.conduct_on, entry.entity),
    ):
        return True
    if (complaint.accused.unit, complaint.accused.function) != (entry.unit, entry.function):
        return True
    if entry.received_on not in (None, complaint.received_on):
        return True
    parties = {party.role: party for party in await people.parties_of(first.case_id)}
    if _person(parties.get("complainant")) != (entry.name, entry.address, entry.email, entry.phone):
        return True
    if _person(parties.get(REPRESENTATIVE)) != _acting(entry.representative):
        return True
    return await _texts(first.case_id) != {kind: text for kind in _TEXTS if (text := getattr(entry, kind))} or (
        await _other_files(first.case_id, entry)
    )


def _person(party: Party | None) -> tuple[str, str, str, str]:
    if party is None:
        return ("", "", "", "")
    return (party.name, party.address or "", party.email or "", party.phone or "")


def _acting(who: Representative | None) -> tuple[str, str, str, str]:
    return (who.name, who.address, who.email, who.phone) if who else ("", "", "", "")


async def _texts(case_id: str) -> dict[str, str]:
    kept: dict[str, str] = {}
    for narrative in await narratives.narratives_of(case_id):
        if narrative.kind in _TEXTS:
            kept.setdefault(narrative.kind, narrative.text)
    return kept


async def _other_files(case_id: str, entry: Entry) -> bool:
    kept = {
        (file.name, file.size)
        for file in await files.attachments_of(case_id)
        if file.origin in ("complainant", MANDATE)
    }
    mandate = entry.representative.file if entry.representative else None
    sent = (*entry.uploads, *([mandate] if mandate else []))
    return not {(upload.name, len(upload.content)) for upload in sent} <= kept
