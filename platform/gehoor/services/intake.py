"""Takes in a complaint: from the web form, from a letter or mail, or spoken at the front desk."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import msgspec
from msgspec import structs

from gehoor.domain import events as ev
from gehoor.domain.complaint import Accused, Channel, Complainant, ComplainantKind, Complaint, Mandate, Representation
from gehoor.letters.templates import content_hash
from gehoor.services import composing, dossier, labels, representation
from gehoor.services.asking import answered
from gehoor.services.dossier import Dossier, Keys, put_render_job
from gehoor.services.municipality import Municipality
from gehoor.services.representation import Representative
from gehoor.services.resubmission import says_something_else
from gehoor.services.uploads import Upload
from gehoor.storage import cases, files, letters, narratives, people, representatives
from gehoor.storage.representatives import REPRESENTATIVE
from gehoor.storage.scope import require_transaction, transaction

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
RECEIPT_COPY = "receipt_copy"


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
    #: Whoever sends this in for the complainant, with the mandate as far as it is shown.
    representative: Representative | None = None
    #: The day of receipt for what came in on paper or by voice before it was entered; None: now.
    received_on: date | None = None
    #: How whoever sends this in wants letters; None where that was not said.
    electronic: bool | None = None
    #: The moment of receipt where it is known better than by the day, as of a mail; None: now, or only the day.
    received_at: datetime | None = None
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


def new_access_code() -> str:
    """An access code that comes from nowhere, 128 bits."""
    return _code(secrets.randbits(128))


def access_code_of(secret: bytes, submission_key: str) -> str:
    """The access code of a submission, 128 bits: the same for the same submission, useless without the secret."""
    digest = sha256(b"access code 1" + len(secret).to_bytes(4, "big") + secret + submission_key.encode()).digest()
    return _code(int.from_bytes(digest[:16], "big"))


def _code(number: int) -> str:
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
    async with transaction():
        return await file_within(place, entry, submission_key, secret, actor, at)


async def file_within(
    place: Municipality, entry: Entry, submission_key: str, secret: bytes, actor: str, at: datetime
) -> Filed:
    """As `file_complaint`, for a caller who holds the transaction and writes more in it."""
    require_transaction()
    code = access_code_of(secret, submission_key)
    hashed_key = sha256(submission_key.encode()).hexdigest()
    known = await cases.by_submission_key(hashed_key)
    if known is not None:
        first = await dossier.by_id(place, known.case_id)
        differs = await says_something_else(first, entry)
        return Filed(known.reference, code, already_there=True, differs=differs)
    # The code is for whoever sent this in; a complainant who is represented gets one of their own by mail.
    own = access_hash_of(code) if entry.representative is None else None
    opened = await _open(place, entry, actor, at, Keys(own, hashed_key))
    if entry.representative is not None:
        await representatives.set_access_hash(opened.case_id, access_hash_of(code))
    return Filed(opened.reference, code)


async def _open(place: Municipality, entry: Entry, actor: str, at: datetime, keys: Keys) -> Dossier:
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
        await files.attach(case_id, upload.name, upload.media_type, upload.content, "complainant", at)
    on, entry = place.day(at), with_mandate(place, entry, at)
    who = entry.representative
    received = ev.Received(
        on=received_on,
        complaint=_facts(entry, received_on),
        regulation=rulebook.regulation.id,
        in_force=rulebook.regulation.in_force,
        edition=rulebook.regulation.edition,
        reference=await _new_reference(received_on),
        received_at=(entry.received_at or at).isoformat(),
    )
    also: list[ev.Event] = [await representation.keep(case_id, who, who.mandate, on, at)] if who else []
    also.append(await _copy_of_what_was_entered(place, case_id, received.reference, entry, at))
    if entry.electronic is not None:
        also.append(_choice_of_channel(entry, on))
    if entry.channel is Channel.FORM:
        # The screen with the number and the copy of what was entered is the confirmation at once.
        also.append(ev.Acknowledged(on=on, by="screen"))
    return await dossier.start(place, case_id, received, rulebook, actor, at, also, keys)


def _choice_of_channel(entry: Entry, on: date) -> ev.ChannelChosen:
    """Who sends this in chose for the letters to this person; somebody represented chooses for themselves."""
    who = ev.Addressee.REPRESENTATIVE if entry.representative is not None else ev.Addressee.COMPLAINANT
    how = "form" if entry.channel is Channel.FORM else "desk"
    return ev.ChannelChosen(on=on, addressee=who, electronic=bool(entry.electronic), how=how)


def with_mandate(place: Municipality, entry: Entry, at: datetime) -> Entry:
    """The entry with how far the mandate is shown: what is not there is asked for only where the law asks it."""
    who = entry.representative
    if who is None:
        return entry
    received_on = entry.received_on or place.day(at)
    rulebook, facts = place.rulebook(received_on), _facts(entry, received_on)
    # Where the law does not answer, a mandate that was not shown is still to come: nobody acts without it.
    shown = answered(lambda: representation.mandate_of(rulebook, facts, who, received_on), Mandate.ASKED)
    return structs.replace(entry, representative=structs.replace(who, mandate=shown))


def _facts(entry: Entry, received_on: date) -> Complaint:
    who = entry.representative
    return Complaint(
        received_on=received_on,
        channel=entry.channel,
        complainant=Complainant(kind=entry.kind),
        accused=Accused(function=entry.function, unit=entry.unit),
        conduct_on=entry.conduct_on,
        entity=entry.entity,
        representation=Representation(kind=who.kind, mandate=who.mandate) if who else None,
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
        "received_at": (entry.received_at or at).astimezone(place.zone).strftime("%d-%m-%Y om %H:%M uur"),
    }
    html = place.templates.render(RECEIPT_COPY, context)
    reader = REPRESENTATIVE if entry.representative is not None else "complainant"
    number = await letters.queue_letter(case_id, RECEIPT_COPY, reader, html, at)
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
        ("Brieven", labels.LETTERS_BY[entry.electronic] if entry.electronic is not None else ""),
        *(_represented(entry.representative) if entry.representative is not None else ()),
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


def _represented(who: Representative) -> Sequence[tuple[str, str]]:
    return (
        ("Namens de klager", f"{who.name} ({labels.REPRESENTATIVES[who.kind]})"),
        ("Adres van deze persoon", who.address),
        ("E-mail van deze persoon", who.email),
        ("Telefoon van deze persoon", who.phone),
        ("Machtiging", who.file.name if who.file else labels.MANDATES[who.mandate]),
    )


async def _new_reference(on: date) -> str:
    while True:
        reference = f"K{on.year % 100:02d}-" + "".join(secrets.choice(_ALPHABET) for _ in range(5))
        if await cases.by_reference(reference) is None:
            return reference
