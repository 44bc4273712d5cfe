"""Composes the letters of a case: fills the template for each reader and checks what the law demands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gehoor import logs
from gehoor.domain import events as ev
from gehoor.letters.failure import LetterFailed
from gehoor.letters.page_check import plain
from gehoor.letters.templates import content_hash
from gehoor.regulation.answers import Letter
from gehoor.services import labels, letter_data, letterhead
from gehoor.services.addressees import COMPLAINANT, OMBUDSMAN, addressee_of, party_of, reader_of, readers_of
from gehoor.services.enclosures import enclosed_with
from gehoor.services.letter_facts import NOT_SHOWN, facts_of
from gehoor.services.municipality import Municipality
from gehoor.storage import letters
from gehoor.storage.representatives import REPRESENTATIVE

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier

__all__ = [
    "COMPLAINANT", "Draft", "base_context", "check_demanded", "compose", "context_of", "facts_of", "keep", "reader_of",
]  # fmt: skip
log = logs.of(__name__)


@dataclass(frozen=True)
class Draft:
    """The words of a letter to one recipient, not yet kept; `role` is whoever reads it.

    `enclosed` are the ids of the attachments that go with it.
    """

    letter: Letter
    recipient: str
    role: str
    html: str
    enclosed: tuple[int, ...] = ()


async def compose(
    place: Municipality, dossier: Dossier, asked: Sequence[Letter], event: ev.Event, at: datetime
) -> list[Draft]:
    """The words of the letters that belong to an event; raises `LetterFailed`.

    Nothing is kept yet, so that a law that fails at the second letter leaves no first one behind. A complaint is
    taken in even when its letter cannot be made: that one is left out, and the duty to acknowledge stays open.
    """
    drafts: list[Draft] = []
    facts = await facts_of(dossier, event)
    for letter in asked:
        try:
            drafts += _drafts_of(place, dossier, letter, event, facts, at)
        except LetterFailed as failure:
            if not isinstance(event, ev.Received):
                raise
            cause = f"template {failure.template}, placeholder {failure.placeholder}"
            log.error("letter %s was not composed (%s): %s", letter.key, cause, logs.where(failure))
    return drafts


def _drafts_of(
    place: Municipality, dossier: Dossier, letter: Letter, event: ev.Event, facts: dict[str, Any], at: datetime
) -> list[Draft]:
    """The words of a letter for each recipient, and for each who gets it by copy."""
    drafts = []
    writes_to = reader_of(dossier.case, event, COMPLAINANT)
    for recipient in readers_of(place, dossier, letter, place.day(at)):
        role = reader_of(dossier.case, event, recipient)
        context = context_of(place, dossier, letter, facts, recipient=recipient, writes_to=writes_to, at=at)
        html = place.templates.render(letter.template, context)
        check_demanded(letter, html)
        html = letter_data.attached(html, place, dossier, letter, recipient, at)
        enclosed = [each.attachment for each in enclosed_with(dossier, letter, facts, role)]
        drafts.append(Draft(letter, recipient, role, html, tuple(each for each in enclosed if each is not None)))
    return drafts


async def keep(place: Municipality, case_id: str, drafts: Sequence[Draft], at: datetime) -> list[ev.LetterQueued]:
    """Fixes the words of these letters; the events that say so."""
    return [
        ev.LetterQueued(
            on=place.day(at),
            key=draft.letter.key,
            letter=await letters.queue_letter(case_id, draft.letter.key, draft.role, draft.html, at),
            recipient=party_of(draft.recipient),
            reader="" if party_of(draft.recipient) else draft.role,
            copies=draft.letter.copies,
            enclosures=draft.letter.enclosures,
            enclosed=draft.enclosed,
            html_sha256=content_hash(draft.html),
        )
        for draft in drafts
    ]


def check_demanded(letter: Letter, html: str) -> None:
    """Raises `LetterFailed` where the letter leaves out what the law demands in it."""
    text = plain(html)
    for key, passage in letter.must_say:
        if plain(passage) not in text:
            raise LetterFailed(
                f"In de brief '{letter.key}' ontbreekt de verplichte passage '{key}'."
                f" Zet {{{{ must.{key} }}}} in het sjabloon."
            )


def context_of(
    place: Municipality, dossier: Dossier, letter: Letter, facts: dict[str, Any], *,
    recipient: str, writes_to: str, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """What the template may use, as `plugins/README.md` describes it; a name it does not know is an error.

    `writes_to` is the role of whoever gets the complainant's letters.
    """
    tenant, case, on = place.tenant, dossier.case, place.day(at)
    complainant = facts["complainant"]
    representative = facts["representative"] if writes_to == REPRESENTATIVE else None
    acts = case.complaint.representation if representative else None
    correspondent = addressee_of(place, dossier, facts, REPRESENTATIVE if representative else COMPLAINANT, on)
    to_complainant = recipient == COMPLAINANT
    addressee = correspondent if to_complainant else addressee_of(place, dossier, facts, recipient, on)
    is_copy = recipient in letter.copies and recipient not in letter.recipients
    # A copy of a letter keeps its words, the salutation included.
    reader = correspondent if is_copy else addressee
    settlement = next((d for d in dossier.rulebook.deadlines(case, on) if d.key == "settlement"), None)
    assigned = case.assigned
    name = complainant.name if complainant else ""
    bodies = dossier.rulebook.regulation.bodies
    enclosed = enclosed_with(dossier, letter, facts, writes_to if to_complainant else recipient)
    return {
        **base_context(place, letter.title, dossier.reference, at),
        **{name: value for name, value in facts.items() if name not in NOT_SHOWN},
        "addressee_lines": list(addressee.lines),
        "signature": {
            "office": labels.OFFICES.get(letter.signatory, letter.signatory),
            "on_behalf_of": bodies.get(letter.on_behalf_of) if letter.on_behalf_of else None,
            "name": _signatory(place, dossier, letter.signatory, at),
            **letterhead.signature_block(place, letter.signatory),
        },
        "enclosures": [each.title for each in enclosed],
        "annexes": [
            {"title": each.title, "parts": [{"title": title, "text": text} for title, text in each.parts]}
            for each in enclosed
            if each.parts
        ],
        "copies": [labels.RECIPIENTS.get(copy, copy) for copy in letter.copies],
        "received_on": case.complaint.received_on,
        "channel_text": labels.CHANNELS[case.complaint.channel],
        "complainant_name": name,
        "acting_for": name if acts and reader is correspondent else "",
        "acting_as": labels.REPRESENTATIVES[acts.kind] if acts else "",
        "salutation": _salutation(recipient, reader.name),
        "must": dict(letter.must_say),
        "handler": {
            "office": labels.OFFICES.get(assigned.office, assigned.office) if assigned else "",
            "name": tenant.person_name(assigned.person) if assigned else "",
            "on_behalf_of": bodies.get(assigned.on_behalf_of, "") if assigned else "",
        },
        "due": settlement.due if settlement else None,
        "due_sentence": settlement.sentence if settlement else "",
        "is_copy": is_copy,
        "recipient": recipient,
        "status_address": f"{tenant.file.hosts[0]}/status",
    }


def _salutation(recipient: str, name: str) -> str:
    if recipient == OMBUDSMAN:
        return "Geachte heer of mevrouw"
    return f"Beste {name}" if name else "Beste mevrouw, meneer"


def base_context(place: Municipality, title: str, reference: str, at: datetime) -> dict[str, Any]:
    """What the layout of every letter needs, apart from addressee, signature, copies and enclosures."""
    file = place.tenant.file
    return {
        "lang": place.current.language,
        "title": title,
        "municipality": file.title,
        "sender_lines": list(file.letterhead.sender or file.sender),
        "contact_lines": [line for line in (file.phone, file.email, file.website) if line],
        "date": place.day(at),
        "reference": reference,
        "theme": {"accent": file.letterhead.accent or file.theme.accent},
        "letterhead": letterhead.head_of(place),
    }


def _signatory(place: Municipality, dossier: Dossier, office: str, at: datetime) -> str | None:
    assigned = dossier.case.assigned
    if assigned is not None and office == assigned.office:
        return place.tenant.person_name(assigned.person)
    holders = [h for h in place.tenant.holdings(place.day(at)) if h.office == office and not h.deputy]
    return place.tenant.person_name(holders[0].person) if len(holders) == 1 else None
