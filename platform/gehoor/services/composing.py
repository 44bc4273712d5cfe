"""Composes the letters of a case: gathers the facts, fills the template, checks what the law demands in it."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from gehoor.domain import events as ev
from gehoor.letters.failure import LetterFailed
from gehoor.letters.templates import content_hash
from gehoor.regulation.answers import Ground, Letter
from gehoor.services import labels
from gehoor.services.municipality import Municipality
from gehoor.storage import letters, narratives, people

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier


async def compose(
    place: Municipality, dossier: Dossier, letter: Letter, event: ev.Event, at: datetime
) -> list[ev.LetterQueued]:
    """Fixes the words of a letter for each recipient, and for the accused's copy; raises `LetterFailed`."""
    facts = await facts_of(place, dossier, event)
    accused_copy = ["accused"] if "accused" in letter.copies and "accused" not in letter.recipients else []
    queued = []
    for recipient in (*letter.recipients, *accused_copy):
        context = context_of(place, dossier, letter, facts, recipient=recipient, at=at)
        html = place.templates.render(letter.template, context)
        check_demanded(letter, html)
        party = ev.Party.ACCUSED if recipient == "accused" else ev.Party.COMPLAINANT
        number = await letters.queue_letter(dossier.case_id, letter.key, recipient, html, at)
        queued.append(
            ev.LetterQueued(
                on=place.day(at),
                key=letter.key,
                letter=number,
                recipient=party,
                copies=letter.copies,
                html_sha256=content_hash(html),
            )
        )
    return queued


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
    texts = {entry.id: entry.text for entry in await narratives.narratives_of(dossier.case_id)}
    newest = {entry.kind: entry.text for entry in await narratives.narratives_of(dossier.case_id)}
    findings, judged = case.last(ev.FindingsRecorded), case.last(ev.Judged)
    decided = case.last(ev.AdmissibilityDecided) or case.last(ev.AdmissibilityAdvised)
    repair, hearing = case.last(ev.RepairRequested), case.last(ev.HearingOffered)
    reason = getattr(event, "reason", None)
    norms = {norm.key: norm.title for listed in dossier.rulebook.norms(case, event.on) for norm in listed.norms}
    return {
        "complainant": parties.get("complainant"),
        "accused": parties.get("accused"),
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
    place: Municipality, dossier: Dossier, letter: Letter, facts: dict[str, Any], *, recipient: str, at: datetime
) -> dict[str, Any]:
    """What the template may use, as `plugins/README.md` describes it; a name it does not know is an error."""
    tenant, case = place.tenant, dossier.case
    complainant, accused = facts["complainant"], facts["accused"]
    addressee = accused if recipient == "accused" else complainant
    on = place.day(at)
    settlement = next((d for d in dossier.rulebook.deadlines(case, on) if d.key == "settlement"), None)
    assigned = case.assigned
    texts = {name: value for name, value in facts.items() if name not in ("complainant", "accused")}
    name = complainant.name if complainant else ""
    is_copy = recipient == "accused" and "accused" in letter.copies
    # A copy of a letter keeps its words, the salutation included.
    addressed = name if is_copy else addressee.name if addressee else ""
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
