"""The fields in which the desk writes down who acts for a complainant, and how far the mandate is there."""

from __future__ import annotations

from collections.abc import Callable

from gehoor.domain.complaint import Mandate, RepresentativeKind
from gehoor.services.representation import Representative
from gehoor.web.forms import Entry

SHORT, ADDRESS = 200, 500
KINDS = (
    (RepresentativeKind.AUTHORISED.value, "Gemachtigde", "De klager heeft deze persoon gevraagd."),
    (RepresentativeKind.LEGAL.value, "Ouder, voogd of een ander die dit volgens de wet doet", ""),
    (RepresentativeKind.LAWYER.value, "Advocaat", ""),
)
#: How the mandate can have been seen; the page after this one takes the file.
SEEN = (
    (Mandate.SHOWN.value, "Getoond", "U hebt de machtiging gezien en teruggegeven."),
    (Mandate.UPLOADED.value, "Meegegeven of meegestuurd", "U voegt de machtiging bij de volgende stap toe."),
    (Mandate.ASKED.value, "Nog niet", "Is zij nodig, dan vraagt de klachtencoördinator erom."),
)
#: In a dossier no page comes after this one; the file is added in a step of its own.
SEEN_LATER = tuple(option for option in SEEN if option[0] != Mandate.UPLOADED)
TYPED = ("namens", "v_naam", "v_adres", "v_email", "v_telefoon", "v_soort", "v_machtiging")


def read_representative(entry: Entry, named: Callable[[str], str] = lambda name: f"v_{name}") -> Representative:
    """Who acts for the complainant; only to be kept when `entry` has no errors after this."""
    name = entry.line(named("naam"), limit=SHORT, required="Vul de naam in van wie namens de klager komt.")
    address, phone = entry.text(named("adres"), limit=ADDRESS), entry.line(named("telefoon"), limit=SHORT)
    email = entry.email(named("email"))
    if not (address or email or phone) and not entry.errors.get(named("email")):
        entry.errors.add(named("adres"), "Vul een adres, e-mailadres of telefoonnummer in. Hier gaan de brieven heen.")
    kind = entry.choice(named("soort"), list(RepresentativeKind), required="Kies als wie deze persoon komt.")
    seen = entry.choice(named("machtiging"), [key for key, *_ in SEEN])
    return Representative(
        kind=RepresentativeKind(kind or RepresentativeKind.AUTHORISED),
        name=name,
        address=address,
        email=email,
        phone=phone,
        mandate=Mandate(seen or Mandate.ASKED),
    )
