"""Takes in a complaint: from the web form, from a letter or mail, or spoken at the front desk."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.complaint import Accused, Channel, Complainant, ComplainantKind, Complaint
from gehoor.letters.templates import content_hash
from gehoor.services import composing, dossier, labels
from gehoor.services.dossier import Dossier, put_render_job
from gehoor.services.municipality import Municipality
from gehoor.storage import cases, files, letters, narratives, people
from gehoor.storage.cases import CaseRow
from gehoor.storage.scope import transaction

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECEIPT_COPY = "receipt_copy"


class Upload(msgspec.Struct, frozen=True):
    """A file that was checked and may be kept."""

    name: str
    media_type: str
    content: bytes


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody told: cleaned and checked for length by the form, not yet by the law."""

    channel: Channel
    kind: ComplainantKind = ComplainantKind.CITIZEN
    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    what_happened: str
    conduct_on: date | None = None
    when_text: str = ""
    about: str = ""
    unit: str = ""
    function: str = ""
    entity: str = ""
    already_done: str = ""
    uploads: tuple[Upload, ...] = ()
    #: The day of receipt for what came in on paper or by voice before it was entered; None: now.
    received_on: date | None = None
    #: Read back to the complainant, who agreed with the words: for what was spoken.
    read_back: bool = False


@dataclass(frozen=True)
class Filed:
    """What the complainant gets: the number to quote and the code to see the case with."""

    reference: str
    access_code: str
    already_there: bool = False
    #: A second sending held another text than the first, which stands.
    differs: bool = False


def new_submission_key() -> str:
    """A random key for one opening of the form: sending it twice makes one complaint."""
    return secrets.token_urlsafe(24)


def access_code_of(secret: bytes, submission_key: str) -> str:
    """The access code of a submission, 128 bits: the same for the same submission, useless without the secret."""
    digest = sha256(b"access code 1" + len(secret).to_bytes(4, "big") + secret + submission_key.encode()).digest()
    number = int.from_bytes(digest[:16], "big")
    letters_ = []
    for _ in range(26):
        number, rest = divmod(number, 32)
        letters_.append(_ALPHABET[rest])
    text = "".join(letters_)
    return "-".join(text[start : start + 4] for start in range(0, 26, 4))


def access_hash_of(code: str) -> str:
    """The hash under which an access code is kept; spaces, hyphens and lower case make no difference."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return sha256(plain.encode()).hexdigest()


async def file_complaint(
    place: Municipality, entry: Entry, submission_key: str, secret: bytes, actor: str, at: datetime
) -> Filed:
    """Puts a complaint on the register once for each submission, and gives its number and access code."""
    code = access_code_of(secret, submission_key)
    hashed_key = sha256(submission_key.encode()).hexdigest()
    async with transaction():
        known = await cases.by_submission_key(hashed_key)
        if known is not None:
            return Filed(known.reference, code, already_there=True, differs=await _differs(known, entry))
        opened = await _open(place, entry, actor, at)
        await cases.set_keys(opened.case_id, access_hash=access_hash_of(code), submission_key=hashed_key)
    return Filed(opened.reference, code)


async def _open(place: Municipality, entry: Entry, actor: str, at: datetime) -> Dossier:
    received_on = entry.received_on or place.day(at)
    rulebook = place.rulebook(received_on)
    case_id = secrets.token_hex(8)
    await people.put_party(
        case_id,
        "complainant",
        entry.name,
        address=entry.address or None,
        email=entry.email or None,
        phone=entry.phone or None,
    )
    for kind in ("what_happened", "when_text", "about", "already_done"):
        if text := getattr(entry, kind):
            await narratives.add_narrative(case_id, kind, text, at)
    for upload in entry.uploads:
        await files.attach(case_id, upload.name, upload.media_type, upload.content, "complainant")
    received = ev.Received(
        on=received_on,
        complaint=_facts(entry, received_on),
        regulation=rulebook.regulation.id,
        in_force=rulebook.regulation.in_force,
        edition=rulebook.regulation.edition,
        reference=await _new_reference(received_on),
        received_at=at.isoformat(),
    )
    on = place.day(at)
    also: list[ev.Event] = [await _copy_of_what_was_entered(place, case_id, received.reference, entry, at)]
    if entry.channel is Channel.FORM:
        # The screen with the number and the copy of what was entered is the confirmation at once.
        also.append(ev.Acknowledged(on=on, by="screen"))
    return await dossier.start(place, case_id, received, rulebook, actor, at, also)


def _facts(entry: Entry, received_on: date) -> Complaint:
    return Complaint(
        received_on=received_on,
        channel=entry.channel,
        complainant=Complainant(kind=entry.kind),
        accused=Accused(function=entry.function, unit=entry.unit),
        conduct_on=entry.conduct_on,
        entity=entry.entity,
    )


async def _copy_of_what_was_entered(
    place: Municipality, case_id: str, reference: str, entry: Entry, at: datetime
) -> ev.LetterQueued:
    """The copy which the complainant can download and, for what was spoken, was read."""
    context = {
        **composing.base_context(place, "Kopie van uw klacht", reference, at),
        "addressee_lines": [],
        "signature": {"office": "", "on_behalf_of": None, "name": None},
        "enclosures": [upload.name for upload in entry.uploads],
        "copies": [],
        "entries": [{"label": label, "value": value} for label, value in entries_of(place, entry) if value],
        "received_at": at.astimezone(place.zone).strftime("%d-%m-%Y om %H:%M uur"),
    }
    html = place.templates.render(RECEIPT_COPY, context)
    number = await letters.queue_letter(case_id, RECEIPT_COPY, "complainant", html, at)
    await put_render_job(number, at)
    return ev.LetterQueued(on=place.day(at), key=RECEIPT_COPY, letter=number, html_sha256=content_hash(html))


def entries_of(place: Municipality, entry: Entry) -> Sequence[tuple[str, str]]:
    """What was entered, with its labels, in the order of the form."""
    return (
        ("Wie klaagt", labels.KINDS[entry.kind]),
        ("Naam", entry.name),
        ("Adres", entry.address),
        ("E-mail", entry.email),
        ("Telefoon", entry.phone),
        ("Wat is er gebeurd?", entry.what_happened),
        ("Wanneer?", entry.conduct_on.strftime("%d-%m-%Y") if entry.conduct_on else ""),
        ("Wanneer, in uw eigen woorden", entry.when_text),
        ("Over wie of welke dienst?", entry.about),
        ("Functie van die persoon", labels.FUNCTIONS.get(entry.function, entry.function)),
        ("Afdeling of dienst", place.tenant.unit_title(entry.unit) if entry.unit else ""),
        ("Stad of OCMW", labels.ENTITIES.get(entry.entity, entry.entity)),
        ("Wat is er al gedaan?", entry.already_done),
        ("Hoe ontvangen", labels.CHANNELS[entry.channel]),
        ("Voorgelezen en akkoord", "ja" if entry.read_back else ""),
    )


async def _new_reference(on: date) -> str:
    while True:
        reference = f"K{on.year % 100:02d}-" + "".join(secrets.choice(_ALPHABET) for _ in range(5))
        if await cases.by_reference(reference) is None:
            return reference


async def _differs(known: CaseRow, entry: Entry) -> bool:
    kept = await narratives.latest_narrative(known.case_id, "what_happened")
    return kept is not None and kept.text != entry.what_happened
