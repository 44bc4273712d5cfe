"""Whether a form that is sent for the second time says something else than the first."""

from __future__ import annotations

from gehoor.services import intake
from gehoor.services.dossier import Dossier
from gehoor.storage import files, narratives, people
from gehoor.storage.people import Party

_TEXTS = ("what_happened", "when_text", "about", "already_done")


async def says_something_else(first: Dossier, entry: intake.Entry) -> bool:
    """Whether anything that was filled in now is not in the complaint as it was received first."""
    complaint = first.received.complaint
    facts = (complaint.complainant.kind, complaint.conduct_on, complaint.accused.unit, complaint.entity)
    if facts != (entry.kind, entry.conduct_on, entry.unit, entry.entity):
        return True
    if _person(await people.party_by_role(first.case_id, "complainant")) != (
        *(entry.name, entry.address, entry.email, entry.phone),
    ):
        return True
    return await _texts(first.case_id) != {kind: text for kind in _TEXTS if (text := getattr(entry, kind))} or (
        await _other_files(first.case_id, entry)
    )


def _person(party: Party | None) -> tuple[str, str, str, str]:
    if party is None:
        return ("", "", "", "")
    return (party.name, party.address or "", party.email or "", party.phone or "")


async def _texts(case_id: str) -> dict[str, str]:
    kept: dict[str, str] = {}
    for narrative in await narratives.narratives_of(case_id):
        if narrative.kind in _TEXTS:
            kept.setdefault(narrative.kind, narrative.text)
    return kept


async def _other_files(case_id: str, entry: intake.Entry) -> bool:
    kept = {(file.name, file.size) for file in await files.attachments_of(case_id) if file.origin == "complainant"}
    return not {(upload.name, len(upload.content)) for upload in entry.uploads} <= kept
