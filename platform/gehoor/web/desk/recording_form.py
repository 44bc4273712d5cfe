"""The fields in which the desk writes a complaint down that was spoken, or that came on paper or by mail."""

from __future__ import annotations

import re

from gehoor.domain.complaint import Channel, ComplainantKind, Mandate
from gehoor.services import channel, intake, labels
from gehoor.services.incoming_tray import key_of
from gehoor.services.municipality import Municipality
from gehoor.services.representation import Representative
from gehoor.storage.messages import Message, Words
from gehoor.web.desk import representative_form, words
from gehoor.web.form_reading import Form
from gehoor.web.forms import DATE_PARTS, Entry
from gehoor.web.here import AnyRequest, now, place_of

LONG, SHORT = 20_000, 200
KEY = "formulier"
#: The number of the mail that is being registered.
MESSAGE = "bericht"
FILES, MANDATE = "bijlagen", "machtiging"
AGREED = "akkoord"
#: What the desk takes in; a form is sent by the complainant.
CHANNELS = (
    (Channel.ORAL.value, "Mondeling", "In een gesprek of aan de telefoon."),
    (Channel.LETTER.value, "Per brief", ""),
    (Channel.EMAIL.value, "Per e-mail", ""),
)
#: Asked expressly; nothing is chosen beforehand.
LETTERS = (
    (channel.POST, "Met de post", ""),
    (channel.ELECTRONIC, "Digitaal", "Een mail met een link. Kies dit alleen als de klager dat zelf zegt."),
)
#: Everything that is typed or chosen on the first page, which the second one carries along.
TYPED = (
    *(MESSAGE, "kanaal", *(f"ontvangen-{part}" for part in DATE_PARTS)),
    *("wat", *(f"wanneer-{part}" for part in DATE_PARTS), "wanneer_tekst", "over", "functie", "dienst", "bestuur"),
    *("gedaan", "soort", "naam", "adres", "email", "telefoon", "brieven"),
    *representative_form.TYPED,
)
_KEY = re.compile(r"[A-Za-z0-9_-]{32}")


def blank(request: AnyRequest) -> Entry:
    """The form as it opens: spoken, and received today."""
    today = place_of(request).day(now(request))
    numbers = (today.day, today.month, today.year)
    received = {f"ontvangen-{part}": str(number) for part, number in zip(DATE_PARTS, numbers, strict=True)}
    return Entry(
        values={
            KEY: intake.new_submission_key(),
            "kanaal": Channel.ORAL.value,
            "soort": ComplainantKind.CITIZEN.value,
            "v_machtiging": Mandate.ASKED.value,
            **received,
        }
    )


def of_mail(request: AnyRequest, message: Message, mail: Words) -> Entry:
    """The form as it opens for a mail: what it says, who wrote it, and the day on which it came."""
    came = place_of(request).day(message.received_at)
    received = {
        f"ontvangen-{part}": str(number)
        for part, number in zip(DATE_PARTS, (came.day, came.month, came.year), strict=True)
    }
    passed_on = bool(mail.original or mail.original_name)
    return Entry(
        values={
            KEY: key_of(message),
            MESSAGE: str(message.id),
            "kanaal": Channel.EMAIL.value,
            "soort": ComplainantKind.CITIZEN.value,
            "v_machtiging": Mandate.ASKED.value,
            "wat": "\n\n".join(part for part in (mail.subject, mail.text) if part)[:LONG],
            # Of a mail that a colleague passed on, who wrote it first; the desk checks that.
            "naam": (mail.original_name or mail.original) if passed_on else (mail.sender_name or mail.sender),
            "email": mail.original if passed_on else mail.sender,
            **received,
        }
    )


def message_of(form: Form) -> int | None:
    """The number of the mail that is being registered; nothing where there is none."""
    number = form.text(MESSAGE)
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 13 else None


def submission_key(form: Form) -> str:
    """The key of this opening of the form; one that we cannot have made counts as none."""
    key = form.text(KEY)
    return key if _KEY.fullmatch(key) else intake.new_submission_key()


def read_complaint(request: AnyRequest, entry: Entry) -> intake.Entry:
    """What was written down; only to be filed when `entry` has no errors after this."""
    place = place_of(request)
    today = place.day(now(request))
    channel = entry.choice("kanaal", [key for key, *_ in CHANNELS], required="Kies hoe de klacht binnenkwam.")
    received_on = entry.date(
        "ontvangen",
        required="Vul in wanneer de klacht binnenkwam.",
        latest=today,
        too_late="Deze dag moet nog komen. Vul de dag in waarop de klacht binnenkwam.",
    )
    what = entry.text("wat", limit=LONG, required="Schrijf op wat er is gebeurd, in de woorden van de klager.")
    conduct_on = entry.date(
        "wanneer",
        latest=received_on or today,
        too_late="Deze dag ligt na de ontvangst van de klacht. Kijk de datum na.",
    )
    when_text = entry.line("wanneer_tekst", limit=SHORT)
    about = entry.line("over", limit=SHORT)
    function = entry.choice("functie", labels.FUNCTIONS)
    unit = entry.choice("dienst", [key for key, _ in words.units_of(place)])
    entity = entry.choice("bestuur", [key for key, _ in words.sides_of(place)])
    done = entry.text("gedaan", limit=LONG)
    kind = entry.choice("soort", list(ComplainantKind), required="Kies wie er klaagt.")
    named = kind != ComplainantKind.ANONYMOUS
    name = entry.line("naam", limit=SHORT, required="Vul de naam van de klager in." if named else "")
    address, phone = entry.text("adres", limit=500), entry.line("telefoon", limit=SHORT)
    email = entry.email("email")
    if named and not (address or email or phone) and not entry.errors.get("email"):
        entry.errors.add(
            "adres", "Vul een adres, e-mailadres of telefoonnummer in. Anders krijgt de klager geen antwoord."
        )
    who = _representative(entry, email) if entry.flag("namens") else None
    told = intake.Entry(
        channel=Channel(channel or Channel.ORAL),
        kind=ComplainantKind(kind or ComplainantKind.CITIZEN),
        name=name,
        address=address,
        email=email,
        phone=phone,
        what_happened=what,
        conduct_on=conduct_on,
        when_text=when_text,
        about=about,
        unit=unit,
        function=function,
        entity=entity or _entity_of(place, unit),
        already_done=done,
        received_on=received_on,
        representative=who,
        electronic=_letters_electronic(entry, who.email if who is not None else email),
    )
    return intake.with_mandate(place, told, now(request))


def _letters_electronic(entry: Entry, email: str) -> bool | None:
    """What was answered about letters; where nobody asked, the rule of the law stands."""
    chosen = entry.choice("brieven", [key for key, *_ in LETTERS])
    if chosen == channel.ELECTRONIC and not email:
        entry.errors.add("brieven", "Digitaal kan pas als u het e-mailadres invult van wie de brieven krijgt.")
    return chosen == channel.ELECTRONIC if chosen else None


def _representative(entry: Entry, email_of_complainant: str) -> Representative:
    who = representative_form.read_representative(entry)
    if who.email and who.email.casefold() == email_of_complainant.casefold():
        entry.errors.add("v_email", "Dit is ook het e-mailadres van de klager. Laat een van de twee leeg.")
    return who


def _entity_of(place: Municipality, unit: str) -> str:
    """The legal person the service belongs to."""
    return next((known.entity for known in place.tenant.organisation.units if known.key == unit), "")


def carried(form: Form, key: str) -> list[tuple[str, str]]:
    """What was typed on the first page, to be sent along with the second."""
    return [(KEY, key), *((name, form.text(name)) for name in TYPED)]
