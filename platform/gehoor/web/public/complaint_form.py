"""The fields of the complaint form: what may be chosen, and what somebody filled in as an entry for the register."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from gehoor.domain.complaint import Channel, ComplainantKind
from gehoor.services import intake
from gehoor.services.municipality import Municipality
from gehoor.web.forms import Entry
from gehoor.web.public.words import words_of

LONG = 20_000
SHORT = 200
KEY = "formulier"
FILES = "bijlagen"
#: Everything that somebody types or chooses, in the order of the page; files apart.
TYPED = (
    *("wat", "wanneer-dag", "wanneer-maand", "wanneer-jaar", "wanneer_tekst", "gedaan"),
    *("over", "dienst", "bestuur", "wie", "naam", "straat", "plaats", "email", "telefoon"),
)
UNKNOWN = "onbekend"
#: What the form shows of the legal persons of a Flemish municipality.
_ENTITIES = {"stad": "De stad", "ocmw": "Het OCMW"}
_NO_ENTITY = (UNKNOWN, "Allebei, of ik weet het niet")
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What may be chosen in the form of this municipality."""

    kinds: tuple[tuple[str, str, str], ...]
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
    uploads = tuple(intake.Upload(f.filename, f.media_type, f.content) for f in entry.files(FILES))
    kind = entry.choice("wie", [key for key, _, _ in choices.kinds], required="Kies voor wie u klaagt.")
    name = entry.line("naam", limit=SHORT, required="Vul uw naam in.")
    street = entry.line("straat", limit=SHORT, required="Vul uw straat en huisnummer in.")
    town = entry.line("plaats", limit=SHORT, required="Vul uw postcode en plaats in.")
    email = entry.email("email")
    phone = entry.line("telefoon", limit=SHORT)
    return intake.Entry(
        channel=Channel.FORM,
        kind=ComplainantKind(kind) if kind else ComplainantKind.CITIZEN,
        name=name,
        address=f"{street}\n{town}",
        email=email,
        phone=phone,
        what_happened=what,
        conduct_on=conduct_on,
        when_text=when_text,
        about=about,
        unit="" if unit == UNKNOWN else unit,
        entity=_entity(place, unit, entity),
        already_done=done,
        uploads=uploads,
    )


def _entity(place: Municipality, unit: str, chosen: str) -> str:
    """The legal person the service belongs to, otherwise the one that was chosen."""
    of_unit = next((known.entity for known in place.tenant.organisation.units if known.key == unit), "")
    return of_unit or ("" if chosen == UNKNOWN else chosen)
