"""Composes the letters of a case: gathers the facts, fills the template, checks what the law demands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from gehoor import logs
from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.letters.failure import LetterFailed
from gehoor.letters.templates import content_hash
from gehoor.regulation.answers import Ground, Letter
from gehoor.services import labels
from gehoor.services.municipality import Municipality
from gehoor.storage import letters, narratives, people
from gehoor.storage.representatives import REPRESENTATIVE

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier

log = logs.of(__name__)
COMPLAINANT = "complainant"
#: What answers a message goes to whoever sent it, also while a mandate is asked for.
_ANSWERS_TO_THE_SENDER = (ev.Received, ev.RepairRequested, ev.AuthenticityDoubted)


def reader_of(case: Case, event: ev.Event, recipient: str) -> str:
    """The role of whoever gets a letter to this recipient: a representative acts in the place of the complainant.

    Before the mandate is there a representative hears only what answers the representative's own message.
    """
    acts = case.complaint.representation
    if recipient != COMPLAINANT or acts is None:
        return recipient
    return REPRESENTATIVE if acts.proven or isinstance(event, _ANSWERS_TO_THE_SENDER) else recipient


@dataclass(frozen=True)
class Draft:
    """The words of a letter to one recipient, not yet kept; `role` is whoever reads it."""

    letter: Letter
    recipient: str
    role: str
    html: str


async def compose(
    place: Municipality, dossier: Dossier, asked: Sequence[Letter], event: ev.Event, at: datetime
) -> list[Draft]:
    """The words of the letters that belong to an event; raises `LetterFailed`.

    Nothing is kept yet, so that a law that fails at the second letter leaves no first one behind. A complaint is
    taken in even when its letter cannot be made: that one is left out, and the duty to acknowledge stays open.
    """
    drafts: list[Draft] = []
    facts = await facts_of(place, dossier, event)
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
    """The words of a letter for each recipient, and for the accused's copy."""
    accused_copy = ["accused"] if "accused" in letter.copies and "accused" not in letter.recipients else []
    drafts = []
    for recipient in (*letter.recipients, *accused_copy):
        role = reader_of(dossier.case, event, recipient)
        writes_to = reader_of(dossier.case, event, COMPLAINANT)
        context = context_of(place, dossier, letter, facts, recipient=recipient, writes_to=writes_to, at=at)
        html = place.templates.render(letter.template, context)
        check_demanded(letter, html)
        drafts.append(Draft(letter, recipient, role, html))
    return drafts


async def keep(place: Municipality, case_id: str, drafts: Sequence[Draft], at: datetime) -> list[ev.LetterQueued]:
    """Fixes the words of these letters; the events that say so."""
    return [
        ev.LetterQueued(
            on=place.day(at),
            key=draft.letter.key,
            letter=await letters.queue_letter(case_id, draft.letter.key, draft.role, draft.html, at),
            recipient=ev.Party.ACCUSED if draft.recipient == "accused" else ev.Party.COMPLAINANT,
            copies=draft.letter.copies,
            html_sha256=content_hash(draft.html),
        )
        for draft in drafts
    ]


def check_demanded(letter: Letter, html: str) -> None:
    """Raises `LetterFailed` where the letter leaves out what the law demands in it."""
    text = _plain(html)
    for key, passage in letter.must_say:
        if _plain(passage) not in text:
            raise LetterFailed(
                f"In de brief '{letter.key}' ontbreekt de verplichte passage '{key}'."
                f" Zet {{{{ must.{key} }}}} in het sjabloon."
            )


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


async def facts_of(place: Municipality, dossier: Dossier, event: ev.Event) -> dict[str, Any]:
    """Everything a letter may show that is not in the law's answer: people and texts of this case."""
    case = dossier.case
    parties = {party.role: party for party in await people.parties_of(dossier.case_id)}
    told = await narratives.narratives_of(dossier.case_id)
    texts = {entry.id: entry.text for entry in told}
    newest = {entry.kind: entry.text for entry in told}
    findings, judged = case.last(ev.FindingsRecorded), case.last(ev.Judged)
    decided = case.last(ev.AdmissibilityDecided) or case.last(ev.AdmissibilityAdvised)
    repair, hearing = case.last(ev.RepairRequested), case.last(ev.HearingOffered)
    reason = getattr(event, "reason", None)
    listed = dossier.rulebook.norms(case, event.on) if judged else []
    norms = {norm.key: norm.title for norms in listed for norm in norms.norms}
    return {
        "complainant": parties.get("complainant"),
        "accused": parties.get("accused"),
        "representative": parties.get(REPRESENTATIVE),
        "reason": texts.get(reason, "") if reason else "",
        "extension_reason": texts.get(reason, "") if isinstance(event, ev.Extended) and reason else "",
        "findings": texts.get(findings.text, "") if findings else "",
        "conclusion": texts.get(judged.reason, "") if judged and judged.reason else "",
        "parts": [
            {
                "number": part.number,
                "text": texts.get(part.text, "") if part.text else "",
                "judgement": labels.JUDGEMENTS[part.judgement],
                "norms": [norms.get(key, key) for key in part.norms],
            }
            for part in (judged.parts if judged else ())
        ],
        "measures": [texts.get(measure.text, "") for measure in case.all(ev.MeasureAdded)],
        "grounds": _grounds(dossier, decided.grounds if decided else (), event),
        "repair_missing": _missing(dossier, repair) if repair else [],
        "reply_by": (hearing.reply_by if hearing else None) or (repair.until if repair else None),
        "referred_to": newest.get("referred_to", ""),
        "what_happened": newest.get("what_happened", ""),
        "accused_text": _in_a_sentence(newest.get("about", ""))
        or labels.FUNCTIONS.get(case.complaint.accused.function, ""),
    }


def _missing(dossier: Dossier, repair: ev.RepairRequested) -> list[str]:
    """What must be completed, in the words of the law of this case where it has them."""
    asked = {need.key: need.what for need in dossier.rulebook.intake_requirements(dossier.case.complaint, repair.on)}
    return [asked.get(item) or labels.MISSING.get(item, item) for item in repair.missing]


def _in_a_sentence(text: str) -> str:
    """What somebody typed as a beginning, to be read after "over": only a leading article loses its capital."""
    first, space, rest = text.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in ("De", "Het", "Een", "Mijn", "Iemand") else text


def _grounds(dossier: Dossier, keys: tuple[str, ...], event: ev.Event) -> list[dict[str, str]]:
    if not keys:
        return []
    known: dict[str, Ground] = {
        ground.key: ground for ground in dossier.rulebook.admissibility_grounds(dossier.case.complaint, event.on)
    }
    return [
        {
            "title": known[key].title,
            "because": known[key].because,
            "basis": ", ".join(citation.label for citation in known[key].basis),
        }
        for key in keys
        if key in known
    ]


def context_of(
    place: Municipality, dossier: Dossier, letter: Letter, facts: dict[str, Any], *,
    recipient: str, writes_to: str, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """What the template may use, as `plugins/README.md` describes it; a name it does not know is an error.

    `writes_to` is the role of whoever gets the complainant's letters.
    """
    tenant, case = place.tenant, dossier.case
    complainant, accused = facts["complainant"], facts["accused"]
    representative = facts["representative"] if writes_to == REPRESENTATIVE else None
    acts = case.complaint.representation if representative else None
    correspondent = representative or complainant
    addressee = accused if recipient == "accused" else correspondent
    on = place.day(at)
    settlement = next((d for d in dossier.rulebook.deadlines(case, on) if d.key == "settlement"), None)
    assigned = case.assigned
    texts = {name: value for name, value in facts.items() if name not in ("complainant", "accused", "representative")}
    name = complainant.name if complainant else ""
    is_copy = recipient == "accused" and "accused" in letter.copies
    # A copy of a letter keeps its words, the salutation included.
    reader = correspondent if is_copy else addressee
    addressed = reader.name if reader else ""
    return {
        **base_context(place, letter.title, dossier.reference, at),
        **texts,
        "addressee_lines": _address(addressee.name, addressee.address) if addressee else [],
        "signature": {
            "office": labels.OFFICES.get(letter.signatory, letter.signatory),
            "on_behalf_of": labels.BODIES.get(letter.on_behalf_of) if letter.on_behalf_of else None,
            "name": _signatory(place, dossier, letter.signatory, at),
        },
        "enclosures": [labels.ENCLOSURES.get(item, item) for item in letter.enclosures]
        if recipient == "accused" or not letter.copies
        else [],
        "copies": [labels.RECIPIENTS.get(copy, copy) for copy in letter.copies],
        "received_on": case.complaint.received_on,
        "channel_text": labels.CHANNELS[case.complaint.channel],
        "complainant_name": name,
        "acting_for": name if acts and reader is correspondent else "",
        "acting_as": labels.REPRESENTATIVES[acts.kind] if acts else "",
        "salutation": f"Beste {addressed}" if addressed else "Beste mevrouw, meneer",
        "must": dict(letter.must_say),
        "handler": {
            "office": labels.OFFICES.get(assigned.office, assigned.office) if assigned else "",
            "name": tenant.person_name(assigned.person) if assigned else "",
            "on_behalf_of": labels.BODIES.get(assigned.on_behalf_of, "") if assigned else "",
        },
        "due": settlement.due if settlement else None,
        "due_sentence": settlement.sentence if settlement else "",
        "is_copy": is_copy,
        "recipient": recipient,
        "status_address": f"{tenant.file.hosts[0]}/status",
    }


def base_context(place: Municipality, title: str, reference: str, at: datetime) -> dict[str, Any]:
    """What the layout of every letter needs, apart from addressee, signature, copies and enclosures."""
    file = place.tenant.file
    return {
        "lang": place.current.language,
        "title": title,
        "municipality": file.title,
        "sender_lines": list(file.sender),
        "contact_lines": [line for line in (file.phone, file.email, file.website) if line],
        "date": place.day(at),
        "reference": reference,
        "theme": {"accent": file.theme.accent},
    }


def _address(name: str, address: str | None) -> list[str]:
    return [name, *(line for line in (address or "").splitlines() if line.strip())]


def _signatory(place: Municipality, dossier: Dossier, office: str, at: datetime) -> str | None:
    assigned = dossier.case.assigned
    if assigned is not None and office == assigned.office:
        return place.tenant.person_name(assigned.person)
    holders = [h for h in place.tenant.holdings(place.day(at)) if h.office == office and not h.deputy]
    return place.tenant.person_name(holders[0].person) if len(holders) == 1 else None
