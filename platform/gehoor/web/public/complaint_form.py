"""The fields of the complaint form: what may be chosen, and what somebody filled in as an entry for the register."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from gehoor.domain.complaint import Channel, ComplainantKind, Mandate, RepresentativeKind
from gehoor.services import channel, intake
from gehoor.services.municipality import Municipality
from gehoor.services.representation import Representative
from gehoor.services.uploads import Upload
from gehoor.web.forms import Entry
from gehoor.web.public.words import words_of

LONG = 20_000
SHORT = 200
KEY = "formulier"
FILES, MANDATE = "bijlagen", "machtiging"
#: The answer to "Voor wie klaagt u?" of whoever acts for somebody else.
FOR_ANOTHER = "ander"
#: Everything that somebody types or chooses, in the order of the page; files apart.
TYPED = (
    *("wat", "wanneer-dag", "wanneer-maand", "wanneer-jaar", "wanneer_tekst", "gedaan"),
    *("over", "dienst", "bestuur", "wie", "naam", "straat", "plaats", "email", "telefoon", "brieven"),
    *("klager_naam", "klager_straat", "klager_plaats", "klager_email", "klager_telefoon", "hoedanigheid"),
)
UNKNOWN = "onbekend"
#: What the form shows of the legal persons of a Flemish municipality.
_ENTITIES = {"stad": "De stad", "ocmw": "Het OCMW"}
_NO_ENTITY = (UNKNOWN, "Allebei, of ik weet het niet")
#: The question is asked, and nothing is chosen beforehand: digital letters are for whoever says so.
LETTERS = (
    (channel.POST, "Met de post", ""),
    (
        channel.ELECTRONIC,
        "Digitaal",
        "U krijgt een mail zodra er een brief voor u klaarstaat. De brief leest u op deze website.",
    ),
)
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What may be chosen in the form of this municipality."""

    kinds: tuple[tuple[str, str, str], ...]
    #: As what somebody complains for another.
    representatives: tuple[tuple[str, str, str], ...]
    units: tuple[tuple[str, str], ...]
    #: Empty where there is one legal person only.
    entities: tuple[tuple[str, str], ...]


def choices_of(place: Municipality) -> Choices:
    """The services of this municipality, and what differs between countries."""
    units = place.tenant.organisation.units
    entities = dict.fromkeys(unit.entity for unit in units if unit.entity)
    return Choices(
        kinds=(
            (ComplainantKind.CITIZEN.value, "Ik klaag voor mezelf", "Als inwoner, klant of bezoeker."),
            (ComplainantKind.LEGAL_PERSON.value, "Ik klaag namens een organisatie of bedrijf", ""),
            (ComplainantKind.EMPLOYEE.value, words_of(place).employee, ""),
            (FOR_ANOTHER, "Ik klaag voor iemand anders", "Bijvoorbeeld voor uw kind, een familielid of een cliënt."),
        ),
        representatives=(
            (
                RepresentativeKind.AUTHORISED.value,
                "Die persoon heeft mij gevraagd om dit te doen",
                "Bijvoorbeeld als familielid, buur of hulpverlener.",
            ),
            (RepresentativeKind.LEGAL.value, f"Ik ben {words_of(place).by_law}", "Van de persoon voor wie u klaagt."),
            (RepresentativeKind.LAWYER.value, "Ik ben advocaat", ""),
        ),
        units=(*((unit.key, unit.title) for unit in units), (UNKNOWN, "Weet ik niet")),
        entities=(*((key, _ENTITIES.get(key, key)) for key in entities), _NO_ENTITY) if entities else (),
    )


def submission_key(entry: Entry) -> str:
    """The key of this opening of the form; one that we cannot have made counts as none."""
    key = entry.value(KEY)
    return key if _KEY.fullmatch(key) else intake.new_submission_key()


def read_complaint(entry: Entry, place: Municipality, today: date) -> intake.Entry:
    """What somebody filled in; only to be filed when `entry` has no errors after this."""
    choices = choices_of(place)
    what = entry.text("wat", limit=LONG, required="Schrijf op wat er is gebeurd. Anders kunnen wij niets onderzoeken.")
    conduct_on = entry.date(
        "wanneer", latest=today, too_late="Deze dag moet nog komen. Vul de dag in waarop het gebeurde."
    )
    when_text = entry.line("wanneer_tekst", limit=SHORT)
    done = entry.text("gedaan", limit=LONG)
    about = entry.line("over", limit=SHORT)
    unit = entry.choice("dienst", [key for key, _ in choices.units])
    entity = entry.choice("bestuur", [key for key, _ in choices.entities])
    uploads = tuple(Upload(f.filename, f.media_type, f.content) for f in entry.files(FILES))
    kind = entry.choice("wie", [key for key, _, _ in choices.kinds], required="Kies voor wie u klaagt.")
    for_another = kind == FOR_ANOTHER
    sender = _person(entry, "", "Vul uw naam in.", "Vul uw straat en huisnummer in.", "Vul uw postcode en plaats in.")
    complainant = _complainant(entry, sender) if for_another else sender
    electronic = _letters_electronic(entry, sender.email)
    return intake.Entry(
        channel=Channel.FORM,
        kind=ComplainantKind(kind) if kind and not for_another else ComplainantKind.CITIZEN,
        name=complainant.name,
        address=complainant.address,
        email=complainant.email,
        phone=complainant.phone,
        representative=_representative(entry, sender, choices) if for_another else None,
        what_happened=what,
        conduct_on=conduct_on,
        when_text=when_text,
        about=about,
        unit="" if unit == UNKNOWN else unit,
        entity=_entity(place, unit, entity),
        already_done=done,
        uploads=uploads,
        electronic=electronic,
    )


def _letters_electronic(entry: Entry, email: str) -> bool | None:
    """What somebody answered about letters; nobody has to answer, and then the rule of the law stands."""
    chosen = entry.choice("brieven", [key for key, *_ in LETTERS])
    if chosen == channel.ELECTRONIC and not email:
        entry.errors.add("email", "Vul uw e-mailadres in, of kies hieronder voor brieven met de post.")
    return chosen == channel.ELECTRONIC if chosen else None


class _Person(msgspec.Struct, frozen=True):
    """Somebody as the form asks for a person."""

    name: str
    address: str
    email: str
    phone: str


def _person(entry: Entry, prefix: str, name: str, street: str, town: str) -> _Person:
    """The fields of one person; the last three are the messages for what is empty."""
    named = entry.line(f"{prefix}naam", limit=SHORT, required=name)
    lines = (
        entry.line(f"{prefix}straat", limit=SHORT, required=street),
        entry.line(f"{prefix}plaats", limit=SHORT, required=town),
    )
    return _Person(named, "\n".join(lines), entry.email(f"{prefix}email"), entry.line(f"{prefix}telefoon", limit=SHORT))


def _complainant(entry: Entry, sender: _Person) -> _Person:
    """The person somebody complains for, who has an address of one's own: who holds the mailbox reads the mail."""
    whom = "van de persoon voor wie u klaagt"
    found = _person(
        entry,
        "klager_",
        f"Vul de naam in {whom}.",
        f"Vul de straat en het huisnummer in {whom}.",
        f"Vul de postcode en plaats in {whom}.",
    )
    if found.email and found.email.casefold() == sender.email.casefold():
        entry.errors.add(
            "klager_email",
            f"Dit is uw eigen e-mailadres. Vul het adres in {whom}, of laat dit leeg.",
        )
    return found


def _representative(entry: Entry, sender: _Person, choices: Choices) -> Representative:
    kind = entry.choice(
        "hoedanigheid", [key for key, *_ in choices.representatives], required="Kies waarom u voor die persoon klaagt."
    )
    files = entry.files(MANDATE)
    if len(files) > 1:
        entry.errors.add(MANDATE, "Kies hier één bestand. Andere bestanden kunt u kiezen bij Bijlagen.")
    return Representative(
        kind=RepresentativeKind(kind) if kind else RepresentativeKind.AUTHORISED,
        name=sender.name,
        address=sender.address,
        email=sender.email,
        phone=sender.phone,
        mandate=Mandate.UPLOADED if files else Mandate.ASKED,
        file=Upload(files[0].filename, files[0].media_type, files[0].content) if files else None,
    )


def _entity(place: Municipality, unit: str, chosen: str) -> str:
    """The legal person the service belongs to, otherwise the one that was chosen."""
    of_unit = next((known.entity for known in place.tenant.organisation.units if known.key == unit), "")
    return of_unit or ("" if chosen == UNKNOWN else chosen)
